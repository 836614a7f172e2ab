"""The day that a heading of notes names: `## 2026-11-24`, `# Tue, Nov 24 2026: lunch`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convo_tui.domain.date_words import MONTHS, WEEKDAY, WEEKDAYS, weekday_index
from convo_tui.domain.dates import YEARS, full_date


class Order(StrEnum):
    """How figures such as `3/4/2026` are read where they could be either."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class HeadingDate:
    """What a heading says of its day.

    Attributes:
        day: None where it names one that cannot be told.
        rest: the words behind the date.
        fault: why the day cannot be told; "" where it can.
    """

    day: date | None
    rest: str = ""
    fault: str = ""


LONGEST = 200
"""Characters of a heading that are looked at."""

_BEFORE = (
    r"(?:(?:1 ?[:-] ?1|1on1|one[ -]on[ -]one|meeting|talk|notes?|date|on|from|week of)[\s:,–—-]+)*"
)
_MONTH = "(?P<month_name>{})".format(
    "|".join(f"{name[:3]}{'t?' * (name[:3] == 'Sep')}(?:{name[3:]})?" for name in MONTHS)
)
_SHAPES = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<one>\d\d?)(?P<mark>[-/.])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4})",
    rf"(?P<day>\d\d?)(?:st|nd|rd|th|\.)?[ -](?:of )?{_MONTH}\.?,?[ -](?P<year>\d{{4}})",
    rf"{_MONTH}\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    rf"(?P<day>\d\d?)(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}",
    rf"{_MONTH}\.? (?P<day>\d\d?)(?:st|nd|rd|th)?",
)
_DATED = tuple(
    re.compile(
        rf"[\W_]*{_BEFORE}(?:{WEEKDAY}\b\.?[\s,–—-]*)?(?:the )?{shape}(?:(?=T\d)|(?![\w/]|[.-]\d))",
        re.IGNORECASE,
    )
    for shape in _SHAPES
)
_WEEKDAY_BEHIND = re.compile(rf"[\s,()\[\]–—-]*{WEEKDAY}\b\.?[)\]]?", re.IGNORECASE)
_EDGES = " \t,;:|–—-()[]*_"


def heading_date(text: str, order: Order | None = None) -> HeadingDate | None:
    """The day that a heading names; None for one that names none.

    The date stands at its beginning; a weekday, "1:1" and the like may stand before it, and any
    words behind it. A year is needed: notes go back many of them.

    Args:
        text: the heading as plain text, one line.
        order: how figures are read that could be either; without it they are a fault.
    """
    text = text[:LONGEST]
    for pattern in _DATED:
        if found := pattern.match(text):
            return _read(found, text, order)
    return None


def order_of(headings: Iterable[str]) -> Order | None:
    """How a file writes its dates in figures, by those of them that can be read in one way only.

    None where none tells, or some contradict each other.
    """
    told: set[Order] = set()
    for text in headings:
        found = _DATED[2].match(text[:LONGEST])
        if found and found["mark"] != ".":
            one, two = int(found["one"]), int(found["two"])
            if one > 12 >= two:
                told.add(Order.DAY_FIRST)
            elif two > 12 >= one:
                told.add(Order.MONTH_FIRST)
    return told.pop() if len(told) == 1 else None


def _read(found: re.Match[str], text: str, order: Order | None) -> HeadingDate:
    parts = found.groupdict()
    words = found[0].strip(_EDGES + "#")
    if not parts.get("year"):
        return HeadingDate(None, fault=f"‘{words}’ has no year")
    year, rest = int(parts["year"]), text[found.end() :]
    try:
        month, day = _month_and_day(parts, order)
        if year not in YEARS:
            raise ValueError  # noqa: TRY301  # as the calendar does for a 31 February
        named = date(year, month, day)
    except _Ambiguous:
        return HeadingDate(None, fault=f"‘{words}’ may be day first or month first")
    except ValueError:
        return HeadingDate(None, fault=f"‘{words}’ is no day of the calendar")
    weekday = parts.get("weekday")
    if not weekday and (behind := _WEEKDAY_BEHIND.match(rest)):
        weekday, rest = behind["weekday"], rest[behind.end() :]
    if weekday and weekday_index(weekday.lower()) != named.weekday():
        said = WEEKDAYS[weekday_index(weekday.lower())]
        weekday_then, day_then = full_date(named).split(" ", maxsplit=1)
        return HeadingDate(None, fault=f"{day_then} is a {weekday_then}, not a {said}")
    return HeadingDate(named, " ".join(rest.strip(_EDGES).split()))


class _Ambiguous(Exception):
    """Figures that could be read in either way."""


def _month_and_day(parts: dict[str, str | None], order: Order | None) -> tuple[int, int]:
    if name := parts.get("month_name"):
        short = [month[:3].lower() for month in MONTHS]
        return short.index(name[:3].lower()) + 1, int(parts["day"] or 0)
    if parts.get("month"):
        return int(parts["month"] or 0), int(parts["day"] or 0)
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    if parts["mark"] == "." or one > 12:
        return two, one
    if two > 12 or one == two:
        return one, two
    if order is None:
        raise _Ambiguous
    return (two, one) if order is Order.DAY_FIRST else (one, two)
