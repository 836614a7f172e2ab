"""What every part of the store shares: reading rows as values, applying changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy.sql import Select
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.values import Change, Value
from convo_tui.storage import plain
from convo_tui.storage.codecs import CODECS, decode, encode
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.database import Database
from convo_tui.storage.plain import Ask
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.tables import CheckpointRow, CommitmentRow, DraftRow

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
                session.execute(delete(DraftRow).where(col(DraftRow.id) == forgets))


def apply_change(session: Session, change: Change) -> None:
    """Write one change within the caller's transaction."""
    value = change.after or change.before
    if value is None:
        return
    table: Any = CODECS[type(value)].table
    if change.after is None:
        session.execute(delete(table).where(table.id == value.id))
        return
    columns = encode(change.after)
    if change.before is None:
        session.execute(insert(table).values(**columns))
    else:
        result = session.execute(update(table).where(table.id == value.id).values(**columns))
        if result.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
            raise Gone("This was deleted in another window; nothing was changed.")
    if isinstance(change.after, Commitment):
        _save_checkpoints(session, change.after)


def insert_all(session: Session, items: Iterable[Any]) -> None:
    """Write many new values in their order, one statement for each run of a kind."""
    for kind, run in groupby(items, type):
        inserted = list(run)
        session.execute(insert(CODECS[kind].table), [encode(value) for value in inserted])
        if kind is Commitment:
            rows = [
                encode(checkpoint) | {"commitment_id": commitment.id}
                for commitment in inserted
                for checkpoint in commitment.checkpoints
            ]
            if rows:
                session.execute(insert(CheckpointRow), rows)


def _save_checkpoints(session: Session, commitment: Commitment) -> None:
    session.execute(delete(CheckpointRow).where(col(CheckpointRow.commitment_id) == commitment.id))
    for checkpoint in commitment.checkpoints:
        columns = encode(checkpoint) | {"commitment_id": commitment.id}
        session.execute(insert(CheckpointRow).values(**columns))


def values(session: Session, kind: type[V], statement: Select[Any]) -> tuple[V, ...]:
    """The values a SELECT of whole rows gives."""
    return tuple(decode(kind, row) for row in session.scalars(statement))


def value_or_none(session: Session, kind: type[V], id: str) -> V | None:  # noqa: A002
    """The value with that id."""
    row = session.get(CODECS[kind].table, id)
    return None if row is None else decode(kind, row)


def commitments(session: Session, statement: Select[Any]) -> tuple[Commitment, ...]:
    """The commitments a SELECT gives, each with its checkpoints by date."""
    rows: list[CommitmentRow] = list(session.scalars(statement))
    points: dict[str, list[Checkpoint]] = {row.id: [] for row in rows}
    wanted = (
        select(CheckpointRow)
        .where(col(CheckpointRow.commitment_id).in_(points))
        .order_by(col(CheckpointRow.on), col(CheckpointRow.id))
    )
    for point in session.scalars(wanted):
        points[point.commitment_id].append(decode(Checkpoint, point))
    return tuple(decode(Commitment, row, checkpoints=tuple(points[row.id])) for row in rows)


def ask_of(session: Session) -> Ask:
    """Plain SQL on the session's own connection."""
    connection = session.connection()
    return lambda statement, parameters: connection.exec_driver_sql(statement, parameters).all()


def read(session: Session, kind: type[V], where: str, *parameters: object) -> tuple[V, ...]:
    """The values that fit, by plain SQL; an instant among the parameters goes as it is kept."""
    kept = (UtcDateTime.stored(each) if isinstance(each, datetime) else each for each in parameters)
    return plain.values(ask_of(session), kind, where, *kept)


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
    "commitments",
    "grouped",
    "insert_all",
    "read",
    "value_or_none",
    "values",
]
