"""Days relative to today, and wall times in the manager's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

SATURDAY = 5
HALF_HOUR = timedelta(minutes=30)


def workday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def workday_after(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar as it lies around now.

    Attributes:
        now: the present instant, in UTC.
        zone: where the wall clocks hang.
    """

    now: datetime
    zone: ZoneInfo

    @classmethod
    def around(cls, now: datetime, zone: str) -> Days:
        """The calendar around an aware instant in a zone by its IANA name.

        Raises:
            zoneinfo.ZoneInfoNotFoundError: there is no zone of that name.
            ValueError: `now` is naive.
        """
        if now.tzinfo is None:
            raise ValueError("the sample team needs an instant with its zone")
        return cls(now.astimezone(UTC), ZoneInfo(zone))

    @property
    def today(self) -> date:
        """The date that the wall calendar shows now."""
        return self.date_of(self.now)

    def date_of(self, instant: datetime) -> date:
        """The date that the wall calendar showed then."""
        return instant.astimezone(self.zone).date()

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """The day so many days from today: below 0 in the past; in the future, a workday."""
        day = self.ago(-days)
        return workday_after(day) if days > 0 else day

    def at(self, day: date, wall: time) -> datetime:
        """The instant at which the wall clock shows that time on that day, in UTC."""
        return datetime.combine(day, wall, self.zone).astimezone(UTC)

    def in_working_hours(self, day: date, rng: Random) -> datetime:
        """Some instant of that day between nine and five."""
        return self.at(day, time(rng.randint(9, 16), rng.randrange(60), rng.randrange(60)))

    def later_today(self, wall: time) -> datetime:
        """Today at that time; once it has passed, the next half hour that is still today."""
        planned = self.at(self.today, wall)
        if planned > self.now:
            return planned
        local = self.now.astimezone(self.zone)
        past = timedelta(minutes=local.minute % 30, seconds=local.second)
        soon = self.now.replace(microsecond=0) - past + HALF_HOUR
        return min(soon, self.at(self.today, time(23, 59)))
