"""Removing a person for good: from every table, the search index, the free pages and the log."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from convo_tui.storage import driver
from convo_tui.storage.belongings import (
    ROWS,
    Belongings,
    Table,
    as_list,
    belongings_of,
    quoted,
    tables_of,
)
from convo_tui.storage.problems import InUse, StorageProblem

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from convo_tui.storage.database import Database

WAITS_SECONDS = 1.0
"""How long a shell command that writes at this moment is waited for."""

_PRAGMAS = (
    # Nobody else can open the file until this connection is closed.
    "locking_mode = EXCLUSIVE",
    "synchronous = FULL",
    # Every row that leads to them goes, in any order; what is left is checked before it is kept.
    "foreign_keys = OFF",
    "temp_store = MEMORY",
    # What is deleted is overwritten with zeros.
    "secure_delete = ON",
)


class NotRewritten(StorageProblem):
    """The rows are gone, but what they said may still stand in the free space of the file."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, or would be.

    Attributes:
        rows: how many rows, by table; the search index is not counted.
    """

    rows: Mapping[str, int]


def about(database: Database, person_id: str) -> Purged:
    """What would be removed with a person; nothing is."""
    with closing(driver.connect(database.path, read_only=True)) as connection:
        tables = tables_of(connection)
        return _purged(tables, belongings_of(connection, tables, person_id))


def purge_person(database: Database, person_id: str) -> Purged:
    """Remove everything about a person, and rewrite the file without it.

    All rows go in one transaction: a program that is killed leaves all of them or none. The
    database can be used again afterwards.

    Raises:
        InUse: the file is open elsewhere; nothing was removed.
        NotRewritten: all rows were removed, but the file could not be rewritten.
        StorageProblem: it could not be done; nothing was removed.
    """
    with _alone(database) as connection:
        _need_room(database.path)
        tables = tables_of(connection)
        try:
            connection.execute("BEGIN IMMEDIATE")
            theirs = belongings_of(connection, tables, person_id)
            for name, rows in theirs.rows.items():
                query = f"DELETE FROM {quoted(name)} WHERE rowid {ROWS}"  # noqa: S608  # no value in it
                connection.execute(query, [as_list(rows)])
            _index_anew(connection, tables)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StorageProblem("Nothing was removed: something else depends on it.")
            connection.execute("COMMIT")
        except driver.database_errors() as fault:
            raise StorageProblem(f"Nothing was removed: {fault}.") from fault
        _rewrite(connection)
    _forget_locks(database.path, theirs.ids)
    return _purged(tables, theirs)


def _purged(tables: Iterable[Table], theirs: Belongings) -> Purged:
    names = [table.name for table in tables if not table.search]
    return Purged({name: len(theirs.rows[name]) for name in names if theirs.rows[name]})


@contextmanager
def _alone(database: Database) -> Iterator[sqlite3.Connection]:
    """A connection beside which there is no other, of this process or another.

    An open window would go on showing the person, and could write a draft about them again.
    """
    with database.locked():
        database.engine.dispose()
        opened = driver.connect(database.path, timeout=WAITS_SECONDS, isolation_level=None)
        with closing(opened) as connection:
            try:
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                # Only now the lock is taken; whoever merely has the file open holds against it.
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            except driver.database_errors() as fault:
                raise InUse(
                    "Convo has this file open in another window. Leave it there first (ctrl+q);"
                    " nothing was removed."
                ) from fault
            yield connection


def _need_room(path: Path) -> None:
    """Rewriting takes as much again, in the log and then in the file."""
    needed = 2 * path.stat().st_size
    if shutil.disk_usage(path.parent).free < needed:
        raise StorageProblem(
            f"The disk needs {needed // 1_000_000 + 1} MB of free space to rewrite {path};"
            " nothing was removed."
        )


def _index_anew(connection: sqlite3.Connection, tables: Iterable[Table]) -> None:
    """Build every search index from what is left: FTS5 keeps the words of deleted rows a while."""
    for name in (table.name for table in tables if table.search):
        command = f"INSERT INTO {quoted(name)} ({quoted(name)}) VALUES (?)"  # noqa: S608  # no value in it
        try:
            connection.execute(command, ["rebuild"])
        except driver.database_errors():
            # It kept no text to be built from: better no index than one that knows them.
            connection.execute(command, ["delete-all"])
        connection.execute(command, ["optimize"])


def _rewrite(connection: sqlite3.Connection) -> None:
    """Leave no free page and no log behind."""
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver.database_errors() as fault:
        raise NotRewritten(
            f"Everything was removed, but the file could not be rewritten ({fault}): parts of it"
            " may still stand in its free space."
        ) from fault


def _forget_locks(path: Path, ids: set[str]) -> None:
    """The locks of their talks are empty, but have the ids of the talks in their names."""
    for lock in path.parent.iterdir():
        talk = lock.name.removeprefix(f"{path.name}.talk-").removesuffix(".lock")
        if talk in ids:
            lock.unlink(missing_ok=True)
