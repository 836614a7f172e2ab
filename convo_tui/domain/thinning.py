"""Which backups stay: all of today, one a day for two weeks, one a week for a quarter, one a month.

Each period keeps its newest. A backup stays if any of its periods asks for it, so the newest of a
month stays for ever, even where a newer one of its week lies in the next month.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, datetime

DAILY_DAYS = 14
WEEKLY_DAYS = 92
"""A quarter, at its longest."""


def staying(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Those that stay; the rest may go.

    Args:
        made: when each was made, aware.
        now: aware, in the zone whose days count. What a clock that was set back left in the
            future stays.
    """
    everything = frozenset(made)
    newest: dict[Hashable, datetime] = {}
    stay = set()
    for moment in sorted(everything):
        day = moment.astimezone(now.tzinfo).date()
        age = (now.date() - day).days
        if age <= 0:
            stay.add(moment)
        for period in _periods(day, age):
            newest[period] = moment
    return frozenset(stay.union(newest.values()))


def _periods(day: date, age: int) -> Iterable[Hashable]:
    yield "month", day.year, day.month
    if age <= WEEKLY_DAYS:
        yield "week", day.isocalendar()[:2]
    if age <= DAILY_DAYS:
        yield "day", day
