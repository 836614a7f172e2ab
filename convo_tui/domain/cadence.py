"""When the next talk is due, and what happened to those that were not held as planned.

Rhythms are wall time in the person's zone: a talk at 14:30 stays at 14:30 when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from math import inf
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

DAY_START = time(9)
"""Where a talk stands that has a day but no time."""

_DAY_ALONE = time(12, microsecond=1, tzinfo=UTC)
"""What marks a settled day without a time, which is the same day in every zone: nobody types it."""

MONDAY, SATURDAY = 0, 5

EARLY = timedelta(hours=1)
"""A talk begun this much before its time is that talk, begun early."""


class ScheduleKind(StrEnum):
    """What became of a planned talk that was not held then."""

    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """A talk moved or cancelled: by whom and why.

    A cancelled talk that was rebooked has a second change: moved, from the same `planned_for`.

    Attributes:
        planned_for: when it would have been, in UTC; a day without a time as `Planned.settled`.
        moved_to: the new time, likewise; None for one that was cancelled.
    """

    id: str
    person_id: str
    at: datetime
    kind: ScheduleKind
    planned_for: datetime
    who: Side = Side.MANAGER
    reason: str = ""
    moved_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A talk to come.

    Attributes:
        at: aware, in the person's zone.
        has_time: False where only the day is settled; the clock of `at` then says nothing.
    """

    at: datetime
    has_time: bool

    def day(self, home: tzinfo) -> date:
        """The day in the manager's calendar; a talk without a time keeps its own."""
        return (self.at.astimezone(home) if self.has_time else self.at).date()

    @property
    def settled(self) -> datetime:
        """What `Person.next_at` keeps of it: an instant in UTC, or the day alone."""
        if self.has_time:
            return self.at.astimezone(UTC)
        return datetime.combine(self.at.date(), _DAY_ALONE)


