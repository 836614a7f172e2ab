"""Moving and cancelling the next talk: what changes, and what comes after."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from convo_tui.domain.cadence import (
    DAY_START,
    Planned,
    ScheduleChange,
    ScheduleKind,
    day_alone,
    day_of,
    proposed_next,
    zone_of,
)
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.counting import several
from convo_tui.domain.dates import (
    DateNotUnderstood,
    at_wall_time,
    clock_time,
    full_date,
    parse_date,
    parse_moment,
    relative_day,
)
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Side, new_id


def moment_of(
    text: str,
    person: Person,
    now: datetime,
    home_zone: str,
    *,
    planned: Planned | None = None,
    week_ends: int = 4,
    day_first: bool = True,
) -> Planned:
    """When the words put the talk: `fri 14:30`, or `fri` at its usual time where it has one.

    Args:
        text: as typed, in the manager's zone.
        person: whose talk it is.
        now: aware, in the manager's zone.
        home_zone: that zone's IANA name.
        planned: the talk that is moved.
        week_ends: as in `parse_date`.
        day_first: as in `parse_date`.

    Raises:
        DateNotUnderstood: it names no moment; the message says so with examples.
    """
    settled = planned is not None and planned.has_time
    usual = planned.at.astimezone(now.tzinfo).time() if planned and settled else None
    try:
        at = parse_moment(text, now, usual=usual, week_ends=week_ends, day_first=day_first)
    except DateNotUnderstood:
        if settled or person.time:
            raise
        # A person without a usual time may have a day alone.
        try:
            day = parse_date(text, now.date(), week_ends=week_ends, day_first=day_first)
        except DateNotUnderstood:
            day = None
        if day is None:
            raise
        return Planned(at_wall_time(day, DAY_START, zone_of(person, home_zone)), has_time=False)
    return Planned(at.astimezone(zone_of(person, home_zone)), has_time=True)


def after_cancelling(
    person: Person, planned: Planned, now: datetime, home_zone: str
) -> Planned | None:
    """The talk that comes next once this one is cancelled: by the rhythm, and still ahead.

    Args:
        person: whose talk it is.
        planned: the cancelled talk.
        now: aware, in the manager's zone.
        home_zone: that zone's IANA name.

    Returns:
        None for a person without a rhythm.
    """
    following = proposed_next(person, planned.at, home_zone)
    while following is not None and following.at.astimezone(now.tzinfo).date() < now.date():
        following = proposed_next(person, following.at, home_zone)
    return following


def move(
    person: Person, planned: Planned | None, to: Planned, now: datetime, who: Side, reason: str
) -> tuple[Change, ...]:
    """Put the next talk somewhere else; where none was planned, settle it and record nothing."""
    settled = Change.edited(person, replace(person, next_at=to.settled))
    if planned is None:
        return (settled,)
    moved = ScheduleChange(
        new_id(),
        person.id,
        now.astimezone(UTC),
        ScheduleKind.MOVED,
        planned.settled,
        who,
        reason,
        to.settled,
    )
    return Change.added(moved), settled


def cancel(
    person: Person,
    planned: Planned,
    following: Planned | None,
    now: datetime,
    who: Side,
    reason: str,
) -> tuple[Change, ...]:
    """Take the next talk out, so that the `following` one is next."""
    cancelled = ScheduleChange(
        new_id(),
        person.id,
        now.astimezone(UTC),
        ScheduleKind.CANCELLED,
        planned.settled,
        who,
        reason,
    )
    next_at = following.settled if following else None
    return Change.added(cancelled), Change.edited(person, replace(person, next_at=next_at))


def planned_words(planned: Planned, now: datetime) -> str:
    """`Friday 27 November 2026, 14:30 (in 3 days)`, on the manager's clocks.

    Args:
        planned: the talk.
        now: aware, in the manager's zone.
    """
    day: date = planned.day(now.tzinfo or UTC)
    clock = f", {clock_time(planned.at.astimezone(now.tzinfo))}" if planned.has_time else ""
    return f"{full_date(day)}{clock} ({relative_day(day, now.date())})"


def rebook(
    person: Person, cancelled: ScheduleChange, to: Planned, now: datetime
) -> tuple[Change, ...]:
    """Give a cancelled talk another day: it stays cancelled in the ledger, and is moved as well.

    Args:
        person: whose talk it is.
        cancelled: the cancelled talk.
        to: when it is now.
        now: aware, in the manager's zone.
    """
    rebooked = ScheduleChange(
        new_id(),
        person.id,
        now.astimezone(UTC),
        ScheduleKind.MOVED,
        cancelled.planned_for,
        moved_to=to.settled,
    )
    return Change.added(rebooked), Change.edited(person, replace(person, next_at=to.settled))


def rebooking_proposal(
    person: Person,
    cancelled: ScheduleChange,
    following: Planned | None,
    now: datetime,
    home_zone: str,
    *,
    week_ends: int = 4,
) -> Planned:
    """When a cancelled talk could be instead: on the next working day, at the time it had.

    Where the rhythm has its next talk by then, that one.

    Args:
        person: whose talk it is.
        cancelled: the cancelled talk.
        following: the next talk by the rhythm; None without one.
        now: aware, in the manager's zone.
        home_zone: that zone's IANA name.
        week_ends: the last weekday of the working week, 0 for Monday.
    """
    home = now.tzinfo or UTC
    day = max(now.date(), day_of(cancelled.planned_for, home)) + timedelta(days=1)
    while day.weekday() > week_ends:
        day += timedelta(days=1)
    if following is not None and now.date() <= following.day(home) <= day:
        return following
    zone = zone_of(person, home_zone)
    if day_alone(cancelled.planned_for) is not None:
        return Planned(at_wall_time(day, DAY_START, zone), has_time=False)
    clock = cancelled.planned_for.astimezone(home).time()
    return Planned(at_wall_time(day, clock, home).astimezone(zone), has_time=True)


def on_those_days(commitments: Iterable[Commitment], days: Container[date]) -> list[Commitment]:
    """The open commitments whose next checkpoint stands on one of the days."""
    return [each for each in commitments if each.state is CommitmentState.OPEN and each.due in days]


def taken_along(commitments: Iterable[Commitment], to: date) -> tuple[Change, ...]:
    """Their next checkpoints on another day: the talk moved, so that none of them slipped."""
    changes = []
    for each in commitments:
        upcoming = each.next_checkpoint
        if upcoming is None or upcoming.on == to:
            continue
        points = [
            replace(point, on=to) if point.id == upcoming.id else point
            for point in each.checkpoints
        ]
        points.sort(key=lambda point: (point.on, point.id))
        changes.append(Change.edited(each, replace(each, checkpoints=tuple(points))))
    return tuple(changes)


def along_words(count: int) -> str:
    """`2 checkpoints go along.`; "" for none."""
    if not count:
        return ""
    return f"{several(count, 'checkpoint')} {'goes' if count == 1 else 'go'} along."
