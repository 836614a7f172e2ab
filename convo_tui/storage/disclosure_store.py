"""Everything that a file holds about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import text
from sqlmodel import select

from convo_tui.domain.commitments import Commitment
from convo_tui.storage import entries
from convo_tui.storage.base import StoreBase
from convo_tui.storage.belongings import as_list, belongings_of, tables_of
from convo_tui.storage.codecs import CODECS, kind_of, table_class
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.problems import StorageProblem

if TYPE_CHECKING:
    import sqlite3

_ORDER = ("started_at", "at", "created_at", "seen_at", "id")


class DisclosureStore(StoreBase):
    """What a person may ask for."""

    def everything_about(self, person_id: str) -> dict[str, tuple[Any, ...]]:
        """All values that lead to a person, by table, oldest first; found as `purge` finds them.

        Raises:
            StorageProblem: a table with rows of theirs is one that this Convo cannot read.
        """
        found: dict[str, tuple[Any, ...]] = {}
        with self.database.reading() as session:
            connection = cast(
                "sqlite3.Connection", session.connection().connection.driver_connection
            )
            theirs = belongings_of(connection, tables_of(connection), person_id)
            for name, rows in theirs.rows.items():
                if entries.is_derived(name) or not rows:
                    continue
                kind = kind_of(name)
                if kind is None:
                    raise StorageProblem(f"A newer Convo wrote {name}; update this one first.")
                if CODECS[kind].inside:
                    continue
                table: Any = table_class(kind)
                listed = text("rowid IN (SELECT value FROM json_each(:rows))")
                statement = select(table).where(listed.bindparams(rows=as_list(rows)))
                order = next(part for part in _ORDER if hasattr(table, part))
                statement = statement.order_by(getattr(table, order))
                found[name] = (
                    commitments(session, statement)
                    if kind is Commitment
                    else values(session, kind, statement)
                )
        return found
