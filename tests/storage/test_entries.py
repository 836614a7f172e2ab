"""The stream of entries and the search index follow what is written, and can be made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from storage_samples import NOON, days, every_kind

from convo_tui.bootstrap import fill_with_sample
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.timeline import EntryKind
from convo_tui.domain.values import Change
from convo_tui.storage import driver, entries
from convo_tui.storage.store import Store, open_store


@pytest.fixture
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(driver.connect(path, isolation_level=None)) as connection:
        yield connection


def found(connection: sqlite3.Connection, words: str) -> list[str]:
    return [
        kind
        for (kind,) in connection.execute(
            "SELECT kind FROM search JOIN entry ON entry.id = search.rowid"
            " WHERE search MATCH ? ORDER BY entry.at, kind",
            (words,),
        )
    ]


def test_the_stream_of_the_sample_team_is_in_step_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    fill_with_sample(path)
    with closing(open_store(path)) as store, closing(driver.connect(path)) as connection:
        assert entries.problems(connection) == ()
        read = {entry.kind for person in store.people() for entry in store.timeline(person.id)}
        assert read == set(EntryKind)


def test_what_is_written_changed_and_deleted_is_found_so(
    store: Store, plain: sqlite3.Connection
) -> None:
    person, *others = every_kind("Zürich metrics")
    store.apply(*map(Change.added, [person, *others]))
    assert "note" in found(plain, "zurich") or "win" in found(plain, "zurich")
    (note,) = (value for value in others if isinstance(value, Note))
    store.apply(Change.edited(note, replace(note, text="Basel")))
    assert len(found(plain, "basel")) == 1
    before = found(plain, "metrics")
    (promise,) = (value for value in others if isinstance(value, Commitment))
    kept = replace(promise, state=CommitmentState.KEPT, closed_at=days(1), reason="Geneva did it")
    store.apply(Change.edited(promise, kept))
    assert found(plain, "geneva") == ["kept"]
    assert found(plain, "metr*") != before
    store.apply(Change.removed(note))
    assert found(plain, "basel") == []
    assert entries.problems(plain) == ()
    assert isinstance(person, Person)
    store.apply(Change.removed(person))
    assert plain.execute("SELECT count(*) FROM entry").fetchone() == (0,)
    assert entries.problems(plain) == ()


def test_a_sign_of_life_does_not_touch_the_stream(store: Store, plain: sqlite3.Connection) -> None:
    kinds = every_kind("words")
    store.apply(*map(Change.added, kinds))
    before = plain.execute("SELECT max(id) FROM entry").fetchone()
    store.seen_live(kinds[1].id, NOON)
    assert plain.execute("SELECT max(id) FROM entry").fetchone() == before


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM entry WHERE id = 1",
        "UPDATE entry SET private = 1 - private WHERE id = 1",
        "INSERT INTO entry SELECT NULL, person_id, kind, at, source, source_id, subject_id,"
        " meeting_id, private, text FROM entry WHERE id = 1",
        "DROP TRIGGER entry_unindexed; DELETE FROM entry WHERE id = 2",
        "INSERT INTO search (rowid, text, person_id) VALUES (999, 'nowhere', '')",
        "DELETE FROM search_data WHERE id > 10",
    ],
)
def test_what_is_out_of_step_is_told_and_made_anew(
    store: Store, plain: sqlite3.Connection, harm: str
) -> None:
    store.apply(*map(Change.added, every_kind("Zürich metrics")))
    before = found(plain, "metrics")
    plain.executescript(harm)
    assert entries.problems(plain)
    entries.install(plain)
    assert entries.problems(plain) == ()
    assert found(plain, "metrics") == before


def test_a_file_from_before_the_stream_gets_it_on_opening(store: Store, path: Path) -> None:
    store.apply(*map(Change.added, every_kind("Zürich metrics")))
    store.close()
    with closing(driver.connect(path, isolation_level=None)) as connection:
        connection.executescript("DROP TABLE search; DROP TABLE entry; PRAGMA user_version = 0")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
    open_store(path).close()
    with closing(driver.connect(path, isolation_level=None)) as connection:
        assert entries.is_installed(connection)
        assert entries.problems(connection) == ()
        assert found(connection, "metrics")
