"""Backups as the screens know them: made by themselves, by a key, and missed where they are old."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from convo_tui.storage.backing_up import BackingUp
from convo_tui.storage.problems import StorageProblem

if TYPE_CHECKING:
    from convo_tui.domain.overview import Overview
    from convo_tui.ui.app import ConvoApp

LOOK_SECONDS = 30.0
"""How long after the start the backup of the day is made, and how often a new day is looked for."""

OLD = timedelta(days=7)
"""From what age on Today says how old the last backup is."""


class Backups:
    """The backups of the app's database. None of it pops up: what went wrong stands on Today."""

    def __init__(self, app: ConvoApp) -> None:
        self.making = BackingUp(app.setup.database, app.now, self._told)
        self._app = app
        self._problem = ""
        self._warned = False

    def begin(self) -> None:
        """Make one a day from here on; the store is open."""
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Have the backup of the day made, unless something waits to be saved."""
        if not self._app.store.state.waiting:
            self.making.daily()

    async def make_now(self) -> str:
        """Make one; a sentence that says how that went."""
        from convo_tui.storage.backup import Why

        asked = self.making.make(Why.BY_HAND)
        problem = "" if asked is None else await asyncio.wrap_future(asked)
        return problem or "A backup was made and verified; convo backup --list shows them all."

    async def warning(self, overviews: Iterable[Overview]) -> str:
        """What Today says of backups: nothing while the last good one is of this week."""
        begun = min((each.person.created_at for each in overviews), default=None)
        words = "" if begun is None else await asyncio.to_thread(self._overdue, begun)
        self._warned = bool(words)
        return words

    def _overdue(self, begun: datetime) -> str:
        if self._problem:
            return f"The last backup failed: {self._problem}"
        from convo_tui.storage.backup import last_made

        now = self._app.now()
        try:
            last = last_made(self.making.database, now)
        except StorageProblem as fault:
            return str(fault)
        if now - (last or begun) < OLD:
            return ""
        from convo_tui.domain.dates import relative_day, short_date

        if last is None:
            return "There is no backup yet; b makes one now."
        day = self._app.local(last).date()
        return (
            f"The last good backup is of {short_date(day, now.date())},"
            f" {relative_day(day, now.date())}; b makes one now."
        )

    def _told(self, problem: str) -> None:
        """Called in the thread that makes them."""
        self._app.call_later(self._take, problem)

    def _take(self, problem: str) -> None:
        from convo_tui.ui.screens.today_frame import TodayFrame

        self._problem = problem
        screen = self._app.screen
        if (problem or self._warned) and isinstance(screen, TodayFrame):
            screen.reload()