class CadenceState(StrEnum):
    """How the talks with a person stand today."""

    NONE = "none"
    NEW = "new"
    OK = "ok"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How the talks with a person stand today, with the figures behind it.

    Attributes:
        state: NONE without anything planned, NEW before the first talk while it is still ahead.
        planned: the next talk, or the one that should have been.
        day: its day in the manager's calendar.
        days_overdue: 0 unless overdue.
        days_since: days since the last talk; None before the first.
    """

    state: CadenceState
    planned: Planned | None = None
    day: date | None = None
    days_overdue: int = 0
    days_since: int | None = None

    @property
    def urgency(self) -> tuple[date, float]:
        """Sorts the most overdue first, then today, then by day; nothing planned comes last."""
        if self.planned is None or self.day is None:
            return date.max, inf
        return self.day, self.planned.at.timestamp()


def next_talk(
    person: Person,
    last_held: datetime | None,
    home_zone: str,
    changes: Iterable[ScheduleChange] = (),
) -> Planned | None:
    """The next talk: as settled by hand while that lies ahead of the last one, else by rhythm.

    The first talk is on the person's first weekday after the day of adding them; without a weekday
    the rhythm counts from that day. A cancelled talk is skipped: the rhythm goes on from its day.
    It may lie in the past, where it is overdue. Cancelling one that was settled by hand clears
    `person.next_at`.

    Args:
        person: whose rhythm it is.
        last_held: when the last talk began, held or running, aware; None before the first.
        home_zone: the manager's IANA zone, for a person who has none.
        changes: talks moved and cancelled, of anybody and in any order.

    Returns:
        None for a person without a rhythm and without a date settled.
    """
    zone = zone_of(person, home_zone)
    settled = _settled(person, zone)
    if settled and not (last_held and _is_that_talk_or_later(last_held, settled, zone)):
        return settled
    past = [
        _kept_as(change.planned_for, person, zone).at
        for change in changes
        if change.person_id == person.id and change.kind is ScheduleKind.CANCELLED
    ]
    if last_held is not None:
        past.append(last_held)
    return _by_rhythm(person, max(past), zone) if past else _first(person, zone)


def taken_by(person: Person, began: datetime, home_zone: str) -> datetime | None:
    """The date settled by hand that a talk takes which begins then, as `Person.next_at` has it.

    It is whatever was settled up to that day: one that is begun hours early is that talk all the
    same. A second talk on the day is settled after the first one began, and so is left to it.
    """
    zone = zone_of(person, home_zone)
    settled = _settled(person, zone)
    if settled is None:
        return None
    on_its_day = began.astimezone(zone).date() >= settled.at.date()
    return person.next_at if on_its_day or _is_that_talk_or_later(began, settled, zone) else None


def settled_after(person: Person, held_at: datetime, home_zone: str) -> Planned | None:
    """The talk settled by hand after one that began at `held_at`; None where none is."""
    zone = zone_of(person, home_zone)
    settled = _settled(person, zone)
    if settled is None or _is_that_talk_or_later(held_at, settled, zone):
        return None
    return settled


def proposed_next(person: Person, held_at: datetime, home_zone: str) -> Planned | None:
    """The talk after one that began at `held_at`, by rhythm alone; None for no rhythm."""
    return _by_rhythm(person, held_at, zone_of(person, home_zone))


def cadence_state(
    person: Person,
    last_held: datetime | None,
    now: datetime,
    home_zone: str,
    changes: Iterable[ScheduleChange] = (),
    *,
    running: datetime | None = None,
) -> Cadence:
    """How the talks with a person stand on the manager's day at `now`; see `next_talk`.

    A talk that runs, or was cut off and can be continued, counts as held from its beginning on: it
    is the one that was planned, and the next one is the one after it. It is no last talk yet.

    Args:
        person: whose rhythm it is.
        last_held: when the last talk held began, aware; None before the first.
        now: an aware instant.
        home_zone: the manager's IANA zone.
        changes: talks moved and cancelled.
        running: when the talk that is not ended began; None where none is.
    """
    home = _known_zone(home_zone)
    today = now.astimezone(home).date()
    since = (today - last_held.astimezone(home).date()).days if last_held else None
    newest = max(filter(None, (running, last_held)), default=None)
    planned = next_talk(person, newest, home_zone, changes)
    if planned is None:
        return Cadence(CadenceState.NONE, days_since=since)
    day = planned.day(home)
    if day < today:
        overdue = (today - day).days
        return Cadence(CadenceState.OVERDUE, planned, day, overdue, days_since=since)
    if day == today:
        state = CadenceState.DUE_TODAY
    else:
        state = CadenceState.OK if newest else CadenceState.NEW
    return Cadence(state, planned, day, days_since=since)


def day_alone(kept: datetime) -> date | None:
    """The day that was settled without a time, the same in every zone; None for an instant."""
    there = kept.astimezone(UTC)
    return there.date() if there.timetz() == _DAY_ALONE else None


def day_of(kept: datetime, zone: tzinfo) -> date:
    """The day of something kept as `Planned.settled`, in the calendar of a zone."""
    return day_alone(kept) or kept.astimezone(zone).date()


def rhythm_words(person: Person) -> str:
    """`every week`, `every 2 weeks` or `no rhythm`."""
    match person.every_weeks:
        case None:
            return "no rhythm"
        case 1:
            return "every week"
        case weeks:
            return f"every {weeks} weeks"


def zone_of(person: Person, home_zone: str) -> tzinfo:
    """The zone that the person's rhythm is meant in: their own, else the manager's."""
    return _known_zone(person.zone or home_zone, home_zone)


def _known_zone(*names: str) -> tzinfo:
    """The first of the zones that this machine knows: a file may come from another one."""
    for name in names:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return UTC


def _settled(person: Person, zone: tzinfo) -> Planned | None:
    if person.next_at is None:
        return None
    return _kept_as(person.next_at, person, zone)


def _kept_as(kept: datetime, person: Person, zone: tzinfo) -> Planned:
    """What `Planned.settled` kept."""
    if (day := day_alone(kept)) is not None:
        return _on(day, person, zone)
    at = kept.astimezone(zone)
    # Files from before days stood alone have the start of the day for the whole.
    return Planned(at, has_time=bool(person.time) or at.time() != DAY_START)


def _is_that_talk_or_later(held: datetime, planned: Planned, zone: tzinfo) -> bool:
    if planned.has_time:
        return held > planned.at.astimezone(UTC) - EARLY  # real time, when the clocks change too
    return held.astimezone(zone).date() >= planned.at.date()


def _first(person: Person, zone: tzinfo) -> Planned | None:
    """The first talk: nobody waits for it longer than to the person's next weekday."""
    if person.weekday is None or person.every_weeks is None:
        return _by_rhythm(person, person.created_at, zone)
    added = person.created_at.astimezone(zone).date()
    return _on(_weekday_after(added, person.weekday), person, zone)


def _by_rhythm(person: Person, anchor: datetime, zone: tzinfo) -> Planned | None:
    """So many weeks after the anchor, on the nearest of the person's weekdays.

    The nearest one, so that a talk held a day late does not push all that follow. Without a
    weekday it is the same day of the week again, but the Monday after where that is a weekend.
    """
    if person.every_weeks is None:
        return None
    day = anchor.astimezone(zone).date() + timedelta(weeks=person.every_weeks)
    if person.weekday is not None:
        day += timedelta(days=(person.weekday - day.weekday() + 3) % 7 - 3)
    elif day.weekday() >= SATURDAY:
        day = _weekday_after(day, MONDAY)
    return _on(day, person, zone)


def _weekday_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _on(day: date, person: Person, zone: tzinfo) -> Planned:
    clock = time.fromisoformat(person.time) if person.time else DAY_START
    return Planned(at_wall_time(day, clock, zone), has_time=bool(person.time))
