"""Purging a person: every table, the search index, every byte; nobody else."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from storage_samples import NOON, days, every_kind

from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Question
from convo_tui.domain.values import Change, new_id
from convo_tui.storage import driver, purge
from convo_tui.storage.belongings import quoted, tables_of
from convo_tui.storage.codecs import table_name
from convo_tui.storage.copies import copies_with, delete_copies, traces_in
from convo_tui.storage.problems import InUse, StorageProblem
from convo_tui.storage.purge import about, purge_person
from convo_tui.storage.schema import metadata
from convo_tui.storage.store import Store, open_store
from convo_tui.ui.live_talk import draft_key, lead

SENTINEL = "zxqv sentinel of hers"
OTHERS = "qwbn said by another"

OF_NOBODY = {"dismissed", "draft", "question", "question_mark"}
"""Tables without a way to a person; a draft goes by the words of its key."""


def fill(store: Store, text: str) -> Person:
    """Put a person with one of everything into the file: values, events, drafts."""
    values = [value for value in every_kind(text) if table_name(type(value)) not in OF_NOBODY]
    person, talk = values[0], values[1]
    assert isinstance(person, Person)
    assert isinstance(talk, Meeting)
    store.apply(*map(Change.added, values))
    store.append_events(
        [
            MeetingEvent(talk.id, 0, NOON, EventKind.STARTED),
            MeetingEvent(talk.id, 1, days(0.01), EventKind.SPEAKER, {"who": text}),
        ]
    )
    of_person = ("line {}", "commitment new {}", "feedback {}", "person {}", "move {} tue")
    for key in (*of_person, "point {}"):
        store.keep_draft(key.format(person.id), text)
    keys = ("next date {}", "recap {}", "point {}")
    for key in (draft_key(talk.id), *(key.format(talk.id) for key in keys)):
        store.keep_draft(key, text)
    for value in values:
        store.keep_draft(f"close {value.id}", text)
    return person


def rows_by_table(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        counts = {
            table.name: f"SELECT count(*) FROM {quoted(table.name)}"  # noqa: S608
            for table in tables_of(connection)
        }
        return {name: connection.execute(query).fetchone()[0] for name, query in counts.items()}


def folder_with(path: Path, *texts: str) -> list[str]:
    """The files of the folder in which one of the texts stands, in their names too."""
    return [
        each.name
        for each in path.parent.rglob("*")
        if each.is_file()
        and any(text in each.name or text.encode() in each.read_bytes() for text in texts)
    ]


def test_nothing_of_them_is_left_and_everything_of_others(store: Store, path: Path) -> None:
    tom = fill(store, OTHERS)
    before = rows_by_table(path)
    maya = fill(store, SENTINEL)
    assert folder_with(path, SENTINEL)
    told = about(store.database, maya.id)
    purged = purge_person(store.database, maya.id)
    assert purged == told
    store.close()
    assert rows_by_table(path) == before
    assert folder_with(path, SENTINEL, maya.id) == []
    assert traces_in(path, maya.id) == ()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert folder_with(path, OTHERS, tom.id) != []


def test_the_counts_say_what_there_is(store: Store) -> None:
    maya = fill(store, SENTINEL)
    rows = about(store.database, maya.id).rows
    assert {rows[table] for table in ("person", "meeting", "note", "commitment", "feedback")} == {1}
    assert rows["draft"] == 30
    assert rows["meeting_event"] == rows["checkpoint"] == 2


def test_the_store_goes_on_afterwards(store: Store) -> None:
    maya, tom = fill(store, SENTINEL), fill(store, OTHERS)
    purge_person(store.database, maya.id)
    assert store.people() == (tom,)
    store.apply(Change.added(Note(new_id(), tom.id, NOON, "afterwards")))
    assert rows_by_table(store.database.path)["note"] == 2


def test_what_was_deleted_before_goes_from_the_free_pages(store: Store, path: Path) -> None:
    maya = fill(store, OTHERS)
    store.database.close()
    with closing(sqlite3.connect(path)) as connection:
        # Some builds of SQLite overwrite what they delete unasked.
        connection.execute("PRAGMA secure_delete = OFF")
        rows = [(f"{SENTINEL} {number}", SENTINEL * 9, "2026-11-24") for number in range(500)]
        connection.executemany("INSERT INTO draft VALUES (?, ?, ?)", rows)
        connection.execute("DELETE FROM draft WHERE id LIKE ?", [f"{SENTINEL}%"])
        connection.commit()
    assert path.name in folder_with(path, SENTINEL)
    purge_person(store.database, maya.id)
    assert folder_with(path, SENTINEL) == []


def test_every_table_has_a_way_to_a_person_or_is_nobodys() -> None:
    """A table that joins later must lead to a person, or be said to be nobody's here."""
    owned, before = {"person"}, -1
    while len(owned) > before:
        before = len(owned)
        for table in metadata.tables.values():
            if {key.column.table.name for key in table.foreign_keys} & owned:
                owned.add(table.name)
    assert set(metadata.tables) - owned == OF_NOBODY


