"""What was told to be saved is there after a power cut, and the file can be read."""

from __future__ import annotations

import random
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Tally
from faults import apsw_dbapi
from faults.lossy_disk import NAME, Deed, LossyDisk, images
from storage_samples import NOON, a_person

from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change
from convo_tui.storage import driver, entries
from convo_tui.storage.problems import Damaged
from convo_tui.storage.store import Store, open_store

CUTS = 500
SAVES = 60
AS_CONVO_DOES = "synchronous"
"""A pragma that only asks."""

PERSON = a_person()
LONG = "word " * 1500
"""More than a page, so that a note of it is written in several pieces."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="a disk of POSIX's kind"),
]


def test_what_is_saved_survives_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, times: int
) -> None:
    cuts = CUTS * times
    lost, unreadable = losses(tmp_path, monkeypatch, AS_CONVO_DOES, cuts)
    tally("power cuts: told to be saved, and not there", cuts, lost)
    tally("power cuts: the file cannot be read", cuts, unreadable)
    assert (lost, unreadable) == (0, 0)


def test_this_test_bites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log is not flushed with each transaction, the same test finds losses."""
    lost, unsound = losses(tmp_path, monkeypatch, "synchronous = NORMAL", 60)
    assert lost + unsound > 10


def losses(
    folder: Path, monkeypatch: pytest.MonkeyPatch, flushing: str, cuts: int
) -> tuple[int, int]:
    """How many cuts lost something that was told to be saved, and how many left no sound file."""
    lost = unreadable = 0
    before, deeds = a_session(folder, monkeypatch, flushing)
    for number, (files, told) in enumerate(images(before, deeds, cuts, random.Random(3))):
        place = folder / str(number)
        place.mkdir()
        for name, content in files.items():
            (place / name).write_bytes(content)
        found = saved_in(place / "convo.db")
        unreadable += found is None
        lost += found is not None and found < told
    return lost, unreadable


def a_session(
    folder: Path, monkeypatch: pytest.MonkeyPatch, flushing: str
) -> tuple[dict[str, bytes], list[Deed]]:
    """Much written through the store onto the lossy disk: the files before it, and the log."""
    path = folder / "convo.db"
    with closing(open_store(path)) as store:
        store.apply(Change.added(PERSON))
    before = {path.name: path.read_bytes()}
    disk = LossyDisk()
    real = driver.connect

    def connect(file: Path, *, read_only: bool = False, **_: Any) -> Any:
        if read_only:
            return real(file, read_only=True)
        # A short log, so that it is carried over into the file again and again. Alone on the
        # file, since this disk has no shared memory.
        return apsw_dbapi.Connection(
            str(file), NAME, ("locking_mode = EXCLUSIVE", "wal_autocheckpoint = 250")
        )

    with monkeypatch.context() as patch:
        patch.setattr(driver, "library", lambda **_: apsw_dbapi)
        patch.setattr(driver, "connect", connect)
        patch.setattr(entries, "is_installed", lambda _: True)
        with closing(open_store(path)) as store:
            with closing(store.database.engine.raw_connection()) as connection:
                connection.execute(f"PRAGMA {flushing}")
            save_much(store, disk)
    assert {deed.file for deed in disk.deeds if deed.what == "write"} >= {path.name}
    return before, disk.deeds


def save_much(store: Store, disk: LossyDisk) -> None:
    person = PERSON
    for number in range(1, SAVES + 1):
        text = f"{number}. {LONG if number % 7 == 0 else 'words'}"
        at = NOON + timedelta(minutes=number)
        after = replace(person, role=str(number))
        note = Note(f"note {number}", person.id, at, text)
        store.apply(Change.added(note), Change.edited(person, after))
        disk.told(number)
        person = after


def saved_in(path: Path) -> int | None:
    """How many saves a file has, each whole; None where it is not sound."""
    try:
        with closing(open_store(path)) as store:
            (person,) = store.people()
    except Damaged:
        return None
    with closing(driver.connect(path)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        if sound != "ok" or strays or entries.problems(connection):
            return None
        texts = [text for (text,) in connection.execute("SELECT text FROM note")]
    numbers = sorted(int(text.split(".")[0]) for text in texts)
    whole = numbers == list(range(1, len(numbers) + 1)) and person.role == str(len(numbers) or "")
    return len(numbers) if whole else None
