"""Making a plain file encrypted, and an encrypted one plain: all of it, or nothing.

A copy is written aside, compared with the file row by row, and put in its place by one rename.
Whatever moment the program is cut off at, what stands at the file's path opens as it did before,
or as it does afterwards. The file's own first bytes say which (`driver.is_encrypted`), so the key
file is there before the copy takes its place, and goes after it has lost it.

All of it is done with the library for encrypted files, which opens plain ones too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from convo_tui.storage import driver
from convo_tui.storage.copies import BESIDE, copies_of, only_of
from convo_tui.storage.driver import LOCK_SECONDS, DataKey
from convo_tui.storage.problems import InUse, StorageProblem, Unwritable
from convo_tui.storage.snapshot import flush

if TYPE_CHECKING:
    import sqlite3

    from convo_tui.storage.cipher import KeyFile

ASIDE = ".changing"
"""How the name of the copy ends while it is not yet in the file's place."""

WAITS_SECONDS = 1.0
"""How long a shell command that writes at this moment is waited for."""


class NotTheSame(StorageProblem):
    """The copy does not hold what the file holds."""


def encrypt(path: Path, file: KeyFile, key: DataKey, *, keep: Path | None = None) -> None:
    """Make a plain database encrypted; this process has it unlocked afterwards.

    Args:
        path: the database.
        file: what is to stand beside it; it holds the key sealed.
        key: the data key.
        keep: where to leave a plain copy; nowhere unless asked for.

    Raises:
        StorageProblem: it could not be done, and everything is as it was.
    """
    if driver.is_encrypted(path):
        # Its key file must not be written over: nothing else opens it.
        raise StorageProblem(f"{path} is encrypted already.")
    try:
        with _alone(path) as source:
            if keep is not None:
                _keep(source, path, keep)
            file.write(path)
            flush(driver.key_file(path).parent)
            _swap(source, path, key)
    except BaseException:
        if not driver.is_encrypted(path):
            driver.key_file(path).unlink(missing_ok=True)
        raise
    driver.unlock(path, key)


def decrypt(path: Path) -> None:
    """Make an encrypted database that is unlocked plain again, and remove its key file.

    Raises:
        Locked: it is not unlocked.
        StorageProblem: it could not be done, and everything is as it was.
    """
    with _alone(path) as source:
        _swap(source, path, None)
        driver.key_file(path).unlink(missing_ok=True)
        flush(driver.key_file(path).parent)
    driver.forget_key(path)


def plain_copies(path: Path) -> tuple[Path, ...]:
    """The backups of a database, and what else was kept beside it, that anyone can read.

    Another database that stands in the same folder is not among them, nor are its backups.
    """
    found = []
    for copy in copies_of(path):
        with copy.open("rb") as file:
            if file.read(len(driver.PLAIN)) == driver.PLAIN:
                found.append(copy)
    return tuple(sorted(only_of(path, found)))


def encrypt_copies(copies: Iterable[Path], file: KeyFile, key: DataKey) -> tuple[Path, ...]:
    """Encrypt copies of a database with its own key; those that could not be."""
    left = []
    for copy in copies:
        try:
            encrypt(copy, file, key)
        except StorageProblem:
            left.append(copy)
        # Nobody else waits for a backup.
        copy.with_name(f"{copy.name}.lock").unlink(missing_ok=True)
    return tuple(left)


