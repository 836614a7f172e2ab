"""Talks held against the rhythm, who moved and cancelled, and whether everybody gets the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind, day_of
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

GRACE_DAYS = 3
"""A talk so many days late is still in time: it was moved within the week."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Talks held in a period: figures C1 and C2.

    Attributes:
        held: how many.
        in_time: how many came no later than the rhythm and GRACE_DAYS after the one before.
        counted: of how many that could be said; the first one has none before it.
        streak: how many of the newest, without a break, came in time and up to today.
        longest: the most days between two talks, today counting as one; None before the first.
    """

    held: int = 0
    in_time: int = 0
    counted: int = 0
    streak: int = 0
    longest: int | None = None


def rhythm(person: Person, talks: Iterable[Meeting], today: date, zone: tzinfo) -> Rhythm:
    """How the talks with a person keep the rhythm that holds today.

    A person without a rhythm has talks and no streak. Two talks of a day are one. An earlier
    rhythm is not known: where it changed in the middle of the year, older talks are seen by
    today's.
    """
    days = sorted({talk.started_at.astimezone(zone).date() for talk in talks})
    if not days:
        return Rhythm()
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    longest = max([*gaps, (today - days[-1]).days])
    if person.every_weeks is None:
        return Rhythm(len(days), longest=longest)
    most = 7 * person.every_weeks + GRACE_DAYS
    in_time = sum(gap <= most for gap in gaps)
    return Rhythm(len(days), in_time, len(gaps), _streak(person, days, today), longest)


def streak(person: Person, held: Iterable[datetime], today: date, zone: tzinfo) -> int:
    """How many of the newest talks came in time, one after the other: figure C2.

    The first of the row counts, so that one talk is a row of one. 0 without a rhythm, before the
    first talk, once the next one is over time, and while the person is archived.

    Args:
        person: whose rhythm it is.
        held: when the talks held began, in any order.
        today: in the manager's calendar.
        zone: the manager's, in whose calendar a talk has its day.
    """
    return _streak(person, sorted({at.astimezone(zone).date() for at in held}), today)


def _streak(person: Person, days: Sequence[date], today: date) -> int:
    if person.every_weeks is None or person.archived_at is not None or not days:
        return 0
    most = 7 * person.every_weeks + GRACE_DAYS
    if (today - days[-1]).days > most:
        return 0
    count = 1
    for later, earlier in pairwise(reversed(days)):
        if (later - earlier).days > most:
            break
        count += 1
    return count


def streak_words(count: int) -> str:
    """`16 talks in a row`; "" until there are two."""
    return f"{count} talks in a row" if count > 1 else ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Talks moved or cancelled: figure C3.

    Attributes:
        by: how many, by side.
        reasons: as they were given, newest first; one that was not given is left out.
    """

    by: Mapping[Side, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.by.values())


def changed(changes: Iterable[ScheduleChange], kind: ScheduleKind) -> Changed:
    """The ledger of one kind."""
    theirs = sorted(
        (each for each in changes if each.kind is kind), key=lambda each: each.at, reverse=True
    )
    reasons = tuple(each.reason for each in theirs if each.reason)
    return Changed(dict(Counter(each.who for each in theirs)), reasons)


@dataclass(frozen=True, slots=True)
class Attention:
    """What one person got of what their rhythm promises: figure C4.

    Attributes:
        expected: days of the period since they joined it / days of their rhythm.
        held: talks in the period.
    """

    person: Person
    expected: float
    held: int

    @property
    def share(self) -> float | None:
        """Held / expected; None where less than one talk was to be expected."""
        return self.held / self.expected if self.expected >= 1 else None


def attention(
    person: Person, talks: Iterable[Meeting], first: date, last: date, zone: tzinfo
) -> Attention:
    """What a person got in a period, both days among it."""
    joined = max(first, person.created_at.astimezone(zone).date())
    days = max(0, (last - joined).days + 1)
    expected = days / (7 * person.every_weeks) if person.every_weeks else 0.0
    held = {talk.started_at.astimezone(zone).date() for talk in talks}
    return Attention(person, expected, sum(first <= day <= last for day in held))


def least_and_most(each: Iterable[Attention]) -> tuple[Attention, Attention] | None:
    """Who got least and who most of what was to be expected; None with fewer than two people."""
    known = sorted(
        (attention for attention in each if attention.share is not None),
        key=lambda attention: attention.share or 0.0,
    )
    return (known[0], known[-1]) if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the year strip: figure C5.

    Attributes:
        monday: its first day.
        held: talks in it.
        cancelled: talks that should have been in it and were cancelled.
    """

    monday: date
    held: int = 0
    cancelled: int = 0


MOST_WEEKS = 106
"""Two years: a longer period shows its last weeks alone."""


def weeks_held(
    talks: Iterable[Meeting],
    changes: Iterable[ScheduleChange],
    first: date,
    last: date,
    zone: tzinfo,
) -> tuple[Week, ...]:
    """Talks by week: the year strip; figure C5.

    Args:
        talks: held in the period.
        changes: talks that were moved or cancelled; the move that rebooked one is none of them.
        first: the first day of the period, in the manager's calendar.
        last: its last day.
        zone: the manager's.
    """
    held = Counter(_monday(talk.started_at.astimezone(zone).date()) for talk in talks)
    cancelled = Counter(
        _monday(day_of(each.planned_for, zone))
        for each in changes
        if each.kind is ScheduleKind.CANCELLED
    )
    count = (_monday(last) - _monday(first)).days // 7 + 1
    mondays = [_monday(last) - timedelta(weeks=back) for back in reversed(range(max(0, count)))]
    return tuple(Week(day, held[day], cancelled[day]) for day in mondays[-MOST_WEEKS:])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
