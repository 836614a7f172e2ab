"""Examining a file: each rule that does not hold is found, and only what may be mended is."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from damaged_files import bytes_of, filled, in_folder, index_behind, other_words, zeroed_page
from sample_team import TUESDAY

from convo_tui.domain.corrections import Correction
from convo_tui.domain.notes import Note
from convo_tui.storage.doctor import examine, mend
from convo_tui.storage.findings import Finding, Mend, Weight, all_well, is_damaged
from convo_tui.storage.invariants import Contents, broken_rules
from convo_tui.storage.salvage import as_text, readable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A filled file in a folder of its own."""
    return in_folder(tmp_path / "own")


def looked_at(path: Path) -> tuple[Finding, ...]:
    before = bytes_of(path.parent)
    found = examine(path, TUESDAY, UTC)
    assert bytes_of(path.parent) == before
    return found


def changed(path: Path, *statements: str) -> None:
    """Change the file behind Convo's back, its timeline and index in step."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            raw.execute(statement)
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_all_is_well_with_a_sound_file(path: Path) -> None:
    assert looked_at(path) == ()


A_TALK = "(SELECT id FROM meeting WHERE state = 'held' ORDER BY started_at LIMIT 1)"
"""Stands for itself in the statements below."""


@pytest.mark.parametrize(
    ("statement", "about", "weight", "words"),
    [
        (
            "UPDATE meeting SET manager_seconds = 9999 WHERE id = A_TALK",
            "sums",
            Weight.WRONG,
            "keeps other seconds than its events add up to",
        ),
        (
            "DELETE FROM meeting_event WHERE seq = 3 AND meeting_id = A_TALK",
            "events",
            Weight.WRONG,
            "lacks 1 event of its clock",
        ),
        (
            "DELETE FROM meeting_event WHERE kind = 'ended' AND meeting_id = A_TALK",
            "events",
            Weight.WRONG,
            "its clock never ended",
        ),
        (
            "UPDATE meeting_event SET payload = '{}' WHERE seq > 0 AND meeting_id = A_TALK",
            "rows",
            Weight.DAMAGE,
            "in the table meeting_event cannot be read",
        ),
        (
            "UPDATE meeting SET ended_at = '2020-01-01 10:00:00.000000' WHERE id = A_TALK",
            "times",
            Weight.WRONG,
            "1 talk ended before it began",
        ),
        (
            "UPDATE note SET at = '2099-01-01 10:00:00.000000' WHERE rowid < 3",
            "times",
            Weight.REMARK,
            "2 things happened in the future",
        ),
        (
            "UPDATE note SET segment = 77 WHERE rowid = (SELECT min(rowid) FROM note"
            " WHERE meeting_id IS NOT NULL)",
            "origins",
            Weight.WRONG,
            "1 note came from a talk",
        ),
        (
            "INSERT INTO correction SELECT 'c' || rowid, person_id, '0123456789ab',"
            " '2026-11-24 10:00:00.000000', 'text', 'before' FROM note WHERE rowid < 3",
            "corrections",
            Weight.REMARK,
            "2 later edits belong to what is gone",
        ),
        (
            "INSERT INTO draft VALUES ('note 0123456789ab', 'half a line', '2026-11-24 10:00:00')",
            "drafts",
            Weight.REMARK,
            "1 unfinished line belongs to what is gone",
        ),
        (
            "UPDATE note SET kind = 'wim' WHERE rowid = 1",
            "pages",
            Weight.DAMAGE,
            "CHECK constraint failed in note",
        ),
        (
            "UPDATE commitment SET created_at = 'yesterday' WHERE rowid = 1",
            "rows",
            Weight.DAMAGE,
            "1 in the table commitment cannot be read",
        ),
        (
            "UPDATE asked SET meeting_id = 'gone'",
            "references",
            Weight.DAMAGE,
            "in the table asked belong to nothing",
        ),
    ],
)
def test_what_does_not_hold_is_told(
    path: Path, statement: str, about: str, weight: Weight, words: str
) -> None:
    changed(path, statement.replace("A_TALK", A_TALK))
    (finding, *_) = [each for each in looked_at(path) if each.about == about]
    assert finding.weight is weight
    assert words in finding.sentence
    assert finding.sentence.endswith(".")
    assert all_well([finding]) is (weight is Weight.REMARK)


def test_a_commitment_out_of_a_talk_with_somebody_else_is_told(path: Path) -> None:
    changed(
        path,
        "INSERT INTO person SELECT 'ffffffffffff', 'Somebody else', role, every_weeks, weekday,"
        " time, zone, template, next_at, created_at, archived_at FROM person LIMIT 1",
        "UPDATE commitment SET person_id = 'ffffffffffff'"
        " WHERE rowid = (SELECT min(rowid) FROM commitment WHERE meeting_id IS NOT NULL)",
    )
    assert "1 commitment came from a talk" in " ".join(each.sentence for each in looked_at(path))


def test_the_same_clock_counts_in_every_zone(path: Path) -> None:
    assert examine(path, TUESDAY + timedelta(days=400), UTC) == ()


def test_who_may_read_the_file_is_told_and_mended(path: Path) -> None:
    path.chmod(0o644)
    (finding,) = looked_at(path)
    assert finding.mend is Mend.RIGHTS
    assert mend(path, [finding], [Mend.RIGHTS]) == [finding]
    assert looked_at(path) == ()


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_a_folder_of_its_own_is_closed_and_a_shared_one_stays_open(path: Path) -> None:
    path.parent.chmod(0o755)
    (finding,) = looked_at(path)
    mend(path, [finding], [Mend.RIGHTS])
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.parent.chmod(0o755)
    path.with_name("of somebody else.txt").touch()
    assert looked_at(path) == ()
    path.chmod(0o644)
    mend(path, [*looked_at(path)], [Mend.RIGHTS])
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (index_behind, Mend.INDEX),
        (other_words, Mend.TIMELINE),
        (lambda path: changed(path, "UPDATE meeting SET report_seconds = 1"), Mend.SUMS),
    ],
    ids=["index", "timeline", "sums"],
)
def test_what_follows_from_the_rest_is_made_anew(
    path: Path, harm: Callable[[Path], None], what: Mend
) -> None:
    harm(path)
    found = looked_at(path)
    assert what in {each.mend for each in found}
    before = written(path)
    assert mend(path, found, [Mend.RIGHTS]) == []
    assert mend(path, found, [*Mend])
    assert looked_at(path) == ()
    assert written(path) == before


def written(path: Path) -> list[tuple[str, ...]]:
    """What people wrote, as it stands in the tables."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            row
            for query in ("SELECT id, text FROM note", "SELECT id, goal FROM commitment")
            for row in raw.execute(f"{query} ORDER BY id")
        ]


