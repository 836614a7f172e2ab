"""Writing a calendar: the one module that knows iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event

from convo_tui.documents.calendar import CheckpointEntry, TalkEntry
from convo_tui.documents.zone_rules import zone_component

PRODUCT = "-//Convo//convo-tui//EN"
HOST = "convo-tui"
"""What makes ids of ours differ from everybody else's."""

REMIND_BEFORE = timedelta(minutes=10)
MORNING = timedelta(hours=9)
"""When a day without a time is told of: after midnight."""

_COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
"""Editions are counted in seconds since then: RFC 5545 has 31 bits for them, enough until 2094."""

_DAY = timedelta(days=1)


def written(entries: Iterable[TalkEntry | CheckpointEntry], now: datetime) -> str:
    """A calendar with these entries.

    Each entry has the id that it had in every calendar before, so importing once more replaces it.
    When it last changed is not kept, so each writing is an edition of its own: a later one has a
    higher SEQUENCE, and no calendar holds an older entry for the newer.

    Args:
        entries: what is in it.
        now: in UTC.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    writer = _Writer(now)
    events: list[Event] = []
    for entry in entries:
        events += (
            writer.talks(entry) if isinstance(entry, TalkEntry) else [writer.checkpoint(entry)]
        )
    for component in (*writer.zone_components(), *events):
        calendar.add_component(component)
    text: bytes = calendar.to_ical()
    return text.decode()


class _Writer:
    """Makes events, and remembers which zones their times are told in."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._zones: dict[ZoneInfo, date] = {}

    def zone_components(self) -> Iterator[Component]:
        """What tells of the zones that were used."""
        for zone, first in sorted(self._zones.items(), key=lambda used: used[0].key):
            yield zone_component(zone, first)

    def talks(self, entry: TalkEntry) -> Iterator[Event]:
        """The series, and the first talk of it by itself where that was moved."""
        first, rhythm = entry.first, entry.rhythm
        if rhythm is not None:
            series = self._talk(entry, timed=rhythm.clock is not None)
            self._add_turn(series, "DTSTART", rhythm.day, entry.zone, rhythm.clock)
            series.add("RRULE", {"FREQ": "WEEKLY", "INTERVAL": rhythm.every_weeks})
            for day in rhythm.without:
                self._add_turn(series, "EXDATE", day, entry.zone, rhythm.clock)
            yield series
        if rhythm is None or rhythm.moved:
            event = self._talk(entry, timed=first.has_time)
            if rhythm is not None:
                self._add_turn(event, "RECURRENCE-ID", rhythm.day, entry.zone, rhythm.clock)
            if not first.has_time:
                event.add("DTSTART", first.at.date())
            elif first.at.fold and first.at.utcoffset() != first.at.replace(fold=0).utcoffset():
                # Wall time that the clocks show twice would name the first time.
                event.add("DTSTART", first.at.astimezone(UTC))
            else:
                self._add_turn(event, "DTSTART", first.at.date(), entry.zone, first.at.time())
            yield event

    def checkpoint(self, entry: CheckpointEntry) -> Event:
        """All days of one commitment in one event, so that one that moved leaves nothing behind."""
        title = f"Checkpoint with {entry.name}: {entry.goal}"
        event = self._event(f"commitment-{entry.commitment}", title, MORNING)
        lines = [f"Owner: {entry.owner}"]
        lines += [f"How we see that it worked: {entry.metric}"] if entry.metric else []
        event.add("DESCRIPTION", "\n".join(lines))
        # What two people promised each other is nothing for those who may see the calendar.
        event.add("CLASS", "CONFIDENTIAL" if entry.private else "PRIVATE")
        event.add("TRANSP", "TRANSPARENT")
        event.add("DTSTART", entry.days[0])
        event.add("DURATION", _DAY)
        if entry.days[1:]:
            event.add("RDATE", list(entry.days[1:]), parameters={"VALUE": "DATE"})
        return event

    def _talk(self, entry: TalkEntry, *, timed: bool) -> Event:
        tell = -REMIND_BEFORE if timed else MORNING
        event = self._event(f"talk-{entry.person}", f"Talk with {entry.name}", tell)
        event.add("TRANSP", "OPAQUE" if timed else "TRANSPARENT")
        event.add("DURATION", timedelta(minutes=entry.minutes) if timed else _DAY)
        return event

    def _event(self, name: str, title: str, tell: timedelta) -> Event:
        """An event of that name, that is told of so long after it begins."""
        event, alarm = Event(), Alarm()
        event.add("UID", f"{name}@{HOST}")
        event.add("DTSTAMP", self._now)
        event.add("LAST-MODIFIED", self._now)
        event.add("SEQUENCE", max(0, int((self._now - _COUNTED_FROM).total_seconds())))
        event.add("SUMMARY", title)
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", title)
        alarm.add("TRIGGER", tell)
        event.add_component(alarm)
        return event

    def _add_turn(
        self, event: Event, name: str, day: date, zone: tzinfo, clock: time | None
    ) -> None:
        """A day, or a wall time on it: as it is said, also where the clocks skip it that day."""
        if clock is None:
            event.add(name, day, parameters={"VALUE": "DATE"})
        elif not isinstance(zone, ZoneInfo) or zone.key == "UTC":
            event.add(name, datetime.combine(day, clock, UTC))
        else:
            self._zones[zone] = min(day, self._zones.get(zone, day))
            event.add(name, datetime.combine(day, clock), parameters={"TZID": zone.key})
