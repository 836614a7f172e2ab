"""Whether a file is ours and at which revision, by a plain read; imports nothing heavy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage.driver import database_errors, log_of, look
from convo_tui.storage.problems import Damaged, NotOurs, TooNew, Unwritable
from convo_tui.storage.soundness import raise_unless_damage, words_of

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x434F4E56
"""The bytes "CONV" in the file's header, so that no other program's file is taken for ours."""

HEAD = "0003"
"""The newest migration; a test holds it against the migrations folder."""

KNOWN_REVISIONS = ("0001", "0002", "0003")

_OURS = "SELECT count(*) FROM sqlite_master WHERE name IN ('meeting_event', 'schedule_change')"
"""Tables that no other program's file has both."""


def must_be_ordinary(path: Path) -> None:
    """Keep away from what would swallow all that is written, or never answer.

    Raises:
        Unwritable: a folder, a device, a pipe or a socket stands there.
    """
    if path.exists() and not path.is_file():
        raise Unwritable(f"{path} is not an ordinary file; choose another with --database.")


def must_not_be_lost(path: Path) -> None:
    """See that a file without anything in it, or none at all, really is a new beginning.

    Raises:
        Damaged: it stands beside backups, or beside a log that SQLite would throw away.
    """
    there = path.exists()
    if there and path.stat().st_size:
        return
    log = log_of(path)
    if has_backups(path) or (log.exists() and log.stat().st_size):
        what = "is empty" if there else "is gone"
        raise Damaged(
            f"{path} {what}, and it held something before: convo restore brings a backup back."
            f" To begin anew, move what is left of it out of {path.parent} first.",
            f"it {what}",
        )


def has_backups(path: Path) -> bool:
    """Whether there are backups of this database."""
    from convo_tui.storage.backup import backups_of, folder_of

    return folder_of(path).is_dir() and bool(backups_of(path))


def checked_revision(path: Path) -> str | None:
    """The revision of a file that is there; None for one that has nothing in it yet.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or locked.
    """
    must_be_ordinary(path)
    must_not_be_lost(path)
    if path.stat().st_size == 0:
        return None
    try:
        with closing(look(path)) as connection:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            found = _revision(connection)
            ours = found in KNOWN_REVISIONS and connection.execute(_OURS).fetchone() == (2,)
    except database_errors() as fault:
        raise_unless_damage(path, fault)
        raise Damaged.found_in(path, words_of(fault)) from fault
    if owner == 0 and tables == 0:
        return None
    if owner != APPLICATION_ID and ours:
        raise Damaged.found_in(path, "its header does not say whose it is")
    if owner != APPLICATION_ID:
        raise NotOurs(f"{path} belongs to another program; choose another file with --database.")
    if found is None:
        raise Damaged.found_in(path, "its tables are missing")
    if found not in KNOWN_REVISIONS:
        raise TooNew(f"{path} was written by a newer Convo (at {found}); update Convo to open it.")
    return found


def revision_in(path: Path) -> str | None:
    """What the file says of its migrations."""
    with closing(look(path)) as connection:
        return _revision(connection)


def _revision(connection: sqlite3.Connection) -> str | None:
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(tables).fetchone()[0]:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])
