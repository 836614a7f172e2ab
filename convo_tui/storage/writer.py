"""One thread that writes: what is saved waits in its queue, and the screen never does.

A task that fails because the disk does (full, locked, gone) stays first in the queue and is tried
again until it holds, so the order of what a person did is the order in the file. All of it can go
on in another file. Imports nothing heavy: the store is opened inside the thread.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from convo_tui.storage.open_file import OpenFile
    from convo_tui.storage.store import Store

T = TypeVar("T")

RETRY_SECONDS = 1.0
WATCH_SECONDS = 1.0

DRAFT_RESTS_SECONDS = 0.015
"""How long a draft lies before it is written: its key is on the screen first, and keys that come
as fast as that share a write. What was typed is safe within 50 ms all the same."""


class SaveState(NamedTuple):
    """How saving goes.

    Attributes:
        waiting: how many tasks are not in the file yet.
        since: monotonic seconds at which the oldest of them came, or where nothing waits the
            problem; None while all is well.
        problem: why the last attempt failed, in a few words: "disk full"; "" while all is well.
        unread: why the file cannot be read, likewise; somebody waits until it can.
        unread_since: monotonic seconds since when; None while it can be read.
    """

    waiting: int = 0
    since: float | None = None
    problem: str = ""
    unread: str = ""
    unread_since: float | None = None

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to tell: all is written, and all was read."""
        return not (self.waiting or self.problem or self.unread)

    def age(self, now: float | None = None) -> float:
        """Seconds for which something has not been written."""
        return _since(self.since, now)

    def unread_age(self, now: float | None = None) -> float:
        """Seconds for which the file could not be read."""
        return _since(self.unread_since, now)


def _since(began: float | None, now: float | None) -> float:
    if began is None:
        return 0.0
    return max(0.0, (time.monotonic() if now is None else now) - began)


class _Task(NamedTuple):
    work: Callable[[Store], Any]
    future: Future[Any]
    came: float
    key: str = ""


