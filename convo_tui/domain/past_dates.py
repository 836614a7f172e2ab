"""Dates and periods as people type them when they look back.

`12 May` is the last one there was, `March` the whole month, `2025` the whole year. What
`dates.parse_date` understands is understood here too, as long as it lies behind us.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from convo_tui.domain.date_words import MONTHS, WEEKDAY, DateNotUnderstood
from convo_tui.domain.dates import YEARS, full_date, parse_date, short_date

EXAMPLES = "12 May, last month, March, 2025, 3 weeks ago"
PERIOD_EXAMPLES = "since March, last quarter, 12 May to 3 June, 2025"

STEPS = (
    *("this week", "last week", "this month", "last month", "this quarter", "last quarter"),
    *("this year", "last year"),
)
"""The periods that are asked for most, the nearest first; each is understood by `parse_period`."""

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in MONTHS).lower()
_MONTH_WORDS = re.compile(rf"(?P<month>{_MONTH}|sept)\.?(?:,? (?P<year>\d{{4}}))?")
_MONTH_FIGURES = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)|(?P<month2>\d\d?)/(?P<year2>\d{4})")
_QUARTER = re.compile(
    r"q(?P<quarter>[1-4])(?:,? ?(?P<year>\d{4}))?|(?P<year2>\d{4}) ?q(?P<q2>[1-4])"
)
_YEAR = re.compile(r"\d{4}")
_UNIT = re.compile(r"(?P<which>this|last) (?P<unit>week|month|quarter|year)")
_LENGTH = re.compile(r"(?:last|past) (?P<count>\d{1,4}) (?P<unit>days?|weeks?|months?|years?)")
_NAMED = re.compile(rf"(?:this )?{WEEKDAY}")
_WITHOUT_YEAR = re.compile(
    rf"\d\d?[./-] ?\d\d?\.?|(?:\w+,? )?\d\d?(?:st|nd|rd|th|\.)? (?:of )?(?:{_MONTH}|sept)\.?"
    rf"|(?:{_MONTH}|sept)\.? \d\d?(?:st|nd|rd|th)?"
)
_BETWEEN = re.compile(r" (?:to|until|till|through) | ?(?:–|—|\.\.+) ?| - ")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, both ends among them.

    Attributes:
        first, last: None where it is open on that side.
    """

    first: date | None = None
    last: date | None = None

    def words(self, today: date) -> str:
        """`Thu 1 Oct to Thu 31 Dec`, `since Thu 1 Oct`, `until Tue 12 May`, `Tue 12 May`."""
        match self.first, self.last:
            case None, None:
                return ""
            case None, date() as last:
                return f"until {short_date(last, today)}"
            case date() as first, None:
                return f"since {short_date(first, today)}"
            case date() as first, date() as last if first == last:
                return short_date(first, today)
            case date() as first, date() as last:
                return f"{short_date(first, today)} to {short_date(last, today)}"
        return ""  # every case stands above


def parse_past(text: str, today: date, *, day_first: bool = True) -> Period:
    """The days that `text` names, with both ends; none of them begins after today.

    Args:
        text: for example `12 May`, `last month`, `March`, `Q3`, `2025`, `3 weeks ago`.
        today: the day on which it is said.
        day_first: whether `12/5` is in May; `12.5.` always is.

    Raises:
        DateNotUnderstood: it names no day, or one to come; the message has examples.
    """
    period, _ = _past(text, today, day_first=day_first)
    return period


def parse_period(text: str, today: date, *, day_first: bool = True) -> Period:
    """The period that `text` names: what `parse_past` understands, alone or as an end.

    Args:
        text: for example `since March`, `until 12 May`, `12 May to 3 June`, `this quarter`.
        today: the day on which it is said.
        day_first: as in `parse_past`.

    Raises:
        DateNotUnderstood: it names none, or one that ends before it begins.
    """
    words = " ".join(text.casefold().split()).strip(" ,;")

    def named(part: str) -> Period:
        return _part(part, today, day_first=day_first)

    if not words:
        raise DateNotUnderstood(f"No period yet. Try: {PERIOD_EXAMPLES}")
    begin, found, rest = words.partition(" ")
    if begin in ("since", "from", "after") and not _BETWEEN.search(words):
        return Period(named(rest).first, None)
    if begin in ("until", "till", "to", "before") and found:
        day = named(rest)
        before = day.first - timedelta(days=1) if begin == "before" and day.first else day.last
        return Period(None, before)
    ends = _BETWEEN.split(re.sub(r"^(?:since|from|between) ", "", words))
    if len(ends) == 1:
        return named(words)
    if len(ends) > 2:
        raise DateNotUnderstood(f"A period has two ends. Try: {PERIOD_EXAMPLES}")
    later = named(ends[1])
    earlier = named(ends[0])
    if _backwards(earlier, later) and later.last is not None:
        # "nov to feb": the November before that February.
        with suppress(DateNotUnderstood):
            again, shifted = _past(ends[0], later.last, day_first=day_first)
            earlier = again if shifted else earlier
    if _backwards(earlier, later):
        one, other = (full_date(day) for day in (earlier.first, later.last) if day is not None)
        raise DateNotUnderstood(f"It would end before it begins: {one} to {other}.")
    return Period(earlier.first, later.last)


