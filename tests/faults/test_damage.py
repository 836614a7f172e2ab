"""Damage: nothing crashes, nothing is written, and what can be seen leads to recovery."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from conftest import Tally
from damaged_files import (
    SHAPES,
    Harm,
    bytes_of,
    damaged_search,
    filled,
    flipped,
    flips,
    foreign_log,
    in_folder,
    index_behind,
    left_log,
    other_words,
)
from sample_team import TUESDAY

from convo_tui.storage.derived import rest_of_checks
from convo_tui.storage.doctor import examine
from convo_tui.storage.findings import Mend, Weight, is_damaged
from convo_tui.storage.glance import glances
from convo_tui.storage.problems import Damaged, NotOurs, StorageProblem, TooNew
from convo_tui.storage.salvage import as_text, readable
from convo_tui.storage.soundness import must_be_sound
from convo_tui.storage.store import Store, open_store

FLIPS = 200


def read_everything(store: Store) -> None:
    """All that screens and commands read."""
    store.overviews()
    store.commitments(closed=True)
    store.own_questions()
    store.question_marks()
    for person in store.people(archived=True):
        store.timeline(person.id)
        store.question_memory(person.id)
    for talk in (*store.all_held(), *store.live_meetings()):
        store.talk_page(talk.id)


def outcome(path: Path) -> str:
    """What becomes of opening and reading a file; a crash is whatever is no StorageProblem."""
    before = bytes_of(path.parent)
    try:
        store = open_store(path)
    except StorageProblem as fault:
        assert bytes_of(path.parent) == before
        return "recovery" if isinstance(fault, Damaged) else "refused"
    try:
        read_everything(store)
    except Damaged:
        return "recovery"
    finally:
        store.close()
    return "opened"


@pytest.mark.parametrize("harm", SHAPES, ids=lambda harm: harm.__name__)
def test_a_damaged_file_opens_recovery_and_nothing_is_written(
    harm: Harm, tmp_path: Path, tally: Tally
) -> None:
    path = in_folder(tmp_path / "own")
    harm(path)
    before = bytes_of(path.parent)
    with pytest.raises(Damaged) as caught:
        open_store(path)
    for look in (readable, as_text, lambda file: examine(file, TUESDAY, UTC)):
        look(path)
    assert is_damaged(examine(path, TUESDAY, UTC))
    assert bytes_of(path.parent) == before
    assert "convo restore" in str(caught.value)
    tally("damaged files: opened, or written to", 1, 0)


def test_the_log_of_another_file_is_seen(tmp_path: Path, tally: Tally) -> None:
    path = in_folder(tmp_path / "own")
    foreign_log(path)
    before = bytes_of(path.parent)
    with pytest.raises((Damaged, NotOurs)):
        open_store(path)
    assert bytes_of(path.parent) == before
    tally("damaged files: opened, or written to", 1, 0)


@pytest.mark.parametrize("harm", [damaged_search, index_behind], ids=lambda harm: harm.__name__)
def test_a_search_index_that_is_wrong_is_seen_and_follows_from_the_rest(
    harm: Harm, tmp_path: Path, tally: Tally
) -> None:
    path = in_folder(tmp_path / "own")
    harm(path)
    assert {finding.mend for finding in rest_of_checks(path)} == {Mend.INDEX}
    tally("damaged search index: not seen", 1, 0)


def test_words_that_changed_by_themselves_are_seen(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own")
    other_words(path)
    assert Mend.TIMELINE in {finding.mend for finding in rest_of_checks(path)}


def test_a_sound_file_is_found_sound(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own")
    assert outcome(path) == "opened"
    assert examine(path, TUESDAY, UTC) == rest_of_checks(path) == ()


def test_a_log_whose_end_a_power_cut_spoiled_is_sound(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own")
    with left_log(path, 3) as log:
        whole = log.read_bytes()
    for spoiled in (whole, whole[:-3000], whole[:-4000] + bytes(4000), b"", whole[:20]):
        log.write_bytes(spoiled)
        Path(f"{path}-shm").unlink(missing_ok=True)
        must_be_sound(path)
        assert outcome(path) == "opened"
        shutil.copy(path, path.with_name("kept.db"))
        path.write_bytes(filled())


def test_a_bit_that_flips_anywhere_crashes_nothing(
    tmp_path: Path, times: int, tally: Tally
) -> None:
    """A letter that became another one in a name is a name; SQLite has no checksums."""
    seen: Counter[str] = Counter()
    for number, (place, bit) in enumerate(flips(FLIPS * times)):
        content = flipped(place, bit)
        path = in_folder(tmp_path / str(number), content)
        sees = sqlite_sees(content)
        found = doctor_says(path)
        assert bytes_of(path.parent) == {"convo.db": content}, f"byte {place}, bit {bit}"
        told = outcome(path)
        if sees:
            assert told != "opened", f"byte {place}, bit {bit}"
        seen["by SQLite"] += sees
        seen["by nobody"] += told == "opened" and not found
        seen["by the index, the timeline or the rules"] += bool(found) and not sees
        shutil.rmtree(path.parent)
    tried = FLIPS * times
    tally("flipped bits: crashed, or written to", tried, 0)
    tally("flipped bits that SQLite sees: no recovery", seen["by SQLite"], 0)
    tally("flipped bits that nothing sees (letters, unused bytes)", tried, seen["by nobody"])
    assert seen["by SQLite"] > tried / 10
    assert seen["by the index, the timeline or the rules"] > 0


def sqlite_sees(content: bytes) -> bool:
    """Whether SQLite's own checks, with nothing of ours, find something wrong."""
    with closing(sqlite3.connect(":memory:")) as raw:
        try:
            raw.deserialize(bytes(content[:18]) + unlogged(content[18:20]) + bytes(content[20:]))
            pages = raw.execute("PRAGMA integrity_check(1)").fetchone()
            return (
                pages != ("ok",) or raw.execute("PRAGMA foreign_key_check").fetchone() is not None
            )
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return True


def unlogged(versions: bytes) -> bytes:
    """Memory has no log, so a file in it must not ask for one."""
    return b"\x01\x01" if versions == b"\x02\x02" else versions


def doctor_says(path: Path) -> str:
    """What an examination finds; "" where nothing. It may refuse, and never fails otherwise."""
    try:
        glances(path)
        found = examine(path, TUESDAY, UTC)
    except (Damaged, NotOurs, TooNew) as refused:
        return type(refused).__name__
    return " ".join(each.about for each in found if each.weight is not Weight.REMARK)
