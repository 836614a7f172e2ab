from __future__ import annotations

import subprocess
import sys
import time as clock
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.dates import (
    DateNotUnderstood,
    ago_words,
    at_wall_time,
    clock_time,
    full_date,
    is_past,
    minutes_seconds,
    over,
    parse_date,
    parse_moment,
    relative_day,
    short_date,
    warm_up,
)

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 25)
TALK = date(2026, 11, 26)
BERLIN = ZoneInfo("Europe/Berlin")
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Gaza", "UTC"]
).map(ZoneInfo)
WITHOUT_LIBRARIES = [
    ("today", date(2026, 11, 25)),
    ("tomorrow", date(2026, 11, 26)),
    ("the day after tomorrow", date(2026, 11, 27)),
    ("yesterday", date(2026, 11, 24)),
    ("fri", date(2026, 11, 27)),
    ("Friday", date(2026, 11, 27)),
    ("by friday.", date(2026, 11, 27)),
    ("on Tues", date(2026, 12, 1)),
    ("wed", date(2026, 12, 2)),
    ("this wed", date(2026, 11, 25)),
    ("this friday", date(2026, 11, 27)),
    ("next friday", date(2026, 12, 4)),
    ("next mon", date(2026, 11, 30)),
    ("last friday", date(2026, 11, 20)),
    ("last wed", date(2026, 11, 18)),
    ("in 2 weeks", date(2026, 12, 9)),
    ("in-2-weeks", date(2026, 12, 9)),
    ("in two weeks' time", date(2026, 12, 9)),
    ("in 2 weeks’ time", date(2026, 12, 9)),
    ("two weeks from now", date(2026, 12, 9)),
    ("a fortnight", date(2026, 12, 9)),
    ("2w", date(2026, 12, 9)),
    ("10d", date(2026, 12, 5)),
    ("in 3 days", date(2026, 11, 28)),
    ("9 days ago", date(2026, 11, 16)),
    ("in a month", date(2026, 12, 25)),
    ("in 3 months", date(2027, 2, 25)),
    ("in a year", date(2027, 11, 25)),
    ("next week", date(2026, 12, 2)),
    ("next month", date(2026, 12, 25)),
    ("last week", date(2026, 11, 18)),
    ("end of week", date(2026, 11, 27)),
    ("by the end of the week", date(2026, 11, 27)),
    ("eow", date(2026, 11, 27)),
    ("end of next week", date(2026, 12, 4)),
    ("end of month", date(2026, 11, 30)),
    ("eom", date(2026, 11, 30)),
    ("end of next month", date(2026, 12, 31)),
    ("end of last month", date(2026, 10, 31)),
    ("eoq", date(2026, 12, 31)),
    ("end of next quarter", date(2027, 3, 31)),
    ("end of the year", date(2026, 12, 31)),
    ("next talk", TALK),
    ("Next-Talk", TALK),
    ("2026-12-01", date(2026, 12, 1)),
    ("2026/12/1", date(2026, 12, 1)),
    ("12.5.", date(2027, 5, 12)),
    ("12.5", date(2027, 5, 12)),
    ("12. 5. 2028", date(2028, 5, 12)),
    ("12.5.26", date(2026, 5, 12)),
    ("12/5", date(2027, 5, 12)),
    ("25.11.", date(2026, 11, 25)),
    ("24.11.", date(2027, 11, 24)),
    ("29.2.", date(2028, 2, 29)),
]
WITH_MONTH_NAMES = [
    ("12 May", date(2027, 5, 12)),
    ("12-may", date(2027, 5, 12)),
    ("May 12th", date(2027, 5, 12)),
    ("the 12th of May", date(2027, 5, 12)),
    ("by 3 sept.", date(2027, 9, 3)),
    ("25 nov", date(2026, 11, 25)),
    ("24 nov", date(2027, 11, 24)),
    ("29 feb", date(2028, 2, 29)),
    ("Dec 24, 2026", date(2026, 12, 24)),
    ("12 May 26", date(2026, 5, 12)),
    ("Fri 27 Nov", date(2026, 11, 27)),
    ("friday 27 november 2026", date(2026, 11, 27)),
]


@pytest.mark.parametrize(("text", "day"), WITHOUT_LIBRARIES + WITH_MONTH_NAMES)
def test_dates_as_people_type_them(text: str, day: date) -> None:
    assert parse_date(text, WEDNESDAY, next_talk=TALK) == day
    assert parse_date(f"  {text.upper()} ", WEDNESDAY, next_talk=TALK) == day


