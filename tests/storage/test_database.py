from __future__ import annotations

import os
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from storage_samples import every_kind

from convo_tui.domain.values import Change
from convo_tui.storage import database as database_module
from convo_tui.storage.backup import Why, backups_of
from convo_tui.storage.database import Database, Watch
from convo_tui.storage.entries import is_derived
from convo_tui.storage.header import APPLICATION_ID, HEAD, KNOWN_REVISIONS
from convo_tui.storage.migrate import scripts
from convo_tui.storage.problems import Damaged, NotOurs, StorageProblem, TooNew, Unwritable
from convo_tui.storage.schema import metadata
from convo_tui.storage.store import Store, open_store

ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- opening ---------------------------------------------------------------------------------


@ONLY_POSIX
def test_a_new_file_is_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(path)
        store.keep_draft("line", "something")
        modes = {file.name: mode(file) for file in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700
    assert set(modes) >= {"convo.db", "convo.db-wal", "convo.db.lock"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("application_id", APPLICATION_ID),
    ],
)
def test_pragmas_are_in_force_on_every_connection(
    store: Store, pragma: str, value: str | int
) -> None:
    engine = store.database.engine
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_an_error_never_carries_what_was_typed(store: Store) -> None:
    person = every_kind("looks tired")[0]
    store.apply(Change.added(person))
    with pytest.raises(IntegrityError) as caught:
        store.apply(Change.added(person))
    assert "looks tired" not in str(caught.value)


def test_an_open_file_can_be_opened_again(store: Store, path: Path) -> None:
    store.keep_draft("line", "half a sentence")
    again = open_store(path)
    assert again.draft("line") == "half a sentence"
    again.close()


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = open_store(path)
    assert store.people() == ()
    store.close()


# --- migrations ------------------------------------------------------------------------------


def test_head_is_the_newest_migration_and_all_are_known() -> None:
    script = scripts()
    assert script.get_heads() == [HEAD]
    assert {revision.revision for revision in script.walk_revisions()} == set(KNOWN_REVISIONS)


def test_migrations_make_the_tables(store: Store) -> None:
    with store.database.engine.connect() as connection:
        written = {"include_name": lambda name, kind, _: kind != "table" or not is_derived(name)}
        context = MigrationContext.configure(connection, opts=written)
        assert compare_metadata(context, metadata) == []


def test_migrations_make_the_same_constraints(store: Store, tmp_path: Path) -> None:
    """Alembic compares no CHECK and no ON DELETE; the words of the tables do."""
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(engine)
    assert _constraints(store.database.path) == _constraints(tmp_path / "made.db")
    engine.dispose()


PARTS = re.compile(r"\n\t|, (?=\w+ [A-Z])")
"""Between the columns of a table; one that joined later stands on the line of the one before."""


def _constraints(path: Path) -> dict[str, set[str]]:
    """By table, its columns and constraints, each in one line."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
        ).fetchall()
    return {
        name: {
            re.sub(r"\s+|\"", " ", line).strip(" ,")
            for line in PARTS.split(sql[sql.index("(") + 1 : sql.rindex(")")])
        }
        for name, sql in tables
        if not is_derived(name)
    }


NEWER = "0999"
"""A migration that nobody wrote yet."""


def test_a_file_at_an_older_revision_is_copied_before_it_is_migrated(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep_draft("line", "from before")
    store.close()
    monkeypatch.setattr(database_module, "HEAD", NEWER)
    migrated: list[str] = []

    def fail(_: object, target: str) -> None:
        migrated.append(target)
        raise RuntimeError("a migration with a fault")

    monkeypatch.setattr("convo_tui.storage.migrate.upgrade", fail)
    with pytest.raises(RuntimeError):
        Database(path)
    assert migrated == [NEWER]
    (backup,) = backups_of(path)
    assert backup.why == Why.BEFORE_UPGRADE
    assert mode(backup.path) == 0o600
    for file in (path, backup.path):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT text FROM draft").fetchall() == [("from before",)]
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            assert version == (HEAD,)


def test_a_migration_that_fails_leaves_nothing_half_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(connection: Any, _: str) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id TEXT)")
        raise RuntimeError("the machine went out")

    with monkeypatch.context() as patch:
        patch.setattr("convo_tui.storage.migrate.upgrade", half)
        with pytest.raises(RuntimeError):
            Database(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0,)
    store = open_store(path)
    assert store.people() == ()
    store.close()


# --- refusals --------------------------------------------------------------------------------


def foreign_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()


def file_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1234")


def newer_file(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def not_a_database(path: Path) -> None:
    path.write_text("Dear diary, this is no database at all.\n" * 200, encoding="utf-8")


def overwritten_head(path: Path) -> None:
    open_store(path).close()
    content = bytearray(path.read_bytes())
    content[100:2000] = b"\xff" * 1900
    path.write_bytes(content)


def cut_off_file(path: Path) -> None:
    open_store(path).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "problem", "words"),
    [
        (foreign_file, NotOurs, "belongs to another program"),
        (file_of_another_program, NotOurs, "belongs to another program"),
        (newer_file, TooNew, "newer Convo"),
        (not_a_database, Damaged, "left as is"),
        (overwritten_head, Damaged, "left as is"),
        (cut_off_file, Damaged, "left as is"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_untouched(
    tmp_path: Path, make: Any, problem: type[StorageProblem], words: str
) -> None:
    path = tmp_path / "convo.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(problem) as caught:
        open_store(path)
    assert path.read_bytes() == before
    sentence = str(caught.value)
    assert words in sentence
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="not an ordinary file"):
        open_store(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way")
    with pytest.raises(Unwritable, match="Cannot write"):
        open_store(tmp_path / "own" / "convo.db")


@ONLY_POSIX
@NOT_ROOT
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unwritable, match="permission denied"):
        open_store(tmp_path / "convo.db")


def test_a_lock_held_by_another_is_told_in_a_sentence(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "LOCK_SECONDS", 0.01)
    other = open_store(path)
    with store.database.locked(), pytest.raises(StorageProblem, match="Another Convo"):
        other.keep_draft("line", "words")
    other.close()


# --- watching --------------------------------------------------------------------------------


def test_a_watch_tells_once_that_somebody_wrote(store: Store, path: Path) -> None:
    with closing(Watch(path)) as watch:
        assert not watch.changed()
        store.keep_draft("line", "one")
        assert watch.changed()
        assert not watch.changed()
