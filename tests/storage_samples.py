"""One value of every kind the store keeps, all about one person, made from any text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import STYLES, Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.imports import Imported, ImportKind
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked, Question, QuestionMark
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Side, Value, new_id

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def days(count: float) -> datetime:
    """An instant so many days after noon; negative for before it."""
    return NOON + timedelta(days=count)


def a_person(name: str = "Maya Lindqvist", *, archived: bool = False) -> Person:
    """Somebody with a rhythm."""
    return Person(new_id(), name, days(-100), archived_at=days(-1) if archived else None)


def a_talk(person: Person, at: datetime, *, held: bool = True, manager: float = 600.0) -> Meeting:
    """A talk of half an hour, held unless it still runs."""
    live = Meeting(new_id(), person.id, at, DEFAULT.segments, DEFAULT.name)
    if not held:
        return live
    return Meeting(
        live.id,
        person.id,
        at,
        live.segments,
        live.template,
        MeetingState.HELD,
        ended_at=at + timedelta(minutes=30),
        manager_seconds=manager,
        report_seconds=1800 - manager,
        segment_seconds=(300.0, 600.0, 600.0, 300.0),
    )


def started(talk: Meeting) -> MeetingEvent:
    """The event that starts a talk."""
    return MeetingEvent(talk.id, 0, talk.started_at, EventKind.STARTED)


def every_kind(text: str) -> list[Value]:
    """A person and one of everything about them, each with `text` wherever text goes."""
    person = Person(new_id(), text, NOON, text, 2, 4, "09:30", "Europe/Berlin", text, days(7))
    talk = Meeting(
        new_id(),
        person.id,
        NOON,
        DEFAULT.segments,
        text,
        guess=0.4,
        seen_at=days(0.01),
        recap=text,
        logged_at=days(1),
        typed_seconds=61.5,
    )
    asked = Asked(new_id(), person.id, talk.id, text, text, NOON, 2)
    win = Note(
        new_id(), person.id, NOON, text, NoteKind.WIN, True, (text, ""), talk.id, 0, asked.id
    )
    seen = Feedback(
        new_id(), person.id, NOON, text, FeedbackKind.REDIRECT, days(1), talk.id, text, text
    )
    return [
        person,
        talk,
        asked,
        win,
        TalkingPoint(new_id(), person.id, text, NOON, Side.REPORT, True, 1, 7, meeting_id=talk.id),
        _commitment(person.id, talk.id, asked.id, text),
        seen,
        ScheduleChange(
            new_id(), person.id, NOON, ScheduleKind.MOVED, days(1), Side.BOTH, text, days(2)
        ),
        Correction(new_id(), person.id, talk.id, NOON, "text", text),
        Imported(new_id(), new_id(), NOON, ImportKind.PEOPLE, "person", person.id, person.id),
        Question(new_id(), text, "wins", (text,), text, True, True, True),
        QuestionMark(new_id(), starred=True, hidden=True),
        *_growing(person.id, talk.id, win, text),
        Dismissed(new_id(), NOON),
    ]


def _growing(person_id: str, talk_id: str, win: Note, text: str) -> list[Value]:
    """What grows between the talks."""
    goal = Goal(
        new_id(),
        person_id,
        text,
        NOON,
        WhyLink.AIM,
        text,
        text,
        12.5,
        3.0,
        date(2026, 12, 24),
        text,
        GoalState.SET_ASIDE,
        text,
        days(1),
        days(2),
        private=True,
        meeting_id=talk_id,
    )
    strength = Strength(new_id(), person_id, text, NOON, text, text, days(3), talk_id)
    way = (text, text, (text, text), text, date(2026, 12, 1))
    return [
        goal,
        Milestone(new_id(), person_id, goal.id, text, 2, days(1), talk_id),
        GoalUpdate(new_id(), person_id, goal.id, NOON, 7.25, text, talk_id),
        Roadmap(new_id(), person_id, NOON, *way, meeting_id=talk_id),
        strength,
        Evidence(new_id(), person_id, strength.id, NOON, note_id=win.id),
        Preferences(new_id(), person_id, NOON, STYLES[:2], text, text, text),
        HardTalk(
            new_id(), person_id, HardTalkKind.TENSION, NOON, (text, "", text), talk_id, days(1)
        ),
        Signs(new_id(), person_id, talk_id, NOON, -1, 0, 1, None, 1, -1),
        Opening(new_id(), person_id, talk_id, win.id, NOON, text, days(0.01)),
    ]


def _commitment(person_id: str, meeting_id: str, asked_id: str, text: str) -> Commitment:
    return Commitment(
        new_id(),
        person_id,
        text,
        NOON,
        Side.BOTH,
        *(text,) * 5,
        checkpoints=(
            Checkpoint(new_id(), date(2026, 11, 20), CheckpointOutcome.SLIPPED, text, NOON),
            Checkpoint(new_id(), date(2026, 11, 27)),
        ),
        private=True,
        meeting_id=meeting_id,
        segment=3,
        asked_id=asked_id,
    )


def closed(point: TalkingPoint, at: datetime) -> TalkingPoint:
    """The point ticked off."""
    return TalkingPoint(
        point.id, point.person_id, point.text, point.created_at, state=PointState.DONE, closed_at=at
    )


def kept(commitment: Commitment, at: datetime) -> Commitment:
    """The commitment kept."""
    return Commitment(
        commitment.id,
        commitment.person_id,
        commitment.goal,
        commitment.created_at,
        state=CommitmentState.KEPT,
        closed_at=at,
    )
