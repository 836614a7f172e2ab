"""Imports: what one brought, kept in one transaction, and the list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from convo_tui.domain.imports import Imported, ImportKind, as_it_came
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage.base import StoreBase, insert_all
from convo_tui.storage.codecs import encode, table_name
from convo_tui.storage.record_tables import ImportedRow
from convo_tui.storage.schema import metadata

if TYPE_CHECKING:
    from convo_tui.storage.import_undo import Undone

TAKEN_AT_ONCE = 2000
"""Values that are held while a stream of them is kept."""


@dataclass(frozen=True, slots=True)
class Batch:
    """An import that can be undone.

    Attributes:
        id: the same for all that it brought.
        brought: how many values, by the name of their table.
    """

    id: str
    at: datetime
    kind: ImportKind
    brought: Counter[str]


class ImportStore(StoreBase):
    """What came from elsewhere, and taking it back."""

    def bring(self, kind: ImportKind, values: Iterable[Any], at: datetime) -> str:
        """Keep what an import brings: all of it, or nothing where the stream raises.

        Args:
            kind: what is imported.
            values: each after what it refers to; read while the file is locked for others.
            at: when, in UTC.

        Returns:
            The batch, by which it can be undone; "" where there was nothing to keep.
        """
        batch, source = new_id(), iter(values)
        found = False
        with self.database.writing() as session:
            while taken := list(islice(source, TAKEN_AT_ONCE)):
                found = True
                insert_all(session, sorted(taken, key=_rank))
                rows = [
                    encode(each) for value in taken for each in imported(value, batch, kind, at)
                ]
                if rows:
                    session.execute(insert(ImportedRow), rows)
        return batch if found else ""

    def batches(self) -> tuple[Batch, ...]:
        """The imports that something is left of, newest first."""
        of = metadata.tables["imported"].c
        parts = (of.batch, of.at, of.kind, of.source)
        statement = select(*parts, func.count()).group_by(*parts)
        found: dict[str, Batch] = {}
        with self.database.reading() as session:
            for batch, at, kind, source, count in session.execute(statement):
                known = found.setdefault(batch, Batch(batch, at, ImportKind(kind), Counter()))
                known.brought[source] += count
        return tuple(sorted(found.values(), key=lambda each: (each.at, each.id), reverse=True))

    def undo(
        self, batch: str, now: datetime, *, force: bool = False, pretend: bool = False
    ) -> Undone:
        """Remove what an import brought, after a backup: all of it that may go, or nothing.

        Nothing that was written since is removed, nor what that depends on; see `Undone`.

        Args:
            batch: of the import.
            now: aware, in the manager's zone.
            force: remove what was edited since, too.
            pretend: only say what would go and stay.

        Raises:
            StorageProblem: no backup could be made; nothing was removed.
        """
        from convo_tui.storage.backup import Why, make
        from convo_tui.storage.import_undo import undo

        if not pretend:
            make(self.database.path, Why.BEFORE_UNDO, now)
        opened = self.database.reading() if pretend else self.database.writing()
        with opened as session:
            return undo(session, batch, force=force, pretend=pretend)


def imported(value: Any, batch: str, kind: ImportKind, at: datetime) -> Iterator[Imported]:
    """What is kept of a value that came, to undo it: nothing where it goes with its talk."""
    if not hasattr(value, "id"):
        return
    person = value.id if isinstance(value, Person) else getattr(value, "person_id", None)
    yield Imported(
        as_it_came(batch, columns_of(value)),
        batch,
        at,
        kind,
        table_name(type(value)),
        value.id,
        person,
    )


def columns_of(value: Any) -> dict[str, Any]:
    """Everything a value says, what hangs on it too; instants in UTC however they came."""
    return {name: _said(part) for name, part in asdict(value).items()}


def _said(part: Any) -> Any:
    if isinstance(part, datetime):
        return part.timestamp()
    if isinstance(part, dict):
        return {name: _said(each) for name, each in part.items()}
    if isinstance(part, (list, tuple)):
        return [_said(each) for each in part]
    return part


_RANKS = {table.name: place for place, table in enumerate(metadata.sorted_tables)}


def _rank(value: Any) -> int:
    return _RANKS[table_name(type(value))]
