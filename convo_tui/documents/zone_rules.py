"""A time zone as calendars take it along: the days on which its clocks change, and by how much.

icalendar makes such a component too, but gives the change to summer time in the clocks of after
it, an hour late for whoever reads it by RFC 5545 (3.6.5: the local time of before).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

HORIZON_YEARS = 15
"""Years ahead for which a zone without a yearly rule has its changes listed."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Observance:
    """What the clocks of a zone show between two changes.

    Attributes:
        offset: from UTC.
        name: what people call it: CET.
        summer: whether it is summer time.
    """

    offset: timedelta
    name: str
    summer: bool


def zone_component(zone: ZoneInfo, first: date) -> Timezone:
    """The VTIMEZONE of a zone, right from `first` on.

    A zone whose clocks change by a yearly rule gets that rule, which has no end; any other has its
    changes listed for `HORIZON_YEARS`.

    Args:
        zone: an IANA zone.
        first: no later than anything in the calendar.
    """
    begin = datetime.combine(first.replace(month=1, day=1) - _DAY, time(), UTC)
    end = begin.replace(year=begin.year + HORIZON_YEARS)
    at_first = _shown(zone, begin)
    component = Timezone()
    component.add("TZID", zone.key)
    start = (begin + at_first.offset).replace(tzinfo=None)
    component.add_component(_part(at_first, at_first.offset, [start]))
    groups: dict[tuple[timedelta, Observance], list[datetime]] = {}
    for at, before, after in _changes(zone, begin, end):
        local = (at + before.offset).replace(tzinfo=None)
        groups.setdefault((before.offset, after), []).append(local)
    for (offset, after), starts in groups.items():
        component.add_component(_part(after, offset, starts))
    return component


def _shown(zone: ZoneInfo, at: datetime) -> Observance:
    local = at.astimezone(zone)
    offset, summer = local.utcoffset() or timedelta(), bool(local.dst())
    return Observance(offset, local.tzname() or zone.key, summer)


@lru_cache(maxsize=32)  # each of them looks at thousands of days, and calendars share their zones
def _changes(
    zone: ZoneInfo, begin: datetime, end: datetime
) -> tuple[tuple[datetime, Observance, Observance], ...]:
    """Each change between two instants of UTC: when, from what, to what."""
    changes = []
    at, now = begin, _shown(zone, begin)
    while at < end:
        then = _shown(zone, at + _DAY)
        if then != now:
            low, high = at, at + _DAY
            while high - low > _SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if _shown(zone, middle) == now else (low, middle)
            changes.append((high, now, then))
        at, now = at + _DAY, then
    return tuple(changes)


def _part(
    shown: Observance, before: timedelta, starts: list[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    """An observance that begins at these times of the clocks of before."""
    part = TimezoneDaylight() if shown.summer else TimezoneStandard()
    part.add("DTSTART", starts[0])
    part.add("TZOFFSETFROM", before)
    part.add("TZOFFSETTO", shown.offset)
    part.add("TZNAME", shown.name)
    if rule := _yearly(starts):
        part.add("RRULE", rule)
    elif starts[1:]:
        part.add("RDATE", starts[1:])
    return part


def _yearly(starts: list[datetime]) -> vRecur | None:
    """The rule that gives exactly these, once a year: the last Sunday of March, at 2:00."""
    years = [at.year for at in starts]
    alike = {(at.month, at.weekday(), at.time()) for at in starts}
    whole = years == list(range(years[0], years[0] + len(years)))
    if len(starts) < HORIZON_YEARS - 1 or not whole or len(alike) > 1:
        return None
    first = starts[0]
    from_start = {(at.day + 6) // 7 for at in starts}
    from_end = {-((monthrange(at.year, at.month)[1] - at.day) // 7 + 1) for at in starts}
    place = from_end if from_end == {-1} else from_start
    if len(place) > 1:
        return None
    day = f"{place.pop()}{_DAYS[first.weekday()]}"
    return vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": day})
