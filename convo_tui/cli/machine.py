"""What a command needs to know of this machine: the settings, the zone, the time now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from convo_tui import paths
from convo_tui.clock import Clock, SystemClock


@dataclass(frozen=True)
class Machine:
    """The manager's place and time, and how they write dates."""

    clock: Clock
    zone: str
    day_first: bool
    week_ends: int

    def now(self) -> datetime:
        """The time now, in the manager's zone."""
        return self.clock.now().astimezone(ZoneInfo(self.zone))

    def today(self) -> date:
        """Today's date there."""
        return self.now().date()

    def local(self, moment: datetime) -> datetime:
        """An instant in the manager's zone."""
        return moment.astimezone(ZoneInfo(self.zone))


def this_machine() -> Machine:
    """The machine the command runs on, with its settings."""
    from convo_tui import settings

    clock = SystemClock()
    chosen = settings.load(paths.settings_path()).settings
    zone = chosen.zone or clock.local_zone()
    return Machine(clock, zone, chosen.dates.day_first, chosen.dates.last_weekday)
