"""Periods, and days that somebody looks back to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.date_words import DateNotUnderstood
from convo_tui.domain.past_dates import parse_past_date
from convo_tui.domain.review import Period, PeriodProblem, usual_periods, year_until

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 jan", "2026-01-01"),
        ("25 Nov", "2025-11-25"),
        ("24 Nov", "2026-11-24"),
        ("12.5.", "2026-05-12"),
        ("29 Feb", "2024-02-29"),
        ("fri", "2026-11-20"),
        ("on fri", "2026-11-20"),
        ("tue", "2026-11-24"),
        ("last friday", "2026-11-20"),
        ("3 months ago", "2026-08-24"),
        ("last month", "2026-10-24"),
        ("yesterday", "2026-11-23"),
        # What lies ahead by its words stays there.
        ("2026-12-25", "2026-12-25"),
        ("1 Jan 2027", "2027-01-01"),
        ("in 2 weeks", "2026-12-08"),
        ("next friday", "2026-12-04"),
        ("end of month", "2026-11-30"),
        ("eoy", "2026-12-31"),
    ],
)
def test_a_day_that_somebody_looks_back_to(words: str, day: str) -> None:
    assert parse_past_date(words, TUESDAY) == date.fromisoformat(day)


@given(DAYS, DAYS)
def test_a_day_of_the_year_is_the_last_of_its_kind(wanted: date, today: date) -> None:
    found = parse_past_date(f"{wanted.day}.{wanted.month}.", today)
    assert (found.day, found.month) == (wanted.day, wanted.month)
    assert found <= today
    assert (today - found).days <= 366 * 8


@given(DAYS)
def test_a_whole_date_means_itself(wanted: date) -> None:
    assert parse_past_date(wanted.isoformat(), TUESDAY) == wanted


def test_what_is_no_date_is_told() -> None:
    with pytest.raises(DateNotUnderstood, match="is no date I know"):
        parse_past_date("whenever", TUESDAY)


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
