"""A team in which everything that a person can type is hostile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count, cycle, islice
from typing import Any

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import STYLES, Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked, Question
from convo_tui.domain.values import Side, Value, new_id

NOW = FakeClock.START
PARTS = 6
"""Texts of a commitment that stand in lines of their own: the goal, and five more parts."""

_FIELDS = cycle(("text", "kind", "started_at", "length", "manager_share", "owner"))
_KINDS = cycle(NoteKind)
_SIDES = cycle(Side)
_FEEDBACK = cycle(FeedbackKind)


def in_a_file(texts: Iterable[str]) -> list[str]:
    """As the database can hold them: nothing empty, no NUL at the start, no half of a pair."""
    kept = (text.encode(errors="ignore").decode() for text in texts)
    return [text for text in kept if text.split("\x00")[0].strip()]


def named(texts: Sequence[str]) -> list[Person]:
    """A person for each text, which is their name, their role and their agenda."""
    return [
        Person(new_id(), text, NOW - timedelta(days=100), role=text, every_weeks=2, weekday=4,
               time="09:30", template=text)
        for text in texts
    ]  # fmt: skip


def life(person: Person, texts: Sequence[str]) -> Iterator[Value]:
    """Everything about a person: each text stands in each kind of thing that is written down."""
    talk = _talk(person, texts)
    yield talk
    yield Commitment(new_id(), person.id, "an open one", talk.started_at, meeting_id=talk.id)
    turns = [list(islice(cycle(texts), place, place + PARTS)) for place in range(len(texts))]
    for number, text, parts in zip(count(), texts, turns, strict=False):
        yield from _thing_of_each_kind(person, talk, number, text, parts)


def _talk(person: Person, texts: Sequence[str]) -> Meeting:
    at = NOW - timedelta(days=7)
    segments = tuple(
        replace(each, name=text)
        for each, text in zip(DEFAULT.segments, cycle(texts), strict=False)
    )  # fmt: skip
    return Meeting(
        new_id(), person.id, at, segments, texts[0], MeetingState.HELD,
        ended_at=at + timedelta(minutes=31), manager_seconds=600, report_seconds=1200,
        segment_seconds=(300.0, 600.0, 600.0, 300.0),
    )  # fmt: skip


def _thing_of_each_kind(
    person: Person, talk: Meeting, number: int, text: str, parts: Sequence[str]
) -> Iterator[Value]:
    at = talk.started_at + timedelta(seconds=number)
    since = NOW - timedelta(days=1) + timedelta(seconds=number)
    asked = Asked(new_id(), person.id, talk.id, f"none {number}", text, at, number % 4)
    yield asked
    note = Note(new_id(), person.id, since, text, next(_KINDS), tags=(text,))
    yield note
    yield Correction(new_id(), person.id, note.id, since, "text", text)
    in_talk = replace(note, id=new_id(), at=at, meeting_id=talk.id)
    yield (
        replace(in_talk, asked_id=asked.id) if number % 2 else replace(in_talk, segment=number % 4)
    )
    yield Correction(new_id(), person.id, in_talk.id, since, next(_FIELDS), text)
    yield TalkingPoint(new_id(), person.id, text, since, next(_SIDES), position=number)
    yield commitment_of(person, parts, talk.id)
    kind = next(_FEEDBACK)
    yield Feedback(new_id(), person.id, since, text, kind, so_what=parts[0], now_what=parts[1])
    yield from _growing(person, talk, note, text, at)
    yield ScheduleChange(new_id(), person.id, at, ScheduleKind.CANCELLED, since, Side.REPORT, text)
    yield Question(new_id(), text, "wins", (text,), text, own=True)


def _growing(person: Person, talk: Meeting, win: Note, text: str, at: datetime) -> Iterator[Value]:
    """What grows between the talks, with the text in each of its words."""
    goal = Goal(
        new_id(), person.id, text, at, WhyLink.AIM, text, text, 1.0, 2.0, celebration=text,
        meeting_id=talk.id,
    )  # fmt: skip
    yield goal
    closed = replace(goal, id=new_id(), state=GoalState.SET_ASIDE, reason=text, closed_at=at)
    yield closed
    yield Milestone(new_id(), person.id, goal.id, text, 0, at, talk.id)
    yield GoalUpdate(new_id(), person.id, goal.id, at, 1.5, text, talk.id)
    yield Roadmap(new_id(), person.id, at, text, text, (text, text), text, meeting_id=talk.id)
    strength = Strength(new_id(), person.id, text, at, text, text, meeting_id=talk.id)
    yield strength
    yield Evidence(new_id(), person.id, strength.id, at, note_id=win.id)
    yield Preferences(new_id(), person.id, at, (text, *STYLES[:2]), text, text, text)
    yield HardTalk(new_id(), person.id, HardTalkKind.STRONG, at, (text, text))
    yield Opening(new_id(), person.id, talk.id, new_id(), at, text, at)


def goal_of(person: Person, at: datetime, number: int, parts: Sequence[str]) -> GoalRecord:
    """A goal with a text wherever one stands; each third one is closed."""
    title, why, unit, celebration, reason, step = islice(cycle(parts), PARTS)
    state = tuple(GoalState)[number % 3]
    closed = None if state is GoalState.OPEN else at
    goal = Goal(
        new_id(), person.id, title, at, WhyLink.TEAM, why, unit, 1.0, 3.0, None, celebration,
        state, reason, closed,
    )  # fmt: skip
    milestone = Milestone(new_id(), person.id, goal.id, step, reached_at=at)
    return GoalRecord(
        goal, (milestone,), (GoalUpdate(new_id(), person.id, goal.id, at, 2.0, step),)
    )


def commitment_of(
    person: Person, parts: Sequence[str], meeting_id: str | None = None
) -> Commitment:
    """An open one with a text in each of its parts; the sixth is the note of a checkpoint."""
    filled = list(islice(cycle(parts), PARTS))
    slipped = Checkpoint(
        new_id(), date(2026, 11, 20), CheckpointOutcome.SLIPPED, filled[-1], NOW - timedelta(days=4)
    )
    goal, resources, metric, manager_part, obstacles, celebration = filled
    return Commitment(
        new_id(),
        person.id,
        goal,
        NOW - timedelta(days=7),
        next(_SIDES),
        resources,
        metric,
        manager_part,
        obstacles,
        celebration,
        checkpoints=(slipped, Checkpoint(new_id(), date(2026, 11, 27))),
        meeting_id=meeting_id,
    )


def recap_with(texts: Sequence[str]) -> TalkPage:
    """A talk whose recap the manager wrote, a text a line."""
    (person,) = named([" ".join(texts)])
    talk = _talk(person, texts)
    return TalkPage(replace(talk, recap="\n".join(texts)), person, 1)


def talk_with(text: str) -> TalkPage:
    """A talk in which one text stands in everything that both may read."""
    (person,) = named([text])
    talk = _talk(person, [text])
    note = Note(new_id(), person.id, talk.started_at, text, meeting_id=talk.id)
    kinds = [replace(note, kind=kind, segment=0) for kind in NoteKind]
    asked = Asked(new_id(), person.id, talk.id, "none", text, talk.started_at, 0)
    made = commitment_of(person, [text], talk.id)
    kept = replace(made, state=CommitmentState.KEPT, closed_at=talk.started_at)
    point = TalkingPoint(new_id(), person.id, text, talk.started_at, meeting_id=talk.id)
    return TalkPage(
        talk,
        person,
        1,
        notes=(*kinds, note, replace(note, asked_id=asked.id)),
        asked=(asked,),
        commitments=(made,),
        promises=(kept,),
        points=(point,),
        **_grown(person, talk, text),
    )


def _grown(person: Person, talk: Meeting, text: str) -> dict[str, Any]:
    """What grew in a talk, with the text in each of its words."""
    at = talk.started_at
    goal = Goal(
        new_id(), person.id, text, at, WhyLink.AIM, text, text, 1.0, 2.0, celebration=text,
        meeting_id=talk.id,
    )  # fmt: skip
    return {
        "goals": (
            GoalRecord(
                goal,
                (Milestone(new_id(), person.id, goal.id, text, 0, at, talk.id),),
                (GoalUpdate(new_id(), person.id, goal.id, at, 1.5, text, talk.id),),
            ),
        ),
        "openings": (Opening(new_id(), person.id, talk.id, new_id(), at, text, at),),
        "roadmaps": (
            Roadmap(new_id(), person.id, at, text, text, (text,), text, meeting_id=talk.id),
        ),
        "strengths": (Strength(new_id(), person.id, text, at, text, text, meeting_id=talk.id),),
        "celebrated": (replace(goal, celebrated_at=at),),
    }
