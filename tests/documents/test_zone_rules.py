"""A zone in a calendar says the same as the zone itself, in every hour in which clocks change."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from convo_tui.documents.zone_rules import HORIZON_YEARS, zone_component

FIRST = date(2026, 11, 24)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

BY_RULE = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",  # summer over the new year
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Auckland",
    "Europe/Dublin",
    "Asia/Beirut",  # at midnight
)
LISTED = ("Africa/Casablanca", "Africa/El_Aaiun")  # by the moon
STILL = ("Asia/Kolkata", "Asia/Kathmandu", "America/Sao_Paulo", "Etc/GMT+5", "Asia/Tokyo")


def read(zone: str, first: date = FIRST) -> tuple[str, tzinfo]:
    calendar = Calendar()
    calendar.add_component(zone_component(ZoneInfo(zone), first))
    text = calendar.to_ical().decode()
    return text, tzical(io.StringIO(text)).get()


OTHER_STARTS = (date(2027, 3, 28), date(2026, 7, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        *((zone, FIRST) for zone in (*BY_RULE, *LISTED, *STILL)),
        *((zone, first) for zone in (BY_RULE[0], LISTED[0]) for first in OTHER_STARTS),
    ],
)
def test_the_clocks_show_what_the_zone_says_for_years(zone: str, first: date) -> None:
    _, found = read(zone, first)
    here, day = ZoneInfo(zone), datetime.combine(first, time(), UTC)
    end = day.replace(year=day.year + HORIZON_YEARS - 1, day=1)
    changes = 0
    while day < end:
        changed = day.astimezone(here).utcoffset() != (day + DAY).astimezone(here).utcoffset()
        changes += changed
        for hour in range(24) if changed else (12,) if day.day == 15 else ():
            local = (day + hour * HOUR).astimezone(here)
            # Of a wall time that comes twice, RFC 5545 means the first.
            if not local.fold:
                assert local.replace(tzinfo=found).utcoffset() == local.utcoffset(), local
        day += DAY
    assert (changes > 20) == (zone not in STILL)


@pytest.mark.parametrize("zone", BY_RULE)
def test_a_rule_has_no_end(zone: str) -> None:
    text, found = read(zone)
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text
    for month in (1, 7):
        far = datetime(2071, month, 15, 12, tzinfo=ZoneInfo(zone))
        assert far.replace(tzinfo=found).utcoffset() == far.utcoffset()


@pytest.mark.parametrize("zone", LISTED)
def test_what_follows_no_rule_is_listed(zone: str) -> None:
    text, _ = read(zone)
    assert "RRULE" not in text
    assert "RDATE" in text


@pytest.mark.parametrize("zone", STILL)
def test_clocks_that_never_change_have_one_part(zone: str) -> None:
    text, _ = read(zone)
    assert text.count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in text


def test_the_change_is_told_in_the_clocks_of_before() -> None:
    text, _ = read("Europe/Berlin")
    assert "DTSTART:20260329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:20261025T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text
