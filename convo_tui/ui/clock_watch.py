"""What the whole app has to know of time: that a new day has come, or that the clock was set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from convo_tui.clock import DRIFT_LIMIT, TalkClock
from convo_tui.ui.screen import ConvoScreen

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp

LOOK_SECONDS = 15.0
"""How often it looks."""

TOLD_SECONDS = 120.0
"""For so long it stands in the corner that the clock was set."""


class ClockWatch:
    """Looks at the clock now and then; a machine that slept is told what day it is at once."""

    def __init__(self, app: ConvoApp) -> None:
        self._app = app
        self._time = TalkClock(app.clock)
        self._day: date | None = None

    def start(self) -> None:
        """Look from now on."""
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Say that the clock was set, and show the screen in front as it is on this day."""
        app = self._app
        drift, day = self._time.drift(), app.today()
        was_set, new_day = abs(drift) >= DRIFT_LIMIT, self._day not in (None, day)
        self._day = day
        if was_set:
            self._time = TalkClock(app.clock)
            self._say("set back" if drift < 0 else "put ahead")
        if (was_set or new_day) and isinstance(app.screen, ConvoScreen):
            app.screen.reload()

    def _say(self, how: str) -> None:
        """A talk that is open says it in its own place."""
        if self._app.open_talk() is not None:
            return
        from convo_tui.domain.dates import clock_time, short_date

        now = self._app.now()
        words = f"{short_date(now.date(), now.date())}, {clock_time(now)}"
        sentence = f"The computer's clock was {how}; it says {words} now."
        self._app.notify(sentence, title="Clock", severity="warning", timeout=TOLD_SECONDS)
