"""Looking at a person's history: what of it is wanted, and a page of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import GoalRecord
from convo_tui.domain.growth import Shown, Strength
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.timeline import Entry, EntryKind

WEEKS = 52
"""How many weeks the activity strip has."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted.

    Attributes:
        kinds: only these; none means all.
        words: only entries that a search for these words finds; "" means all.
        since: only what stands at or after this instant.
        until: only what stands before it.
        veiled: what is private is found neither by its kind nor by its words, so that nothing of
            it shows while private things are hidden.
    """

    kinds: frozenset[EntryKind] = frozenset()
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    veiled: bool = False

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kinds or self.words.strip() or self.since or self.until)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a timeline, newest first.

    Attributes:
        older: whether older entries follow.
        newer: whether newer ones come before.
    """

    entries: tuple[Entry, ...] = ()
    older: bool = False
    newer: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is.

    Attributes:
        first, last: the oldest and the newest instant; None where there is nothing.
    """

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the page of an entry tells beside the entry itself.

    Attributes:
        talk: the talk it came from.
        answers: the notes that answer a question, oldest first.
        corrections: its later edits, oldest first.
        commitments: those that came of feedback, oldest first.
        feedback: what a commitment came of.
        shows: in what a strength shows, oldest first.
        strengths: those that a win or a piece of feedback shows, oldest first.
        goal: the goal with all that says how far it is, for an entry about one.
    """

    talk: Meeting | None = None
    answers: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    feedback: Feedback | None = None
    shows: tuple[Shown, ...] = ()
    strengths: tuple[Strength, ...] = ()
    goal: GoalRecord | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the activity strip.

    Attributes:
        monday: its first day in the manager's calendar.
        count: how many entries stand in it.
    """

    monday: date
    count: int


def mondays(today: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """The first days of the last weeks, this one last."""
    this = today - timedelta(days=today.weekday())
    return tuple(this - timedelta(weeks=back) for back in range(weeks - 1, -1, -1))


def week_edges(days: Sequence[date], zone: tzinfo) -> tuple[datetime, ...]:
    """The instants at which the weeks begin, and the one at which the last ends."""
    ends = (*days, days[-1] + timedelta(weeks=1))
    midnight = datetime.min.time()
    return tuple(at_wall_time(day, midnight, zone) for day in ends)
