"""Whoever looks at a file leaves SQLite's locks on it alone: closing it would give them up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from storage_samples import NOON, a_person

from convo_tui.domain.values import Change
from convo_tui.storage import driver
from convo_tui.storage.backup import Why, make
from convo_tui.storage.copies import copies_with
from convo_tui.storage.derived import rest_of_checks
from convo_tui.storage.doctor import examine
from convo_tui.storage.glance import glances
from convo_tui.storage.header import checked_revision
from convo_tui.storage.peek import first_bytes
from convo_tui.storage.purge import about
from convo_tui.storage.soundness import must_be_sound
from convo_tui.storage.store import Store, open_store

ALONE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0)
connection.execute("PRAGMA locking_mode = EXCLUSIVE")
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    sys.exit(1)
"""
"""Whether another program takes itself to be the only one that has the file open."""

LOOKS: dict[str, Callable[[Store], object]] = {
    "peek": lambda store: first_bytes(store.database.path, 100),
    "sound": lambda store: must_be_sound(store.database.path),
    "rest": lambda store: rest_of_checks(store.database.path),
    "doctor": lambda store: examine(store.database.path, NOON, UTC),
    "glance": lambda store: glances(store.database.path),
    "header": lambda store: checked_revision(store.database.path),
    "backup": lambda store: make(store.database.path, Why.DAILY, NOON),
    "copies": lambda store: copies_with(store.database.path, "aaaaaaaaaaaa"),
    "about": lambda store: about(store.database, "aaaaaaaaaaaa"),
    "second": lambda store: open_store(store.database.path).close(),
}


def is_alone(path: Path) -> bool:
    return subprocess.run([sys.executable, "-c", ALONE, str(path)], check=False).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="elsewhere locks belong to a handle")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("key_file", [False, True], ids=["", "beside a key file"])
def test_looking_gives_no_lock_up(store: Store, path: Path, look: str, key_file: bool) -> None:
    if key_file:
        driver.key_file(path).write_text("{}")
    store.apply(Change.added(a_person()))
    assert not is_alone(path)
    LOOKS[look](store)
    assert not is_alone(path)
    store.close()
    assert is_alone(path)


def test_the_first_bytes_are_those_there_now(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for text in (b"one", b"another", b""):
        file.write_bytes(text)
        assert first_bytes(file, 5) == text[:5]
    file.unlink()
    file.write_bytes(b"anew")
    assert first_bytes(file, 100) == b"anew"
    file.unlink()
    with pytest.raises(FileNotFoundError):
        first_bytes(file, 1)
