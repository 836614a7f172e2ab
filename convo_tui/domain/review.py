"""A period of a person, whole: what the review packet is made of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import full_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.signs import Signs


class PeriodProblem(ValueError):
    """Two days that make no period; the message is one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days in the manager's calendar, the first and the last among them.

    Raises:
        PeriodProblem: the last day lies before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodProblem(
                f"The period ends on {full_date(self.last)}, before it begins on"
                f" {full_date(self.first)}; give the earlier day first."
            )

    @property
    def months(self) -> Iterator[tuple[int, int]]:
        """Each month that has a day in it, as (year, month)."""
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            yield year, month
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def year_until(last: date) -> Period:
    """The twelve months that end with a day."""
    length = monthrange(last.year - 1, last.month)[1]
    before = last.replace(year=last.year - 1, day=min(last.day, length))
    return Period(before + timedelta(days=1), last)


def year_start(now: datetime) -> datetime:
    """The first moment of the last twelve months, in the zone of `now`."""
    return datetime.combine(year_until(now.date()).first, time(), now.tzinfo)


def usual_periods(today: date) -> dict[str, Period]:
    """The periods that people review, by their names, the usual one first."""
    new_year = today.replace(month=1, day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    eve = quarter - timedelta(days=1)
    before = eve.replace(month=(eve.month - 1) // 3 * 3 + 1, day=1)
    last_year = new_year.replace(year=new_year.year - 1)
    return {
        "The last 12 months": year_until(today),
        "This year so far": Period(new_year, today),
        "Last year": Period(last_year, new_year - timedelta(days=1)),
        "This quarter so far": Period(quarter, today),
        "Last quarter": Period(before, eve),
    }


@dataclass(frozen=True, slots=True)
class StrengthRecord:
    """A strength with the wins and the feedback in which it shows."""

    strength: Strength
    shown: tuple[Note | Feedback, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything of a period of one person, private things too; each kind is oldest first.

    Attributes:
        talks: held in it.
        notes: written in it, of every kind.
        feedback: seen in it, or said in it.
        commitments: made in it or before it, and not closed before it.
        schedule: talks that were moved or cancelled in it.
        asked: the questions asked in it.
        goals: set in it or before it, and not closed before it, as they stood at its end.
        roadmaps: the version that held when it began, and those drawn in it.
        strengths: named in it or before it, and not taken off before it.
        openings: what was named in it, at the start of a talk.
        veiled: the ids of the values behind these that are private by now.
        celebrations: what was celebrated in it, or closed in it with a celebration named.
        signs: the answers after its talks.
        preferences: the version that held when it began, and those written in it.
        sheets: for hard talks, written in it or done with in it.
    """

    person: Person
    period: Period
    talks: tuple[Meeting, ...] = ()
    notes: tuple[Note, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    schedule: tuple[ScheduleChange, ...] = ()
    asked: tuple[Asked, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    roadmaps: tuple[Roadmap, ...] = ()
    strengths: tuple[StrengthRecord, ...] = ()
    openings: tuple[Opening, ...] = ()
    veiled: frozenset[str] = frozenset()
    celebrations: tuple[Goal | Commitment, ...] = ()
    signs: tuple[Signs, ...] = ()
    preferences: tuple[Preferences, ...] = ()
    sheets: tuple[HardTalk, ...] = ()
