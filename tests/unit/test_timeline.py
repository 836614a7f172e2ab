"""The timeline: which entries a value gives, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    broken,
    checked,
    kept,
    moved,
)
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.questions import Asked
from convo_tui.domain.timeline import Counts, EntryKind, Subject, by_month, entries_of, told_apart
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)
TALK = Meeting(
    "t1",
    "maya",
    AT,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=AT + timedelta(minutes=31),
)
WIN = Note("n1", "maya", AT + timedelta(minutes=2), "shipped", NoteKind.WIN, meeting_id="t1")
PLAIN = Note("n2", "maya", AT + timedelta(minutes=9), "and no rollback", meeting_id="t1")
CAPTURED = Note("n3", "maya", AT + timedelta(days=1), "calm hand-over", private=True)
PROMISE = Commitment(
    "k1",
    "maya",
    "introduce Maya to the data team",
    AT + timedelta(minutes=20),
    Side.MANAGER,
    checkpoints=(Checkpoint("c1", date(2026, 11, 20)),),
    meeting_id="t1",
)
LATER = AT + timedelta(days=3)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (TALK, EntryKind.TALK),
        (WIN, EntryKind.WIN),
        (replace(WIN, kind=NoteKind.BLOCKER), EntryKind.BLOCKER),
        (PLAIN, EntryKind.NOTE),
        (Feedback("f1", "maya", AT, "stayed curious"), EntryKind.FEEDBACK),
        (PROMISE, EntryKind.COMMITMENT),
        (Asked("a1", "maya", "t1", "q", "What goes well?", AT), EntryKind.ASKED),
        (
            ScheduleChange("s1", "maya", AT, ScheduleKind.MOVED, AT, moved_to=LATER),
            EntryKind.MOVED,
        ),
        (ScheduleChange("s2", "maya", AT, ScheduleKind.CANCELLED, AT), EntryKind.CANCELLED),
    ],
)
def test_each_value_gives_an_entry_of_its_kind(subject: Subject, kind: EntryKind) -> None:
    (entry,) = entries_of(subject)
    assert (entry.kind, entry.id, entry.subject) == (kind, subject.id, subject)


def test_a_talk_carries_its_counts() -> None:
    (entry,) = entries_of(TALK, Counts(wins=2, blockers=1))
    assert entry.counts == Counts(2, 1, 0)


def test_a_commitment_gives_an_entry_for_each_thing_that_became_of_it() -> None:
    slipped = moved(PROMISE, date(2026, 11, 24), LATER)
    ended = broken(slipped, "no time", LATER + timedelta(days=4))
    entries = entries_of(ended)
    assert [entry.kind for entry in entries] == [
        EntryKind.COMMITMENT,
        EntryKind.CHECKPOINT,
        EntryKind.BROKEN,
    ]
    assert entries[1].checkpoint == ended.checkpoints[0]
    assert {entry.side for entry in entries} == {Side.MANAGER}


def test_feedback_is_private_until_it_was_said() -> None:
    unsaid = Feedback("f1", "maya", AT, "stayed curious")
    assert entries_of(unsaid)[0].private
    assert not entries_of(replace(unsaid, said_at=LATER))[0].private


def test_a_plain_note_of_a_talk_has_no_line_of_its_own() -> None:
    entries = [entry for subject in (TALK, WIN, PLAIN, CAPTURED) for entry in entries_of(subject)]
    assert [entry.id for entry in told_apart(entries)] == ["t1", "n1", "n3"]


def test_a_checkpoint_done_by_keeping_is_told_once() -> None:
    done = checked(PROMISE, CheckpointOutcome.DONE, "", LATER)
    at_once = told_apart(entries_of(kept(done, LATER)))
    assert [entry.kind for entry in at_once] == [EntryKind.COMMITMENT, EntryKind.KEPT]
    days_after = told_apart(entries_of(kept(done, LATER + timedelta(days=2))))
    assert [entry.kind for entry in days_after] == [
        EntryKind.COMMITMENT,
        EntryKind.CHECKPOINT,
        EntryKind.KEPT,
    ]


def test_a_talk_stands_above_what_was_written_in_it() -> None:
    entries = [entry for subject in (TALK, WIN, PROMISE, CAPTURED) for entry in entries_of(subject)]
    months = by_month(entries, BERLIN)
    assert [entry.id for entry in months[2026, 11]] == ["n3", "t1", "k1", "n1"]


def test_a_talk_over_midnight_stays_in_the_month_in_which_it_began() -> None:
    began = datetime(2026, 11, 30, 22, 50, tzinfo=UTC)  # ten to midnight in Berlin
    talk = replace(TALK, started_at=began, ended_at=began + timedelta(minutes=30))
    late = replace(WIN, at=began + timedelta(minutes=20))
    months = by_month([*entries_of(talk), *entries_of(late)], BERLIN)
    assert {month: [e.id for e in listed] for month, listed in months.items()} == {
        (2026, 12): ["n1"],
        (2026, 11): ["t1"],
    }


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), max_size=30))  # noqa: DTZ001  # made aware below
def test_every_entry_stands_once_under_its_month_newest_first(moments: list[datetime]) -> None:
    notes = [
        replace(CAPTURED, id=str(number), at=moment.replace(tzinfo=UTC))
        for number, moment in enumerate(moments)
    ]
    months = by_month([entry for note in notes for entry in entries_of(note)], BERLIN)
    assert list(months) == sorted(months, reverse=True)
    listed = [entry for entries in months.values() for entry in entries]
    assert sorted(entry.id for entry in listed) == sorted(note.id for note in notes)
    assert all(earlier.at >= later.at for earlier, later in pairwise(listed))
    for (year, month), entries in months.items():
        assert all(
            (e.at.astimezone(BERLIN).year, e.at.astimezone(BERLIN).month) == (year, month)
            for e in entries
        )