class Writer:
    """The queue and its thread.

    Args:
        opener: opens the store, inside the thread; what it raises reaches `opened`.
        on_state: told of each new `SaveState`, from the thread.
        on_foreign_change: told when another program wrote to the file, from the thread.
    """

    def __init__(
        self,
        opener: Callable[[], Store],
        on_state: Callable[[SaveState], None] = lambda _: None,
        on_foreign_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.opened: Future[Store] = _future()
        self._opener = opener
        self._on_state = on_state
        self._on_foreign_change = on_foreign_change
        self._tasks: deque[_Task] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._moves: deque[tuple[Path, Future[Store]]] = deque()
        self._at_work = False
        self._problem = ""
        self._problem_since = 0.0
        self._file: OpenFile | None = None
        # Not a daemon: leaving the program waits until what was typed is in the file.
        self._thread = threading.Thread(target=self._run, name="convo-writer")

    def start(self) -> None:
        """Open the store and begin to write."""
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """How saving goes now."""
        with self._changed:
            return self._state()

    def _state(self) -> SaveState:
        since = min((task.came for task in self._tasks), default=None)
        if since is None and self._problem:
            since = self._problem_since
        return SaveState(len(self._tasks), since, self._problem)

    @property
    def store(self) -> Store | None:
        """The store it writes to; None before it is open."""
        return None if self._file is None else self._file.store

    @property
    def unwritten(self) -> tuple[Callable[[Store], Any], ...]:
        """What waits, in its order: for a writer of the file that takes this one's place."""
        with self._changed:
            return tuple(task.work for task in self._tasks)

    def submit(self, work: Callable[[Store], T]) -> Future[T]:
        """Queue a task; its future holds what it returned, once the file has it."""
        return self._put(_Task(work, _future(), time.monotonic()))

    def latest(self, key: str, work: Callable[[Store], Any]) -> None:
        """Queue a task in place of an earlier one with the same key that still waits.

        For what is overwritten as one types: only the newest state is worth a write. It comes
        after all that was asked for before it: a draft is forgotten once its note is kept.
        """
        self._put(_Task(work, _future(), time.monotonic(), key))

    def _put(self, task: _Task) -> Future[Any]:
        with self._changed:
            if self._closing:
                raise RuntimeError("the writer is closed")
            # What is in the writer's hands is let through, not replaced.
            for index in range(len(self._tasks) - 1, self._at_work - 1, -1):
                if task.key and self._tasks[index].key == task.key:
                    task = task._replace(came=self._tasks[index].came)
                    del self._tasks[index]
                    break
            self._tasks.append(task)
            self._changed.notify()
            state = self._state()
        self._on_state(state)
        return task.future

    def go_on_in(self, path: Path) -> Future[Store]:
        """Copy the file to another path and write there from now on, what waits first.

        The future holds the new store, or the `StorageProblem` for which all stays as it is.
        """
        future = _future()
        with self._changed:
            if self._closing:
                raise RuntimeError("the writer is closed")
            self._moves.append((path, future))
            self._changed.notify()
        return future

    def close(self, timeout: float | None = None) -> bool:
        """Write what waits, then let go of the file; whether it has all of it."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive() and not self._tasks and not self._problem

    def _run(self) -> None:
        try:
            store = self._opener()
        except BaseException as fault:  # noqa: BLE001  # whoever waits for `opened` gets it
            self.opened.set_exception(fault)
            return
        from convo_tui.storage.open_file import OpenFile

        self._file = OpenFile(store)
        self.opened.set_result(store)
        try:
            # Only ahead of time: whatever hinders it now is told by the first look or write.
            with suppress(Exception):
                self._file.warm()
            while self._step(self._file):
                pass
        finally:
            self._file.close()

    def _step(self, file: OpenFile) -> bool:
        """Do one task, or wait for one; False once closed and empty."""
        with self._changed:
            if not self._tasks and not self._moves:
                if self._closing:
                    return False
                if self._changed.wait(WATCH_SECONDS):
                    return True  # something came; a draft rests first
            elif not self._moves and (rest := self._rest()) > 0:
                self._changed.wait(rest)
                return True
            move = self._moves.popleft() if self._moves else None
            task = self._tasks[0] if self._tasks and move is None else None
            self._at_work = task is not None
            last = self._closing
        if move is not None:
            self._move(file, *move)
            return True
        if task is None:
            self._look(file)
            return True
        if self._attempt(file, task):
            return True
        # On leaving, one attempt is the last.
        with self._changed:
            if not self._closing and not self._moves:
                self._changed.wait(RETRY_SECONDS)
        return not last

    def _rest(self) -> float:
        """Seconds for which the next task may lie; nobody waits for a draft alone in the queue."""
        task = self._tasks[0]
        if not task.key or len(self._tasks) > 1 or self._closing or self._problem:
            return 0.0
        return task.came + DRAFT_RESTS_SECONDS - time.monotonic()

    def _attempt(self, file: OpenFile, task: _Task) -> bool:
        """Whether the task is done with: in the file, or refused for good."""
        from convo_tui.storage.base import Gone
        from convo_tui.storage.trouble import words_for

        problem, foreign = "", False
        try:
            result, foreign = file.write(task.work)
        except BaseException as fault:  # noqa: BLE001  # whoever waits for the future gets it
            problem = "" if isinstance(fault, Gone) else words_for(fault)
            if not problem:
                task.future.set_exception(fault)
        else:
            task.future.set_result(result)
        with self._changed:
            self._at_work = False
            if not problem:
                self._tasks.popleft()
        self._tell(problem)
        if foreign:
            self._on_foreign_change()
        return not problem

    def _look(self, file: OpenFile) -> None:
        """See whether the file is still there, and whether another program wrote to it."""
        from convo_tui.storage.trouble import CANNOT, words_for

        problem, foreign = "", False
        try:
            file.check()
            foreign = file.foreign_change()
        except Exception as fault:  # noqa: BLE001  # whatever it is, it is told, and looked at again
            problem = words_for(fault) or CANNOT
        if problem != self._problem:
            self._tell(problem)
        if foreign:
            self._on_foreign_change()

    def _move(self, file: OpenFile, path: Path, future: Future[Store]) -> None:
        try:
            moved = file.copied_to(path)
        except BaseException as fault:  # noqa: BLE001  # whoever waits for the future gets it
            future.set_exception(fault)
            return
        self._file = moved
        self._tell("")
        future.set_result(moved.store)
        file.close()

    def _tell(self, problem: str) -> None:
        with self._changed:
            if problem and not self._problem:
                self._problem_since = time.monotonic()
            self._problem = problem
            state = self._state()
        self._on_state(state)


def _future() -> Future[Any]:
    """A future that nobody can cancel: who stops waiting for a save does not stop the save."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future
