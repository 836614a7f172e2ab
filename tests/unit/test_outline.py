"""The outline of a timeline agrees with its entries, line by line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.history import WEEKS, Extent
from convo_tui.domain.outline import Month, Outline, outline_of

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
BEGIN, END = (datetime.combine(day, time()) for day in (date(2021, 1, 1), TODAY))
INSTANTS = st.lists(
    st.datetimes(BEGIN, END, timezones=st.just(BERLIN)),
    min_size=1,
    max_size=60,
)


def outline(instants: Sequence[datetime]) -> Outline:
    listed = sorted(instants)

    def count(edges: Sequence[datetime]) -> list[int]:
        places = [bisect_left(listed, edge) for edge in edges]
        return [end - begin for begin, end in pairwise(places)]

    extent = Extent(len(listed), listed[0], listed[-1]) if listed else Extent()
    return outline_of(extent, count, TODAY, BERLIN)


@given(INSTANTS)
def test_each_entry_has_its_line_under_its_month(instants: list[datetime]) -> None:
    newest_first = sorted(instants, reverse=True)
    lines: list[int | Month | None] = []
    grouped = groupby(enumerate(newest_first), lambda each: (each[1].year, each[1].month))
    for month, group in grouped:
        numbers = [number for number, _ in group]
        lines += [None] * bool(lines) + [Month(*month, len(numbers)), *numbers]
    made = outline(instants)
    assert [made.at_line(line) for line in range(made.lines)] == lines
    assert (made.lines, made.count) == (len(lines), len(instants))
    for number in range(made.count):
        assert lines[made.line_of(number)] == number
        assert made.is_first(number) == isinstance(lines[made.line_of(number) - 1], Month)
    for line, there in enumerate(lines):
        below = [each for each in lines[line:] if isinstance(each, int)]
        assert made.nearest(line) == below[0], there
    assert made.at_line(-1) is made.at_line(made.lines) is None


@given(INSTANTS)
def test_each_entry_stands_in_its_week_and_the_strip_shows_it(instants: list[datetime]) -> None:
    made = outline(instants)
    assert sum(week.count for week in made.weeks) == made.count
    for number, at in enumerate(sorted(instants, reverse=True)):
        place = made.week_of(number)
        monday = at.date() - timedelta(days=at.weekday())
        assert made.weeks[place].monday == monday
        assert made.first_of_week(place) <= number
        begin, end = made.strip(place)
        assert begin <= place < end
        assert end - begin == WEEKS
    newest = made.week_of(0)
    assert made.week_beside(newest, 1) is None
    while (older := made.week_beside(newest, -1)) is not None:
        assert made.week_of(made.first_of_week(older)) == older
        assert made.week_beside(older, 1) == newest
        newest = older
    assert made.week_of(made.count - 1) == newest


def test_a_timeline_without_entries_has_no_lines_and_a_strip_of_empty_weeks() -> None:
    made = outline([])
    assert (made.lines, made.count, made.at_line(0)) == (0, 0, None)
    assert made.strip(len(made.weeks) - 1) == (0, WEEKS)
    assert made.week_beside(len(made.weeks) - 1, -1) is None
    assert made == Outline(weeks=made.weeks)
