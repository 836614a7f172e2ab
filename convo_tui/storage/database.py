"""The one file: opened privately, checked before it is trusted, written under a lock.

What is SQLite's alone (pragmas, the transaction mode; the header in `header.py`) stands here.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from convo_tui.storage import driver, entries
from convo_tui.storage.driver import LOCK_SECONDS
from convo_tui.storage.guard import Guard
from convo_tui.storage.header import (
    APPLICATION_ID,
    HEAD,
    checked_revision,
    must_be_ordinary,
    must_not_be_lost,
    revision_in,
)
from convo_tui.storage.problems import Busy, Damaged, Unwritable
from convo_tui.storage.soundness import is_damage, must_be_sound, words_of
from convo_tui.storage.trouble import CANNOT, words_for

if TYPE_CHECKING:
    import sqlite3


_HELD = (5, 6)
"""SQLITE_BUSY and SQLITE_LOCKED."""


class Database:
    """An open Convo file: `reading()` and `writing()` give sessions on it.

    Raises:
        StorageProblem: on opening, where the file is foreign, newer, damaged or unwritable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS, mode=0o600)
        self.damage: Damaged | None = None
        """What was found while the file was open; from then on nothing is written."""
        revision = _prepare(path)
        self.guard = Guard(path)
        self.engine = _engine(path, self.guard)
        self._write_engine = self.engine.execution_options(immediate=True)
        try:
            self._bring_up_to_date(revision)
        except DBAPIError as fault:
            self.close()
            raise Unwritable(f"Cannot write {path}: {words_for(fault) or CANNOT}.") from fault
        except BaseException:
            self.close()
            raise

    def _bring_up_to_date(self, revision: str | None) -> None:
        if revision != HEAD:
            self._migrate(revision)
        elif not self._has_entries():
            with self._write_engine.begin() as connection:
                entries.install(_plain(connection))

    def _has_entries(self) -> bool:
        with self.engine.connect() as connection:
            return entries.is_installed(_plain(connection))

    def _migrate(self, revision: str | None) -> None:
        # Alembic costs more than the rest of opening together: only a file not at head pays it.
        from convo_tui.clock import SystemClock
        from convo_tui.storage.backup import Why, make
        from convo_tui.storage.migrate import upgrade

        with self.locked():
            if revision_in(self.path) == HEAD:
                return
            if revision is not None:
                # The machine's own zone will do to say which backups were made on one day.
                make(self.path, Why.BEFORE_UPGRADE, SystemClock().now().astimezone())
            with self._write_engine.begin() as connection:
                upgrade(connection, HEAD)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                entries.install(_plain(connection))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the advisory lock that the app and the shell commands share.

        Raises:
            Moved: the file under the path is not the one that was opened; nothing may be written.
            Busy: somebody else holds the lock.
        """
        # Before it, too: taking the lock would make its folder anew.
        self.guard.check()
        try:
            with self._lock:
                self.guard.check()
                yield
        except Timeout:
            raise Busy(
                f"Another Convo has been writing to {self.path} for {LOCK_SECONDS:.0f} seconds; "
                "close it or try again."
            ) from None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, on one consistent state of the file."""
        try:
            with Session(self.engine) as session:
                yield session
        except DBAPIError as fault:
            self._note_damage(fault)
            raise
        except (ValueError, TypeError, KeyError) as fault:
            # Nothing else is done in here than reading: what stands in the file is not a value.
            self.damage = Damaged.found_in(self.path, "a row cannot be read")
            raise self.damage from fault

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: all of it is kept, or none."""
        if self.damage is not None:
            raise self.damage
        try:
            with self.locked(), Session(self._write_engine) as session, session.begin():
                yield session
        except DBAPIError as fault:
            self._note_damage(fault)
            raise

    def _note_damage(self, fault: DBAPIError) -> None:
        if is_damage(fault.orig):
            self.damage = Damaged.found_in(self.path, words_of(fault.orig))
            raise self.damage from fault

    def in_use(self) -> bool:
        """Whether a session is open, in any thread."""
        pool = self.engine.pool
        return isinstance(pool, QueuePool) and pool.checkedout() > 0

    def let_go(self) -> None:
        """Close every connection that nobody uses now; the next use opens others."""
        self.engine.dispose()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self.guard.close()


class Watch:
    """Tells whether another connection, of this program or another, wrote to the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = driver.connect(path, check_same_thread=False)
        self._seen = self._version()

    def _version(self) -> int:
        row = self._connection.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def changed(self) -> bool:
        """Whether somebody wrote since the last call; False while the disk cannot tell."""
        try:
            version = self._version()
        except driver.database_errors():
            return False
        changed, self._seen = version != self._seen, version
        return changed

    def carry_over(self) -> bool:
        """Put what the log holds into the file itself, wherever that is now; whether all of it."""
        busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def copy_into(self, other: sqlite3.Connection) -> None:
        """Copy the file whole, even one that was deleted since it was opened.

        Raises:
            Busy: another program holds it; SQLite itself would wait for ever.
        """

        def stop(status: int, _remaining: int, _pages: int) -> None:
            if status in _HELD:
                raise Busy(f"Another program holds {self.path}.")

        self._connection.backup(other, progress=stop)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _plain(connection: Connection) -> entries.Connection:
    """The driver's own connection, within the same transaction."""
    return cast("entries.Connection", connection.connection.driver_connection)


def _prepare(path: Path) -> str | None:
    """Make sure the file is there, private and ours; the revision it is at, None for a new one."""
    try:
        must_be_ordinary(path)
        must_not_be_lost(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
    except OSError as fault:
        raise Unwritable(f"Cannot write {path}: {words_for(fault)}.") from fault
    revision = checked_revision(path)
    if revision is not None:
        must_be_sound(path)
    return revision


def _make(path: Path) -> None:
    """Make the file where there is none; one that is there is not touched, nor even opened.

    To close it again would let go of the locks that SQLite holds on it in this process.
    """
    try:
        # Made here with its mode: SQLite would make it readable to whoever the umask lets.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None


def _engine(path: Path, guard: Guard) -> Engine:
    def connect() -> sqlite3.Connection:
        # Where the file is gone, SQLite would make an empty one.
        guard.check()
        connection = driver.connect(path, check_same_thread=False)
        try:
            # Another file may have come under the path in between; asking it for a log writes.
            guard.check()
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        # Says what kind of database it is; the connections come from `creator`.
        URL.create("sqlite+pysqlite", database=str(path)),
        module=driver.library_of(path),
        creator=connect,
        # Notes are parameters: they must not reach an error message or a log.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: Any) -> None:
        # The driver's own BEGIN is late and leaves DDL out; `_begin` says it instead.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
