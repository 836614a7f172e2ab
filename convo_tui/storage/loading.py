"""Values as SQLModel loads them: for what goes through whole tables, and not at each start."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy.sql import Select
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.storage.codecs import decode
from convo_tui.storage.talk_tables import CheckpointRow, CommitmentRow

V = TypeVar("V")


def values(session: Session, kind: type[V], statement: Select[Any]) -> tuple[V, ...]:
    """The values a SELECT of whole rows gives."""
    return tuple(decode(kind, row) for row in session.scalars(statement))


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
