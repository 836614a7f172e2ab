"""A person's rhythm as people type it: a time of day, a zone, how often, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from convo_tui.domain.date_words import WEEKDAY, weekday_index
from convo_tui.domain.dates import DateNotUnderstood, clock_time, parse_moment

_FIGURES = re.compile(r"(?P<hour>\d\d?)[.:h]?(?P<minute>\d\d)?")
"""`9`, `14.30` and `1430` are times too, where nothing but a time is asked for."""

_WEEKS = {
    **dict.fromkeys(("weekly", "week", "every week", "once a week"), 1),
    **dict.fromkeys(("biweekly", "bi weekly", "fortnightly", "every other week", "fortnight"), 2),
    **dict.fromkeys(("monthly", "month", "every month", "once a month"), 4),
    **dict.fromkeys(("none", "no", "no rhythm", "never", "ad hoc", "as needed", "0"), None),
}
_COUNTED = re.compile(
    r"(?:every )?(?P<count>[1-4]|one|two|three|four)(?: ?(?:w|wks?|weeks?))?(?: apart)?"
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4}
_ANY_DAY = ("any", "any day", "none", "varies")


def wall_time(typed: str) -> str:
    """A time of day as "HH:MM"; "" for what is none."""
    if figures := _FIGURES.fullmatch(typed):
        typed = f"{figures['hour']}:{figures['minute'] or '00'}"
    try:
        # Words for a day are refused behind one, so only a time passes.
        return clock_time(parse_moment(f"2026-01-01 {typed}", datetime(2026, 1, 1, tzinfo=UTC)))
    except DateNotUnderstood:
        return ""


def zone_named(typed: str, zones: Iterable[str]) -> str:
    """The one zone that what was typed names, by its whole name or its city; else ""."""
    wanted = "_".join(typed.casefold().split())
    named = [zone for zone in zones if zone.casefold() == wanted]
    cities = [zone for zone in zones if wanted and city_of(zone) == wanted]
    found = named or cities
    return found[0] if len(found) == 1 else ""


def city_of(zone: str) -> str:
    """The last part of a zone's name, in small letters."""
    return zone.rpartition("/")[2].casefold()


def weeks_between(typed: str) -> int | None:
    """Weeks between two talks: `2`, `every 2 weeks`, `biweekly`; None for no rhythm.

    Raises:
        ValueError: it says neither.
    """
    words = " ".join(re.sub(r"(?<=\w)[-_](?=\w)", " ", typed.casefold()).split())
    if words in _WEEKS:
        return _WEEKS[words]
    found = _COUNTED.fullmatch(words.removesuffix(".0"))
    if found is None:
        raise ValueError(typed)
    return _COUNTS.get(found["count"]) or int(found["count"])


def weekday_named(typed: str) -> int | None:
    """The weekday, 0 for Monday: `tue`, `Tuesday`, `Tuesdays`; None for any.

    Raises:
        ValueError: it is no weekday.
    """
    word = " ".join(typed.casefold().split()).strip(".")
    if word in _ANY_DAY:
        return None
    if not re.fullmatch(WEEKDAY, word.removesuffix("s") if len(word) > 4 else word):
        raise ValueError(typed)
    return weekday_index(word)
