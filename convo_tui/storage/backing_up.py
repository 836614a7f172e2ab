"""Backups by themselves: after each talk and once a day of use. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convo_tui.storage.problems import StorageProblem

if TYPE_CHECKING:
    from convo_tui.storage.backup import Why


class BackingUp:
    """Makes backups in a thread of its own, one after the other.

    Each reads the file on a connection of its own, so neither the screen nor what is being saved
    waits for it. A backup that fails raises nothing: it is told, and that is all.

    Args:
        database: the file; may be set anew, where the app goes on in another one.
        now: the time, aware, in the manager's zone; called in the thread.
        told: called there after each: why none could be made, as a sentence, or "" where it was.
    """

    def __init__(
        self, database: Path, now: Callable[[], datetime], told: Callable[[str], None]
    ) -> None:
        self.database = database
        self._now = now
        self._told = told
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="convo-backup")
        self._day_done: date | None = None

    def make(self, why: Why) -> Future[str] | None:
        """Have one made; what is told of it, or None where the app is being left."""
        return self._submit(lambda: self._make(why))

    def after(self, saved: Future[Any], why: Why) -> None:
        """Have one made once something is in the file."""
        saved.add_done_callback(lambda done: self.make(why) if done.exception() is None else None)

    def daily(self) -> None:
        """Have one made unless there is one of this day, or nobody to keep anything of."""
        if self._now().date() != self._day_done:
            self._submit(self._daily)

    def close(self) -> None:
        """Finish what was begun; nothing is begun any more."""
        self._worker.shutdown()

    def _submit(self, task: Callable[[], str]) -> Future[str] | None:
        with suppress(RuntimeError):  # closed
            return self._worker.submit(task)
        return None

    def _daily(self) -> str:
        from convo_tui.storage.backup import Why, contents_of, made_today

        now, inside = self._now(), contents_of(self.database)
        if inside is None or not inside.people:
            return ""
        self._day_done = now.date()
        with suppress(StorageProblem):
            if made_today(self.database, now):
                return ""
        return self._make(Why.DAILY)

    def _make(self, why: Why) -> str:
        from convo_tui.storage.backup import make
        from convo_tui.storage.driver import database_errors

        problem = ""
        expected: tuple[type[Exception], ...] = (StorageProblem, OSError, *database_errors())
        try:
            make(self.database, why, self._now())
        except expected as fault:
            problem = str(fault)
        self._told(problem)
        return problem
