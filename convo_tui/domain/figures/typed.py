"""Typing while they talk: of the person's speaking time, how much the manager typed in.

Keys come close together while somebody types. A pause of up to `PAUSE` between two of them is
still typing, and a burst lasts one second beyond its last key, so that a single key is a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from convo_tui.domain.meeting import Meeting
from convo_tui.domain.talk_share import percent

PAUSE = timedelta(seconds=2)
"""Two keys no further apart belong to one burst."""

KEY = timedelta(seconds=1)
"""A key counts as so much typing."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Keys typed one after the other, from the first to the last."""

    first: datetime
    last: datetime

    @property
    def end(self) -> datetime:
        """Until when it counts as typing."""
        return self.last + KEY

    def with_key(self, at: datetime) -> Burst | None:
        """The burst with one more key in it; None where the key comes too late for it."""
        if at - self.last > PAUSE:
            return None
        return Burst(self.first, max(at, self.last))


Span = tuple[datetime, datetime]


def seconds_within(bursts: Iterable[Burst], spans: Iterable[Span]) -> float:
    """The seconds of some bursts that lie within some spans.

    Args:
        bursts: by time, none within another.
        spans: from and until, by time, none within another.
    """
    listed, seconds = list(spans), 0.0
    at = 0
    for burst in bursts:
        while at < len(listed) and listed[at][1] <= burst.first:
            at += 1
        for index in range(at, len(listed)):
            start, end = listed[index]
            if start >= burst.end:
                break
            seconds += (min(end, burst.end) - max(start, burst.first)).total_seconds()
    return seconds


def typed_share(talk: Meeting) -> float | None:
    """Typed seconds / the person's seconds, 0 to 1: figure Y1.

    None where nobody counted, or the person was never marked as speaking.
    """
    if talk.typed_seconds is None or talk.report_seconds <= 0:
        return None
    return min(talk.typed_seconds / talk.report_seconds, 1.0)


def typed_words(share: float, name: str) -> str:
    """`you typed during 34 % of Maya's speaking time`."""
    return f"you typed during {percent(share)} % of {name}'s speaking time"
