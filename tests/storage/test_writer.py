from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from queue import Queue

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError, OperationalError
from storage_samples import a_person

from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage import writer as writer_module
from convo_tui.storage.base import Gone
from convo_tui.storage.codecs import encode
from convo_tui.storage.database import Watch
from convo_tui.storage.problems import Busy, StorageProblem
from convo_tui.storage.store import Store, open_store
from convo_tui.storage.talk_tables import PersonRow
from convo_tui.storage.writer import SaveState, Writer

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


class Told:
    """What a writer told, and waiting for it to tell something."""

    def __init__(self) -> None:
        self.states: Queue[SaveState] = Queue()
        self.foreign: Queue[None] = Queue()

    def until(self, wanted: Callable[[SaveState], bool]) -> SaveState:
        while True:
            state = self.states.get(timeout=PATIENCE)
            if wanted(state):
                return state


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def writer(path: Path, told: Told) -> Iterator[Writer]:
    made = Writer(lambda: open_store(path), told.states.put, lambda: told.foreign.put(None))
    made.start()
    made.opened.result(PATIENCE)
    yield made
    made.close(PATIENCE)


class Gate:
    """A task that stays in the writer's hands until it is let through."""

    def __init__(self, writer: Writer) -> None:
        self.taken = threading.Event()
        self.open = threading.Event()
        self.done: Future[bool] = writer.submit(self._wait)
        assert self.taken.wait(PATIENCE)

    def _wait(self, _: Store) -> bool:
        self.taken.set()
        return self.open.wait(PATIENCE)


def keeping(person: Person) -> Callable[[Store], None]:
    return lambda store: store.apply(Change.added(person))


def people(path: Path) -> list[str]:
    store = open_store(path)
    names = [person.name for person in store.people()]
    store.close()
    return names


class Failing:
    """A task that fails so often before it does what it should."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.attempts = 0

    def __call__(self, _: Store) -> str:
        self.attempts += 1
        if self.faults:
            raise self.faults.pop(0)
        return "done"


def test_tasks_are_done_in_the_order_they_came(writer: Writer) -> None:
    done: list[int] = []
    gate = Gate(writer)
    futures = [writer.submit(lambda _, n=number: done.append(n)) for number in range(20)]  # type: ignore[misc]
    assert done == []
    gate.open.set()
    for future in futures:
        future.result(PATIENCE)
    assert done == list(range(20))


def test_a_future_holds_what_the_task_returned_once_the_file_has_it(
    writer: Writer, path: Path
) -> None:
    assert writer.submit(lambda store: store.keep_draft("line", "x")).result(PATIENCE) is None
    assert writer.submit(lambda store: store.draft("line")).result(PATIENCE) == "x"
    writer.submit(keeping(a_person("Maya"))).result(PATIENCE)
    assert people(path) == ["Maya"]


def test_the_newest_of_a_key_takes_the_place_of_those_that_wait(writer: Writer) -> None:
    done: list[str] = []
    gate = Gate(writer)
    for text in ("a", "ab", "abc"):
        writer.latest("line", lambda _, t=text: done.append(t))  # type: ignore[misc]
    writer.latest("other", lambda _: done.append("other"))
    assert writer.state.waiting == 3  # the gate, and one for each key
    gate.open.set()
    writer.submit(lambda _: None).result(PATIENCE)
    assert done == ["abc", "other"]


def test_the_newest_of_a_key_comes_after_what_was_asked_for_before_it(writer: Writer) -> None:
    """Entering a line keeps the note and then forgets its draft; never the other way round."""
    done: list[str] = []
    gate = Gate(writer)
    writer.latest("line", lambda _: done.append("draft"))
    writer.submit(lambda _: done.append("note"))
    writer.latest("line", lambda _: done.append("no draft"))
    gate.open.set()
    writer.submit(lambda _: None).result(PATIENCE)
    assert done == ["note", "no draft"]


def test_a_draft_rests_and_newer_words_take_its_place(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that comes while the draft lies shares its write."""
    monkeypatch.setattr(writer_module, "DRAFT_RESTS_SECONDS", PATIENCE)
    done: list[str] = []
    for text in ("a", "ab", "abc"):
        writer.latest("line", lambda _, t=text: done.append(t))  # type: ignore[misc]
    assert (writer.state.waiting, done) == (1, [])
    # Whatever else is asked for ends the rest.
    writer.submit(lambda _: done.append("note")).result(PATIENCE / 2)
    assert done == ["abc", "note"]


