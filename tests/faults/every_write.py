"""Every kind of write the store knows, each told apart from all others in the file afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.storage import driver, entries
from convo_tui.storage.store import Store

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONG = "words " * 4000
"""Longer than the free space of any page: the first write of a round needs a new one."""

MANY = 40


@dataclass(frozen=True)
class Write:
    """A task for the writer, and where to look for it.

    Attributes:
        parts: SELECTs of one number each; what was written has all of them above zero.
    """

    kind: str
    work: Callable[[Store], object]
    parts: Sequence[tuple[str, tuple[object, ...]]]

    def found(self, connection: sqlite3.Connection) -> int:
        """How many of its parts stand in a file."""
        return sum(
            connection.execute(query, given).fetchone()[0] > 0 for query, given in self.parts
        )


class Rounds:
    """Rounds of writes about one person, each with every kind in it."""

    def __init__(self) -> None:
        self.person = Person(new_id(), "Maya Lindqvist", NOON)
        self.talk = Meeting(new_id(), self.person.id, NOON, DEFAULT.segments, DEFAULT.name)
        self.count = 0
        self.seq = 0

    def begin(self, store: Store) -> None:
        """What all rounds are about."""
        started = MeetingEvent(self.talk.id, 0, NOON, EventKind.STARTED)
        store.apply(Change.added(self.person))
        store.start_meeting(self.talk, started)

    def next(self) -> list[Write]:
        """One of each kind; the order of their notes is the order of the list."""
        self.count += 1
        self.at = NOON + timedelta(minutes=self.count)
        return [
            self._note(LONG),
            self._event(),
            self._commitment(),
            self._draft(),
            self._edit(),
            *self._ended_talk(),
            self._schedule(),
            *self._undone(),
            self._many(),
            self._note(),
        ]

    def _new_note(self, text: str) -> Note:
        return Note(new_id(), self.person.id, self.at, text, meeting_id=self.talk.id)

    def _note(self, text: str = "short") -> Write:
        note = self._new_note(f"in order: {text}")
        return Write("note", lambda s: s.apply(Change.added(note)), [_row("note", note.id)])

    def _event(self) -> Write:
        self.seq += 1
        event = MeetingEvent(self.talk.id, self.seq, self.at, EventKind.SPEAKER, {"who": "report"})
        query = "SELECT count(*) FROM meeting_event WHERE meeting_id = ? AND seq = ?"
        return Write(
            "event", lambda s: s.append_events([event]), [(query, (self.talk.id, event.seq))]
        )

    def _commitment(self) -> Write:
        points = tuple(Checkpoint(new_id(), date(2026, 12, day)) for day in (1, 8, 15))
        made = Commitment(
            new_id(), self.person.id, "ship it", self.at, Side.REPORT, checkpoints=points
        )
        parts = [_row("commitment", made.id), *(_row("checkpoint", point.id) for point in points)]
        return Write("commitment", lambda s: s.apply(Change.added(made)), parts)

    def _draft(self) -> Write:
        key = new_id()
        return Write("draft", lambda s: s.keep_draft(key, "half a sen"), [_row("draft", key)])

    def _edit(self) -> Write:
        before, number = self.person, self.count
        self.person = after = replace(before, role=str(number))
        query = "SELECT count(*) FROM person WHERE id = ? AND CAST(role AS INTEGER) >= ?"
        return Write(
            "edit of a person",
            lambda s: s.apply(Change.edited(before, after)),
            [(query, (before.id, number))],
        )

    def _ended_talk(self) -> Iterator[Write]:
        talk = replace(self.talk, id=new_id())
        started = MeetingEvent(talk.id, 0, self.at, EventKind.STARTED)
        ended = MeetingEvent(talk.id, 1, self.at, EventKind.ENDED)
        held = replace(talk, state=MeetingState.HELD, ended_at=self.at, manager_seconds=60.0)
        events = "SELECT count(*) FROM meeting_event WHERE meeting_id = ? AND kind = ?"
        state = "SELECT count(*) FROM meeting WHERE id = ? AND state = 'held'"
        yield Write(
            "start of a talk",
            lambda s: s.start_meeting(talk, started),
            [_row("meeting", talk.id), (events, (talk.id, "started"))],
        )
        yield Write(
            "end of a talk",
            lambda s: s.end_meeting(talk, held, ended),
            [(state, (talk.id,)), (events, (talk.id, "ended"))],
        )

    def _schedule(self) -> Write:
        moved = ScheduleChange(
            new_id(),
            self.person.id,
            self.at,
            ScheduleKind.MOVED,
            self.at,
            Side.BOTH,
            "ill",
            self.at,
        )
        before = self.person
        self.person = after = replace(before, next_at=self.at)
        query = "SELECT count(*) FROM person WHERE id = ? AND next_at >= ?"
        return Write(
            "schedule",
            lambda s: s.apply(Change.added(moved), Change.edited(before, after)),
            [_row("schedule_change", moved.id), (query, (before.id, f"{self.at:%F %T}.000000"))],
        )

    def _undone(self) -> Iterator[Write]:
        added = Change.added(self._new_note("taken back"))
        assert added.after is not None
        gone = "SELECT NOT EXISTS (SELECT 1 FROM note WHERE id = ?)"
        yield Write("to be undone", lambda s: s.apply(added), [])
        yield Write("undo", lambda s: s.apply(added.inverse), [(gone, (added.after.id,))])

    def _many(self) -> Write:
        notes = [self._new_note("one of many") for _ in range(MANY)]
        events = []
        for _ in range(MANY):
            self.seq += 1
            events.append(MeetingEvent(self.talk.id, self.seq, self.at, EventKind.PAUSED))
        query = "SELECT count(*) FROM meeting_event WHERE meeting_id = ? AND seq = ?"
        return Write(
            "many at once",
            lambda s: s.take_in(notes, events),
            [
                *(_row("note", note.id) for note in notes),
                *((query, (self.talk.id, event.seq)) for event in events),
            ],
        )


def _row(table: str, key: str) -> tuple[str, tuple[object, ...]]:
    return f"SELECT count(*) FROM {table} WHERE id = ?", (key,)  # noqa: S608  # our own names


def lost_and_half(path: Path, acknowledged: Sequence[Write], others: Sequence[Write] = ()) -> int:
    """How many acknowledged writes a file has not whole, and how many others it has in part."""
    with closing(driver.connect(path, isolation_level=None)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert sound == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert not entries.problems(connection)
        lost = [each.kind for each in acknowledged if each.found(connection) < len(each.parts)]
        half = [each.kind for each in others if 0 < each.found(connection) < len(each.parts)]
        assert not half, half
    return len(lost)


def in_order(path: Path, writes: Sequence[Write]) -> bool:
    """Whether the notes among the writes came into the file in the order they were asked for."""
    wanted = [each.parts[0][1][0] for each in writes if each.kind == "note"]
    with closing(driver.connect(path, read_only=True)) as connection:
        query = "SELECT id FROM note WHERE text LIKE 'in order:%' ORDER BY rowid"
        return [key for (key,) in connection.execute(query)] == wanted
