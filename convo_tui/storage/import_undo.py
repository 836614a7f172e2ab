"""Taking an import back: what it brought goes, what was written since stays, with what it needs."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.imports import Imported, as_it_came
from convo_tui.storage import entries
from convo_tui.storage.belongings import ROWS, Table, as_list, quoted, tables_of
from convo_tui.storage.codecs import CODECS, kind_of, table_class, table_name
from convo_tui.storage.import_store import columns_of
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.record_tables import ImportedRow
from convo_tui.storage.schema import metadata

if TYPE_CHECKING:
    import sqlite3

AT_ONCE = 500
"""Ids in one statement."""

_SUBJECT = "subject_id"
"""The column of what is only said of another value, and has no meaning without that."""


@dataclass(frozen=True, slots=True)
class Staying:
    """A value that an undo leaves, and why.

    Attributes:
        edited: it is not what came.
        needed: by table, how much refers to it that stays.
    """

    value: Any
    edited: bool
    needed: Counter[str]


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, or would do.

    Attributes:
        removed: by table.
        stays: in the order in which it came.
    """

    removed: Counter[str]
    stays: tuple[Staying, ...] = ()


@dataclass(slots=True)
class _Found:
    """What is left of an import.

    Attributes:
        values: those that are still there, by id.
        edited: the ids of those that were edited since.
    """

    brought: Sequence[Imported]
    values: dict[str, Any] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)


def undo(session: Session, batch: str, *, force: bool = False, pretend: bool = False) -> Undone:
    """Remove what an import brought, within the caller's transaction; see `undo_import`."""
    found = _found(session, batch)
    connection = cast("sqlite3.Connection", session.connection().connection.driver_connection)
    links = _links(connection, found.values.keys())
    stay = _staying(found.values.keys(), set() if force else found.edited, links)
    going = found.values.keys() - stay
    removed = Counter(each.source for each in found.brought if each.value_id in going)
    if not pretend:
        _remove(session, found, going)
    needed: dict[str, Counter[str]] = defaultdict(Counter)
    for link in links:
        if link.target in stay and link.source not in going:
            needed[link.target][link.table] += 1
    return Undone(
        removed,
        tuple(
            Staying(value, id in found.edited, needed[id])
            for id, value in found.values.items()  # noqa: A001
            if id in stay
        ),
    )


def _found(session: Session, batch: str) -> _Found:
    brought = values(session, Imported, select(ImportedRow).where(col(ImportedRow.batch) == batch))
    found = _Found(brought)
    by_source: dict[str, list[Imported]] = defaultdict(list)
    for each in brought:
        by_source[each.source].append(each)
    for source, listed in by_source.items():
        kind = kind_of(source)
        if kind is None:
            continue
        for some in _parted([each.value_id for each in listed]):
            found.values |= {value.id: value for value in _those(session, kind, some)}
        for each in listed:
            value = found.values.get(each.value_id)
            if value is not None and as_it_came(batch, columns_of(value)) != each.id:
                found.edited.add(each.value_id)
    return found


def _those(session: Session, kind: type[Any], ids: Sequence[str]) -> Iterable[Any]:
    table: Any = table_class(kind)
    statement = select(table).where(table.id.in_(ids))
    return (
        commitments(session, statement) if kind is Commitment else values(session, kind, statement)
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """That one value refers to another.

    Attributes:
        table: where the one that refers stands.
        source: its id.
        target: the id of the other.
    """

    table: str
    source: str
    target: str


def _links(connection: sqlite3.Connection, ids: Iterable[str]) -> list[_Link]:
    """Everything that refers to these values, by a key or by their ids alone."""
    wanted = set(ids)
    listed = as_list(wanted)
    own = {"imported", *_inside()}
    found: list[_Link] = []
    for table in tables_of(connection):
        if table.name in own or entries.is_derived(table.name) or "id" not in table.columns:
            continue
        if table.name == "draft":
            keys = connection.execute("SELECT id FROM draft").fetchall()
            found += [
                _Link("draft", key, word)
                for (key,) in keys
                for word in wanted.intersection(key.split())
            ]
        else:
            found += _of_table(connection, table, listed, wanted)
    return found


def _of_table(
    connection: sqlite3.Connection, table: Table, listed: str, wanted: set[str]
) -> Iterator[_Link]:
    owner = _SUBJECT if _SUBJECT in table.columns else "id"
    for column in table.columns:
        if column in ("id", _SUBJECT):
            continue
        query = (
            f"SELECT id, {quoted(owner)}, {quoted(column)} FROM {quoted(table.name)}"  # noqa: S608
            f" WHERE {quoted(column)} {ROWS}"
        )
        for own, subject, target in connection.execute(query, [listed]):
            yield _Link(table.name, subject if subject in wanted else own, target)


def _inside() -> set[str]:
    """Tables whose rows are part of a value of another."""
    return {table_name(kind) for kind, codec in CODECS.items() if codec.inside}


def _staying(ids: Iterable[str], held: Iterable[str], links: Iterable[_Link]) -> set[str]:
    """The ids that stay: those held, and those that something refers to that stays."""
    here = set(ids)
    leads: dict[str, list[str]] = defaultdict(list)
    stay = set(held)
    for link in links:
        leads[link.source].append(link.target)
        if link.source not in here:
            stay.add(link.target)
    waiting = deque(stay)
    while waiting:
        for target in leads[waiting.popleft()]:
            if target not in stay:
                stay.add(target)
                waiting.append(target)
    return stay


def _remove(session: Session, found: _Found, going: set[str]) -> None:
    for table in reversed(metadata.sorted_tables):
        of_table = [each.value_id for each in found.brought if each.source == table.name]
        for some in _parted([id for id in of_table if id in going]):  # noqa: A001
            session.execute(delete(table).where(table.c.id.in_(some)))
        if _SUBJECT in table.columns:
            for some in _parted(sorted(going)):
                session.execute(delete(table).where(table.c[_SUBJECT].in_(some)))
    done = [each.id for each in found.brought if each.value_id in going or _is_gone(each, found)]
    for some in _parted(done):
        session.execute(delete(ImportedRow).where(col(ImportedRow.id).in_(some)))


def _is_gone(each: Imported, found: _Found) -> bool:
    return each.value_id not in found.values and kind_of(each.source) is not None


def _parted(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
