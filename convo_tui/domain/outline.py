"""The outline of a timeline: its months, weeks and lines, known before an entry is read.

A list that knows how many entries each month has can scroll anywhere at once, with nothing in
memory but what is in sight. An entry's *number* counts from the newest, which is 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import accumulate, pairwise

from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.history import WEEKS, Extent, Week, mondays, week_edges

Count = Callable[[Sequence[datetime]], Sequence[int]]
"""How many entries stand between each two neighbours of some ascending instants."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month with entries, as the manager's calendar has it.

    Attributes:
        count: how many entries stand in it.
    """

    year: int
    month: int
    count: int


class Outline:
    """Which lines a timeline has: each month a heading, its entries, and a gap above the next.

    Args:
        months: those with entries, the newest first.
        weeks: all from the first entry's to this one, the oldest first.
    """

    def __init__(self, months: Sequence[Month] = (), weeks: Sequence[Week] = ()) -> None:
        self.months = tuple(months)
        self.weeks = tuple(weeks)
        self._ends = tuple(accumulate(month.count for month in self.months))
        # Above the entries of the first month lies its heading; above others, a gap as well.
        lines = (month.count + 1 + (place > 0) for place, month in enumerate(self.months))
        self._lines = tuple(accumulate(lines))
        self._week_ends = tuple(accumulate(week.count for week in reversed(self.weeks)))

    def __eq__(self, other: object) -> bool:
        """Whether it has the same lines and weeks."""
        if not isinstance(other, Outline):
            return NotImplemented
        return (self.months, self.weeks) == (other.months, other.weeks)

    __hash__ = None  # type: ignore[assignment]  # compared, never kept in sets

    @property
    def count(self) -> int:
        """How many entries there are."""
        return self._ends[-1] if self._ends else 0

    @property
    def lines(self) -> int:
        """How many lines there are, headings and gaps among them."""
        return self._lines[-1] if self._lines else 0

    def line_of(self, number: int) -> int:
        """The line of an entry."""
        place = bisect_right(self._ends, number)
        return number + 1 + 2 * place

    def place_in_month(self, number: int) -> int:
        """How many newer entries its month has."""
        place = bisect_right(self._ends, number)
        return number - (self._ends[place - 1] if place else 0)

    def is_first(self, number: int) -> bool:
        """Whether the heading of its month lies right above an entry."""
        return self.place_in_month(number) == 0

    def at_line(self, line: int) -> int | Month | None:
        """What stands in a line: the number of an entry, a heading, or nothing."""
        if not 0 <= line < self.lines:
            return None
        place = bisect_right(self._lines, line)
        top = self._lines[place - 1] if place else 0
        inside = line - top - (place > 0)
        if inside < 0:
            return None
        if inside == 0:
            return self.months[place]
        return (self._ends[place - 1] if place else 0) + inside - 1

    def nearest(self, line: int) -> int:
        """The number of the entry in a line, or next below it; the last where none is below.

        Raises:
            ValueError: there are no entries.
        """
        if not self.count:
            raise ValueError("a timeline without entries")
        for at in range(max(0, line), max(0, line) + 3):
            if isinstance(number := self.at_line(at), int):
                return number
        return self.count - 1

    # --- weeks -------------------------------------------------------------------------------

    def week_of(self, number: int) -> int:
        """The place in `weeks` of an entry's week; the last where there are no entries."""
        if not self.count:
            return len(self.weeks) - 1
        return max(0, len(self.weeks) - 1 - bisect_right(self._week_ends, number))

    def first_of_week(self, place: int) -> int:
        """The number of the newest entry of a week, or of what is next below one without any."""
        back = len(self.weeks) - 1 - place
        return min(self._week_ends[back - 1] if back > 0 else 0, max(0, self.count - 1))

    def week_beside(self, place: int, by: int) -> int | None:
        """The nearest week with entries, older for -1 and newer for 1; None where there is none."""
        at = place + by
        while 0 <= at < len(self.weeks):
            if self.weeks[at].count:
                return at
            at += by
        return None

    def strip(self, place: int) -> tuple[int, int]:
        """Which weeks the activity strip shows, so that one of them is in sight.

        The newest, or where that week is older, the strip moved by halves of its length.
        """
        end = len(self.weeks)
        while end > WEEKS and place < end - WEEKS:
            end -= WEEKS // 2
        return max(0, end - WEEKS), max(end, min(WEEKS, len(self.weeks)))


def outline_of(extent: Extent, count: Count, today: date, zone: tzinfo) -> Outline:
    """The outline of what has this extent.

    Args:
        extent: of the entries that are wanted.
        count: counts them.
        today: up to which the weeks go, at least.
        zone: whose months and weeks are meant.
    """
    if extent.first is None or extent.last is None:
        return Outline(weeks=[Week(monday, 0) for monday in mondays(today)])
    first, last = (at.astimezone(zone).date() for at in (extent.first, extent.last))
    begins, midnight = _months(first, last), datetime.min.time()
    month_edges = [at_wall_time(day, midnight, zone) for day in begins]
    until = max(today, last)
    days = mondays(until, max(WEEKS, (until - first).days // 7 + 2))
    edges = week_edges(days, zone)
    # Counted in one go: the entries are gone through once for both.
    both = sorted({*month_edges, *edges})
    before = dict(zip(both, accumulate(count(both), initial=0), strict=True))

    def between(ends: Sequence[datetime]) -> list[int]:
        return [before[end] - before[begin] for begin, end in pairwise(ends)]

    months = [
        Month(day.year, day.month, number)
        for day, number in zip(begins[:-1], between(month_edges), strict=True)
        if number
    ]
    weeks = [Week(day, number) for day, number in zip(days, between(edges), strict=True)]
    return Outline(months[::-1], weeks)


def _months(first: date, last: date) -> list[date]:
    """The first days of the months of a period, and of the month after it."""
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return [date(place // 12, place % 12 + 1, 1) for place in range(begin, end + 2)]