def test_a_draft_is_written_once_it_has_rested(writer: Writer) -> None:
    assert 0 < writer_module.DRAFT_RESTS_SECONDS < 0.05  # what was typed is safe within 50 ms
    written: Future[float] = Future()
    began = time.monotonic()
    writer.latest("line", lambda _: written.set_result(time.monotonic()))
    assert written.result(PATIENCE) - began >= writer_module.DRAFT_RESTS_SECONDS


def test_a_resting_draft_does_not_rest_anew_with_each_key(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who types on and on is saved in between."""
    monkeypatch.setattr(writer_module, "DRAFT_RESTS_SECONDS", PATIENCE)
    writer.latest("line", lambda _: None)
    since = writer.state.since
    writer.latest("line", lambda _: None)
    assert writer.state.since == since
    monkeypatch.setattr(writer_module, "DRAFT_RESTS_SECONDS", 0.0)


def test_closing_does_not_wait_for_a_rest(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "DRAFT_RESTS_SECONDS", 10 * PATIENCE)
    done: list[str] = []
    writer.latest("line", lambda _: done.append("draft"))
    assert writer.close(PATIENCE)
    assert done == ["draft"]


def test_what_is_in_the_writers_hands_is_let_through(writer: Writer) -> None:
    done: list[str] = []
    taken, let_go = threading.Event(), threading.Event()

    def slow(_: Store) -> None:
        taken.set()
        assert let_go.wait(PATIENCE)
        done.append("first")

    writer.latest("line", slow)
    assert taken.wait(PATIENCE)
    writer.latest("line", lambda _: done.append("second"))
    let_go.set()
    writer.submit(lambda _: None).result(PATIENCE)
    assert done == ["first", "second"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(28, "No space left on device"), "disk full"),
        (OperationalError("INSERT", {}, Exception("disk I/O error")), "the file cannot be written"),
        (Busy("Another Convo has been writing."), "another program holds the file"),
        (StorageProblem("Something else."), "the file cannot be written"),
        (DatabaseError("INSERT", {}, Exception("malformed")), "the file cannot be written"),
    ],
)
def test_a_disk_in_trouble_is_tried_again_and_told(
    writer: Writer, told: Told, fault: Exception, words: str
) -> None:
    failing = Failing(fault, fault, fault)
    gate = Gate(writer)
    future = writer.submit(failing)
    after = writer.submit(lambda _: failing.attempts)
    gate.open.set()
    trouble = told.until(lambda state: bool(state.problem))
    assert (trouble.problem, trouble.waiting) == (words, 2)
    assert trouble.since is not None
    assert trouble.age(trouble.since + 2.5) == 2.5
    assert future.result(PATIENCE) == "done"
    assert after.result(PATIENCE) == 4  # what came later waited for it
    assert told.until(lambda state: not state.problem and not state.waiting) == SaveState()
    assert SaveState().age() == 0.0


def test_a_disk_in_trouble_holds_nobody_up_who_types(writer: Writer, told: Told) -> None:
    well = threading.Event()

    def full(_: Store) -> None:
        if not well.is_set():
            raise OSError(28, "No space left on device")

    writer.submit(full)
    told.until(lambda state: bool(state.problem))
    for text in ("a", "ab", "abc"):
        writer.latest("line", lambda store, t=text: store.keep_draft("line", t))  # type: ignore[misc]
    assert writer.state.waiting == 2
    well.set()
    assert writer.submit(lambda store: store.draft("line")).result(PATIENCE) == "abc"


def test_what_the_store_refuses_for_good_is_handed_back_and_holds_nothing_up(
    writer: Writer,
) -> None:
    gone = Gone("This was deleted in another window; nothing was changed.")
    refused = writer.submit(Failing(gone))
    wrong = writer.submit(Failing(ValueError("a fault of ours")))
    assert writer.submit(lambda _: "next").result(PATIENCE) == "next"
    assert refused.exception(PATIENCE) is gone
    assert isinstance(wrong.exception(PATIENCE), ValueError)


def test_who_no_longer_waits_for_a_task_neither_stops_it_nor_the_writer(writer: Writer) -> None:
    done: list[str] = []
    gate = Gate(writer)
    left = writer.submit(lambda _: done.append("kept all the same"))
    left.cancel()
    gate.open.set()
    assert writer.submit(lambda _: "next").result(PATIENCE) == "next"
    assert done == ["kept all the same"]


def test_closing_writes_what_waits(path: Path) -> None:
    writer = Writer(lambda: open_store(path))
    writer.start()
    gate = Gate(writer)
    for name in ("Anna", "Maya", "Tom"):
        writer.submit(keeping(a_person(name)))
    gate.open.set()
    assert writer.close(PATIENCE)
    assert people(path) == ["Anna", "Maya", "Tom"]
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(lambda _: None)


def test_closing_on_a_full_disk_tries_once_more_and_says_that_it_failed(
    path: Path, told: Told
) -> None:
    def full(_: Store) -> None:
        raise OSError(28, "No space left on device")

    writer = Writer(lambda: open_store(path), told.states.put)
    writer.start()
    writer.submit(full)
    told.until(lambda state: bool(state.problem))
    assert not writer.close(PATIENCE)
    assert writer.state.waiting == 1


def test_closing_before_anything_was_opened_waits_for_nothing(path: Path) -> None:
    assert Writer(lambda: open_store(path)).close(PATIENCE)


# --- other programs on the same file ----------------------------------------------------------


def test_a_write_of_another_program_is_told_and_an_own_one_is_not(
    writer: Writer, told: Told, path: Path
) -> None:
    for text in ("a", "b", "c"):
        writer.submit(lambda store, t=text: store.keep_draft("line", t)).result(PATIENCE)  # type: ignore[misc]
    shell = open_store(path)
    shell.apply(Change.added(a_person("from the shell")))
    shell.close()
    told.foreign.get(timeout=PATIENCE)
    writer.submit(lambda store: store.keep_draft("line", "d")).result(PATIENCE)
    writer.close(PATIENCE)
    assert told.foreign.empty()


def test_a_foreign_write_just_before_an_own_one_is_not_hidden_by_it(
    path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "WATCH_SECONDS", PATIENCE)
    writer = Writer(lambda: open_store(path), told.states.put, lambda: told.foreign.put(None))
    writer.start()
    writer.opened.result(PATIENCE)
    shell = open_store(path)
    shell.keep_draft("line", "from the shell")
    shell.close()
    writer.submit(keeping(a_person("own"))).result(PATIENCE)
    told.foreign.get(timeout=PATIENCE)
    assert writer.close(PATIENCE)


def test_a_foreign_write_for_which_an_own_one_waits_is_not_hidden_by_it(
    writer: Writer, told: Told, path: Path
) -> None:
    shell = open_store(path)
    with shell.database.writing() as session:
        future = writer.submit(keeping(a_person("own")))
        with pytest.raises(TimeoutError):
            future.result(0.05)  # it is in the writer's hands and waits for the lock
        session.execute(insert(PersonRow).values(**encode(a_person("from the shell"))))
    future.result(PATIENCE)
    shell.close()
    told.foreign.get(timeout=PATIENCE)
    assert people(path) == ["from the shell", "own"]


def test_a_watch_that_cannot_read_is_no_end_of_writing(
    writer: Writer, told: Told, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()

    def fail(_: Watch) -> int:
        looked.set()
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(Watch, "_version", fail)
        assert looked.wait(PATIENCE)
        writer.submit(keeping(a_person("Maya"))).result(PATIENCE)
    assert people(path) == ["Maya"]
