"""A whole copy of a database in one private file, flushed and verified. Imports nothing heavy."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage import driver
from convo_tui.storage.copies import BESIDE
from convo_tui.storage.header import APPLICATION_ID, KNOWN_REVISIONS
from convo_tui.storage.problems import Damaged, NotOurs, TooNew, Unwritable

if TYPE_CHECKING:
    from convo_tui.storage.driver import DataKey


def snapshot(
    source: Path, target: Path, *, opens: DataKey | None = None, locks: DataKey | None = None
) -> None:
    """Copy a database, with what its log holds, as it is at one moment.

    Whoever reads or writes the source goes on meanwhile: a reader of a write-ahead log stands in
    nobody's way, so all pages are copied in one step, and no write makes it begin anew.

    Args:
        source: read, never written.
        target: the new file; one that is there is emptied. Where this fails, it is gone.
        opens: the key of an encrypted source.
        locks: the key that the target is encrypted with; either both are given, or neither.

    Raises:
        OSError: the target cannot be written.
        StorageProblem: the source is damaged, foreign or newer, or the disk is full.
    """
    _make_private(target)
    if driver.library_of(source) is not driver.library(encrypted=False):
        driver.by_cipher(target)  # one library copies from another's file not at all
    try:
        with (
            closing(driver.connect(source, read_only=True, key=opens)) as old,
            closing(driver.connect(target, key=locks)) as new,
        ):
            # Its log would be a second file; a copy that is cut off is thrown away anyhow.
            new.execute("PRAGMA journal_mode = MEMORY")
            old.backup(new)
        with closing(driver.connect(target, key=locks)) as new:
            new.execute("PRAGMA journal_mode = DELETE")
        flush(target)
        verify(target, key=locks, told_as=source)
    except BaseException as fault:
        remove(target)
        if isinstance(fault, driver.database_errors()):
            raise _problem(source, target, fault) from fault
        raise


def verify(path: Path, *, key: DataKey | None = None, told_as: Path | None = None) -> None:
    """See that a file opens, is whole, is ours, and that this Convo can read it.

    Args:
        path: the file.
        key: of an encrypted one, where nobody has unlocked it.
        told_as: the file that a problem names, where this is a copy of it.

    Raises:
        StorageProblem: it is damaged, foreign, newer or locked.
    """
    named = told_as or path
    # TypeError: there is no such row.
    unreadable: tuple[type[Exception], ...] = (*driver.database_errors(), TypeError)
    try:
        with closing(driver.connect(path, read_only=True, key=key)) as connection:
            (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            if owner != APPLICATION_ID:
                raise NotOurs(f"{named} was not written by Convo.")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except unreadable as fault:
        raise _damaged(named) from fault
    if revision not in KNOWN_REVISIONS:
        raise TooNew(f"{named} was written by a newer Convo (at {revision}); update Convo first.")
    if sound != "ok":
        raise _damaged(named)


def flush(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    if path.is_dir() and os.name != "posix":
        return  # Windows flushes no folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file as it is into a private one: aside first, flushed, and then renamed.

    Raises:
        OSError: it cannot be read, or not be written.
    """
    part = target.with_name(f"{target.name}.part")
    _make_private(part)
    try:
        shutil.copyfile(source, part)
        flush(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Remove a database with all that stands beside it under its name."""
    for ending in (*BESIDE, "", ".key"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _make_private(path: Path) -> None:
    # Made here with its mode: SQLite would make it readable to whoever the umask lets.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))


def _problem(source: Path, target: Path, fault: BaseException) -> Unwritable | Damaged:
    if "full" in str(fault) or "readonly" in str(fault):
        return Unwritable(f"Cannot write {target}: {fault}.")
    return _damaged(source)


def _damaged(path: Path) -> Damaged:
    return Damaged(f"{path} is damaged, and no whole copy of it can be made.")
