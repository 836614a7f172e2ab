"""As much of the DB-API (PEP 249) over apsw as SQLAlchemy asks for, on a disk of our own making."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import apsw

paramstyle = "qmark"
apilevel = "2.0"
threadsafety = 1
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(map(int, sqlite_version.split(".")))

Error = apsw.Error
DatabaseError = apsw.Error
OperationalError = apsw.IOError
IntegrityError = apsw.ConstraintError
InterfaceError = apsw.MisuseError
InternalError = apsw.InternalError
ProgrammingError = apsw.SQLError
NotSupportedError = apsw.SQLError
DataError = apsw.MismatchError
Binary = bytes
PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2


class Cursor:
    """One statement at a time, its rows fetched at once."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Cursor:
        inner, plain = self._connection.inner, self._connection.inner.cursor()
        self.description = None
        plain.exec_trace = self._described
        before = inner.total_changes()
        self._rows = list(plain.execute(sql, tuple(values)))
        changed = inner.total_changes() - before
        self.rowcount = inner.changes() if changed else (-1 if self.description else 0)
        self.lastrowid = inner.last_insert_rowid()
        return self

    def _described(self, cursor: apsw.Cursor, sql: str, values: Any) -> bool:
        # Only here does apsw tell the columns of a result that has no rows.
        columns = cursor.get_description()
        self.description = [(name, *[None] * 6) for name, _ in columns] or None
        return True

    def executemany(self, sql: str, many: Iterable[Sequence[Any]]) -> Cursor:
        total = 0
        for values in many:
            total += self.execute(sql, values).rowcount
        self.rowcount = total
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = size or self.arraysize
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def close(self) -> None:
        self._rows = []


class Connection:
    """A connection on the lossy disk; alone on its file, since that disk has no shared memory."""

    isolation_level: str | None = None

    def __init__(self, path: str, vfs: str, pragmas: Iterable[str]) -> None:
        self.inner = apsw.Connection(path, vfs=vfs)
        for pragma in pragmas:
            self.inner.execute(f"PRAGMA {pragma}")

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        if self.inner.in_transaction:
            self.inner.execute("COMMIT")

    def rollback(self) -> None:
        if self.inner.in_transaction:
            self.inner.execute("ROLLBACK")

    def create_function(self, name: str, count: int, function: Any, **_: Any) -> None:
        self.inner.create_scalar_function(name, function, count)

    def close(self) -> None:
        self.inner.close()


def connect(*where: Any, **options: Any) -> Any:
    """A plain connection; those on the lossy disk are made by the test."""
    return sqlite3.connect(*where, **options)
