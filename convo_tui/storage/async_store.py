"""The store as screens use it: nothing here waits on the disk. Imports nothing heavy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from convo_tui.storage.writer import SaveState, Writer

if TYPE_CHECKING:
    from convo_tui.domain.values import Change
    from convo_tui.storage.store import Store

T = TypeVar("T")

READ_WAITS_SECONDS = 1.0
"""How long a read waits for writes before it; a disk in trouble must not hide what is there."""


class AsyncStore:
    """Reads in one thread, writes in another, in the order they were asked for.

    Args:
        path: the file; opened by `open`.
        on_state, on_foreign_change: see `Writer`; they are called from its thread.
    """

    def __init__(
        self,
        path: Path,
        on_state: Callable[[SaveState], None] = lambda _: None,
        on_foreign_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.path = path
        self._told = (on_state, on_foreign_change)
        self._writer = self._new_writer()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="convo-reader")
        self._store: Store | None = None

    def _new_writer(self) -> Writer:
        return Writer(lambda: _open(self.path), *self._told)

    async def open(self) -> None:
        """Open the file in the writer's thread, importing what that needs there.

        Raises:
            StorageProblem: the file cannot be used; the message says why. It may be tried again.
        """
        if self._writer.opened.done():
            self._writer = self._new_writer()
        self._writer.start()
        self._store = await asyncio.wrap_future(self._writer.opened)

    @property
    def is_open(self) -> bool:
        """Whether `open` has succeeded."""
        return self._store is not None

    @property
    def state(self) -> SaveState:
        """How saving goes."""
        return self._writer.state

    async def read(self, task: Callable[[Store], T]) -> T:
        """Run a task that only reads, after what was written so far (if the disk is well)."""
        store = self._store
        if store is None:
            store = await asyncio.wrap_future(self._writer.opened)
        state = self._writer.state
        if state.waiting and not state.problem:
            written = asyncio.wrap_future(self._writer.submit(_nothing))
            await asyncio.wait([written], timeout=READ_WAITS_SECONDS)
        return await asyncio.get_running_loop().run_in_executor(self._reader, task, store)

    def write(self, task: Callable[[Store], T]) -> Future[T]:
        """Queue a task that writes; who must know its end wraps the future and awaits it."""
        return self._writer.submit(task)

    def apply(self, *changes: Change) -> Future[None]:
        """Queue changes, kept together in one transaction."""
        return self._writer.submit(lambda store: store.apply(*changes))

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what stands in a field; the newest text wins over those still waiting."""
        self._writer.latest(f"draft {key}", lambda store: store.keep_draft(key, text))

    def seen_live(self, meeting_id: str, at: datetime) -> None:
        """Keep a sign of life of a running talk."""
        self._writer.latest(f"seen {meeting_id}", lambda store: store.seen_live(meeting_id, at))

    def close(self, timeout: float | None = 10.0) -> bool:
        """Write what waits and let go of the file; whether all of it was written."""
        written = self._writer.close(timeout)
        self._reader.shutdown(wait=False, cancel_futures=True)
        return written


def _open(path: Path) -> Store:
    # SQLModel is imported here, in the writer's thread, behind the first frame.
    from convo_tui.storage.store import open_store

    return open_store(path)


def _nothing(_: Store) -> None:
    """A place in the writer's queue."""
