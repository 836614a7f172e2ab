"""Later edits of what was written: what stood there then, and when it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate
from convo_tui.domain.growth import Strength
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change, new_id

Correctable = (
    Note
    | Commitment
    | Feedback
    | Asked
    | TalkingPoint
    | ScheduleChange
    | Meeting
    | Goal
    | GoalUpdate
    | Strength
)
"""What is kept as it was written; a roadmap, preferences and a sheet have versions instead."""

_WORDS: dict[type[Correctable], tuple[str, ...]] = {
    Note: ("text", "kind", "private"),
    Commitment: (
        "goal",
        "owner",
        "resources",
        "metric",
        "manager_part",
        "obstacles",
        "celebration",
        "private",
    ),
    Feedback: ("text", "so_what", "now_what", "kind"),
    Asked: ("text",),
    TalkingPoint: ("text",),
    ScheduleChange: ("who", "reason"),
    Meeting: ("started_at", "length", "segment_seconds", "manager_share"),
    Goal: ("title", "link", "why", "unit", "start", "target", "celebration", "private"),
    GoalUpdate: ("value", "note"),
    Strength: ("name", "helps", "serves"),
}
"""The fields that say what was written; what became of a thing is no correction of it."""

YES = "True"
"""What `Correction.was` says of a field that is true or false, where it was true."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a value as it stood until it was edited, after the talk it came from.

    Attributes:
        subject_id: the id of the value that was edited.
        at: when it was edited.
        field: which field, by its name in the value.
        was: what it said until then, in words.
    """

    id: str
    person_id: str
    subject_id: str
    at: datetime
    field: str
    was: str


def corrections_of(before: Correctable, after: Correctable, at: datetime) -> Iterator[Change]:
    """The corrections that an edit makes, a change each; none where the words stayed.

    Args:
        before: the value as it stood.
        after: the same value, edited.
        at: the instant of the edit.
    """
    for name in _WORDS[type(before)]:
        was, now = _said(before, name), _said(after, name)
        if was != now:
            yield Change.added(Correction(new_id(), before.person_id, before.id, at, name, was))


def is_later(subject: Correctable, talk: Meeting | None, at: datetime) -> bool:
    """Whether an edit is a later one, which is marked and keeps what was written.

    What was written in a talk is worded freely until the talk ends, and every edit after that is
    a later one. What was captured between two talks, and the record of a talk that was logged
    afterwards with all that is in it, is worded freely on the day on which it was written down. A
    talking point that still waits, a goal that is still open and a strength that counts are plans,
    and no record of anything.

    Args:
        subject: the value as it stands.
        talk: the talk it came from, or is.
        at: the instant of the edit, in the manager's zone: days are those of its calendar.
    """
    match subject:
        case TalkingPoint(state=PointState.OPEN):
            return False
        case Goal(state=GoalState.OPEN) | Strength(ended_at=None):
            return False
    if talk is not None and talk.logged_at is None:
        return talk.state is MeetingState.HELD
    written = _written_at(subject) if talk is None else talk.logged_at
    return written is not None and written.astimezone(at.tzinfo).date() < at.date()


def _written_at(subject: Correctable) -> datetime | None:
    match subject:
        case Commitment() | TalkingPoint() | Goal() | Strength():
            return subject.created_at
        case Feedback():
            return subject.seen_at
        case Meeting():
            return subject.logged_at
        case _:
            return subject.at


def by_edit(corrections: Iterable[Correction]) -> list[tuple[Correction, ...]]:
    """The corrections of one value, those of each edit together, the newest edit last."""
    ordered = sorted(corrections, key=lambda each: each.at)
    return [tuple(group) for _, group in groupby(ordered, key=lambda each: each.at)]


def was_private(corrections: Iterable[Correction]) -> bool:
    """Whether what a value said until then was ever private: its earlier words stay so."""
    return any(each.field == "private" and each.was == YES for each in corrections)


def _said(value: Correctable, name: str) -> str:
    """A field in words."""
    if name == "manager_share" and isinstance(value, Meeting):
        share = value.sums.manager_share
        return "" if share is None else f"{share:.2f}"
    part = getattr(value, name)
    if isinstance(part, StrEnum):
        return part.value
    if isinstance(part, datetime):
        return part.isoformat()
    if isinstance(part, float):
        return f"{part:.0f}" if isinstance(value, Meeting) else f"{part:g}"
    if isinstance(part, tuple):
        return " ".join(f"{seconds:.0f}" for seconds in part)
    return "" if part is None else str(part)
