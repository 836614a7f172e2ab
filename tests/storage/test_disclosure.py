"""Nothing that leads to a person is left out, whatever table it stands in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import a_person, a_talk, days, every_kind, started

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.disclosure import halves
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.values import Change
from convo_tui.storage.belongings import tables_of
from convo_tui.storage.codecs import CODECS, kind_of, table_name
from convo_tui.storage.entries import is_derived
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.purge import about
from convo_tui.storage.store import Store

NOT_ABOUT_ANYBODY = {"dismissed", "question", "question_mark"}


def filled(store: Store) -> str:
    values = every_kind("words")
    store.apply(*map(Change.added, values))
    talk = next(value for value in values if isinstance(value, Meeting))
    store.append_events([started(talk)])
    person = values[0].id
    store.keep_draft(f"line {person}", "half a")
    store.keep_draft(f"note {talk.id}", "half b")
    store.keep_draft("line somebody", "other")
    other = a_person("Tom")
    store.take_in([other, a_talk(other, days(0))], [])
    return person


def test_every_table_with_a_way_to_the_person_is_told(store: Store, path: Path) -> None:
    told = store.disclosures.everything_about(filled(store))
    with closing(sqlite3.connect(path)) as connection:
        tables = {table.name for table in tables_of(connection) if not is_derived(table.name)}
    inside = {table_name(kind) for kind, codec in CODECS.items() if codec.inside}
    assert told.keys() == tables - inside - NOT_ABOUT_ANYBODY - {"alembic_version"}
    shared, private = halves(told)
    assert shared.keys() | private.keys() == told.keys()


def test_it_tells_what_a_purge_would_remove(store: Store) -> None:
    person = filled(store)
    told = {
        name: len(values) for name, values in store.disclosures.everything_about(person).items()
    }
    told["checkpoint"] = 2
    removed = {n: c for n, c in about(store.database, person).rows.items() if not is_derived(n)}
    assert told == removed


def test_each_value_is_whole_and_in_its_order(store: Store) -> None:
    told = store.disclosures.everything_about(filled(store))
    (commitment,) = told["commitment"]
    assert isinstance(commitment, Commitment)
    assert len(commitment.checkpoints) == 2
    assert {draft.text for draft in told["draft"]} == {"half a", "half b"}
    assert all(kind_of(name) is type(values[0]) for name, values in told.items())


def test_a_table_that_cannot_be_read_is_not_passed_over(store: Store, path: Path) -> None:
    person = filled(store)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE rumour (id TEXT, person_id TEXT REFERENCES person (id))")
        connection.execute("INSERT INTO rumour VALUES ('x', ?)", [person])
        connection.commit()
    with pytest.raises(StorageProblem, match="A newer Convo wrote rumour"):
        store.disclosures.everything_about(person)
