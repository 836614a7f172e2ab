"""What is killed: a program that writes as the app does, and tells up to where all is saved."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from storage_samples import NOON, a_person

from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage import driver, entries
from convo_tui.storage.store import open_store
from convo_tui.storage.writer import SaveState, Writer

PERSON = a_person()
LINE = "the line"
KEY = driver.DataKey(bytes(range(32)))
MOST = 400
"""Deeds after which the work ends, where nobody kills it before."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file has.

    Attributes:
        notes: the numbers of the deeds that wrote a note.
        line: the number of the deed that wrote the draft last.
    """

    notes: frozenset[int]
    line: int


def deeds(seed: int) -> Iterator[tuple[int, bool]]:
    """The number of each deed, and whether it writes a note or only the draft."""
    chance = random.Random(seed)
    for number in range(1, MOST + 1):
        yield number, chance.random() < 0.4


def new_file(path: Path, *, encrypted: bool) -> None:
    """A file with one person in it."""
    if encrypted:
        driver.key_file(path).write_text("{}", encoding="ascii")
        with closing(driver.connect(path, key=KEY)) as connection:
            connection.execute("VACUUM")  # so that it has a first page
        driver.unlock(path, KEY)
    with closing(open_store(path)) as store:
        store.apply(Change.added(person()))


def person(number: int = 0) -> Person:
    """The one person, as the deed with that number left them."""
    return replace(PERSON, id="person", role=str(number))


def write_on(file: str, told: str, seed: int) -> None:
    """Write one deed after the other, and note in `told` up to which of them all is saved."""
    path, submitted = Path(file), 0
    ledger = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def on_state(state: SaveState) -> None:
        if not state.waiting and not state.problem:
            os.write(ledger, f"{submitted}\n".encode())

    if driver.is_encrypted(path):
        driver.unlock(path, KEY)
    writer = Writer(lambda: open_store(path), on_state)
    writer.start()
    before, chance = person(), random.Random(seed)
    for number, is_note in deeds(seed):
        if is_note:
            note = Note(f"note {number}", "person", NOON + timedelta(seconds=number), f"{number}.")
            after = person(number)
            change = (Change.added(note), Change.edited(before, after))
            writer.submit(lambda store, change=change: store.apply(*change))  # type: ignore[misc]
            before = after
        else:
            text = str(number)
            writer.latest(LINE, lambda store, text=text: store.keep_draft(LINE, text))  # type: ignore[misc]
        submitted = number
        if chance.random() < 0.5:
            writer.submit(lambda _: None).result()
    writer.close()


def saved_in(path: Path) -> Saved | None:
    """What a file has; None where it is not sound, or has half of a deed."""
    with closing(open_store(path)) as store:
        line = int(store.draft(LINE) or 0)
        (somebody,) = store.people()
    with closing(driver.connect(path)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        wrong = sound != "ok" or strays or entries.problems(connection)
        texts = [text for (text,) in connection.execute("SELECT text FROM note")]
    numbers = frozenset(int(text.rstrip(".")) for text in texts)
    if wrong or somebody.role != str(max(numbers, default=0)):
        return None
    return Saved(numbers, line)


def run_convo(*arguments: str) -> None:
    """The command `convo`."""
    from convo_tui.__main__ import main

    sys.argv = ["convo", *arguments]
    main()
