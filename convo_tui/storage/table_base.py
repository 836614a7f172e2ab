"""What every table is made with: its base, and the kinds of column they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, MetaData, String
from sqlalchemy import text as sql_text
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from convo_tui.storage.columns import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(SQLModel):
    """The base of all tables, with constraint names that migrations can rely on."""

    metadata = metadata
    # No table validates, so pydantic makes none of its validators: they take a megabyte and time.
    model_config = SQLModelConfig(defer_build=True)


def instant(*, required: bool = False) -> Any:
    """An instant, which may be missing unless it is required."""
    return Field(default=None, sa_column=Column(UtcDateTime, nullable=not required))


def owned(table: str, *, required: bool = True) -> Any:
    """A reference to a row without which this one has no meaning."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Field(default=None, sa_column=Column(String, key, nullable=not required, index=True))


def born_of(table: str) -> Any:
    """A reference to where this row came from; it outlives that."""
    key = ForeignKey(f"{table}.id", ondelete="SET NULL")
    return Field(default=None, sa_column=Column(String, key, nullable=True, index=True))


def joined_later() -> Any:
    """A text that joined a table that was there; its rows from before have ""."""
    return Field(
        default="", sa_column=Column(String, nullable=False, server_default=sql_text("''"))
    )


def listing() -> Any:
    """A list of plain values as JSON, never NULL."""
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))
