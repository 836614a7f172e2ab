"""What in a file belongs to a person, found in the file itself and not in a list of tables.

Whatever a foreign key leads to them from is theirs, and whatever holds an id of theirs. So a table
that joins later is covered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

ROWS = "IN (SELECT value FROM json_each(?))"
"""That a value is one of those in a JSON list, however long that is."""

_CONTENT_ELSEWHERE = re.compile(r"\bcontent\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file.

    Attributes:
        columns: none for an index of another table's rows, which has no rows of its own.
        links: its foreign keys: column, other table, column there.
        search: whether it is a full-text index.
    """

    name: str
    columns: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()
    search: bool = False


@dataclass(slots=True)
class Belongings:
    """What belongs to a person.

    Attributes:
        rows: rowids by table.
        ids: the ids of the person and of what is theirs.
    """

    rows: dict[str, set[int]]
    ids: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


def tables_of(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """Every table that rows can be deleted from, as the file itself has it."""
    listed = connection.execute(
        "SELECT made.name, made.sql FROM sqlite_schema AS made"
        " JOIN pragma_table_list AS listed ON listed.name = made.name AND listed.schema = 'main'"
        " WHERE made.type = 'table' AND listed.type IN ('table', 'virtual')"
        " AND made.name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    ).fetchall()
    return tuple(_table(connection, name, sql) for name, sql in listed)


def _table(connection: sqlite3.Connection, name: str, sql: str) -> Table:
    if sql.upper().startswith("CREATE VIRTUAL"):
        # An index of another table's rows has none of its own.
        own = not _CONTENT_ELSEWHERE.search(sql)
        return Table(name, _columns(connection, name) if own else (), search="fts5" in sql.lower())
    keys = connection.execute(
        'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', [name]
    ).fetchall()
    links = tuple((here, other, there or "rowid") for here, other, there in keys)
    return Table(name, _columns(connection, name), links)


def _columns(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", [name])
    return tuple(column for (column,) in rows)


def belongings_of(
    connection: sqlite3.Connection, tables: Iterable[Table], person_id: str
) -> Belongings:
    """All rows that lead to a person, over however many steps."""
    tables = tuple(tables)
    found = Belongings({table.name: set() for table in tables}, {person_id})
    before = -1
    while len(found) > before:
        before = len(found)
        for table in tables:
            rows = found.rows[table.name]
            rows |= _linked(connection, table, found) | _naming(connection, table, found.ids)
            if "id" in table.columns:
                found.ids |= _texts_of(connection, table, rows)
    found.rows["draft"] |= _drafts(connection, found.ids)
    return found


def _linked(connection: sqlite3.Connection, table: Table, found: Belongings) -> set[int]:
    """Rows with a foreign key to a row that is theirs, whatever it says of deleting that."""
    rows: set[int] = set()
    for here, other, there in table.links:
        wanted = f"SELECT {quoted(there)} FROM {quoted(other)} WHERE rowid {ROWS}"  # noqa: S608
        rows |= _rowids(
            connection, table, f"{quoted(here)} IN ({wanted})", [as_list(found.rows[other])]
        )
    return rows


def _naming(connection: sqlite3.Connection, table: Table, ids: set[str]) -> set[int]:
    """Rows with an id of theirs in any column. Ids are random: no other text is ever equal."""
    if not table.columns:
        return set()
    listed = as_list(ids)
    where = " OR ".join(f"{quoted(column)} {ROWS}" for column in table.columns)
    return _rowids(connection, table, where, [listed] * len(table.columns))


def _texts_of(connection: sqlite3.Connection, table: Table, rows: set[int]) -> set[str]:
    query = f"SELECT id FROM {quoted(table.name)} WHERE rowid {ROWS}"  # noqa: S608
    return {key for (key,) in connection.execute(query, [as_list(rows)]) if isinstance(key, str)}


def _drafts(connection: sqlite3.Connection, ids: set[str]) -> set[int]:
    """A draft belongs to what its key names: `line PERSON`, `close COMMITMENT`, `note TALK`."""
    keys = connection.execute("SELECT rowid, id FROM draft").fetchall()
    return {row for row, key in keys if not ids.isdisjoint(key.split())}


def _rowids(connection: sqlite3.Connection, table: Table, where: str, given: list[str]) -> set[int]:
    query = f"SELECT rowid FROM {quoted(table.name)} WHERE {where}"  # noqa: S608
    return {row for (row,) in connection.execute(query, given)}


def quoted(name: str) -> str:
    """A name of a table or a column, inside SQL."""
    return '"{}"'.format(name.replace('"', '""'))


def as_list(values: Iterable[object]) -> str:
    """Values for `ROWS`."""
    return json.dumps(list(values))
