"""The sample team on one Tuesday, for tests of it and for tests that want a year of history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from convo_tui.assets import load_toml
from convo_tui.demo import DemoYear, generate
from convo_tui.domain.meeting import MeetingEvent
from convo_tui.domain.people import Person
from convo_tui.domain.questions import parse_bank

SPEC: Mapping[str, Any] = load_toml("demo")
BANK = parse_bank(load_toml("questions"))
BERLIN = "Europe/Berlin"
TUESDAY = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
YEAR = generate(SPEC, BANK, TUESDAY, BERLIN)
ZONES = (BERLIN, "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago")

V = TypeVar("V")


def all_of(kind: type[V], year: DemoYear = YEAR) -> list[V]:
    return [value for value in year.values if isinstance(value, kind)]


def person(first_name: str, year: DemoYear = YEAR) -> Person:
    return next(p for p in all_of(Person, year) if p.first_name == first_name)


def about(first_name: str, kind: type[V], year: DemoYear = YEAR) -> list[V]:
    wanted = person(first_name, year).id
    return [value for value in all_of(kind, year) if getattr(value, "person_id", None) == wanted]


def tapes(year: DemoYear) -> dict[str, list[MeetingEvent]]:
    found: dict[str, list[MeetingEvent]] = {}
    for event in year.events:
        found.setdefault(event.meeting_id, []).append(event)
    return found


TAPES = tapes(YEAR)


def day_of(instant: datetime, zone: str = BERLIN) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()
