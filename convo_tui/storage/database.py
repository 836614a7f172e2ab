"""The one file: opened privately, checked before it is trusted, written under a lock.

What is SQLite's alone (pragmas, the transaction mode; the header in `header.py`) stands here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlmodel import Session

from convo_tui.storage import driver, entries
from convo_tui.storage.driver import LOCK_SECONDS
from convo_tui.storage.header import (
    APPLICATION_ID,
    HEAD,
    checked_revision,
    must_be_ordinary,
    revision_in,
)
from convo_tui.storage.problems import StorageProblem, Unwritable

if TYPE_CHECKING:
    import sqlite3


class Database:
    """An open Convo file: `reading()` and `writing()` give sessions on it.

    Raises:
        StorageProblem: on opening, where the file is foreign, newer, damaged or unwritable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS, mode=0o600)
        revision = _prepare(path)
        self.engine = _engine(path)
        self._write_engine = self.engine.execution_options(immediate=True)
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
        from convo_tui.storage.migrate import upgrade

        with self.locked():
            if revision_in(self.path) == HEAD:
                return
            if revision is not None:
                _copy(self.path, self.path.with_name(f"{self.path.name}.before-{HEAD}.bak"))
            with self._write_engine.begin() as connection:
                upgrade(connection, HEAD)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                entries.install(_plain(connection))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the advisory lock that the app and the shell commands share."""
        try:
            with self._lock:
                yield
        except Timeout:
            raise StorageProblem(
                f"Another Convo has been writing to {self.path} for {LOCK_SECONDS:.0f} seconds; "
                "close it or try again."
            ) from None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, on one consistent state of the file."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: all of it is kept, or none."""
        with self.locked(), Session(self._write_engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


class Watch:
    """Tells whether another connection, of this program or another, wrote to the file."""

    def __init__(self, path: Path) -> None:
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
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made here with its mode: SQLite would make it readable to whoever the umask lets.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as fault:
        raise Unwritable(f"Cannot write {path}: {_reason(fault)}.") from fault
    return checked_revision(path)


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()


def _copy(source: Path, target: Path) -> None:
    """Copy a database whole, with what its log holds, into a private file."""
    os.close(os.open(target, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    with closing(driver.connect(source)) as old, closing(driver.connect(target)) as new:
        old.backup(new)


def _engine(path: Path) -> Engine:
    engine = create_engine(
        # Says what kind of database it is; the connections come from `creator`.
        URL.create("sqlite+pysqlite", database=str(path)),
        module=driver.library(encrypted=driver.is_encrypted(path)),
        creator=lambda: driver.connect(path, check_same_thread=False),
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
