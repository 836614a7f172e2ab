"""The file as the writer's thread has it open: guarded, watched, and able to go on elsewhere.

Imports SQLModel, so only that thread imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from convo_tui.storage import driver
from convo_tui.storage.database import Watch
from convo_tui.storage.guard import AWAY, NOT_TO_FINISH
from convo_tui.storage.problems import Moved
from convo_tui.storage.rescue import written_elsewhere
from convo_tui.storage.store import Store, open_store

T = TypeVar("T")


class OpenFile:
    """A store, and what one must know to write into it safely."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._database = store.database
        self._watch = Watch(store.database.path)
        # Kept, since both may be gone by the time the file has to be written elsewhere.
        self._key = driver.key_of(self._database.path)
        wrapped = driver.key_file(self._database.path)
        self._wrapped_key = wrapped.read_bytes() if self._key is not None else b""

    def warm(self) -> None:
        """Open the connections of the reader and the writer: none can be opened without handles."""
        engine = self._database.engine
        with engine.connect(), engine.connect():
            self._database.guard.note_log()

    def check(self) -> None:
        """See that the file is the one that was opened.

        Raises:
            Moved: it is not; its log is then out of the way of what stands there now.
        """
        try:
            self._database.guard.look()
        except Moved as moved:
            if moved.words not in NOT_TO_FINISH:
                self._leave_log()
            raise
        if self._database.guard.left_log:
            self._come_back()

    def foreign_change(self) -> bool:
        """Whether another program wrote to the file since one last looked."""
        return self._watch.changed()

    def write(self, work: Callable[[Store], T]) -> tuple[T, bool]:
        """Do a task that writes; what it returned, and whether another program had written."""
        self.check()
        # While we hold the lock nobody else writes, so what the watch sees then is our own.
        with self._database.locked():
            foreign = self._watch.changed()
            result = work(self.store)
            self._watch.changed()
            self._database.guard.note_log()
        return result, foreign

    def copied_to(self, target: Path) -> OpenFile:
        """A copy of the file under another path, open.

        Raises:
            StorageProblem: it could not be made or read; nothing of it is left.
        """
        with written_elsewhere(self._watch, target, self._key, self._wrapped_key):
            return OpenFile(open_store(target))

    def close(self) -> None:
        """Let go of the file."""
        self._watch.close()
        self.store.close()

    def _leave_log(self) -> None:
        """Finish the log, and take its name from whatever stands under the path now."""
        guard = self._database.guard
        # Where the disk does not let it be finished, that is tried again with the next look.
        with suppress(*driver.database_errors()):
            if not guard.left_log and self._watch.carry_over():
                guard.clear_log()

    def _come_back(self) -> None:
        """The file is there again: open it anew, for the log that is open has no name any more."""
        if self._database.in_use():
            raise Moved(self._database.path, AWAY)  # somebody reads; in a moment
        self._watch.close()
        self._database.let_go()
        self._database.guard.left_log = False
        self._watch = Watch(self._database.path)
