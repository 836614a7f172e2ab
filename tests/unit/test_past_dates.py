"""Dates and periods as people type them when they look back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.date_words import DateNotUnderstood
from convo_tui.domain.past_dates import STEPS, Period, parse_past, parse_period

TODAY = date(2026, 11, 25)  # a Wednesday


def days(*ends: tuple[int, int, int]) -> Period:
    first, last = (date(*end) for end in (ends[0], ends[-1]))
    return Period(first, last)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("12 May", days((2026, 5, 12))),
        ("12 Dec", days((2025, 12, 12))),
        ("25 Nov", days((2026, 11, 25))),
        ("26 Nov", days((2025, 11, 26))),
        ("the 3rd of June", days((2026, 6, 3))),
        ("Dec 3rd", days((2025, 12, 3))),
        ("29 Feb", days((2024, 2, 29))),
        ("12.5.", days((2026, 5, 12))),
        ("24/12", days((2025, 12, 24))),
        ("12 May 2024", days((2024, 5, 12))),
        ("2025-03-04", days((2025, 3, 4))),
        ("today", days((2026, 11, 25))),
        ("yesterday", days((2026, 11, 24))),
        ("wed", days((2026, 11, 25))),
        ("on Friday", days((2026, 11, 20))),
        ("last friday", days((2026, 11, 20))),
        ("3 weeks ago", days((2026, 11, 4))),
        ("a month ago", days((2026, 10, 25))),
        ("March", days((2026, 3, 1), (2026, 3, 31))),
        ("in december", days((2025, 12, 1), (2025, 12, 31))),
        ("Nov", days((2026, 11, 1), (2026, 11, 30))),
        ("Sept", days((2026, 9, 1), (2026, 9, 30))),
        ("feb 2024", days((2024, 2, 1), (2024, 2, 29))),
        ("2024-02", days((2024, 2, 1), (2024, 2, 29))),
        ("2/2024", days((2024, 2, 1), (2024, 2, 29))),
        ("2025", days((2025, 1, 1), (2025, 12, 31))),
        ("Q3", days((2026, 7, 1), (2026, 9, 30))),
        ("q4 2025", days((2025, 10, 1), (2025, 12, 31))),
        ("2025 Q1", days((2025, 1, 1), (2025, 3, 31))),
        ("this week", days((2026, 11, 23), (2026, 11, 29))),
        ("last week", days((2026, 11, 16), (2026, 11, 22))),
        ("last month", days((2026, 10, 1), (2026, 10, 31))),
        ("this quarter", days((2026, 10, 1), (2026, 12, 31))),
        ("last quarter", days((2026, 7, 1), (2026, 9, 30))),
        ("last year", days((2025, 1, 1), (2025, 12, 31))),
        ("last 30 days", days((2026, 10, 27), (2026, 11, 25))),
        ("the past 2 weeks", days((2026, 11, 12), (2026, 11, 25))),
    ],
)
def test_what_is_typed_lies_behind_us(text: str, period: Period) -> None:
    assert parse_past(text, TODAY) == period
    assert parse_period(text, TODAY) == period


@pytest.mark.parametrize(
    "text",
    ["soon", "", "13/2026", "31.2.", "tomorrow", "in 2 weeks", "12 May 2030", "2027", "next week",
     "the day the river froze", "1066", "9999"],
)  # fmt: skip
def test_nonsense_and_what_is_to_come_is_told_with_examples(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="Try: 12 May, last month"):
        parse_past(text, TODAY)
    with pytest.raises(DateNotUnderstood, match="Try: since March"):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since 12 May", (2026, 5, 12), None),
        ("from March", (2026, 3, 1), None),
        ("until March", None, (2026, 3, 31)),
        ("before March", None, (2026, 2, 28)),
        ("12 May to 3 June", (2026, 5, 12), (2026, 6, 3)),
        ("12 May - 3 June", (2026, 5, 12), (2026, 6, 3)),
        ("12.5.–3.6.", (2026, 5, 12), (2026, 6, 3)),
        ("from March until May", (2026, 3, 1), (2026, 5, 31)),
        ("nov to feb", (2025, 11, 1), (2026, 2, 28)),
        ("15 Nov to 3 Jan", (2025, 11, 15), (2026, 1, 3)),
        ("2024 to 2025", (2024, 1, 1), (2025, 12, 31)),
        ("since 3 weeks ago", (2026, 11, 4), None),
        ("3 weeks ago to yesterday", (2026, 11, 4), (2026, 11, 24)),
    ],
)
def test_a_period_has_ends_as_they_are_said(
    text: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    begin = date(*first) if first else None
    end = date(*last) if last else None
    assert parse_period(text, TODAY) == Period(begin, end)


@pytest.mark.parametrize("text", ["2025 to 2024", "yesterday to 3 weeks ago"])
def test_a_period_never_runs_backwards(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="end before it begins"):
        parse_period(text, TODAY)


def test_a_period_tells_itself_in_words() -> None:
    words = [parse_period(text, TODAY).words(TODAY) for text in ("March", "since 12 May", "2 Nov")]
    assert words == ["Sun 1 Mar to Tue 31 Mar", "since Tue 12 May", "Mon 2 Nov"]
    assert parse_period("until 2025", TODAY).words(TODAY) == "until Wed 31 Dec 2025"


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.integers(0, 364))
def test_a_day_without_a_year_is_the_last_one_there_was(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    if (day.month, day.day) != (2, 29):
        assert parse_past(f"{day.day}.{day.month}.", today).first == day


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.sampled_from(STEPS))
def test_the_usual_periods_have_two_ends_around_what_is_past(today: date, step: str) -> None:
    period = parse_period(step, today)
    assert period.first is not None
    assert period.last is not None
    assert period.first <= today
    assert (period.last >= today) == step.startswith("this")


@given(st.text() | st.text(alphabet="0123456789 ./-qmayjulnovsicetouw"))
def test_any_text_is_a_period_or_told(text: str) -> None:
    for parse in (parse_past, parse_period):
        try:
            period = parse(text, TODAY)
        except DateNotUnderstood:
            continue
        assert period.first is None or period.last is None or period.first <= period.last
