from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import ready_files
from sample_team import about, all_of

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side, Value
from convo_tui.storage.glance import Glance, everybody, glances
from convo_tui.storage.problems import Damaged, NotOurs
from convo_tui.storage.store import open_store

NOW = FakeClock.START
MAYA = Person(
    "00000000aaaa", "Maya", NOW, "Lead", 2, 1, "14:30", "Asia/Tokyo", "short", NOW + timedelta(1)
)


def keep(file: Path, *values: Value) -> Path:
    ready_files.keep(file, values)
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "odd #name?.db"


def test_people_are_what_the_store_says(file: Path) -> None:
    keep(file, MAYA, Person("00000000bbbb", "ada", NOW, archived_at=NOW))
    store = open_store(file)
    assert everybody(file) == store.people(archived=True)
    store.close()


def test_a_glance_is_the_overview_in_little(file: Path) -> None:
    ready_files.sample_file(file)
    store = open_store(file)
    overviews = store.overviews()
    store.close()
    found = glances(file)
    assert [glance.person for glance in found] == [each.person for each in overviews]
    for glance, overview in zip(found, overviews, strict=True):
        assert overview.last is not None
        assert glance.last_held == overview.last.started_at
        due = sorted(promise.due for promise in overview.promises if promise.due)
        assert sorted(glance.promised) == due
    assert len(all_of(Person)) == len(found)
    assert about("Maya", Commitment)


def test_only_checkpoints_nobody_looked_at_are_promised(file: Path) -> None:
    seen = Checkpoint("1", date(2026, 11, 1), CheckpointOutcome.ON_TRACK, answered_at=NOW)
    ahead = Checkpoint("2", date(2026, 12, 1))
    later = Checkpoint("3", date(2026, 12, 9))
    mine = Commitment("4", MAYA.id, "x", NOW, Side.BOTH, checkpoints=(seen, ahead, later))
    hers = replace(mine, id="5", owner=Side.REPORT, checkpoints=(Checkpoint("6", seen.on),))
    undated = replace(mine, id="7", checkpoints=())
    keep(file, MAYA, mine, hers, undated)
    assert glances(file) == (Glance(MAYA, promised=(ahead.on,)),)


def test_a_running_talk_is_live_and_not_the_last_one(file: Path) -> None:
    ended = NOW + timedelta(minutes=30)
    held = Meeting("1", MAYA.id, NOW, DEFAULT.segments, state=MeetingState.HELD, ended_at=ended)
    live = Meeting("2", MAYA.id, NOW + timedelta(days=7), DEFAULT.segments)
    keep(file, MAYA, held, live)
    assert glances(file) == (Glance(MAYA, NOW, running=live.started_at),)


def test_where_there_is_no_file_there_is_nobody_and_none_is_made(file: Path) -> None:
    assert everybody(file) == ()
    assert glances(file) == ()
    assert not file.exists()
    file.touch()
    assert everybody(file) == ()


def test_what_is_not_ours_is_refused(file: Path) -> None:
    file.write_bytes(b"x" * 4096)
    with pytest.raises(Damaged):
        glances(file)
    other = file.with_name("other.db")
    import sqlite3

    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(NotOurs):
        everybody(other)