def test_everyday_words_load_no_library_and_take_no_time() -> None:
    probe = f"""
import sys
from datetime import date
from convo_tui.domain.dates import at_wall_time, parse_date
for text in {[text for text, _ in WITHOUT_LIBRARIES]!r}:
    parse_date(text, date(2026, 11, 25), next_talk=date(2026, 11, 26))
for nonsense in ("blorp", "12", "12 blorp", "asap"):
    try:
        parse_date(nonsense, date(2026, 11, 25))
    except ValueError:
        continue
    raise SystemExit(nonsense)
print([name for name in ("dateparser", "pendulum", "textual", "sqlmodel") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    before = clock.process_time()
    for text, _ in WITHOUT_LIBRARIES:
        parse_date(text, WEDNESDAY, next_talk=TALK)
    assert (clock.process_time() - before) / len(WITHOUT_LIBRARIES) < 0.002


def test_a_typed_month_is_quick_once_warm() -> None:
    warm_up()
    before = clock.process_time()
    parse_date("12 May", WEDNESDAY)
    assert clock.process_time() - before < 0.05


@pytest.mark.parametrize(
    "text",
    [
        *(
            "blorp",
            "asap",
            "soon",
            "12",
            "5",
            "2027",
            "a",
            "and",
            "ad",
            "may",
            "in May",
            "May 2027",
        ),
        *("12 a", "12 m", "12 things", "5 ago", "in 3 hours", "1h", "14:30", "12 May 14:30", "now"),
        *("31 feb", "31.2.", "0.1.", "5.13.", "2026-02-30", "2026-13-01", "12 May 20266"),
        *("in 9999 years", "in 9999 weeks ago", "1 jan 1066", "next", "end of", "end of days"),
        *(
            "fri fri",
            "next next week",
            "12 May or 13 May",
            "2 weeks from friday",
            "[/]",
            "x" * 10_000,
        ),
        "\u202e12",
    ],
)
def test_nonsense_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="Try: fri, in 2 weeks, next talk") as refused:
        parse_date(text, WEDNESDAY, next_talk=TALK)
    assert len(str(refused.value)) < 130


def test_the_refusals_say_what_is_wrong() -> None:
    known = "Try: fri, in 2 weeks, next talk, 12 May, 2026-12-01"
    for text, sentence in (
        ("blorp", f"‘blorp’ is no date I know. {known}"),
        (" \t", f"No date yet. {known}"),
        ("next talk", "No next talk is known yet. Try: fri, in 2 weeks, 12 May, 2026-12-01"),
        ("fri 12 May", "12 May 2027 is a Wednesday, not a Friday."),
    ):
        with pytest.raises(DateNotUnderstood) as refused:
            parse_date(text, WEDNESDAY)
        assert str(refused.value) == sentence


def test_day_or_month_first_is_settled_for_strokes_and_never_for_dots() -> None:
    assert parse_date("12/5", WEDNESDAY, day_first=False) == date(2026, 12, 5)
    assert parse_date("12/5/2027", WEDNESDAY, day_first=False) == date(2027, 12, 5)
    assert parse_date("12.5.", WEDNESDAY, day_first=False) == date(2027, 5, 12)
    with pytest.raises(DateNotUnderstood):
        parse_date("5/13", WEDNESDAY)


def test_the_end_of_the_week_moves_on_once_it_has_passed() -> None:
    assert parse_date("eow", date(2026, 11, 27)) == date(2026, 11, 27)
    assert parse_date("eow", date(2026, 11, 28)) == date(2026, 12, 4)
    assert parse_date("end of next week", date(2026, 11, 28)) == date(2026, 12, 4)
    assert parse_date("eow", SUNDAY, week_ends=6) == SUNDAY
    assert parse_date("eow", WEDNESDAY, week_ends=3) == date(2026, 11, 26)


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_lies_in_the_seven_days_after_today(today: date, name: str) -> None:
    day = parse_date(name, today)
    assert 1 <= (day - today).days <= 7
    assert full_date(day)[:3].lower() == name
    assert 0 <= (parse_date(f"this {name}", today) - today).days <= 6
    assert -7 <= (parse_date(f"last {name}", today) - today).days <= -1
    next_week = parse_date(f"next {name}", today)
    assert next_week.isocalendar()[:2] == (today + timedelta(weeks=1)).isocalendar()[:2]


@given(DAYS, DAYS)
def test_a_date_that_the_screens_show_is_understood(day: date, today: date) -> None:
    assert parse_date(full_date(day), today) == day
    assert parse_date(day.isoformat(), today) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}", today) == day


@given(DAYS, st.integers(0, 40))
def test_months_keep_the_day_or_take_the_last(today: date, count: int) -> None:
    day = parse_date(f"in {count} months", today)
    assert (day.year - today.year) * 12 + day.month - today.month == count
    assert day.day == today.day or (day + timedelta(days=1)).day == 1


@given(DAYS)
def test_the_end_of_a_month_is_followed_by_a_first(today: date) -> None:
    for words in ("eom", "end of next month", "end of last month", "eoq", "eoy"):
        assert (parse_date(words, today) + timedelta(days=1)).day == 1
    assert parse_date("eom", today).replace(day=1) == today.replace(day=1)


WORDS = (
    *("next", "last", "end of", "in", "by", "the", "a", "9999", "12", "31", "fri", "talk", "week"),
    *("month", "feb", "may", "ago", "d", ".", "-", "/", ":", "pm", "14:30", "2026", "\u0662", "٣"),
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_whatever_is_typed_is_a_date_or_refused(text: str) -> None:
    with suppress(DateNotUnderstood):
        assert 1900 <= parse_date(text, WEDNESDAY).year < 2100
    with suppress(DateNotUnderstood):
        assert parse_moment(text, NOW).tzinfo is BERLIN


NOW = datetime(2026, 11, 25, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("fri 14:30", "2026-11-27T14:30+01:00"),
        ("fri at 14:30", "2026-11-27T14:30+01:00"),
        ("14:30 fri", "2026-11-27T14:30+01:00"),
        ("tomorrow 9:00", "2026-11-26T09:00+01:00"),
        ("tomorrow, 9am", "2026-11-26T09:00+01:00"),
        ("mon 2pm", "2026-11-30T14:00+01:00"),
        ("mon 12:15 am", "2026-11-30T00:15+01:00"),
        ("2 Dec 10:15", "2026-12-02T10:15+01:00"),
        ("2026-12-01 14:30", "2026-12-01T14:30+01:00"),
        ("2026-12-01T14:30", "2026-12-01T14:30+01:00"),
        ("in 2 weeks 16:00", "2026-12-09T16:00+01:00"),
        ("14:30", "2026-11-25T14:30+01:00"),
        ("9:30", "2026-11-26T09:30+01:00"),
        ("in 2 hours", "2026-11-25T12:00+01:00"),
        ("in 45 min", "2026-11-25T10:45+01:00"),
    ],
)
def test_moments_as_people_type_them(text: str, moment: str) -> None:
    found = parse_moment(text, NOW)
    assert found == datetime.fromisoformat(moment)
    assert found.tzinfo is BERLIN


def test_a_moment_needs_a_time_unless_one_is_usual() -> None:
    with pytest.raises(DateNotUnderstood, match="At what time"):
        parse_moment("fri", NOW)
    assert parse_moment("fri", NOW, usual=time(14)).isoformat() == "2026-11-27T14:00:00+01:00"
    assert parse_moment("fri 9:15", NOW, usual=time(14)).hour == 9


@pytest.mark.parametrize(
    "text", ["", "blorp", "fri 25:00", "fri 13pm", "fri 10:60", "asap 9:00", "12"]
)
def test_a_moment_that_is_none_is_refused_with_examples_of_moments(text: str) -> None:
    with pytest.raises(DateNotUnderstood, match="Try: fri 14:30, tomorrow 9:00, 2 Dec 10:15"):
        parse_moment(text, NOW)


def test_a_naive_now_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        parse_moment("fri 14:30", datetime(2026, 11, 25, 10))  # noqa: DTZ001


def test_hours_that_the_clocks_skip_or_repeat() -> None:
    skipped = at_wall_time(date(2026, 3, 29), time(2, 30), BERLIN)
    assert skipped.isoformat() == "2026-03-29T03:30:00+02:00"
    repeated = at_wall_time(date(2026, 10, 25), time(2, 30), BERLIN)
    assert repeated.isoformat() == "2026-10-25T02:30:00+01:00"
    before = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)
    assert parse_moment("in 2 hours", before).isoformat() == "2026-10-25T02:30:00+01:00"
    fixed = timezone(timedelta(hours=2))
    assert at_wall_time(date(2026, 3, 29), time(2, 30), fixed).utcoffset() == timedelta(hours=2)


@given(DAYS, st.times().map(lambda t: t.replace(second=0, microsecond=0)), ZONES)
def test_wall_times_are_those_of_pendulum(day: date, at: time, zone: ZoneInfo) -> None:
    moment = at_wall_time(day, at, zone)
    theirs = pendulum.datetime(day.year, day.month, day.day, at.hour, at.minute, tz=zone.key)
    assert moment.astimezone(UTC) == theirs.astimezone(UTC)
    assert moment.tzinfo is zone
    assert (moment.hour, moment.minute) == (theirs.hour, theirs.minute)


def test_dates_as_the_screens_say_them() -> None:
    friday = date(2026, 11, 27)
    assert full_date(friday) == "Friday 27 November 2026"
    assert short_date(friday, WEDNESDAY) == "Fri 27 Nov"
    assert short_date(date(2027, 1, 4), WEDNESDAY) == "Mon 4 Jan 2027"
    assert [
        relative_day(WEDNESDAY + timedelta(days=days), WEDNESDAY) for days in (-9, -1, 0, 1, 3)
    ] == [
        "9 days ago",
        "yesterday",
        "today",
        "tomorrow",
        "in 3 days",
    ]
    assert ago_words(9) == "9 days ago"
    assert clock_time(datetime(2026, 11, 27, 9, 5, tzinfo=BERLIN)) == "09:05"
    assert is_past(SUNDAY, WEDNESDAY)
    assert not is_past(WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (192, "3:12"),
        (59.999, "0:59"),
        (191.9999999, "3:12"),
        (3600, "60:00"),
        (-5, "0:00"),
    ],
)
def test_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert minutes_seconds(seconds) == shown
    assert over(seconds) == f"+{shown}"
