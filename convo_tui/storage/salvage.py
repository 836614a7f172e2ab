"""What can still be read in a damaged file: counts to show, and the words as a text to keep.

Nothing is decoded further than it must be: a row that SQLite gives is told as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convo_tui.storage.driver import PLAIN, database_errors, is_encrypted, library, look
from convo_tui.storage.problems import StorageProblem
from convo_tui.text import clean

if TYPE_CHECKING:
    import sqlite3

SECTIONS = (
    ("Commitments", "commitment", "created_at", ("state", "owner", "goal")),
    ("Notes", "note", "at", ("kind", "text")),
    ("Feedback", "feedback", "seen_at", ("kind", "text")),
    ("Talking points", "talking_point", "created_at", ("state", "text")),
)
"""Heading, table, when, and what a line says; private things too, for the file is the manager's."""


@dataclass(frozen=True, slots=True)
class Readable:
    """How much can be read.

    Attributes:
        names: of the people.
        talks, notes, commitments: how many rows.
    """

    names: tuple[str, ...] = ()
    talks: int = 0
    notes: int = 0
    commitments: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.talks or self.notes or self.commitments)


def readable(path: Path) -> Readable:
    """Count what can be read; nothing where nothing can, or where it is locked."""
    with closing(_Reader(path)) as reader:
        return Readable(
            tuple(name for (name,) in reader.rows("person", ("name",))),
            *(sum(1 for _ in reader.rows(table, ("id",))) for table in _COUNTED),
        )


def as_text(path: Path) -> str:
    """Everything people wrote that can be read, as Markdown, by person and date."""
    with closing(_Reader(path)) as reader:
        return "\n".join(_lines(path, reader)) + "\n"


PAGE = 4096
"""Bytes of a page; SQLite's default, which Convo keeps."""

MOST_FILLED_IN = 100_000
"""How many pages that were cut off are filled in with zeros: 400 MB."""

_HEAD = struct.pack(
    # https://sqlite.org/fileformat2.html#the_database_header
    ">16sH6B12I20x2I",
    *(PLAIN, PAGE, 1, 1, 0, 64, 32, 32),
    *(1, 0, 0, 0, 1, 4, 0, 0, 1, 0, 0, 0),
    *(1, 0),
)
"""The header of an ordinary file."""

_COUNTED = ("meeting", "note", "commitment")


class _Reader:
    """Rows as far as they can be read, whatever state the file is in."""

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        for way in (look, _in_memory):
            with suppress(OSError, StorageProblem, *database_errors()):
                self._connection = way(path)
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                break
        if self._connection is not None:
            self._connection.text_factory = lambda stored: stored.decode("utf-8", "replace")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The rows from the first on, and from the last back to where the damage is."""
        seen: set[int] = set()
        for order in ("ASC", "DESC"):
            for number, *row in self._until_damage(table, columns, order):
                if number not in seen:
                    seen.add(number)
                    yield tuple(clean(str(part if part is not None else "")) for part in row)

    def _until_damage(self, table: str, columns: Sequence[str], order: str) -> Iterator[Any]:
        if self._connection is None:
            return
        listed = ", ".join(f'"{column}"' for column in columns)
        # The table itself, without its indexes: these may be what is damaged.
        query = f"SELECT rowid, {listed} FROM {table} NOT INDEXED ORDER BY rowid {order}"  # noqa: S608
        try:
            with closing(self._connection.execute(query)) as cursor:
                yield from cursor
        except database_errors():
            return


def _in_memory(path: Path) -> sqlite3.Connection:
    """The file in memory, with what a cut or a spoiled head took away filled in."""
    if is_encrypted(path):
        raise StorageProblem(f"{path} is encrypted, and can only be opened as it is.")
    content = bytearray(path.read_bytes())
    if not content.startswith(PLAIN) or content[16:18] != PAGE.to_bytes(2, "big"):
        content[:100] = _HEAD
    pages = max(int.from_bytes(content[28:32], "big"), -(-len(content) // PAGE))
    pages = min(pages, MOST_FILLED_IN + len(content) // PAGE)
    content += bytes(pages * PAGE - len(content))
    content[18:20] = b"\x01\x01"  # without a log, which memory has none of
    content[28:32] = pages.to_bytes(4, "big")
    opened = library(encrypted=False).connect(":memory:")
    opened.deserialize(bytes(content))
    return opened  # type: ignore[no-any-return]  # a module that is chosen when it runs


def _lines(path: Path, reader: _Reader) -> Iterator[str]:
    people = {row[0]: row[1] for row in reader.rows("person", ("id", "name"))}
    yield f"# What could be read of {clean(str(path))}"
    yield ""
    yield "This holds private lines too. It was saved because the file is damaged."
    written: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for heading, table, when, columns in SECTIONS:
        for owner, at, *parts in reader.rows(table, ("person_id", when, *columns)):
            *words, text = parts
            line = f"{at[:16]}  {', '.join(words)}: {text}"
            written.setdefault(owner, {}).setdefault(heading, []).append((at, line))
    for owner in [*people, *(each for each in written if each not in people)]:
        yield ""
        yield f"## {people.get(owner, 'Somebody whose name cannot be read')}"
        for heading, lines in written.get(owner, {}).items():
            yield ""
            yield f"### {heading}"
            yield ""
            yield from (f"- {line}" for _, line in sorted(lines))
