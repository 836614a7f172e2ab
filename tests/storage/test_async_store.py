from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import a_person, days

from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage import async_store as async_store_module
from convo_tui.storage import writer as writer_module
from convo_tui.storage.async_store import AsyncStore
from convo_tui.storage.problems import NotOurs
from convo_tui.storage.store import Store, open_store
from convo_tui.storage.writer import SaveState

pytestmark = pytest.mark.failing_disk

PATIENCE = 10.0
"""Seconds after which a test gives up on another thread; none of them waits for it to pass."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "RETRY_SECONDS", 0.005)
    monkeypatch.setattr(writer_module, "WATCH_SECONDS", 0.005)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_store(tmp_path / "convo.db").close()
    return tmp_path / "convo.db"


def people(path: Path) -> list[str]:
    store = open_store(path)
    names = [person.name for person in store.people()]
    store.close()
    return names


async def test_a_read_sees_what_was_written_before_it(path: Path) -> None:
    store = AsyncStore(path)
    await store.open()
    for number in range(20):
        store.keep_draft("line", str(number))
        assert await store.read(lambda opened: opened.draft("line")) == str(number)
        store.apply(Change.added(a_person(f"Person {number:02}")))
        found = await store.read(lambda opened: opened.people())
        assert len(found) == number + 1
    assert await asyncio.to_thread(store.close)


async def test_a_read_does_not_wait_for_a_disk_in_trouble(path: Path) -> None:
    troubled = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_state(state: SaveState) -> None:
        if state.problem:
            loop.call_soon_threadsafe(troubled.set)

    store = AsyncStore(path, on_state)
    await store.open()
    well = threading.Event()

    def full(_: Store) -> None:
        if not well.is_set():
            raise OSError(28, "No space left on device")

    store.write(full)
    await asyncio.wait_for(troubled.wait(), PATIENCE)
    assert store.state.problem == "disk full"
    assert await store.read(lambda opened: opened.people()) == ()
    well.set()
    assert await asyncio.to_thread(store.close)


async def read_behind_a_slow_write(path: Path, let_go: threading.Event) -> tuple[Person, ...]:
    """What is read while a write before it is not done until it is let go."""
    store = AsyncStore(path)
    await store.open()
    person = a_person("Maya")

    def slow(opened: Store) -> None:
        let_go.wait(PATIENCE)
        opened.apply(Change.added(person))

    store.write(slow)
    found = await store.read(lambda opened: opened.people())
    let_go.set()
    assert await asyncio.to_thread(store.close)
    return found


async def test_a_read_does_not_wait_long_for_a_slow_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert async_store_module.READ_WAITS_SECONDS == 1.0  # what a person waits at most
    monkeypatch.setattr(async_store_module, "READ_WAITS_SECONDS", 0.01)
    assert await read_behind_a_slow_write(path, threading.Event()) == ()


async def test_a_save_goes_on_when_the_screen_that_waited_for_it_is_gone(path: Path) -> None:
    store = AsyncStore(path)
    await store.open()
    let_go = threading.Event()
    store.write(lambda _: let_go.wait(PATIENCE))
    person = a_person("Maya")
    waiting = asyncio.wrap_future(store.apply(Change.added(person)))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    let_go.set()
    assert await store.read(lambda opened: opened.people()) == (person,)
    assert await asyncio.to_thread(store.close)
    assert people(path) == ["Maya"]


async def test_a_sign_of_life_does_no_harm_once_the_talk_is_gone(path: Path) -> None:
    store = AsyncStore(path)
    await store.open()
    store.seen_live("no such talk", days(0))
    assert await store.read(lambda opened: opened.live_meetings()) == ()
    assert await asyncio.to_thread(store.close)


async def test_a_file_that_cannot_be_opened_says_so_and_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    store = AsyncStore(path)
    with pytest.raises(NotOurs):
        await store.open()
    assert not store.is_open
    with pytest.raises(NotOurs):
        await store.read(lambda opened: opened.people())
    assert await asyncio.to_thread(store.close)
