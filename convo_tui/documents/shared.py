"""What of a talk is shared: the one way from a talk with private things in it to a document.

`recap_of` is an allow-list. Whatever renders a recap sees a `Recap` and nothing else, so what it
does not take does not get out. The talk share is the manager's own and has no place in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from convo_tui.documents.markdown import inert
from convo_tui.documents.shared_growth import (
    SharedGoal,
    SharedRoadmap,
    SharedStrength,
    celebrated_in,
    goals_in,
    opened_with,
    roadmap_drawn,
    strengths_named,
)
from convo_tui.domain.cadence import Planned, settled_after
from convo_tui.domain.commitments import Commitment, CommitmentState, as_it_stood
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.values import Side
from convo_tui.text import clean, one_line

NO_SEGMENT = "At any time"
"""Heads the notes that belong to no segment."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A segment with its minutes; `minutes` is None where the talk had no clock."""

    name: str
    planned: int
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Recap:
    """What two people may both read of a talk; the texts are cleaned, and each is one line.

    Attributes:
        talk: id of the talk.
        number: 1 for the first talk with the person.
        started, ended: in the zone of the recap; `ended` is None while the talk runs.
        minutes: length of the talk without its pauses; None where it is not known.
        logged: whether it was held away from the keyboard, and written down afterwards.
        has_time: whether its time of day is known, and not the day alone.
        notes: neither wins nor blockers nor answers, by the name of their segment.
        questions: what was asked, each with the notes that answered it.
        next_steps: the commitments made in the talk.
        closed: commitments from before that were closed in this talk.
        parked: what waits for the next talk, and who raises it.
        next_talk: as it is settled now, in the zone of the recap; None where it is not, and for a
            talk after which another was held.
        opened: what went well and was named as the talk opened.
        goals: those that were set, looked at or closed in it.
        roadmap: the version that was drawn in it.
        strengths: those that were named in it.
        celebrated: what was celebrated in it: how, and what for.
        edited: the manager's own wording, which then is the recap; "" where there is none.
    """

    talk: str
    name: str
    first_name: str
    number: int
    started: datetime
    ended: datetime | None
    minutes: float | None
    agenda: tuple[AgendaLine, ...] = ()
    wins: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    questions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    next_steps: tuple[Step, ...] = ()
    closed: tuple[Step, ...] = ()
    parked: tuple[tuple[Side, str], ...] = ()
    next_talk: Planned | None = None
    opened: tuple[str, ...] = ()
    goals: tuple[SharedGoal, ...] = ()
    roadmap: SharedRoadmap | None = None
    strengths: tuple[SharedStrength, ...] = ()
    celebrated: tuple[tuple[str, str], ...] = ()
    edited: str = ""
    logged: bool = False
    has_time: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """What is shared of a commitment; the reason why it was broken or dropped is not."""

    owner: Side
    goal: str
    state: CommitmentState
    checkpoints: tuple[date, ...]
    metric: str
    resources: str
    manager_part: str
    obstacles: str
    celebration: str


def recap_of(page: TalkPage, zone: str) -> Recap:
    """Take what is shared out of a talk.

    Args:
        page: the talk with everything in it, private things too.
        zone: the IANA zone in which times are told.
    """
    meeting = page.meeting
    home = ZoneInfo(zone)
    notes = tuple(_shared(page.notes))
    return Recap(
        talk=meeting.id,
        name=one_line(page.person.name),
        first_name=first_name(page.person),
        number=page.number,
        started=meeting.started_at.astimezone(home),
        ended=meeting.ended_at and meeting.ended_at.astimezone(home),
        minutes=None if meeting.length is None else meeting.length / 60,
        logged=meeting.logged_at is not None,
        has_time=meeting.has_time,
        agenda=_agenda(page),
        wins=_texts(note for note in notes if note.kind is NoteKind.WIN),
        blockers=_texts(note for note in notes if note.kind is NoteKind.BLOCKER),
        notes=tuple(_by_segment(page, notes)),
        questions=tuple(
            (one_line(asked.text), _texts(note for note in notes if note.asked_id == asked.id))
            for asked in page.asked
        ),
        next_steps=tuple(
            _step(_at_the_end(page, made))
            for made in _shared(page.commitments)
            if made.state is not CommitmentState.DROPPED
        ),
        closed=tuple(
            _step(promise) for promise in _shared(page.promises) if _closed_in(page, promise)
        ),
        parked=tuple((point.raised_by, one_line(point.text)) for point in _parked(page)),
        next_talk=_next_talk(page, zone),
        opened=opened_with(page),
        goals=tuple(goals_in(page)),
        roadmap=roadmap_drawn(page),
        strengths=strengths_named(page),
        celebrated=celebrated_in(page),
        edited=inert(clean(meeting.recap, newlines=True).strip()),
    )


def _next_talk(page: TalkPage, zone: str) -> Planned | None:
    planned = settled_after(page.person, page.meeting.started_at, zone) if page.newest else None
    if planned is None or not planned.has_time:
        return planned
    return Planned(planned.at.astimezone(ZoneInfo(zone)), has_time=True)


class _MayBePrivate(Protocol):
    @property
    def private(self) -> bool: ...


V = TypeVar("V", bound=_MayBePrivate)


def _shared(values: Iterable[V]) -> Iterator[V]:
    return (value for value in values if not value.private)


def _texts(notes: Iterable[Note]) -> tuple[str, ...]:
    return tuple(one_line(note.text) for note in notes)


def first_name(person: Person) -> str:
    """What the person is called in a document, whatever else stands in the name."""
    return replace(person, name=one_line(person.name)).first_name


def _agenda(page: TalkPage) -> tuple[AgendaLine, ...]:
    took = page.meeting.segment_seconds
    return tuple(
        AgendaLine(
            one_line(segment.name),
            segment.minutes,
            took[place] / 60 if place < len(took) else None,
        )
        for place, segment in enumerate(page.meeting.segments)
    )


def _by_segment(page: TalkPage, notes: Iterable[Note]) -> Iterator[tuple[str, tuple[str, ...]]]:
    asked = {question.id for question in page.asked}
    plain = [n for n in notes if n.kind is NoteKind.NOTE and n.asked_id not in asked]
    places = range(len(page.meeting.segments))
    for place in places:
        here = _texts(note for note in plain if note.segment == place)
        if here:
            yield one_line(page.meeting.segments[place].name), here
    nowhere = _texts(note for note in plain if note.segment not in places)
    if nowhere:
        yield NO_SEGMENT, nowhere


def _closed_in(page: TalkPage, promise: Commitment) -> bool:
    ended = page.meeting.ended_at
    return promise.closed_at is not None and (ended is None or promise.closed_at <= ended)


def _at_the_end(page: TalkPage, made: Commitment) -> Commitment:
    """A recap tells the same whenever it is read: what was kept later was open at the end."""
    ended = page.meeting.ended_at
    return made if ended is None else as_it_stood(made, ended)


def _parked(page: TalkPage) -> Iterator[TalkingPoint]:
    """Put off in this talk, or come up in it for the next one."""
    put_off = (point for point in page.carried if point.parked_in == page.meeting.id)
    waiting = _shared((*put_off, *page.points))
    return (point for point in waiting if point.state is not PointState.DROPPED)


def _step(commitment: Commitment) -> Step:
    return Step(
        commitment.owner,
        one_line(commitment.goal),
        commitment.state,
        tuple(point.on for point in commitment.checkpoints),
        one_line(commitment.metric),
        one_line(commitment.resources),
        one_line(commitment.manager_part),
        one_line(commitment.obstacles),
        one_line(commitment.celebration),
    )
