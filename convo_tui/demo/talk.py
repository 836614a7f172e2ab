"""A talk of the sample team as it was held, and the ids of everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from convo_tui.demo.days import Days, workday_before
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.values import ID_LENGTH, Side

SEGMENTS = {segment.key: index for index, segment in enumerate(DEFAULT.segments)}
"""The segments as the script calls them, and where they stand in the agenda."""

SIDES = {"me": Side.MANAGER, "them": Side.REPORT, "both": Side.BOTH}
"""What the script calls the two of a talk; the manager tells it."""


def seeded_id(rng: Random) -> str:
    """An id that looks like those of `new_id`, and is the same every time."""
    return f"{rng.getrandbits(4 * ID_LENGTH):0{ID_LENGTH}x}"


@dataclass(frozen=True, slots=True)
class Talk:
    """A held talk beside the script it follows.

    Attributes:
        day: the date in the manager's zone.
        windows: when each segment began and ended.
    """

    script: Mapping[str, Any]
    day: date
    meeting: Meeting
    windows: tuple[tuple[datetime, datetime], ...]

    @property
    def ended_at(self) -> datetime:
        """The instant of its end."""
        return self.windows[-1][1]

    def moment(self, segment: int, part: float) -> datetime:
        """An instant in a segment, to the second: 0.0 is its beginning and 1.0 its end."""
        start, end = self.windows[segment]
        return start + timedelta(seconds=int((end - start).total_seconds() * part))

    def eve(self, days: Days, rng: Random) -> datetime:
        """An instant of a workday shortly before this talk."""
        day = workday_before(self.day - timedelta(days=rng.randint(1, 3)))
        return days.in_working_hours(day, rng)
