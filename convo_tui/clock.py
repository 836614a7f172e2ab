"""Time is handed in: the system's clock, its settable twin, and the one a running talk goes by."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

DRIFT_LIMIT = 2.0
"""Seconds by which the wall may part from a running talk before the talk says so and asks."""


class Clock(Protocol):
    """All that the program may know of time."""

    def now(self) -> datetime:
        """What the wall clock says, aware, in UTC; may jump when somebody sets it."""
        ...

    def elapsed(self) -> float:
        """Seconds since some fixed moment; only ever grows, whatever happens to the wall clock."""
        ...

    def asleep(self) -> float:
        """Those of the `elapsed()` seconds that the machine was suspended, where it can tell."""
        ...

    def local_zone(self) -> str:
        """The IANA name of this machine's time zone, such as Europe/Berlin."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """See `Clock.elapsed`.

        CLOCK_BOOTTIME goes on while a laptop sleeps, and so does a Mac's CLOCK_MONOTONIC_RAW. Where
        there is neither, the monotonic clock may stand still in sleep; the wall then parts from
        the talk and `TalkClock.drift` shows it.
        """
        name = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
        goes_on = getattr(time, name, None)
        return time.monotonic() if goes_on is None else time.clock_gettime(goes_on)

    def asleep(self) -> float:
        """See `Clock.asleep`: what the boot clock counted and the monotonic one did not."""
        return max(0.0, self.elapsed() - time.monotonic())

    def local_zone(self) -> str:
        """See `Clock.local_zone`: TZ first, then the system's own setting, UTC if neither tells."""
        # Some 30 ms, and most commands never ask for the zone.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        from tzlocal import get_localzone_name

        try:
            name = get_localzone_name()
            return ZoneInfo(name).key if name else "UTC"
        except (ZoneInfoNotFoundError, ValueError):
            return "UTC"


class FakeClock:
    """The settable twin of `SystemClock`, for tests and pictures: it moves only when told to."""

    START = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    """A Tuesday afternoon, unless a test asks for another time."""

    def __init__(self, start: datetime = START, zone: str = "UTC") -> None:
        self._now = start
        self._elapsed = 0.0
        self._asleep = 0.0
        self._zone = zone

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._now

    def elapsed(self) -> float:
        """See `Clock.elapsed`."""
        return self._elapsed

    def asleep(self) -> float:
        """See `Clock.asleep`."""
        return self._asleep

    def local_zone(self) -> str:
        """See `Clock.local_zone`."""
        return self._zone

    def advance(self, seconds: float) -> None:
        """Let time pass, as it does while the program runs."""
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass while the machine is suspended."""
        self.advance(seconds)
        self._asleep += seconds

    def step_wall(self, seconds: float) -> None:
        """Set the wall clock ahead (or back), as a person or a time server does."""
        self._now += timedelta(seconds=seconds)


class TalkClock:
    """The time of a running talk: wall time once, at the anchor, and from there seconds elapsed.

    Somebody setting the wall clock thus never makes a talk jump. The talk asks now and then
    whether the two have parted by more than `DRIFT_LIMIT` seconds, tells the person, and anchors
    anew. It never goes back: what happens later in a talk is also recorded as later, so a wall
    clock that was set back is followed from where the talk is.

    Args:
        not_before: the last moment known of the talk, which a wall set back may not have reached.
    """

    def __init__(self, clock: Clock, not_before: datetime | None = None) -> None:
        self._clock = clock
        self._anchor(not_before)

    def now(self) -> datetime:
        """The talk's own time, aware, in UTC."""
        return self._start + timedelta(seconds=self._clock.elapsed() - self._elapsed)

    def drift(self) -> float:
        """Seconds by which the wall clock was set ahead since the anchor; negative for back."""
        passed = self._clock.elapsed() - self._elapsed
        return (self._clock.now() - self._wall).total_seconds() - passed

    def reanchor(self, not_before: datetime | None = None) -> None:
        """Take the wall clock's word from here on, as far as it lies ahead of the talk."""
        here = self.now()
        self._anchor(here if not_before is None else max(here, not_before))

    def _anchor(self, not_before: datetime | None) -> None:
        self._wall = self._clock.now()
        self._start = self._wall if not_before is None else max(self._wall, not_before)
        self._elapsed = self._clock.elapsed()
