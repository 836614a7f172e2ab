"""Dates as people type them and as the screens say them; English whatever the machine's locale.

What people type every day is understood at once by the rules of `date_words`. Only a day with the
name of its month ("12 May", "the 3rd of June 2027") is left to dateparser, whose first use costs
some 0.3 seconds: `warm_up` spends them where nobody waits. What could mean several days ("12",
"soon", "in May") is refused and never guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from convo_tui.domain.date_words import (
    EXAMPLES,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    DateNotUnderstood,
    Setting,
    understood,
    weekday_index,
)

__all__ = [
    "DateNotUnderstood",
    "ago_words",
    "at_wall_time",
    "clock_time",
    "day_and_year",
    "full_date",
    "is_past",
    "minutes_seconds",
    "over",
    "parse_date",
    "parse_moment",
    "relative_day",
    "short_date",
    "warm_up",
]

MOMENT_EXAMPLES = "fri 14:30, tomorrow 9:00, 2 Dec 10:15"
LONGEST = 60
"""Characters; a longer text was pasted by mistake."""

YEARS = range(1900, 2100)
"""What lies outside is a slip of the finger."""

_LEFT_OUT = re.compile(r"^(?:by|on|until|till|due) |\bthe |(?<=[a-z])\.$")
_HYPHENS = re.compile(r"(?<=[a-z])-(?=\w)|(?<=\d)-(?=[a-z])")
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(month[:3].lower() for month in MONTHS)})")
_SHORT_YEAR = re.compile(r"(\d.*[a-z]{3}\.?,? )(\d\d)$")
_CLOCK = re.compile(
    r"(?:\bat )?(?<![\d:])(?P<hour>\d\d?)"
    r"(?::(?P<minute>\d\d) ?(?P<half>[ap]m)?| ?(?P<bare_half>[ap]m))(?![\w:])"
)
_HOURS_ON = re.compile(r"in (?P<count>\d{1,3}) ?(?P<unit>h|hours?|min|minutes?)")


def parse_date(
    text: str,
    today: date,
    *,
    next_talk: date | None = None,
    week_ends: int = 4,
    day_first: bool = True,
) -> date:
    """The day that `text` names, seen from `today`; it may lie in the past.

    A weekday is the next one after today, `next friday` that of the next week (which begins on
    Monday), `next week` a week from today. A day without a year is the next of its kind, today
    among them. Hyphens may stand for spaces ("in-2-weeks").

    Args:
        text: for example `fri`, `in 2 weeks`, `eom`, `next talk`, `12 May`, `12.5.`, `2026-12-01`.
        today: the day on which it is said.
        next_talk: what `next talk` stands for.
        week_ends: the weekday of `end of week`, 0 for Monday; Friday unless told.
        day_first: whether `12/5` is in May; `12.5.` always is.

    Raises:
        DateNotUnderstood: it is no date, or names a weekday that it does not fall on.
    """
    return _day(text, Setting(today, next_talk, week_ends, day_first), EXAMPLES)


def _day(text: str, setting: Setting, examples: str) -> date:
    words = " ".join(text.casefold().split()).strip(" ,;:!?").replace("’", "'")
    words = _HYPHENS.sub(" ", _LEFT_OUT.sub("", words))
    if not words:
        raise DateNotUnderstood(f"No date yet. Try: {examples}")
    day = None
    if len(words) <= LONGEST:
        try:
            day = understood(words, setting)
            if day is None and _MONTH_NAME.search(words) and not _CLOCK.search(words):
                day = _with_month_name(words, setting.today)
        except DateNotUnderstood:
            raise
        except (OverflowError, ValueError):
            pass  # 31.2. or in 9999 years: no such day
    if day is None or day.year not in YEARS:
        raise DateNotUnderstood(f"‘{_quoted(text)}’ is no date I know. Try: {examples}")
    return day


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST // 2 else words[: LONGEST // 2] + "…"


def _with_month_name(words: str, today: date) -> date | None:
    from dateparser.date import DateDataParser

    settings = {
        "PREFER_DATES_FROM": "future",
        # The base itself counts as past there; from the day before, today is to come.
        "RELATIVE_BASE": datetime.combine(today - timedelta(days=1), time()),
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": ["absolute-time"],
    }
    words = _SHORT_YEAR.sub(r"\g<1>20\2", words)
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
    if found is None:
        return None
    day: date = found.date()
    named = re.search(rf"\b{WEEKDAY}\b", words)
    if named and weekday_index(named["weekday"]) != day.weekday():
        said = WEEKDAYS[weekday_index(named["weekday"])]
        weekday, rest = full_date(day).split(" ", maxsplit=1)
        raise DateNotUnderstood(f"{rest} is a {weekday}, not a {said}.")
    return day


def warm_up() -> None:
    """Load what `12 May` needs, in a thread while nobody waits; everything works without it."""
    _with_month_name("1 jan", date(2000, 1, 1))


def parse_moment(
    text: str,
    now: datetime,
    *,
    usual: time | None = None,
    week_ends: int = 4,
    day_first: bool = True,
) -> datetime:
    """The moment that `text` names: date words and a time of day, in the zone of `now`.

    A time alone is the next such time, today or tomorrow; `in 2 hours` counts real hours. See
    `at_wall_time` for the hours that a change of the clocks skips or repeats.

    Args:
        text: for example `fri 14:30`, `tomorrow 9:00`, `2 Dec 10:15`, `mon 2pm`.
        now: an aware moment in the zone in which the words are meant.
        usual: the time of day where the text has none; without it one must be typed.
        week_ends: as in `parse_date`.
        day_first: as in `parse_date`.

    Raises:
        DateNotUnderstood: it is no moment, or has no time of day.
        ValueError: `now` is naive.
    """
    zone = now.tzinfo
    if zone is None:
        raise ValueError("now must be aware")
    words = re.sub(r"(?<=\d)t(?=\d)", " ", " ".join(text.casefold().split()))
    if found := _HOURS_ON.fullmatch(words):
        seconds = int(found["count"]) * (3600 if found["unit"][0] == "h" else 60)
        later = (now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)
        return later.replace(second=0, microsecond=0)
    clock = usual
    if found := _CLOCK.search(words):
        clock = _time_of_day(found, text)
        words = (words[: found.start()] + words[found.end() :]).strip(" ,")
        if not words:
            moment = at_wall_time(now.date(), clock, zone)
            tomorrow = now.date() + timedelta(days=1)
            # In UTC, as of an hour shown twice Python would take both for one.
            ahead = moment.astimezone(UTC) > now.astimezone(UTC)
            return moment if ahead else at_wall_time(tomorrow, clock, zone)
    day = _day(words, Setting(now.date(), None, week_ends, day_first), MOMENT_EXAMPLES)
    if clock is None:
        raise DateNotUnderstood(f"At what time? Try: {MOMENT_EXAMPLES}")
    return at_wall_time(day, clock, zone)


def _time_of_day(found: re.Match[str], text: str) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = found["half"] or found["bare_half"]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise DateNotUnderstood(f"‘{_quoted(text)}’ has no such time. Try: {MOMENT_EXAMPLES}")
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


def at_wall_time(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment at which the clocks of a zone show `clock` on that day.

    As pendulum has it: a time that a change of the clocks skips is as much later as they jump
    (2:30 becomes 3:30), and of a time that they show twice it is the second.
    """
    moment = datetime.combine(day, clock, zone)
    if moment.utcoffset() == moment.replace(fold=1).utcoffset():
        return moment  # shown once, as nearly always: no need to load pendulum
    import pendulum

    placed = pendulum.instance(datetime.combine(day, clock).replace(fold=1), tz=zone)
    return datetime.combine(placed.date(), placed.time(), zone).replace(fold=placed.fold)


