"""One thread that writes: what is saved waits in its queue, and the screen never does.

A task that fails because the disk does (full, locked, gone) stays first in the queue and is tried
again until it holds, so the order of what a person did is the order in the file. Imports nothing
heavy: the store is opened inside the thread.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from convo_tui.storage.database import Watch
    from convo_tui.storage.store import Store

T = TypeVar("T")

RETRY_SECONDS = 1.0
WATCH_SECONDS = 1.0

DRAFT_RESTS_SECONDS = 0.015
"""How long a draft lies before it is written: its key is on the screen first, and keys that come
as fast as that share a write. What was typed is safe within 50 ms all the same."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """How saving goes.

    Attributes:
        waiting: how many tasks are not in the file yet.
        since: monotonic seconds at which the oldest of them came; None when nothing waits.
        problem: why the last attempt failed, as a sentence; "" while all is well.
    """

    waiting: int = 0
    since: float | None = None
    problem: str = ""

    def age(self, now: float | None = None) -> float:
        """Seconds for which the oldest unsaved thing has waited."""
        if self.since is None:
            return 0.0
        return max(0.0, (time.monotonic() if now is None else now) - self.since)


@dataclass(slots=True)
class _Task:
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
        self._at_work = False
        self._problem = ""
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
        return SaveState(len(self._tasks), since, self._problem)

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
                    task.came = self._tasks[index].came
                    del self._tasks[index]
                    break
            self._tasks.append(task)
            self._changed.notify()
            state = self._state()
        self._on_state(state)
        return task.future

    def close(self, timeout: float | None = None) -> bool:
        """Write what waits, then let go of the file; whether all of it was written in time."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive() and not self._tasks

    def _run(self) -> None:
        try:
            store = self._opener()
        except BaseException as fault:  # noqa: BLE001  # whoever waits for `opened` gets it
            self.opened.set_exception(fault)
            return
        from convo_tui.storage.database import Watch

        watch = Watch(store.database.path)
        self.opened.set_result(store)
        try:
            while self._step(store, watch):
                pass
        finally:
            watch.close()
            store.close()

    def _step(self, store: Store, watch: Watch) -> bool:
        """Do one task, or wait for one; False once closed and empty."""
        with self._changed:
            if not self._tasks:
                if self._closing:
                    return False
                self._changed.wait(WATCH_SECONDS)
            elif (rest := self._rest()) > 0:
                self._changed.wait(rest)
                return True
            task = self._tasks[0] if self._tasks else None
            self._at_work = task is not None
            last = self._closing
        if task is None:
            if watch.changed():
                self._on_foreign_change()
            return True
        if self._attempt(store, watch, task):
            return True
        # On leaving, one attempt is the last.
        with self._changed:
            if not self._closing:
                self._changed.wait(RETRY_SECONDS)
        return not last

    def _rest(self) -> float:
        """Seconds for which the next task may lie; nobody waits for a draft alone in the queue."""
        task = self._tasks[0]
        if not task.key or len(self._tasks) > 1 or self._closing or self._problem:
            return 0.0
        return task.came + DRAFT_RESTS_SECONDS - time.monotonic()

    def _attempt(self, store: Store, watch: Watch, task: _Task) -> bool:
        """Whether the task is done with: in the file, or refused for good."""
        from sqlalchemy.exc import OperationalError

        from convo_tui.storage.problems import StorageProblem

        problem, foreign = "", False
        try:
            # While we hold the lock nobody else writes, so what the watch sees then is our own.
            with store.database.locked():
                foreign = watch.changed()
                result = task.work(store)
                watch.changed()
        except OperationalError as fault:
            problem = str(fault.orig)
        except OSError as fault:
            problem = fault.strerror or str(fault)
        except StorageProblem as fault:
            problem = self._refused(task, fault)
        except BaseException as fault:  # noqa: BLE001  # whoever waits for the future gets it
            task.future.set_exception(fault)
        else:
            task.future.set_result(result)
        with self._changed:
            self._problem = problem
            self._at_work = False
            if not problem:
                self._tasks.popleft()
            state = self._state()
        self._on_state(state)
        if foreign:
            self._on_foreign_change()
        return not problem

    @staticmethod
    def _refused(task: _Task, fault: Exception) -> str:
        """A locked file is worth another try; anything else the store refused is final."""
        from convo_tui.storage.base import Gone

        if isinstance(fault, Gone):
            task.future.set_exception(fault)
            return ""
        return str(fault)


def _future() -> Future[Any]:
    """A future that nobody can cancel: who stops waiting for a save does not stop the save."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future
