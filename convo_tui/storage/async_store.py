"""The store as screens use it: nothing here waits on the disk. Imports nothing heavy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from convo_tui.storage.writer import SaveState, Writer

if TYPE_CHECKING:
    from convo_tui.domain.meeting import Meeting, MeetingEvent
    from convo_tui.domain.values import Change
    from convo_tui.storage.backing_up import BackingUp
    from convo_tui.storage.problems import Damaged
    from convo_tui.storage.store import Store

T = TypeVar("T")

READ_WAITS_SECONDS = 1.0
"""How long a read waits for writes before it; a disk in trouble must not hide what is there."""

READS_AGAIN_SECONDS = 1.0
"""How long until what could not be read is tried again."""

SETTLES_SECONDS = 10.0
"""How long one waits until what waited is in another file; that one may be in trouble, too."""


class AsyncStore:
    """Reads in one thread, writes in another, in the order they were asked for.

    Args:
        path: the file; opened by `open`.
        on_state, on_foreign_change: see `Writer`; they are called from its thread.
        backing_up: makes the backups; None where there are to be none.
    """

    def __init__(
        self,
        path: Path,
        on_state: Callable[[SaveState], None] = lambda _: None,
        on_foreign_change: Callable[[], None] = lambda: None,
        backing_up: BackingUp | None = None,
    ) -> None:
        self.path = path
        self._on_state = on_state
        self._told = (on_state, on_foreign_change)
        self._backing_up = backing_up
        self._writer = self._new_writer()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="convo-reader")
        self._unread, self._unread_since = "", 0.0
        self._closed = False

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
        await asyncio.wrap_future(self._writer.opened)

    @property
    def is_open(self) -> bool:
        """Whether `open` has succeeded."""
        return self._writer.store is not None

    @property
    def state(self) -> SaveState:
        """How saving goes, and reading."""
        state = self._writer.state
        if not self._unread:
            return state
        return state._replace(unread=self._unread, unread_since=self._unread_since)

    @property
    def damage(self) -> Damaged | None:
        """What was found wrong with the file since it was opened."""
        store = self._writer.store
        return None if store is None else store.database.damage

    @property
    def unwritten(self) -> tuple[Callable[[Store], Any], ...]:
        """What was asked to be written and was not."""
        return self._writer.unwritten

    async def read(self, task: Callable[[Store], T]) -> T:
        """Run a task that only reads, after what was written so far (if the disk is well).

        What goes wrong is raised. `until_read` is for whoever can wait; the answer to a key does
        not come minutes later, so what a key does fails, and its screen says why.
        """
        if self._writer.store is None:
            await asyncio.wrap_future(self._writer.opened)
        state = self._writer.state
        if state.waiting and not state.problem:
            written = asyncio.wrap_future(self._writer.submit(_nothing))
            await asyncio.wait([written], timeout=READ_WAITS_SECONDS)
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._run, task)

    async def until_read(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do what reads, anew until the disk lets it; meanwhile `state` says why it does not.

        Raises:
            Damaged: there is damage. That, and what is no trouble of the disk, is tried once.
        """
        from convo_tui.storage.trouble import words_of_reading

        while True:
            try:
                result = await work()
            except Exception as fault:
                words = words_of_reading(fault)
                if not words:
                    raise
                self._tell_unread(words)
            else:
                self._tell_unread("")
                return result
            await asyncio.sleep(READS_AGAIN_SECONDS)
            if self._closed:
                raise asyncio.CancelledError  # nobody is there to be shown it

    def _tell_unread(self, words: str) -> None:
        if words == self._unread:
            return
        if not self._unread:
            self._unread_since = time.monotonic()
        self._unread = words
        self._on_state(self.state)

    def _run(self, task: Callable[[Store], T]) -> T:
        store = self._writer.store
        assert store is not None  # noqa: S101  # nothing is read before it is open
        return task(store)

    def write(self, task: Callable[[Store], T]) -> Future[T]:
        """Queue a task that writes; who must know its end wraps the future and awaits it."""
        return self._writer.submit(task)

    def apply(self, *changes: Change, forgets: str = "") -> Future[None]:
        """Queue changes, kept in one transaction, which forgets the draft they were made of."""
        return self._writer.submit(lambda store: store.apply(*changes, forgets=forgets))

    def end_meeting(self, before: Meeting, held: Meeting, ended: MeetingEvent) -> Future[None]:
        """Queue the end of a talk; once the file has it, a backup follows."""
        kept = self._writer.submit(lambda store: store.end_meeting(before, held, ended))
        if self._backing_up is not None:
            from convo_tui.storage.backup import Why

            self._backing_up.after(kept, Why.AFTER_TALK)
        return kept

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what stands in a field; the newest text wins over those still waiting."""
        self._writer.latest(f"draft {key}", lambda store: store.keep_draft(key, text))

    def seen_live(self, meeting_id: str, at: datetime, typed: float | None = None) -> None:
        """Keep a sign of life of a running talk; see `TalkStore.seen_live`."""
        self._writer.latest(
            f"seen {meeting_id}", lambda store: store.seen_live(meeting_id, at, typed)
        )

    async def go_on_in(self, path: Path) -> None:
        """Write everything into another file, what waits too, and go on in that one.

        Raises:
            StorageProblem: it cannot be written there, or the old one not be read; nothing changed.
        """
        store = await asyncio.wrap_future(self._writer.go_on_in(path))
        self.path = store.database.path
        if self._backing_up is not None:
            self._backing_up.database = self.path
        written = asyncio.wrap_future(self._writer.submit(_nothing))
        await asyncio.wait([written], timeout=SETTLES_SECONDS)

    def close(self, timeout: float | None = 10.0) -> bool:
        """Write what waits and let go of the file; whether all of it was written."""
        self._closed = True
        written = self._writer.close(timeout)
        if self._backing_up is not None:
            self._backing_up.close()
        self._reader.shutdown(wait=False, cancel_futures=True)
        return written


def _open(path: Path) -> Store:
    from convo_tui.storage.driver import is_locked, key_of

    if is_locked(path):
        key_of(path)  # which says so at once: whoever can open it is asked before the import
    # SQLModel is imported here, in the writer's thread, behind the first frame.
    from convo_tui.storage.store import open_store

    return open_store(path)


def _nothing(_: Store) -> None:
    """A place in the writer's queue."""
