"""A quick look into the file for the shell: who there is, what `status` shows, what a search finds.

Without SQLModel, whose import alone takes longer than a prompt may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convo_tui.domain.people import Person
from convo_tui.storage import entries
from convo_tui.storage.driver import database_errors, is_locked, look
from convo_tui.storage.header import HEAD, checked_revision
from convo_tui.storage.plain import Ask
from convo_tui.storage.problems import Damaged, StorageProblem
from convo_tui.storage.soundness import raise_unless_damage, words_of

if TYPE_CHECKING:
    import sqlite3

_INSTANTS = frozenset({"created_at", "next_at", "archived_at"})
_COLUMNS = tuple(column.name for column in fields(Person))

_LAST = """
SELECT
    (SELECT max(started_at) FROM meeting WHERE person_id = :id AND state = 'held'),
    (SELECT max(started_at) FROM meeting WHERE person_id = :id AND state = 'live')
"""
_PROMISES = """
SELECT (
    SELECT min("on") FROM checkpoint WHERE commitment_id = commitment.id AND outcome IS NULL
) FROM commitment WHERE person_id = :id AND state = 'open' AND owner IN ('manager', 'both')
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """A person, and what of theirs a prompt may show.

    Attributes:
        last_held: when the last talk held began.
        running: when the talk began that runs, or was cut off; None where none is.
        promised: the days on which open promises to them are due, those with a day.
    """

    person: Person
    last_held: datetime | None = None
    running: datetime | None = None
    promised: tuple[date, ...] = ()


def everybody(path: Path) -> tuple[Person, ...]:
    """All people, the archived ones too, by name; none where there is no file.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or locked.
    """
    with _reading(path) as connection:
        return _people(connection) if connection else ()


def whoever(path: Path) -> tuple[Person, ...]:
    """All people that can be read at once and without asking anybody; none where that cannot be."""
    try:
        if is_locked(path) or checked_revision(path) != HEAD:
            return ()
        return everybody(path)
    except (StorageProblem, OSError):
        return ()


def glances(path: Path) -> tuple[Glance, ...]:
    """What stands with each person who is not archived, by name.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or locked.
    """
    with _reading(path) as connection:
        if connection is None:
            return ()
        people = [person for person in _people(connection) if person.archived_at is None]
        return tuple(_glance(connection, person) for person in people)


@contextmanager
def looking(path: Path) -> Iterator[tuple[Ask, tuple[Person, ...]] | None]:
    """The file at one moment, to ask as `stream.py` does, and everybody in it by name.

    None where there is nothing in it yet.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or locked.
    """
    with _reading(path) as connection:
        if connection is None:
            yield None
        else:
            ask: Ask = lambda sql, parameters: connection.execute(sql, parameters).fetchall()  # noqa: E731
            yield ask, _people(connection)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The file at one moment; None where there is nothing to read in it yet."""
    if not _up_to_date(path):
        yield None
        return
    try:
        with closing(look(path)) as connection:
            connection.execute("BEGIN")
            yield connection
    except database_errors() as fault:
        raise_unless_damage(path, fault)
        raise Damaged.found_in(path, words_of(fault)) from fault
    except (ValueError, TypeError) as fault:  # a date that is none
        raise Damaged.found_in(path, "a date cannot be read") from fault


def _up_to_date(path: Path) -> bool:
    try:
        revision = checked_revision(path)
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise StorageProblem(f"Cannot read {path}: {(fault.strerror or '').lower()}.") from fault
    if revision is not None and (revision != HEAD or not _has_entries(path)):
        # A file of an older Convo: let the store bring it up to date, once.
        from convo_tui.storage.store import open_store

        open_store(path).close()
    return revision is not None


def _has_entries(path: Path) -> bool:
    try:
        with closing(look(path)) as connection:
            return entries.is_installed(connection)
    except database_errors() as fault:
        raise_unless_damage(path, fault)
        raise Damaged.found_in(path, words_of(fault)) from fault


def _people(connection: sqlite3.Connection) -> tuple[Person, ...]:
    columns = ", ".join(_COLUMNS)
    query = f"SELECT {columns} FROM person ORDER BY lower(name), id"  # noqa: S608  # our own names
    return tuple(_person(row) for row in connection.execute(query))


def _person(row: tuple[Any, ...]) -> Person:
    parts: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return Person(**parts | {name: _instant(parts[name]) for name in _INSTANTS})


def _glance(connection: sqlite3.Connection, person: Person) -> Glance:
    about = {"id": person.id}
    last, live = connection.execute(_LAST, about).fetchone()
    promised = (day for (day,) in connection.execute(_PROMISES, about) if day is not None)
    return Glance(person, _instant(last), _instant(live), tuple(map(date.fromisoformat, promised)))


def _instant(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored).replace(tzinfo=UTC)
