"""Headings of notes: which name a day, which one, and which cannot be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.dates import full_date
from convo_tui.domain.heading_dates import HeadingDate, Order, heading_date, order_of

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "2026.11.24",
        "20261124",
        "24 Nov 2026",
        "24. November 2026",
        "24th of November, 2026",
        "Nov 24 2026",
        "November 24th, 2026",
        "NOV 24, 2026",
        "24-Nov-2026",
        "24/11/2026",
        "11/24/2026",
        "24.11.2026",
        "24-11-2026",
        "Tue, Nov 24 2026",
        "Tuesday 24 November 2026",
        "2026-11-24 (Tue)",
        "2026-11-24, Tuesday",
        "[[2026-11-24]]",
        "📅 2026-11-24",
        "1:1 2026-11-24",
        "1-1 on 24 Nov 2026",
        "Notes – 2026-11-24",
        "**2026-11-24**",
    ],
)
def test_the_usual_shapes(text: str) -> None:
    assert heading_date(text) == HeadingDate(DAY)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2026-11-24: lunch at the lake", "lunch at the lake"),
        ("Tue, Nov 24 2026 – lunch", "lunch"),
        ("24/11/2026 (Tue) 3 things", "3 things"),
        ("2026-11-24T10:00", "T10:00"),
    ],
)
def test_words_behind_the_date_are_kept(text: str, rest: str) -> None:
    assert heading_date(text) == HeadingDate(DAY, rest)


@pytest.mark.parametrize(
    "text",
    ["", "Wins", "2026", "2026 goals", "May 2026", "2026-W48", "1. Intro", "Review of 2026-11-24",
     "12345678901", "2026-11-241", "Ticket 2026-11-24"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert heading_date(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026-02-31", "‘2026-02-31’ is no day of the calendar"),
        ("Mon 2026-11-24", "24 November 2026 is a Tuesday, not a Monday"),
        ("24 Nov", "‘24 Nov’ has no year"),
        ("3/4/2026", "‘3/4/2026’ may be day first or month first"),
        ("31/31/2026", "‘31/31/2026’ is no day of the calendar"),
        ("2 Nov 0001", "‘2 Nov 0001’ is no day of the calendar"),
    ],
)
def test_a_date_that_cannot_be_told(text: str, fault: str) -> None:
    assert heading_date(text) == HeadingDate(None, fault=fault)


def test_figures_in_the_order_that_is_asked_for() -> None:
    assert heading_date("3/4/2026", Order.DAY_FIRST) == HeadingDate(date(2026, 4, 3))
    assert heading_date("3/4/2026", Order.MONTH_FIRST) == HeadingDate(date(2026, 3, 4))
    assert heading_date("3.4.2026", Order.MONTH_FIRST) == HeadingDate(date(2026, 4, 3))
    assert heading_date("5/5/2026") == HeadingDate(date(2026, 5, 5))


@pytest.mark.parametrize(
    ("headings", "order"),
    [
        (["3/4/2026", "24/11/2026"], Order.DAY_FIRST),
        (["11/24/2026 x", "Wins"], Order.MONTH_FIRST),
        (["24/11/2026", "11/24/2026"], None),
        (["3/4/2026", "24.11.2026"], None),
        ([], None),
    ],
)
def test_a_file_tells_its_order(headings: list[str], order: Order | None) -> None:
    assert order_of(headings) is order


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_in_words_comes_back(day: date) -> None:
    for text in (day.isoformat(), full_date(day), f"{day:%d.%m.%Y}", f"{day:%Y%m%d}"):
        assert heading_date(text) == HeadingDate(day)


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = heading_date(text, Order.DAY_FIRST)
    assert found is None or (found.day is None) == bool(found.fault)
