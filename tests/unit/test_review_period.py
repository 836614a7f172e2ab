"""Periods, and days that somebody looks back to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.review import Period, PeriodProblem, usual_periods, year_until

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def test_a_period_goes_forward() -> None:
    with pytest.raises(PeriodProblem, match=r"ends on Monday 23 .*, before it begins on Tuesday"):
        Period(TUESDAY, TUESDAY - timedelta(days=1))
    assert list(Period(TUESDAY, TUESDAY).months) == [(2026, 11)]
    assert list(Period(date(2025, 11, 30), date(2026, 1, 1)).months) == [
        (2025, 11),
        (2025, 12),
        (2026, 1),
    ]


@given(DAYS)
def test_a_year_has_each_of_its_days_once(last: date) -> None:
    period = year_until(last)
    assert (period.last - period.first).days + 1 in (365, 366)
    assert year_until(period.first - timedelta(days=1)).last < period.first


@given(DAYS)
def test_the_usual_periods_follow_each_other(today: date) -> None:
    periods = usual_periods(today)
    day = timedelta(days=1)
    assert next(iter(periods.values())) == year_until(today)
    assert periods["Last year"].last + day == periods["This year so far"].first
    assert periods["Last quarter"].last + day == periods["This quarter so far"].first
    assert all(period.last <= today for period in periods.values())