LATER = """
    CREATE TABLE later (
        key INTEGER PRIMARY KEY, talk TEXT REFERENCES meeting (id) ON DELETE SET NULL, text TEXT
    );
    CREATE TABLE "later still" (later INTEGER REFERENCES later (key) ON DELETE RESTRICT, text TEXT);
    CREATE TABLE loose (person_id TEXT, text TEXT);
    CREATE VIRTUAL TABLE search_own USING fts5 (text, person_id UNINDEXED);
    CREATE VIRTUAL TABLE search_of USING fts5 (text, content='loose');
    CREATE VIRTUAL TABLE search_blind USING fts5 (text, content='');
"""
BY_PERSON = (
    "INSERT INTO loose VALUES (?, ?)",
    "INSERT INTO search_own (person_id, text) VALUES (?, ?)",
)


def add_later_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(LATER)
        people = connection.execute(
            "SELECT person.id, name, meeting.id FROM person JOIN meeting ON person_id = person.id"
        ).fetchall()
        for key, (person, text, talk) in enumerate(people):
            connection.execute("INSERT INTO later VALUES (?, ?, ?)", [key, talk, text])
            connection.execute('INSERT INTO "later still" VALUES (?, ?)', [key, text])
            for statement in BY_PERSON:
                connection.execute(statement, [person, text])
            connection.execute("INSERT INTO search_blind (text) VALUES (?)", [text])
        connection.execute("INSERT INTO search_of (search_of) VALUES ('rebuild')")
        connection.commit()


def found_by(path: Path, word: str) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        queries = [f"SELECT rowid FROM search_{name} (?)" for name in ("own", "of")]  # noqa: S608
        return [len(connection.execute(query, [word]).fetchall()) for query in queries]


def test_tables_and_indexes_that_join_later_are_covered(store: Store, path: Path) -> None:
    fill(store, OTHERS)
    maya = fill(store, SENTINEL)
    store.database.close()
    add_later_tables(path)
    assert found_by(path, "zxqv") == [1, 1]
    purge_person(store.database, maya.id)
    store.close()
    rows = rows_by_table(path)
    assert [rows[name] for name in ("later", "later still", "loose", "search_own")] == [1] * 4
    assert folder_with(path, SENTINEL, "zxqv", "sentinel", maya.id) == []
    assert found_by(path, "qwbn") == [1, 1]


def test_an_open_window_is_told_and_nothing_is_removed(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "WAITS_SECONDS", 0.01)
    maya = fill(store, SENTINEL)
    rows = rows_by_table(path)
    window = open_store(path)
    assert window.people() == (maya,)
    with pytest.raises(InUse, match="open in another window"):
        purge_person(store.database, maya.id)
    assert rows_by_table(path) == rows
    window.close()
    purge_person(store.database, maya.id)
    assert store.people() == ()


def test_the_locks_of_their_talks_go_too(store: Store, path: Path) -> None:
    maya = fill(store, SENTINEL)
    fill(store, OTHERS)
    for talk in store.live_meetings():
        lock = lead(path, talk.id)
        assert lock is not None
        lock.release()
    assert len(list(path.parent.glob("*.talk-*.lock"))) == 2
    purge_person(store.database, maya.id)
    (left,) = path.parent.glob("*.talk-*.lock")
    (talk,) = store.live_meetings()
    assert talk.id in left.name


