"""The whole file as an archive, and an archive taken in: all of it, or nothing."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, select

from convo_tui import __version__
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.imports import Imported, ImportKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage.archive_values import (
    FORMAT,
    VERSION,
    NotAValue,
    as_json,
    kinds,
    value_of,
)
from convo_tui.storage.base import StoreBase, insert_all
from convo_tui.storage.codecs import CODECS, decode, encode, table_class, table_name
from convo_tui.storage.import_store import imported
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.record_tables import ImportedRow

AT_ONCE = 500
"""Values that are held while all of them pass by."""

Item = tuple[str, object]
"""The name of a table, and what the archive says of one of its values."""


class NotSound(StorageProblem):
    """An archive that cannot be taken in; nothing was. The message has no full stop."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an archive.

    Attributes:
        brought: how many values, by table.
        there: how many stood there already.
        batch: by which it can be undone; "" where the file was empty before.
    """

    brought: Counter[str]
    there: int = 0
    batch: str = ""


class ArchiveStore(StoreBase):
    """Everything out, and everything in."""

    def write(self, now: datetime) -> Iterator[str]:
        """The file as pieces of JSON, of one consistent state, a value a line."""
        head = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "made_by": __version__,
        }
        yield json.dumps(head)[:-1] + ', "values": {'
        with self.database.reading() as session:
            for number, (name, kind) in enumerate(kinds().items()):
                yield f"{',' * bool(number)}\n{json.dumps(name)}: ["
                for place, value in enumerate(_all(session, kind)):
                    yield f"{',' * bool(place)}\n{as_json(value)}"
                yield "]"
        yield "\n}}\n"

    def take(
        self, items: Callable[[], Iterable[Item]], at: datetime, *, pretend: bool = False
    ) -> Taken:
        """Keep what an archive holds and the file does not, in one transaction.

        Args:
            items: reads the archive from its beginning; it is read twice.
            at: when, in UTC.
            pretend: only see whether it could be done.

        Raises:
            NotSound: something in it is no value, refers to what is not there, stands there
                twice, or is here with other content; nothing was kept.
        """
        opened = self.database.reading() if pretend else self.database.writing()
        look = _Look()
        with opened as session:
            look.here = _has_anything(session)
            look.over(session, items())
            brought = Counter(look.seen)
            brought.subtract(Counter(name for name, _ in look.there))
            taken = Taken(+brought, len(look.there), new_id() if look.here and +brought else "")
            if not pretend:
                _keep(session, items(), look, taken.batch, at)
        return taken


def _has_anything(session: Session) -> bool:
    return any(
        session.scalar(select(_table(kind)).limit(1)) is not None for kind in kinds().values()
    )


def _all(session: Session, kind: type[Any]) -> Iterator[Any]:
    """Every value of a kind by its key, a few at a time."""
    table = _table(kind)
    order = [table.__table__.c[column.name] for column in table.__table__.primary_key]
    statement = select(table).order_by(*order)
    if kind is not Commitment:
        for some in session.scalars(statement.execution_options(yield_per=AT_ONCE)).partitions():
            yield from (decode(kind, row) for row in some)
        return
    ids = list(session.scalars(select(table.id).order_by(table.id)))
    for start in range(0, len(ids), AT_ONCE):
        yield from commitments(session, statement.where(table.id.in_(ids[start : start + AT_ONCE])))


def _table(kind: type[Any]) -> Any:
    return table_class(kind)


def _key(value: Any) -> str:
    """What tells a value from the others of its kind."""
    found = getattr(value, "id", None)
    return f"{value.meeting_id} {value.seq}" if found is None else str(found)


@dataclass(slots=True)
class _Look:
    """Sees whether an archive can be taken in.

    Attributes:
        here: whether the file has anything in it.
        seen: how many values, by table.
        there: the keys of those that stand in the file already, just so.
    """

    here: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    there: set[tuple[str, str]] = field(default_factory=set)
    _keys: dict[str, dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    """By table and key, whom a value is about."""
    _refers: list[tuple[str, str, str | None, str, str]] = field(default_factory=list)
    """Table and key of a value, whom it is about; table and id of what it refers to."""
    _inside: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)

    def over(self, session: Session, items: Iterable[Item]) -> None:
        """Look at everything.

        Raises:
            NotSound: see `ArchiveStore.take_archive`.
        """
        source = self._values(items)
        while some := list(islice(source, AT_ONCE)):
            if self.here:
                self._compare(session, some)
        self._must_lead_somewhere(session)
        if self.here:
            self._must_be_told_apart(session)

    def _values(self, items: Iterable[Item]) -> Iterator[Any]:
        for name, raw in items:
            self.seen[name] += 1
            value = _read(name, raw, self.seen[name])
            self._take(name, value)
            yield value

    def _take(self, name: str, value: Any) -> None:
        key = _key(value)
        if key in self._keys[name]:
            raise NotSound(f"it has two values of “{name}” with the id {key}")
        person = getattr(value, "person_id", None)
        self._keys[name][key] = person
        if isinstance(value, Person):
            self._names[value.id] = value.name
        for column, table in _references(type(value)):
            if (target := getattr(value, column)) is not None:
                self._refers.append((name, key, person, table, target))
        for part in getattr(value, CODECS[type(value)].children or "", ()):
            if part.id in self._inside:
                raise NotSound(f"{name} {key} has a part with an id that another one has")
            self._inside.add(part.id)

    def _compare(self, session: Session, some: Iterable[Any]) -> None:
        by_kind: dict[type[Any], list[Any]] = defaultdict(list)
        for value in some:
            by_kind[type(value)].append(value)
        for kind, listed in by_kind.items():
            known = {_key(value): value for value in _known(session, kind, listed)}
            for value in listed:
                key = _key(value)
                if key not in known:
                    continue
                if known[key] != value:
                    raise NotSound(f"{table_name(kind)} {key} is here with other content")
                self.there.add((table_name(kind), key))

    def _must_lead_somewhere(self, session: Session) -> None:
        for name, key, person, table, target in self._refers:
            if target in self._keys[table]:
                theirs = self._keys[table][target]
            elif self.here and (known := session.get(_table(kinds()[table]), target)) is not None:
                theirs = getattr(known, "person_id", None)
            else:
                raise NotSound(f"{name} {key} refers to {table} {target}, which is not there")
            if person is not None and theirs is not None and person != theirs:
                raise NotSound(f"{name} {key} refers to {table} {target} of somebody else")

    def _must_be_told_apart(self, session: Session) -> None:
        """A name says who is meant, so nobody comes beside somebody of the same name."""
        here = values(session, Person, select(_table(Person)))
        known = {person.name.casefold(): person.id for person in here}
        for id, name in self._names.items():  # noqa: A001
            if known.get(name.casefold(), id) != id:
                raise NotSound(f"there is another {name} here already; rename one of them first")


def _read(name: str, raw: object, number: int) -> Any:
    kind = kinds().get(name)
    if kind is None:
        raise NotSound(f"nothing here is called “{name}”")
    try:
        return value_of(kind, raw)
    except NotAValue as why:
        raise NotSound(f"number {number} of “{name}” is none: {why}") from None


def _references(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """The fields of a kind that refer to another value, with the table of that."""
    for column in _table(kind).__table__.columns:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name


def _known(session: Session, kind: type[Any], listed: list[Any]) -> Iterable[Any]:
    """What the file has of the same keys."""
    table = _table(kind)
    if hasattr(table, "id"):
        statement = select(table).where(table.id.in_([value.id for value in listed]))
    else:
        talks = {value.meeting_id for value in listed}
        statement = select(table).where(table.meeting_id.in_(talks))
    if kind is Commitment:
        return commitments(session, statement)
    return values(session, kind, statement)


def _keep(session: Session, items: Iterable[Item], look: _Look, batch: str, at: datetime) -> None:
    # Values may come in any order; the references are looked at once all are there.
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    numbers: Counter[str] = Counter()
    source = iter(items)
    try:
        while some := list(islice(source, AT_ONCE)):
            fresh = []
            for name, raw in some:
                numbers[name] += 1
                value = _read(name, raw, numbers[name])
                if (name, _key(value)) not in look.there:
                    fresh.append(value)
            _insert(session, fresh, batch, at)
        if session.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise NotSound("it changed while it was read")
    except IntegrityError as fault:
        raise NotSound(f"it holds what cannot be: {fault.orig}") from None
    except (StatementError, UnicodeError, OverflowError):
        raise NotSound("it holds what cannot be kept") from None


def _insert(session: Session, fresh: list[Any], batch: str, at: datetime) -> None:
    insert_all(session, fresh)
    if not batch:
        return
    rows = [
        encode(each)
        for value in fresh
        if not isinstance(value, Imported)
        for each in imported(value, batch, ImportKind.ARCHIVE, at)
    ]
    if rows:
        session.execute(insert(ImportedRow), rows)
