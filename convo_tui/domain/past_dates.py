"""A day that somebody looks back to, in the words of `dates.parse_date`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from convo_tui.domain.date_words import WEEKDAY
from convo_tui.domain.dates import parse_date

_WEEKDAY_ALONE = re.compile(rf"\W*(?:on )?{WEEKDAY}\W*")
_END_OF = re.compile(r"\W*(?:end of|eo[wmqy])\b.*")


def parse_past_date(
    text: str,
    today: date,
    *,
    next_talk: date | None = None,
    week_ends: int = 4,
    day_first: bool = True,
) -> date:
    """The day that `text` names where days that have passed are meant.

    A weekday, and a day without a year, is the last of its kind instead of the next: in November
    `1 Jan` is that of this year. All other words mean what they always do; see `parse_date`.

    Raises:
        DateNotUnderstood: it is no date.
    """

    def seen_from(base: date) -> date:
        return parse_date(text, base, next_talk=next_talk, week_ends=week_ends, day_first=day_first)

    day = seen_from(today)
    if day <= today:
        return day
    if _WEEKDAY_ALONE.fullmatch(text.casefold()):
        return day - timedelta(days=7)
    again = seen_from(day + timedelta(days=1))
    yearly = again > day and (again.month, again.day) == (day.month, day.day)
    if not yearly or _END_OF.fullmatch(text.casefold()):
        return day
    # The longest wait is for a 29 February.
    for years in range(1, 9):
        earlier = seen_from(_years_before(today, years) + timedelta(days=1))
        if earlier <= today:
            return earlier
    return day


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
