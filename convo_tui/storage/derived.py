"""What follows from the rest of a file, timeline and search index: looked at, and made anew.

Each start looks at it, so what examines the rest (`doctor.py`) is not imported for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage import entries
from convo_tui.storage.driver import connect, is_encrypted
from convo_tui.storage.findings import REPAIR, RESTORE, Finding, Mend, Weight
from convo_tui.storage.soundness import ALL_CHECKED_BELOW, first_fault, to_check

if TYPE_CHECKING:
    import sqlite3

    from convo_tui.storage.store import Store


def rest_of_checks(path: Path) -> tuple[Finding, ...]:
    """What opening does not look at: all of a large file, the timeline and the search index.

    Raises:
        StorageProblem: it cannot be looked at now.
    """
    large = path.stat().st_size > ALL_CHECKED_BELOW
    if large and (why := first_fault(path, all_of_it=True)):
        return (damage("pages", why),)
    if is_encrypted(path):
        return ()
    with closing(to_check(path)) as connection:
        return tuple(derived(path, connection))


def derived(path: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    """The timeline's entries and the search index; their checks are INSERTs that change nothing."""
    if is_encrypted(path):
        # No copy of it stands in memory in plain; what is begun here is never committed.
        with closing(connect(path, isolation_level=None)) as own:
            own.execute("BEGIN")
            yield from derived_findings(own)
            own.execute("ROLLBACK")
        return
    yield from derived_findings(connection)


def derived_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The same on a connection that may write."""
    if not entries.is_installed(connection):
        return
    for sentence in entries.problems(connection):
        index = "search index" in sentence
        yield Finding(
            "index" if index else "timeline",
            Weight.WRONG,
            sentence,
            REPAIR,
            Mend.INDEX if index else Mend.TIMELINE,
        )


def make_index(store: Store) -> None:
    """Make the search index anew."""
    with store.database.writing() as session:
        run = session.connection().exec_driver_sql
        run(f"INSERT INTO {entries.INDEX} ({entries.INDEX}) VALUES ('rebuild')")  # noqa: S608


def make_timeline(store: Store) -> None:
    """Make the timeline's entries anew."""
    with store.database.writing() as session:
        entries.install(session.connection().connection.driver_connection)  # type: ignore[arg-type]


def damage(about: str, why: str) -> Finding:
    """What makes a file one to restore."""
    return Finding(about, Weight.DAMAGE, f"Damaged: {why}.", RESTORE)
