"""A file that cannot be read: it is said, tried again, and what stood there is read in the end."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from conftest import Tally
from faults.test_failing_saves import IN_PLACE, POSIX, limit, something_in_place
from storage_samples import a_person

from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage import async_store as async_store_module
from convo_tui.storage import driver, guard, trouble
from convo_tui.storage import writer as writer_module
from convo_tui.storage.async_store import AsyncStore
from convo_tui.storage.open_file import OpenFile
from convo_tui.storage.problems import Damaged, NotOurs
from convo_tui.storage.store import open_store
from convo_tui.storage.writer import SaveState

pytestmark = pytest.mark.failing_disk

PATIENCE = 60.0
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="handles are found in /proc")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(async_store_module, "READS_AGAIN_SECONDS", 0.005)
    monkeypatch.setattr(writer_module, "RETRY_SECONDS", 0.005)
    monkeypatch.setattr(writer_module, "WATCH_SECONDS", 0.005)
    monkeypatch.setattr(writer_module.Writer, "_look", look)


looking, looked = threading.Lock(), writer_module.Writer._look


def look(self: writer_module.Writer, file: OpenFile) -> None:
    """The writer's look at the file, which waits while a fault begins.

    Else it might meet the fault before any read does, or open the file just before it.
    """
    with looking:
        looked(self, file)


class Desk:
    """A store, and what it told while somebody read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[SaveState] = []
        self._turned = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        with closing(open_store(path)) as store:
            store.apply(Change.added(a_person("Anna")))
        self.store = AsyncStore(path, self._tell)

    def _tell(self, state: SaveState) -> None:
        self._loop.call_soon_threadsafe(self._take, state)

    def _take(self, state: SaveState) -> None:
        self.told.append(state)
        self._turned.set()

    async def until(self, wanted: Callable[[SaveState], bool]) -> SaveState:
        async with asyncio.timeout(PATIENCE):
            while not wanted(self.store.state):
                self._turned.clear()
                await self._turned.wait()
        return self.store.state

    async def unread(self) -> SaveState:
        """What was told first of reads that fail, however soon they worked again."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [state for state in self.told if state.unread]):
                self._turned.clear()
                await self._turned.wait()
        return found[0]

    async def names(self) -> list[str]:
        people = await self.store.read(lambda store: store.people())
        return [person.name for person in people]

    def open_anew(self) -> None:
        """Have the next read open the file once more."""
        opened = self.store._writer.store
        assert opened is not None
        opened.database.let_go()


Fault = Callable[[Desk], AbstractContextManager[None]]


@contextmanager
def a_bad_disk(desk: Desk) -> Iterator[None]:
    """Every handle that SQLite has on the file and its log answers with an error."""
    with closing(sqlite3.connect(desk.path)) as other:
        # What the open connections have in memory does not count any more: they must read.
        other.execute("UPDATE person SET role = 'other'")
        other.commit()
        files = {str(desk.path), str(driver.log_of(desk.path))}
        ours = [
            int(handle.name)
            for handle in Path("/proc/self/fd").iterdir()
            if handle.is_symlink() and str(handle.readlink()) in files
        ]
        nothing = os.open(os.devnull, os.O_WRONLY)
        kept = {handle: os.dup(handle) for handle in ours}
        for handle in ours:
            os.dup2(nothing, handle)
        try:
            yield
        finally:
            for handle, real in kept.items():
                os.dup2(real, handle)
                os.close(real)
            os.close(nothing)


@contextmanager
def no_handles(desk: Desk) -> Iterator[None]:
    desk.open_anew()
    next_one = os.open(os.devnull, os.O_RDONLY)
    os.close(next_one)
    with limit("RLIMIT_NOFILE", next_one):
        yield


def in_its_place(make: Callable[[Path], None]) -> Fault:
    @contextmanager
    def replaced(desk: Desk) -> Iterator[None]:
        desk.open_anew()
        with something_in_place(make)(desk):  # type: ignore[arg-type]  # only its path is looked at
            yield

    return replaced


@contextmanager
def away(desk: Desk) -> Iterator[None]:
    desk.open_anew()
    aside = desk.path.with_name("aside.db")
    desk.path.rename(aside)
    yield
    aside.rename(desk.path)


FAULTS: dict[str, tuple[Fault, set[str]]] = {
    "no file handles": (no_handles, {trouble.NO_HANDLES, "the file cannot be opened"}),
    "moved away": (away, {guard.AWAY}),
    **{
        f"replaced by {name}": (in_its_place(make), {words})
        for name, (make, words) in IN_PLACE.items()
    },
}


async def read_through(
    path: Path, fault: Fault, words: set[str], times: int, *, lasts: bool = True
) -> int:
    """How many reads that began during a fault did not bring what stands in the file.

    `lasts`: whether the fault is there for handles that are opened during it, too.
    """
    desk, lost = Desk(path), 0
    await desk.store.open()
    await asyncio.wrap_future(desk.store.write(lambda _: None))  # it has done what opening brings
    try:
        for _ in range(times):
            desk.told.clear()
            with ExitStack() as during:
                with looking:
                    during.enter_context(fault(desk))
                    read = desk.store.until_read
                    reading = [asyncio.create_task(read(desk.names)) for _ in range(3)]
                    state = await desk.unread()
                assert state.unread in words
                assert state.unread_since is not None
                assert not (lasts and any(each.done() for each in reading))
            async with asyncio.timeout(PATIENCE):
                lost += sum(each != ["Anna"] for each in await asyncio.gather(*reading))
            await desk.until(lambda state: state.is_calm)
    finally:
        # A look that began during the fault may end after it: what counts is that nothing waits.
        await asyncio.to_thread(desk.store.close)
        assert desk.store.unwritten == ()
    return lost


@POSIX
@pytest.mark.parametrize("name", FAULTS)
async def test_what_cannot_be_read_is_read_in_the_end(
    tmp_path: Path, name: str, tally: Tally, times: int
) -> None:
    fault, words = FAULTS[name]
    lost = await read_through(tmp_path / "own" / "convo.db", fault, words, times)
    tally(f"reads while the file cannot be read: {name}", 3 * times, lost)
    assert lost == 0


@LINUX
async def test_a_disk_that_answers_with_errors_is_read_in_the_end(
    tmp_path: Path, tally: Tally, times: int
) -> None:
    path = tmp_path / "own" / "convo.db"
    lost = await read_through(path, a_bad_disk, {trouble.FAILING_DISK}, times, lasts=False)
    tally("reads while the file cannot be read: errors of the disk", 3 * times, lost)
    assert lost == 0


async def test_what_no_later_read_helps_against_is_raised(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "convo.db")
    await desk.store.open()

    async def fails(fault: Exception) -> None:
        raise fault

    for fault in (Damaged("It is damaged."), LookupError("a slip of ours")):
        with pytest.raises(type(fault)):
            await desk.store.until_read(lambda fault=fault: fails(fault))  # type: ignore[misc]
    assert desk.store.state.is_calm
    assert await asyncio.to_thread(desk.store.close)


async def test_who_waits_for_a_read_does_not_hold_up_the_end(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "convo.db")
    await desk.store.open()

    async def fails() -> Person:
        raise OSError(5, "Input/output error")

    reading = asyncio.create_task(desk.store.until_read(fails))
    await desk.until(lambda state: state.unread == trouble.FAILING_DISK)
    assert await asyncio.to_thread(desk.store.close)
    await asyncio.wait([reading], timeout=PATIENCE)
    assert reading.cancelled()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(13, "Permission denied"), trouble.NO_PERMISSION_TO_READ),
        (OSError(9999, "?"), trouble.CANNOT_READ),
        (NotOurs("It is of another program."), trouble.CANNOT_READ),
        (MemoryError(), trouble.NO_MEMORY),
        (Damaged("It is damaged."), ""),
        (ValueError("a slip of ours"), ""),
    ],
)
def test_reading_has_words_of_its_own(fault: Exception, words: str) -> None:
    assert trouble.words_of_reading(fault) == words


async def test_a_fault_right_after_opening_does_not_end_the_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: OpenFile) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(OpenFile, "warm", fails)
    desk = Desk(tmp_path / "convo.db")
    await desk.store.open()
    async with asyncio.timeout(PATIENCE):
        await asyncio.wrap_future(desk.store.apply(Change.added(a_person("Tom"))))
    assert await desk.names() == ["Anna", "Tom"]
    assert await asyncio.to_thread(desk.store.close)