def _backwards(earlier: Period, later: Period) -> bool:
    first, last = earlier.first, later.last
    return first is not None and last is not None and first > last


def _part(text: str, today: date, *, day_first: bool) -> Period:
    try:
        return parse_past(text, today, day_first=day_first)
    except DateNotUnderstood as fault:
        raise DateNotUnderstood(str(fault).replace(EXAMPLES, PERIOD_EXAMPLES)) from None


def _past(text: str, today: date, *, day_first: bool) -> tuple[Period, bool]:
    """The period, and whether another today would move it to another year."""
    words = " ".join(text.casefold().split()).strip(" ,;:!?")
    words = re.sub(r"^(?:in|on|the) |\bthe ", "", words)
    if not words:
        raise DateNotUnderstood(f"No date yet. Try: {EXAMPLES}")
    period, shifted = _stretch(words, today)
    if period is None:
        period, shifted = _day(text, words, today, day_first=day_first)
    if period.first is not None and period.first > today:
        told = full_date(period.first)
        raise DateNotUnderstood(f"{told} is still to come. Try: {EXAMPLES}")
    return period, shifted


def _stretch(words: str, today: date) -> tuple[Period | None, bool]:
    """A period of several days, where the words name one."""
    if found := _MONTH_WORDS.fullmatch(words):
        month = [name[:3].lower() for name in MONTHS].index(found["month"][:3]) + 1
        year = int(found["year"] or today.year - (month > today.month))
        return _span(year, month, 1), not found["year"]
    if found := _MONTH_FIGURES.fullmatch(words):
        month, year = int(found["month"] or found["month2"]), int(found["year"] or found["year2"])
        return _span(year, month, 1) if 1 <= month <= len(MONTHS) else None, False
    if found := _QUARTER.fullmatch(words):
        begins = int(found["quarter"] or found["q2"]) * 3 - 2
        named = found["year"] or found["year2"]
        return _span(int(named or today.year - (begins > today.month)), begins, 3), not named
    if _YEAR.fullmatch(words):
        return _span(int(words), 1, 12), False
    if found := _UNIT.fullmatch(words):
        return _unit(found["which"] == "last", found["unit"], today), False
    if found := _LENGTH.fullmatch(words):
        back = parse_date(f"{found['count']} {found['unit']} ago", today)
        return Period(back + timedelta(days=1), today), False
    return None, False


def _span(year: int, month: int, months: int) -> Period | None:
    if year not in YEARS:
        return None
    after = year * 12 + month - 1 + months
    last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(date(year, month, 1), last)


def _unit(before: bool, unit: str, today: date) -> Period | None:
    if unit == "week":
        monday = today - timedelta(days=today.weekday(), weeks=int(before))
        return Period(monday, monday + timedelta(days=6))
    months = _MONTHS_IN[unit]
    begins = today.year * 12 + (today.month - 1) // months * months - (months if before else 0)
    return _span(begins // 12, begins % 12 + 1, months)


def _day(text: str, words: str, today: date, *, day_first: bool) -> tuple[Period, bool]:
    """One day: as `parse_date` has it, and without a year the last one there was."""

    def read(base: date) -> date:
        try:
            return parse_date(text, base, day_first=day_first)
        except DateNotUnderstood as fault:
            message, found, _ = str(fault).partition(" Try:")
            raise DateNotUnderstood(f"{message} Try: {EXAMPLES}" if found else message) from None

    if _NAMED.fullmatch(words):
        day = parse_date(words.removeprefix("this "), today - timedelta(weeks=1))
        return Period(day, day), False
    day = read(today)
    shifts = bool(_WITHOUT_YEAR.fullmatch(words))
    if shifts and day > today:
        # Seen from the day after today a year ago, the next one is the last one there was;
        # a 29 February may lie eight years back.
        for years in range(1, 9):
            with suppress(DateNotUnderstood):
                base = _years_back(today, years) + timedelta(days=1)
                if (day := read(base)) <= today:
                    break
    return Period(day, day), shifts


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # a 29 February
        return day.replace(year=day.year - years, day=28)