def sweep(path: Path) -> None:
    """Remove what a change that was cut off left beside a file, unless one is going on."""
    if not _aside(path).exists():
        return
    with suppress(Timeout, OSError), _lock(path, 0):
        _remove(_aside(path))


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection beside which there is no other, to a file that has no log any more."""
    driver.by_cipher(path)
    try:
        with _lock(path, LOCK_SECONDS):
            opened = driver.connect(path, timeout=WAITS_SECONDS, isolation_level=None)
            with closing(opened) as source:
                _hold(source, path)
                yield source
    except Timeout:
        raise InUse(f"Another Convo is writing to {path}; nothing was changed.") from None
    except OSError as fault:
        raise Unwritable(
            f"Cannot change {path}: {(fault.strerror or str(fault)).lower()}."
        ) from fault
    except driver.database_errors() as fault:
        raise StorageProblem(f"{path} was not changed: {fault}.") from fault


def _lock(path: Path, seconds: float) -> FileLock:
    """The advisory lock that the app and the shell commands share."""
    return FileLock(f"{path}.lock", timeout=seconds, mode=0o600)


def _hold(source: sqlite3.Connection, path: Path) -> None:
    """Let nobody else in until the connection is closed.

    Whoever has the file open holds a lock on its log, so this ends where an app is running. The
    log must be gone before another file takes the place: SQLite would play it into that one.
    """
    try:
        (mode,) = source.execute("PRAGMA journal_mode = DELETE").fetchone()
        source.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except driver.database_errors() as fault:
        if "locked" not in str(fault):
            raise
        mode = "busy"
    if mode != "delete":
        raise InUse(
            f"Convo has {path} open in another window. Leave it there first (ctrl+q);"
            " nothing was changed."
        )


def _swap(source: sqlite3.Connection, path: Path, key: DataKey | None) -> None:
    """Put a copy with this key, or without one, in the place of the file."""
    # A link stays one: what it leads to is replaced.
    target, aside = path.resolve(), _aside(path)
    _need_room(target)
    _remove(aside)
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _write(source, path, aside, key)
        aside.replace(target)
    except BaseException:
        _remove(aside)
        raise
    flush(target.parent)


def _write(source: sqlite3.Connection, path: Path, copy: Path, key: DataKey | None) -> None:
    """Fill an empty file with all that the database holds, on the disk and compared with it."""
    driver.by_cipher(copy)
    _export(source, copy, key)
    with closing(driver.connect(copy, read_only=True, key=key)) as written:
        _compare(source, written, path, encrypted=key is not None)
    flush(copy)


def _aside(path: Path) -> Path:
    target = path.resolve()
    return target.with_name(f"{target.name}{ASIDE}")


def _remove(copy: Path) -> None:
    for ending in ("", *BESIDE):
        copy.with_name(f"{copy.name}{ending}").unlink(missing_ok=True)


def _need_room(target: Path) -> None:
    needed = target.stat().st_size
    if shutil.disk_usage(target.parent).free < 2 * needed:
        raise StorageProblem(
            f"The disk needs {2 * needed // 1_000_000 + 1} MB of free space to write {target}"
            " anew; nothing was changed."
        )


def _export(source: sqlite3.Connection, into: Path, key: DataKey | None) -> None:
    """Write all of a database into another file."""
    source.execute("ATTACH ? AS copy KEY ?", (str(into), key.literal if key else ""))
    try:
        for pragma in ("auto_vacuum", "user_version", "application_id"):
            (value,) = source.execute(f"PRAGMA main.{pragma}").fetchone()
            source.execute(f"PRAGMA copy.{pragma} = {int(value)}")
        source.execute("SELECT sqlcipher_export('copy')").fetchone()
    finally:
        source.execute("DETACH copy")


def _compare(
    source: sqlite3.Connection, copy: sqlite3.Connection, path: Path, *, encrypted: bool
) -> None:
    """See that a copy is sound, and holds the same.

    Raises:
        NotTheSame: it does not.
    """
    sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    if encrypted:
        # Every page's signature, whatever is on it.
        sound = sound and not copy.execute("PRAGMA cipher_integrity_check").fetchall()
    asked = ["PRAGMA application_id", "PRAGMA user_version", _OBJECTS, *_all_rows(source)]
    if not sound or not all(_same(source, copy, each) for each in asked):
        raise NotTheSame(f"The new copy of {path} does not hold the same; nothing was changed.")


_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
_TABLES = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN (?, ?)"


def _all_rows(source: sqlite3.Connection) -> Iterator[str]:
    """A query for each table: its rows with the numbers that a search index knows them by."""
    # A virtual table has no rows of its own: they are in its shadow tables.
    for name, without_rowid in source.execute(_TABLES, ("table", "shadow")).fetchall():
        if name not in {"sqlite_schema", "sqlite_temp_schema"}:
            quoted = '"' + name.replace('"', '""') + '"'
            number = "" if without_rowid else "rowid, "
            yield f"SELECT {number}* FROM {quoted} ORDER BY 1"  # noqa: S608  # a table's name


def _same(source: sqlite3.Connection, copy: sqlite3.Connection, query: str) -> bool:
    rows = zip_longest(source.execute(query), copy.execute(query))
    return all(ours == theirs for ours, theirs in rows)


def _keep(source: sqlite3.Connection, path: Path, keep: Path) -> None:
    """Leave a plain copy where it was asked for; nothing that is there is replaced."""
    try:
        os.close(os.open(keep, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StorageProblem(f"{keep} is there already; give another name.") from None
    try:
        _write(source, path, keep, None)
    except BaseException:
        _remove(keep)
        raise
