"""Column types the tables share: instants in UTC, and JSON that is never NULL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant; a naive one is refused, because nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC; SQLite keeps no zone, so there it goes without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand back an aware instant in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    @staticmethod
    def stored(value: datetime) -> str:
        """An instant as SQLite keeps it, to compare with what was read as text."""
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    @staticmethod
    def read(stored: str) -> datetime:
        """An instant from the text that SQLite keeps."""
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def one_of(column: str, choices: Any) -> CheckConstraint:
    """A CHECK that a column holds one of an enum's words."""
    words = ", ".join(f"'{choice.value}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def between(column: str, low: float, high: float) -> CheckConstraint:
    """A CHECK that a column is empty or lies in a closed range."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_in_range")


def filled(column: str) -> CheckConstraint:
    """A CHECK that a text has something in it."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_filled")
