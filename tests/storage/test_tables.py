from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, StatementError
from storage_samples import NOON, every_kind

from convo_tui.domain.values import Change
from convo_tui.storage.codecs import CODECS, encode, table_class
from convo_tui.storage.schema import metadata
from convo_tui.storage.store import Store
from convo_tui.storage.talk_tables import PersonRow

WRONG: list[tuple[int, dict[str, Any]]] = [
    (0, {"name": "  "}),
    (0, {"every_weeks": 5}),
    (0, {"every_weeks": 0}),
    (0, {"weekday": 7}),
    (0, {"time": "9 h"}),
    (0, {"created_at": None}),
    (1, {"state": "lost"}),
    (1, {"state": "held"}),
    (1, {"ended_at": NOON}),
    (1, {"guess": 1.1}),
    (2, {"meeting_id": "nobody's"}),
    (3, {"text": ""}),
    (3, {"kind": "gossip"}),
    (3, {"asked_id": "never asked"}),
    (4, {"raised_by": "somebody"}),
    (4, {"state": "done"}),
    (4, {"closed_at": NOON}),
    (5, {"goal": " "}),
    (5, {"owner": "nobody"}),
    (5, {"state": "kept"}),
    (5, {"person_id": "nobody"}),
    (6, {"kind": "gossip"}),
    (6, {"text": ""}),
    (7, {"moved_to": None}),
    (7, {"kind": "cancelled"}),
    (7, {"who": ""}),
    (10, {"text": " "}),
    (8, {"field": ""}),
    (8, {"person_id": "nobody"}),
    (9, {"kind": "gossip"}),
    (9, {"source": " "}),
    (9, {"batch": ""}),
    (9, {"person_id": "nobody"}),
]


@pytest.mark.parametrize(("which", "wrong"), WRONG, ids=str)
def test_what_no_value_can_be_is_refused(store: Store, which: int, wrong: dict[str, Any]) -> None:
    kinds = every_kind("words")
    store.apply(*map(Change.added, kinds[: 2 + (which > 2)]))
    sound = {**encode(kinds[which]), "id": "another"}
    table: Any = table_class(type(kinds[which]))
    with pytest.raises(IntegrityError, match=r"CHECK|FOREIGN KEY|NOT NULL"):
        put(store, table, {**sound, **wrong})
    put(store, table, sound)  # the same row without the fault is taken


def put(store: Store, table: Any, row: dict[str, Any]) -> None:
    with store.database.writing() as session:
        session.execute(insert(table).values(**row))


@pytest.mark.parametrize(
    ("outcome", "answered_at"), [("perfect", NOON), ("done", None), (None, NOON)]
)
def test_a_checkpoint_is_answered_with_its_date_or_not_at_all(
    store: Store, outcome: str | None, answered_at: datetime | None
) -> None:
    kinds = every_kind("words")
    store.apply(*map(Change.added, kinds))
    row = {"id": "one more", "commitment_id": kinds[5].id, "on": NOON.date(), "note": ""}
    with pytest.raises(IntegrityError, match="CHECK"):
        put(
            store,
            metadata.tables["checkpoint"],
            {**row, "outcome": outcome, "answered_at": answered_at},
        )


def test_an_instant_without_its_zone_is_refused(store: Store) -> None:
    person = encode(every_kind("words")[0])
    with pytest.raises(StatementError, match="an instant needs its zone"):
        put(store, PersonRow, {**person, "created_at": NOON.replace(tzinfo=None)})


def test_an_instant_comes_back_in_utc(store: Store, path: Path) -> None:
    person = encode(every_kind("words")[0])
    at = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    put(store, PersonRow, {**person, "created_at": at})
    (read,) = store.people()
    assert (read.created_at, read.created_at.tzinfo) == (at, UTC)
    with closing(sqlite3.connect(path)) as connection:
        (stored,) = connection.execute("SELECT created_at FROM person").fetchone()
    assert stored.startswith("2026-11-24 12:00:00")


def test_pydantic_makes_no_validators_for_what_validates_nothing() -> None:
    tables = [table_class(kind) for kind in CODECS]
    assert tables
    assert not [table.__name__ for table in tables if table.__pydantic_complete__]