def is_past(day: date, today: date) -> bool:
    """Whether the day is over."""
    return day < today


def full_date(day: date) -> str:
    """`Friday 27 November 2026`: how a typed date is shown back."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date) -> str:
    """`Fri 27 Nov`, with the year where it is another one than today's."""
    words = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_and_year(day: date) -> str:
    """`Fri 27 Nov 2026`: for what is kept for longer than a year."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def ago_words(days: int) -> str:
    """`today`, `yesterday`, `9 days ago`; negative days lie ahead: `tomorrow`, `in 3 days`."""
    near = {-1: "tomorrow", 0: "today", 1: "yesterday"}
    return near.get(days) or (f"{days} days ago" if days > 0 else f"in {-days} days")


def relative_day(day: date, today: date) -> str:
    """The day as seen from today, in the words of `ago_words`."""
    return ago_words((today - day).days)


def clock_time(moment: datetime) -> str:
    """`14:30`, in whichever zone the moment is in."""
    return f"{moment.hour:02}:{moment.minute:02}"


def minutes_seconds(seconds: float) -> str:
    """`3:12`: whole seconds that have passed; an hour is `60:00`, nothing is below `0:00`."""
    whole = max(0, int(seconds + 1e-6))  # sums of floats may fall short by a hair
    return f"{whole // 60}:{whole % 60:02}"


def over(seconds: float) -> str:
    """`+1:12`: how far past its time something is."""
    return f"+{minutes_seconds(seconds)}"
