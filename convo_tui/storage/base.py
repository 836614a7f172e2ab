"""What every part of the store shares: reading rows as values, applying changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import Table as CoreTable
from sqlalchemy import delete, insert, update
from sqlmodel import Session

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.drafts import Draft
from convo_tui.domain.values import Change, Value
from convo_tui.storage import plain
from convo_tui.storage.codecs import CODECS, encode, table_class
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.database import Database
from convo_tui.storage.plain import Ask
from convo_tui.storage.problems import StorageProblem

V = TypeVar("V")


class Gone(StorageProblem):
    """What was to be changed was deleted elsewhere in the meantime."""


class StoreBase:
    """A part of the store, on one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def apply(self, *changes: Change, forgets: str = "") -> None:
        """Keep the changes in one transaction: all of them, or none.

        Args:
            changes: in their order.
            forgets: the key of the draft that became these changes, and is none any more.

        Raises:
            Gone: a value to be edited is no longer there.
            StorageProblem: the file could not be locked.
        """
        with self.database.writing() as session:
            for change in changes:
                apply_change(session, change)
            if forgets:
                drafts = table_of(Draft)
                session.execute(delete(drafts).where(drafts.c.id == forgets))


def table_of(kind: type[Any]) -> CoreTable:
    """The table that keeps values of a kind, to write to.

    Not the class that declares it: SQLAlchemy would make all classes ready to load objects, which
    takes megabytes and time that a talk has no use for.
    """
    table: CoreTable = table_class(kind).__table__  # type: ignore[attr-defined]  # SQLModel's
    return table


def apply_change(session: Session, change: Change) -> None:
    """Write one change within the caller's transaction."""
    value = change.after or change.before
    if value is None:
        return
    table = table_of(type(value))
    if change.after is None:
        session.execute(delete(table).where(table.c.id == value.id))
        return
    columns = encode(change.after)
    if change.before is None:
        session.execute(insert(table).values(**columns))
    else:
        result = session.execute(update(table).where(table.c.id == value.id).values(**columns))
        if result.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
            raise Gone("This was deleted in another window; nothing was changed.")
    if isinstance(change.after, Commitment):
        _save_checkpoints(session, change.after)


def insert_all(session: Session, items: Iterable[Any]) -> None:
    """Write many new values in their order, one statement for each run of a kind."""
    for kind, run in groupby(items, type):
        inserted = list(run)
        session.execute(insert(table_of(kind)), [encode(value) for value in inserted])
        if kind is Commitment:
            rows = [
                encode(checkpoint) | {"commitment_id": commitment.id}
                for commitment in inserted
                for checkpoint in commitment.checkpoints
            ]
            if rows:
                session.execute(insert(table_of(Checkpoint)), rows)


def _save_checkpoints(session: Session, commitment: Commitment) -> None:
    table = table_of(Checkpoint)
    session.execute(delete(table).where(table.c.commitment_id == commitment.id))
    for checkpoint in commitment.checkpoints:
        columns = encode(checkpoint) | {"commitment_id": commitment.id}
        session.execute(insert(table).values(**columns))


def ask_of(session: Session) -> Ask:
    """Plain SQL on the session's own connection; an instant among the parameters goes as kept."""
    connection = session.connection()

    def ask(statement: str, parameters: tuple[object, ...]) -> Sequence[Sequence[Any]]:
        kept = tuple(
            UtcDateTime.stored(each) if isinstance(each, datetime) else each for each in parameters
        )
        return connection.exec_driver_sql(statement, kept).all()

    return ask


def read(session: Session, kind: type[V], where: str, *parameters: object) -> tuple[V, ...]:
    """The values that fit, by plain SQL (`plain.py`).

    Args:
        session: on the state of the file that is read.
        kind: which values.
        where: SQL behind WHERE, with ORDER BY and LIMIT as wanted.
        parameters: of that.
    """
    ask = ask_of(session)
    if kind is not Commitment:
        found = plain.values(ask, kind, where, *parameters)
    else:
        bare = plain.values(ask, Commitment, where, *parameters, checkpoints={})
        points = plain.checkpoints_of(ask, (each.id for each in bare))
        found = cast(
            "tuple[V, ...]",
            tuple(replace(each, checkpoints=points.get(each.id, ())) for each in bare),
        )
    if (check := CODECS[kind].check) is not None:
        for each in found:
            check(each)
    return found


def read_one(session: Session, kind: type[V], id: str) -> V | None:  # noqa: A002
    """The value with that id."""
    return next(iter(read(session, kind, "id = ?", id)), None)


def grouped(items: Iterable[V], owner: str = "person_id") -> dict[str, tuple[V, ...]]:
    """Values by the person they belong to, in the order they came."""
    groups: dict[str, list[V]] = {}
    for item in items:
        groups.setdefault(getattr(item, owner), []).append(item)
    return {key: tuple(group) for key, group in groups.items()}


__all__ = [
    "Gone",
    "StoreBase",
    "Value",
    "apply_change",
    "ask_of",
    "grouped",
    "insert_all",
    "read",
    "read_one",
    "table_of",
]