def test_a_full_disk_is_told_before_anything_is_removed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = fill(store, SENTINEL)
    full = SimpleNamespace(total=1000, used=1000, free=0)
    monkeypatch.setattr("shutil.disk_usage", lambda _: full)
    with pytest.raises(StorageProblem, match=r"needs 2 MB of free space .* nothing was removed"):
        purge_person(store.database, maya.id)
    assert store.people() == (maya,)


def test_somebody_without_anything_can_be_purged(store: Store) -> None:
    maya = Person(new_id(), "Maya", NOON)
    store.apply(Change.added(maya))
    assert purge_person(store.database, maya.id).rows == {"person": 1}


def test_ids_lead_only_one_way(store: Store) -> None:
    """What a row of theirs points at, such as a question of the manager's own, is not theirs."""
    maya = fill(store, SENTINEL)
    question = Question(SENTINEL, "What helps?", "wins")  # the id that `asked.question_id` has
    store.apply(Change.added(question))
    purge_person(store.database, maya.id)
    assert store.own_questions() == (question,)


# --- copies --------------------------------------------------------------------------------------


def copy_to(path: Path, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    with closing(driver.connect(path)) as old, closing(driver.connect(target)) as new:
        old.backup(new)
    return target


@pytest.fixture
def copies(store: Store, path: Path) -> tuple[str, list[Path], list[Path]]:
    """A person, the copies that hold them, and those from before them."""
    fill(store, OTHERS)
    without = [
        copy_to(path, path.parent / "backups" / "before.db"),
        copy_to(path, path.with_name("convo.db.before-0001.bak")),
    ]
    maya = fill(store, SENTINEL)
    holding = [
        copy_to(path, path.parent / "backups" / "convo-2026-11-24.db"),
        copy_to(path, path.with_name("convo.db.before-0002.bak")),
        copy_to(path, path.with_name("convo-restored-over.db")),
    ]
    purge_person(store.database, maya.id)
    return maya.id, holding, without


def test_copies_that_still_hold_them_are_found_and_deleted(
    path: Path, copies: tuple[str, list[Path], list[Path]]
) -> None:
    person, holding, without = copies
    found = copies_with(path, person)
    assert set(found.holding) == set(holding)
    assert found.unread == ()
    assert delete_copies(found.holding) == ()
    assert copies_with(path, person).holding == ()
    assert all(each.exists() for each in (path, *without))
    assert folder_with(path, SENTINEL, person) == []


def test_what_was_deleted_in_a_copy_is_found_too(
    path: Path, copies: tuple[str, list[Path], list[Path]]
) -> None:
    person, holding, _ = copies
    with closing(driver.connect(holding[0])) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM note")
        connection.execute("DELETE FROM person")
        connection.commit()
    assert holding[0] in copies_with(path, person).holding


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_a_copy_that_cannot_be_read_is_told(
    path: Path, copies: tuple[str, list[Path], list[Path]]
) -> None:
    person, holding, _ = copies
    holding[0].chmod(0)
    assert copies_with(path, person).unread == (holding[0],)
    holding[0].chmod(stat.S_IRUSR)


def test_of_text_beside_the_file_nobody_can_tell(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    text = path.with_name(f"{path.stem}-unsaved-2026-11-24-120000.md")
    text.write_text("looks tired")
    found = copies_with(path, "aaaaaaaaaaaa")
    assert (found.holding, found.unread) == ((), (text,))
    text.write_text("the talk aaaaaaaaaaaa")
    assert copies_with(path, "aaaaaaaaaaaa").holding == (text,)


def test_a_name_that_stands_where_two_pieces_meet_is_found(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convo_tui.storage.copies._PIECE", 5)
    folder = path.parent / "backups"
    folder.mkdir()
    (folder / "torn.db").write_bytes(b"." * 12 + b"aaaaaaaaaaaa" + b"." * 30)
    assert copies_with(path, "aaaaaaaaaaaa").holding == (folder / "torn.db",)
    assert copies_with(path, "aaaaaaaaaaab").holding == ()


def test_values_of_one_person_do_not_lead_to_another(store: Store) -> None:
    maya, tom = fill(store, SENTINEL), fill(store, OTHERS)
    before = about(store.database, tom.id)
    store.apply(Change.edited(maya, replace(maya, role=tom.name)))
    purge_person(store.database, maya.id)
    assert about(store.database, tom.id) == before
