"""Examining a file without changing it, and mending what follows from the rest."""

from __future__ import annotations

import os
import stat
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import datetime, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.values import Change
from convo_tui.storage.copies import FOLDER
from convo_tui.storage.derived import damage, derived, make_index, make_timeline
from convo_tui.storage.driver import (
    database_errors,
    log_of,
)
from convo_tui.storage.findings import Finding, Mend, Weight, is_damaged
from convo_tui.storage.header import HEAD, checked_revision
from convo_tui.storage.invariants import Contents, broken_rules, retold
from convo_tui.storage.problems import Damaged
from convo_tui.storage.soundness import (
    head_fault,
    log_fault,
    raise_unless_damage,
    to_check,
    words_of,
)

if TYPE_CHECKING:
    import sqlite3

    from convo_tui.storage.store import Store

MOST_TOLD = 5
"""How many of SQLite's own findings are told; the rest says no more."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(path: Path, now: datetime, zone: tzinfo) -> tuple[Finding, ...]:
    """Look at everything, and change nothing.

    Args:
        path: the file.
        now: an aware instant.
        zone: in which days are told.

    Returns:
        What was found, the worst first; nothing where all is well.

    Raises:
        StorageProblem: the file is foreign, newer or locked, or cannot be looked at now.
    """
    found: list[Finding] = []
    try:
        revision = checked_revision(path)
        if revision is None:
            return (_empty(),)
        with closing(to_check(path)) as connection:
            found += _sqlite(path, connection)
            if revision != HEAD:
                found.append(_older())
            else:
                found += _meaning(connection, now, zone)
                if not is_damaged(found):
                    found += derived(path, connection)
    except Damaged as fault:
        found.append(damage("header", fault.why))
    except database_errors() as fault:
        raise_unless_damage(path, fault)
        found.append(damage("pages", words_of(fault)))
    found += _rights(path)
    return tuple(sorted(found, key=lambda each: [*Weight].index(each.weight), reverse=True))


def mend(path: Path, findings: Collection[Finding], wanted: Collection[Mend]) -> list[Finding]:
    """Make anew what was found wrong and follows from the rest; what was mended.

    Into a damaged file nothing is written, and nothing that a person wrote is touched.

    Raises:
        StorageProblem: the file cannot be written.
    """
    if is_damaged(findings):
        return []
    todo = [finding for finding in findings if finding.mend in wanted]
    kinds = {finding.mend for finding in todo if finding.mend is not None}
    if Mend.RIGHTS in kinds:
        _take_back_rights(path)
    if kinds - {Mend.RIGHTS}:
        from convo_tui.storage.store import open_store

        with closing(open_store(path)) as store:
            for what, make_anew in _MENDING.items():
                if what in kinds:
                    make_anew(store)
    return todo


def _sqlite(path: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    """What SQLite itself sees in pages, rows, references and the log."""
    if head := head_fault(path):
        yield damage("header", head)
    for (told,) in connection.execute(f"PRAGMA integrity_check({MOST_TOLD})"):
        if told != "ok":
            yield damage("pages", " ".join(str(told).split()))
    lonely = Counter(row[0] for row in connection.execute("PRAGMA foreign_key_check"))
    for table, number in lonely.items():
        yield damage("references", f"{number} in the table {table} belong to nothing")
    if lost := log_fault(path):
        yield damage("log", lost)


def _meaning(connection: sqlite3.Connection, now: datetime, zone: tzinfo) -> Iterator[Finding]:
    """What the rows say, and what does not agree."""
    contents, unread = read_values(connection)
    for kind, number in unread.items():
        words = f"{number} in the table {kind} cannot be read: a date, a word or a list is none"
        yield damage("rows", words)
    yield from broken_rules(contents, now, zone)


def read_values(connection: sqlite3.Connection) -> tuple[Contents, Counter[str]]:
    """Every value that can be read, and by table how many rows cannot."""
    from convo_tui.storage.codecs import CODECS, decode, table_class

    connection.text_factory = _text
    values: dict[type[Any], list[Any]] = {}
    unread: Counter[str] = Counter()
    points: dict[str, list[Checkpoint]] = defaultdict(list)
    kinds: list[type[Any]] = [Checkpoint, *(each for each in CODECS if each is not Checkpoint)]
    for kind in kinds:
        table: Any = table_class(kind).__table__  # type: ignore[attr-defined]  # SQLModel makes it
        values[kind] = []
        readers = _readers(table)
        listed = ", ".join(f'"{name}"' for name in readers)
        for row in connection.execute(f"SELECT {listed} FROM {table.name}"):  # noqa: S608  # ours
            try:
                columns = {
                    name: read(part)
                    for (name, read), part in zip(readers.items(), row, strict=True)
                }
                within = {}
                if kind is Commitment:
                    within["checkpoints"] = tuple(points[columns["id"]])
                value: Any = decode(kind, SimpleNamespace(**columns), **within)
            except (ValueError, TypeError, KeyError, AttributeError):
                unread[table.name] += 1
                continue
            values[kind].append(value)
            if kind is Checkpoint:
                points[columns["commitment_id"]].append(value)
    drafts = [str(key) for (key,) in connection.execute("SELECT id FROM draft")]
    return Contents(values, drafts), unread


def _readers(table: Any) -> dict[str, Callable[[Any], Any]]:
    """By column, what makes Python's value of SQLite's, as a session does."""
    from sqlalchemy.dialects.sqlite import dialect

    sqlite = dialect()
    return {
        column.name: column.type.dialect_impl(sqlite).result_processor(sqlite, None) or _plain
        for column in table.columns
    }


def _text(stored: bytes) -> str:
    """A text, whatever its bytes; those that are none come out as halves of a pair."""
    return stored.decode("utf-8", "surrogateescape")


def _plain(part: Any) -> Any:
    if isinstance(part, bytes):
        raise TypeError("not a text")
    if isinstance(part, str):
        part.encode()  # a half of a pair raises
    return part


def _rights(path: Path) -> Iterator[Finding]:
    """Whether anybody else on this machine may read it."""
    if os.name != "posix":
        return
    open_ones = [str(each) for each in _own(path) if stat.S_IMODE(each.stat().st_mode) & OTHERS]
    if open_ones:
        sentence = f"Others on this machine may read {' and '.join(open_ones)}."
        advice = "convo doctor --repair keeps them out."
        yield Finding("rights", Weight.WRONG, sentence, advice, Mend.RIGHTS)


def _own(path: Path) -> list[Path]:
    """What nobody else has to do with: the file, its log, and the folder where it is alone there.

    A folder that holds other things too is shared on purpose, as `/tmp` is; the file in it is not.
    """
    around = (each.name for each in path.parent.iterdir())
    alone = all(name == FOLDER or name.startswith(path.stem) for name in around)
    files = [each for each in (path, log_of(path)) if each.exists()]
    return [path.parent, *files] if alone else files


def _mend_sums(store: Store) -> None:
    talks = ((talk, store.events(talk.id)) for talk in store.all_held())
    changes = ((talk, retold(talk, events)) for talk, events in talks if events)
    store.apply(*(Change.edited(talk, told) for talk, told in changes if talk != told))


_MENDING: dict[Mend, Callable[[Store], None]] = {
    Mend.INDEX: make_index,
    Mend.TIMELINE: make_timeline,
    Mend.SUMS: _mend_sums,
}


def _take_back_rights(path: Path) -> None:
    for each in _own(path):
        each.chmod(0o700 if each.is_dir() else 0o600)


def _empty() -> Finding:
    return Finding("age", Weight.REMARK, "There is nothing in the file yet.")


def _older() -> Finding:
    sentence = "An older Convo wrote the file; it is brought up to date when it is next opened."
    return Finding("age", Weight.REMARK, sentence)