def test_nothing_is_mended_in_a_damaged_file(path: Path) -> None:
    index_behind(path)
    zeroed_page(path)
    found = looked_at(path)
    assert is_damaged(found)
    before = bytes_of(path.parent)
    assert mend(path, found, [*Mend]) == []
    assert bytes_of(path.parent) == before


def test_what_sqlite_cannot_read_is_not_told_in_its_words(path: Path) -> None:
    changed(
        path, "UPDATE note SET text = CAST(x'6c6f6f6b732074697265 64ff' AS TEXT)".replace(" 6", "6")
    )
    told = " ".join(each.sentence for each in looked_at(path))
    assert told
    assert "looks tired" not in told


# --- what can still be read ------------------------------------------------------------------


def test_everything_can_be_read_in_a_sound_file(path: Path) -> None:
    found = readable(path)
    assert found.names == ("Maya Lindqvist",)
    assert found.talks
    assert as_text(path).count("\n- ") > found.notes


@pytest.mark.parametrize(
    "content",
    [bytes(100) + filled()[100:], filled()[: -3 * 4096 - 99], filled() + b"x" * 5000],
    ids=["a spoiled head", "cut off", "a tail"],
)
def test_much_can_be_read_in_a_damaged_one(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert readable(path).names == ("Maya Lindqvist",)
    assert "## Maya Lindqvist" in as_text(path)


@pytest.mark.parametrize("content", [b"", b"x" * 9000, bytes(9000)], ids=["0", "text", "zeros"])
def test_where_nothing_can_be_read_nothing_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not readable(path)
    assert "- " not in as_text(path)


def test_a_later_edit_of_what_somebody_else_wrote_is_told() -> None:
    note = Note("0000000000aa", "maya", TUESDAY, "shipped it")
    edit = Correction("0000000000bb", "ada", note.id, TUESDAY, "text", "shipped")
    values = {Note: (note,), Correction: (edit,)}
    (finding,) = broken_rules(Contents(values), TUESDAY, UTC)
    assert (finding.about, finding.weight) == ("corrections", Weight.WRONG)
    assert finding.sentence == "1 later edit belongs to another person."
    own = replace(edit, person_id="maya")
    assert not list(broken_rules(Contents({**values, Correction: (own,)}), TUESDAY, UTC))
