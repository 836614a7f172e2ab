"""Whether a file is ours and at which revision, by a plain read; imports nothing heavy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage.driver import connect, database_errors
from convo_tui.storage.problems import Damaged, NotOurs, TooNew, Unwritable

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x434F4E56
"""The bytes "CONV" in the file's header, so that no other program's file is taken for ours."""

HEAD = "0001"
"""The newest migration; a test holds it against the migrations folder."""

KNOWN_REVISIONS = ("0001",)


def must_be_ordinary(path: Path) -> None:
    """Keep away from what would swallow all that is written, or never answer.

    Raises:
        Unwritable: a folder, a device, a pipe or a socket stands there.
    """
    if path.exists() and not path.is_file():
        raise Unwritable(f"{path} is not an ordinary file; choose another with --database.")


def checked_revision(path: Path) -> str | None:
    """The revision of a file that is there; None for one that has nothing in it yet.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or locked.
    """
    must_be_ordinary(path)
    if path.stat().st_size == 0:
        return None
    try:
        with closing(connect(path, read_only=True)) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            found = _revision(connection)
    except database_errors() as fault:
        raise Damaged(
            f"{path} is not a readable SQLite file ({fault}); it was left as is."
        ) from fault
    if owner == 0 and tables == 0:
        return None
    if owner != APPLICATION_ID:
        raise NotOurs(f"{path} belongs to another program; choose another file with --database.")
    if found not in KNOWN_REVISIONS:
        raise TooNew(f"{path} was written by a newer Convo (at {found}); update Convo to open it.")
    return found


def revision_in(path: Path) -> str | None:
    """What the file says of its migrations."""
    with closing(connect(path, read_only=True)) as connection:
        return _revision(connection)


def _revision(connection: sqlite3.Connection) -> str | None:
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(tables).fetchone()[0]:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])
