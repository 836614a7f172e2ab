"""How long the manager typed while the person spoke, as a running talk keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from convo_tui.domain.figures.typed import Burst, seconds_within
from convo_tui.domain.replay import spoken_spans
from convo_tui.domain.values import Side

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage


class TypingMeter:
    """Keeps the bursts in memory; who spoke in them is looked up when the figure is asked for.

    So a stretch that is given to the other afterwards counts for the other here, too.

    Args:
        before: the seconds that were counted before this window led; None where nobody did, and
            then there is no figure either.
    """

    def __init__(self, before: float | None) -> None:
        self._before = before
        self._bursts: list[Burst] = []

    def key(self, at: datetime) -> None:
        """A key was typed, at the talk's own time."""
        longer = self._bursts[-1].with_key(at) if self._bursts else None
        if longer is None:
            self._bursts.append(Burst(at, at))
        else:
            self._bursts[-1] = longer

    def seconds(self, page: TalkPage, now: datetime) -> float | None:
        """Seconds in which the manager typed while the person spoke, until now."""
        if self._before is None or not self._bursts:
            return self._before
        spans = spoken_spans(page.meeting.segments, page.events, now, Side.REPORT)
        return self._before + seconds_within(self._bursts, spans)
