"""The stream of entries, and the search index over it: derived, so they can always be made anew.

Every kind of thing that has a place in a person's timeline is written out in `SOURCES`, once, as
the SELECT that makes its entries. Triggers keep the table `entry` in step with the tables of
`tables.py`, row by row; FTS5 indexes its text. Nothing here is migrated: where a file has another
`VERSION` of it, all of it is dropped and built again. SQLite's alone, all of it, stands here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

VERSION = 3
"""Counts up with every change of what this module makes; the file has it as `user_version`."""

INDEX = "search"
"""The FTS5 table over the text of the entries (https://sqlite.org/fts5.html)."""


class Connection(Protocol):
    """What runs SQL: a connection of the driver's."""

    def execute(self, sql: str, /) -> sqlite3.Cursor:
        """Run one statement."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows give entries.

    Attributes:
        table: its name.
        kind: SQL for the word of `domain.timeline.EntryKind`.
        at: SQL for the instant at which the entry stands.
        text: SQL for what can be searched.
        where: SQL for the rows that give one; a row may give several, by several sources.
        person: SQL for whom it is about.
        meeting: SQL for the talk it came from.
        private: SQL for whether it is the manager's alone.
        subject: SQL for the id of the value that the entry opens.
    """

    table: str
    kind: str
    at: str
    text: str
    where: str = "1"
    person: str = "person_id"
    meeting: str = "meeting_id"
    private: str = "private"
    subject: str = "id"

    def select(self, only: str) -> str:
        """The entries of some rows."""
        return (
            f"SELECT {self.person}, {self.kind}, {self.at}, '{self.table}', id,"
            f" {self.subject}, {self.meeting}, {self.private}, {self.text}"
            f" FROM {self.table} WHERE ({self.where}) AND {only}"
        )


def _of_commitment(column: str) -> str:
    return f"(SELECT {column} FROM commitment WHERE commitment.id = commitment_id)"


def _of_goal(column: str) -> str:
    return f"(SELECT {column} FROM goal WHERE goal.id = goal_id)"


_PARTS = " || char(10) || ".join(
    ("goal", "metric", "resources", "manager_part", "obstacles", "celebration")
)

_SEEN = " || char(10) || ".join(("text", "so_what", "now_what"))
_AIM = " || char(10) || ".join(("title", "why", "celebration"))
_ROUTES = "coalesce((SELECT group_concat(value, char(10)) FROM json_each(routes)), '')"
_WAY = " || char(10) || ".join(("where_to", "today", _ROUTES, "next_exit"))
_TALENT = " || char(10) || ".join(("name", "helps", "serves"))
_LIKES = " || char(10) || ".join(("spoken", "motivates", "avoids"))
_SHEET = "coalesce((SELECT group_concat(value, char(10)) FROM json_each(answers)), '')"

SOURCES = (
    Source("meeting", "'talk'", "ended_at", "recap", "state = 'held'", meeting="id", private="0"),
    Source(
        "note",
        "CASE kind WHEN 'win' THEN 'win' WHEN 'blocker' THEN 'blocker' ELSE 'note' END",
        "at",
        "text",
    ),
    Source("feedback", "'feedback'", "seen_at", _SEEN, private="said_at IS NULL"),
    Source("commitment", "'commitment'", "created_at", _PARTS),
    Source("commitment", "state", "closed_at", "goal || char(10) || reason", "state <> 'open'"),
    Source(
        "commitment", "'celebrated'", "celebrated_at", "celebration", "celebrated_at IS NOT NULL"
    ),
    Source(
        "checkpoint",
        "'checkpoint'",
        "answered_at",
        "note",
        # One that was done as its commitment was kept says nothing more than that.
        f"answered_at IS NOT NULL AND NOT (outcome = 'done' AND {_of_commitment('state')} = 'kept'"
        f" AND answered_at = {_of_commitment('closed_at')})",
        person=_of_commitment("person_id"),
        meeting=_of_commitment("meeting_id"),
        private=_of_commitment("private"),
        subject="commitment_id",
    ),
    Source("asked", "'asked'", "at", "text", private="0"),
    Source("talking_point", "'point'", "coalesce(closed_at, created_at)", "text"),
    Source("schedule_change", "kind", "at", "reason", meeting="NULL", private="0"),
    Source("goal", "'goal'", "created_at", _AIM),
    Source("goal", "state", "closed_at", "title || char(10) || reason", "state <> 'open'"),
    Source("goal", "'celebrated'", "celebrated_at", "celebration", "celebrated_at IS NOT NULL"),
    Source(
        "milestone",
        "'milestone'",
        "reached_at",
        "text",
        "reached_at IS NOT NULL",
        private=_of_goal("private"),
        subject="goal_id",
    ),
    Source("goal_update", "'update'", "at", "note", private=_of_goal("private"), subject="goal_id"),
    Source("roadmap", "'roadmap'", "at", _WAY, private="0"),
    Source("strength", "'strength'", "created_at", _TALENT, private="0"),
    Source("preferences", "'preferences'", "at", _LIKES, meeting="NULL", private="1"),
    Source("hard_talk", "'hard talk'", "created_at", _SHEET, private="1"),
)

_MATTERS = {"meeting": " OF person_id, state, ended_at, recap"}
"""Where only some columns matter; a running talk notes every few seconds that it runs."""

_COLUMNS = "person_id, kind, at, source, source_id, subject_id, meeting_id, private, text"

_TABLES = (
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        source TEXT NOT NULL,
        source_id TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        meeting_id TEXT,
        private INTEGER NOT NULL,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX entry_stream ON entry (person_id, at, id)",
    "CREATE INDEX entry_source ON entry (source, source_id)",
    f"""
    CREATE VIRTUAL TABLE {INDEX} USING fts5 (
        text, person_id, content = 'entry', content_rowid = 'id', prefix = '1 2 3',
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)

_TAKE_OUT = (
    f"INSERT INTO {INDEX} ({INDEX}, rowid, text, person_id)"
    " VALUES ('delete', old.id, old.text, old.person_id);"
)
_PUT_IN = f"INSERT INTO {INDEX} (rowid, text, person_id) VALUES (new.id, new.text, new.person_id);"


def install(connection: Connection) -> None:
    """Make the stream and its index anew from the tables, in the caller's transaction."""
    _remove(connection)
    for statement in _TABLES:
        connection.execute(statement)
    for name, when, body in _triggers():
        connection.execute(f"CREATE TRIGGER entry_{name} {when} BEGIN {body} END")
    for source in SOURCES:
        connection.execute(_insert(source, "1"))
    # How well words fit, as `ORDER BY rank` has it: by what was written, not by whom it is about.
    connection.execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('rank', 'bm25(1.0, 0.0)')")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def is_installed(connection: Connection) -> bool:
    """Whether a file has the stream as this version makes it."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == VERSION)


def is_derived(table: str) -> bool:
    """Whether a table of the file is one that this module makes, or one of its index's own."""
    return table == "entry" or table == INDEX or table.startswith(f"{INDEX}_")


def problems(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the index, a plain sentence each; needs a connection that may write.

    Its checks are INSERTs that change nothing. Where the stream does not agree with the tables,
    or the index with the stream, `install` makes them anew.
    """
    found = []
    if _strays(connection):
        found.append("The timeline is out of step with what was written.")
    try:
        # 1: compare with the content table too.
        check = f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('integrity-check', 1)"
        connection.execute(check)
    except _errors():
        found.append("The search index is damaged.")
    return tuple(found)


def _strays(connection: Connection) -> bool:
    """Whether the stream has an entry too many, too few, or another one."""
    wanted = " UNION ALL ".join(source.select("1") for source in SOURCES)
    there = f"SELECT {_COLUMNS} FROM entry"
    for one, other in ((wanted, there), (there, wanted)):
        apart = f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}) LIMIT 1"
        if connection.execute(apart).fetchone():
            return True
    counts = f"SELECT (SELECT count(*) FROM ({wanted})) = (SELECT count(*) FROM entry)"
    return not connection.execute(counts).fetchone()[0]


def _remove(connection: Connection) -> None:
    listed = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name LIKE 'entry\\_%' ESCAPE '\\'"
        " AND type = 'trigger'"
    ).fetchall()
    for kind, name in listed:
        connection.execute(f"DROP {kind} {name}")
    connection.execute(f"DROP TABLE IF EXISTS {INDEX}")
    connection.execute("DROP TABLE IF EXISTS entry")


def _triggers() -> Iterator[tuple[str, str, str]]:
    """Name, occasion and body of each trigger."""
    yield "indexed", "AFTER INSERT ON entry", _PUT_IN
    yield "unindexed", "AFTER DELETE ON entry", _TAKE_OUT
    yield "reindexed", "AFTER UPDATE ON entry", _TAKE_OUT + _PUT_IN
    for table in dict.fromkeys(source.table for source in SOURCES):
        own = [source for source in SOURCES if source.table == table]
        clear = f"DELETE FROM entry WHERE source = '{table}' AND source_id = old.id;"
        fill = "".join(f"{_insert(source, f'{table}.id = new.id')};" for source in own)
        yield f"{table}_added", f"AFTER INSERT ON {table}", fill
        yield f"{table}_changed", f"AFTER UPDATE{_MATTERS.get(table, '')} ON {table}", clear + fill
        yield f"{table}_gone", f"AFTER DELETE ON {table}", clear
    # What the entries of a part have from the value that it is a part of.
    for inside, owner, columns in (
        ("checkpoint", "commitment", "person_id, private, meeting_id, state, closed_at"),
        ("milestone", "goal", "private"),
        ("goal_update", "goal", "private"),
    ):
        (source,) = (each for each in SOURCES if each.table == inside)
        yield (
            f"{inside}_shared",
            f"AFTER UPDATE OF {columns} ON {owner}",
            f"DELETE FROM entry WHERE source = '{inside}' AND subject_id = new.id;"
            f"{_insert(source, f'{inside}.{owner}_id = new.id')};",
        )


def _insert(source: Source, only: str) -> str:
    return f"INSERT INTO entry ({_COLUMNS}) {source.select(only)}"


def _errors() -> tuple[type[Exception], ...]:
    from convo_tui.storage.driver import database_errors

    return database_errors()
