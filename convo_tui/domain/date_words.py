"""The words for dates that need no library: one rule for each way of saying one.

`understood` is behind `dates.parse_date`, which is what screens and commands call.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
EXAMPLES = "fri, in 2 weeks, next talk, 12 May, 2026-12-01"
WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_NAMED_DAYS = {
    **dict.fromkeys(("today", "eod", "end of day"), 0),
    **dict.fromkeys(("tomorrow", "tmr", "tmrw"), 1),
    "day after tomorrow": 2,
    "yesterday": -1,
}
_NUMERALS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNTS = {"a": 1, "an": 1} | {word: count for count, word in enumerate(_NUMERALS, start=1)}
_MONTHS_IN = {"m": 1, "q": 3, "y": 12}
_OFFSETS: dict[str | None, int] = {"last": -1, None: 0, "this": 0, "next": 1}


class DateNotUnderstood(ValueError):
    """What was typed is no date; the message says so to the person, with examples."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date depends on beside its words; see `dates.parse_date`."""

    today: date
    next_talk: date | None
    week_ends: int
    day_first: bool

    @property
    def monday(self) -> date:
        """The first day of today's week."""
        return self.today - timedelta(days=self.today.weekday())


_Rule = Callable[[re.Match[str], Setting], date]
_RULES: list[tuple[re.Pattern[str], _Rule]] = []


def understood(words: str, setting: Setting) -> date | None:
    """The day that the words name by one of the rules; None where no rule fits.

    Args:
        words: in small letters, with single spaces and without "the".
        setting: what they depend on.

    Raises:
        DateNotUnderstood: they name a talk that nobody knows of.
        ValueError: the day does not exist; OverflowError where it lies beyond all years.
    """
    for pattern, rule in _RULES:
        if found := pattern.fullmatch(words):
            return rule(found, setting)
    return None


def weekday_index(name: str) -> int:
    """0 for any way of writing Monday in small letters."""
    return [day[:3].lower() for day in WEEKDAYS].index(name[:3])


def _for(pattern: str) -> Callable[[_Rule], _Rule]:
    """Have a function find the day for the words that the whole pattern fits."""

    def register(rule: _Rule) -> _Rule:
        _RULES.append((re.compile(pattern), rule))
        return rule

    return register


@_for("|".join(_NAMED_DAYS))
def _named_day(found: re.Match[str], setting: Setting) -> date:
    return setting.today + timedelta(days=_NAMED_DAYS[found[0]])


@_for(r"(?:our )?next (?:talk|1:1)")
def _next_talk(_: re.Match[str], setting: Setting) -> date:
    if setting.next_talk is None:
        others = EXAMPLES.replace("next talk, ", "")
        raise DateNotUnderstood(f"No next talk is known yet. Try: {others}")
    return setting.next_talk


@_for(rf"(?:(?P<which>this|next|last) )?{WEEKDAY}")
def _weekday(found: re.Match[str], setting: Setting) -> date:
    """`fri` lies after today, `this fri` may be today, `next fri` is in the week after this."""
    index = weekday_index(found["weekday"])
    ahead = (index - setting.today.weekday()) % 7
    match found["which"]:
        case "next":
            return setting.monday + timedelta(weeks=1, days=index)
        case "this":
            return setting.today + timedelta(days=ahead)
        case "last":
            return setting.today + timedelta(days=ahead - 7)
        case _:
            return setting.today + timedelta(days=ahead or 7)


@_for(
    rf"(?:in )?(?P<count>\d{{1,4}}|(?:{'|'.join(_COUNTS)})(?= \w{{3}})) ?"
    r"(?P<unit>d|days?|w|wks?|weeks?|fortnights?|months?|quarters?|years?)"
    r"(?:'s?)?(?: time| from (?:now|today)|(?P<ago> ago))?"
)
def _counted(found: re.Match[str], setting: Setting) -> date:
    word = found["count"]
    count = _COUNTS[word] if word in _COUNTS else int(word)
    return _moved(setting.today, -count if found["ago"] else count, found["unit"])


@_for(r"(?P<which>next|last) (?P<unit>week|month|quarter|year)")
def _one_further(found: re.Match[str], setting: Setting) -> date:
    """`next week` is today's weekday in it, as in "let us look at it next week"."""
    return _moved(setting.today, _OFFSETS[found["which"]], found["unit"])


def _moved(day: date, count: int, unit: str) -> date:
    match unit[0]:
        case "d":
            return day + timedelta(days=count)
        case "w":
            return day + timedelta(weeks=count)
        case "f":
            return day + timedelta(weeks=2 * count)
        case letter:
            return _months_on(day, count * _MONTHS_IN[letter])


def _months_on(day: date, count: int) -> date:
    """The same day of another month, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@_for(
    r"end of (?:(?P<which>this|next|last) )?(?P<unit>week|month|quarter|year)|eo(?P<letter>[wmqy])"
)
def _end_of(found: re.Match[str], setting: Setting) -> date:
    """Once this week's last day has passed, the end of the week is that of the next one."""
    offset, unit = _OFFSETS[found["which"]], (found["unit"] or found["letter"])[0]
    if unit == "w":
        end = setting.monday + timedelta(weeks=offset, days=setting.week_ends)
        return end + timedelta(weeks=1) if offset == 0 and end < setting.today else end
    months = _MONTHS_IN[unit]
    first_month = (setting.today.month - 1) // months * months + 1
    first = setting.today.replace(month=first_month, day=1)
    return _months_on(first, months * (offset + 1)) - timedelta(days=1)


@_for(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)")
def _year_first(found: re.Match[str], _: Setting) -> date:
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


@_for(r"(?P<one>\d\d?)(?P<mark>[./-]) ?(?P<two>\d\d?)(?:(?P=mark) ?(?P<year>\d{4}|\d\d)?)?")
def _figures(found: re.Match[str], setting: Setting) -> date:
    """`12.5.` has its day first everywhere, `12/5` and `12-5` as settled."""
    day, month = int(found["one"]), int(found["two"])
    if found["mark"] != "." and not setting.day_first:
        day, month = month, day
    if found["year"]:
        year = int(found["year"])
        return date(year if year > 99 else 2000 + year, month, day)
    # The longest wait is for a 29 February across a century without one: eight years.
    for year in range(setting.today.year, setting.today.year + 9):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= setting.today:
            return date(year, month, day)
    raise ValueError(f"no month {month} has a day {day}")
