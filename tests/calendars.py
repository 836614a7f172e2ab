"""Calendars read back by another library than the one that writes them (vobject, dateutil)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, TypeAlias

import vobject
from dateutil.tz import tzical
from vobject.icalendar import registerTzid

When: TypeAlias = date | datetime


def events(text: str) -> list[Any]:
    """The events of a calendar file, in their order."""
    if "BEGIN:VTIMEZONE" in text:
        zones = tzical(io.StringIO(text))
        for name in zones.keys():  # noqa: SIM118  (no mapping, for all its names)
            # vobject keeps the first zone of a name that it ever read.
            registerTzid(name, zones.get(name))
    return list(vobject.readOne(text).contents.get("vevent", []))


def instant(when: When) -> When:
    """An instant in UTC; a day stays the day it is."""
    return when.astimezone(UTC) if isinstance(when, datetime) else when


def occurrences(text: str, uid: str, count: int) -> list[When]:
    """When the event of an id takes place, the first few times: moved ones where they were moved.

    As RFC 5545 has it: the recurrence set of the event, in which each RECURRENCE-ID replaces one.
    """
    (main, *moved) = (event for event in events(text) if event.uid.value == uid)
    found = [instant(when) for when in islice(_set(main), count + len(moved))]
    for event in moved:
        place = found.index(instant(event.recurrence_id.value))
        found[place] = instant(event.dtstart.value)
    return found[:count]


def _set(event: Any) -> Iterator[When]:
    """The recurrence set without what replaces parts of it."""
    start = event.dtstart.value
    rules = event.getrruleset(addRDate=True)
    if rules is None:
        yield start
        return
    for at in rules:
        yield at if isinstance(start, datetime) else at.date()


def length(event: Any) -> timedelta:
    """How long it takes."""
    took: timedelta = event.duration.value
    return took


def unfolded(text: str) -> list[str]:
    """The content lines of a file (RFC 5545, 3.1), which must be folded by the book."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75, line
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
