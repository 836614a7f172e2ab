"""What an undo of an import removes and what it leaves, value by value."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from rows import rows_of
from storage_samples import NOON, a_person, a_talk, days, every_kind, started

from convo_tui.domain.commitments import Commitment, kept
from convo_tui.domain.corrections import corrections_of
from convo_tui.domain.imports import Imported, ImportKind
from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, new_id
from convo_tui.storage import import_undo
from convo_tui.storage.backup import backups_of
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.store import Store

AT = NOON.astimezone(UTC)


def brought(store: Store, *values: Any) -> str:
    return store.imports.bring(ImportKind.NOTES, values, AT)


def sample() -> list[Any]:
    return [value for value in every_kind("words") if not isinstance(value, Imported)]


def one(kind: type[Any], values: list[Any]) -> Any:
    return next(value for value in values if isinstance(value, kind))


def test_an_undo_leaves_the_file_as_it_was(store: Store, path: Path) -> None:
    store.apply(*map(Change.added, every_kind("before")))
    before = rows_of(path)
    batch = brought(store, *sample())
    assert rows_of(path) != before
    undone = store.imports.undo(batch, NOON)
    assert undone.stays == ()
    assert rows_of(path) == before
    assert store.imports.batches() != ()  # the one that stood there before
    assert len(backups_of(path)) == 1


def test_a_pretended_undo_changes_nothing(store: Store, path: Path) -> None:
    batch = brought(store, *sample())
    before = rows_of(path)
    assert store.imports.undo(batch, NOON, pretend=True) == store.imports.undo(
        batch, NOON, pretend=True
    )
    assert rows_of(path) == before
    assert backups_of(path) == ()


def test_nothing_to_bring_is_no_import(store: Store) -> None:
    assert brought(store) == ""
    assert store.imports.batches() == ()


def test_a_stream_that_breaks_brings_nothing(store: Store, path: Path) -> None:
    def broken() -> Any:
        yield from sample()
        raise StorageProblem("gone")

    before = rows_of(path)
    with pytest.raises(StorageProblem, match="gone"):
        store.imports.bring(ImportKind.NOTES, broken(), AT)
    assert rows_of(path) == before


@pytest.mark.parametrize("place", range(11))
def test_whatever_was_edited_stays_with_what_it_needs(store: Store, path: Path, place: int) -> None:
    values = sample()
    batch = brought(store, *values)
    value = values[place]
    change: dict[str, Any] = {
        name: "edited since"
        for name in ("text", "name", "goal", "recap", "reason", "was")
        if hasattr(value, name)
    } or {"starred": False}
    store.apply(Change.edited(value, replace(value, **change)))
    edited = rows_of(path)
    undone = store.imports.undo(batch, NOON)
    assert value.id in {staying.value.id for staying in undone.stays if staying.edited}
    left = rows_of(path)
    for name, listed in left.items():
        assert set(map(repr, listed)) <= set(map(repr, edited[name]))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    forced = store.imports.undo(batch, NOON, force=True)
    assert forced.stays == ()
    assert not any(listed for name, listed in rows_of(path).items() if name != "alembic_version")


def test_a_commitment_that_was_closed_since_stays(store: Store) -> None:
    person = a_person()
    made = Commitment(new_id(), person.id, "plan", NOON)
    batch = brought(store, person, made)
    store.apply(Change.edited(made, kept(made, days(1))))
    undone = store.imports.undo(batch, NOON)
    assert [staying.value.id for staying in undone.stays] == [person.id, made.id]
    assert store.commitments(closed=True)[0].closed_at == days(1)


def test_a_checkpoint_that_was_answered_since_is_an_edit(store: Store) -> None:
    values = sample()
    batch = brought(store, *values)
    made = one(Commitment, values)
    points = (replace(made.checkpoints[0], note="later"), *made.checkpoints[1:])
    store.apply(Change.edited(made, replace(made, checkpoints=points)))
    assert made.id in {each.value.id for each in store.imports.undo(batch, NOON).stays}


def test_an_edit_that_was_taken_back_is_none(store: Store, path: Path) -> None:
    values = sample()
    batch = brought(store, *values)
    note = one(Note, values)
    store.apply(Change.edited(note, replace(note, text="other")))
    store.apply(Change.edited(note, note))
    assert store.imports.undo(batch, NOON).stays == ()


def test_a_talk_held_since_keeps_the_person(store: Store) -> None:
    person = a_person()
    batch = brought(store, person)
    talk = a_talk(person, days(1))
    store.take_in([talk], [started(talk)])
    undone = store.imports.undo(batch, NOON, force=True)
    assert [(each.value, each.needed) for each in undone.stays] == [(person, {"meeting": 1})]
    assert store.talks_with(person.id) == (talk,)
    assert [each.id for each in store.imports.batches()] == [batch]


def test_a_draft_keeps_what_it_is_about(store: Store) -> None:
    person = a_person()
    batch = brought(store, person)
    store.keep_draft(f"line {person.id}", "half a th")
    (staying,) = store.imports.undo(batch, NOON).stays
    assert staying.needed == {"draft": 1}
    assert store.draft(f"line {person.id}") == "half a th"


def test_a_second_import_keeps_the_first(store: Store) -> None:
    person = a_person()
    first = brought(store, person)
    talk = a_talk(person, NOON)
    second = brought(store, talk)
    assert [each.value for each in store.imports.undo(first, NOON).stays] == [person]
    assert store.imports.undo(second, NOON).removed == {"meeting": 1}
    assert store.imports.undo(first, NOON).removed == {"person": 1}


def test_what_an_edit_was_before_goes_with_it(store: Store) -> None:
    person = a_person()
    talk = a_talk(person, NOON)
    note = Note(new_id(), person.id, NOON, "as it came", meeting_id=talk.id)
    batch = brought(store, person, talk, note)
    edited = replace(note, text="edited")
    store.apply(Change.edited(note, edited), *corrections_of(note, edited, days(1)))
    kept_back = store.imports.undo(batch, NOON)
    assert [each.value for each in kept_back.stays] == [person, talk, edited]
    assert store.imports.undo(batch, NOON, force=True).stays == ()
    assert store.people() == ()


def test_what_was_deleted_meanwhile_is_passed_over(store: Store) -> None:
    person = a_person()
    note = Note(new_id(), person.id, NOON, "x")
    batch = brought(store, person, note)
    store.apply(Change.removed(note))
    assert store.imports.undo(batch, NOON).removed == {"person": 1}
    assert store.imports.batches() == ()


def test_without_a_backup_nothing_is_removed(store: Store, path: Path) -> None:
    batch = brought(store, *sample())
    before = rows_of(path)
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(StorageProblem):
        store.imports.undo(batch, NOON)
    assert rows_of(path) == before


def test_a_fault_within_leaves_everything(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = sample()
    batch = brought(store, *values)
    store.apply(Change.removed(one(Note, values)))
    before = rows_of(path)

    def fails(*_: Any) -> bool:
        raise StorageProblem("the disk is gone")

    monkeypatch.setattr(import_undo, "_is_gone", fails)
    with pytest.raises(StorageProblem, match="the disk is gone"):
        store.imports.undo(batch, NOON)
    assert rows_of(path) == before


def test_many_values_are_undone_at_once(store: Store) -> None:
    person = a_person()
    talk = a_talk(person, NOON)
    notes = [Note(new_id(), person.id, NOON, f"n{n}", meeting_id=talk.id) for n in range(2500)]
    batch = brought(store, person, talk, *notes)
    (listed,) = store.imports.batches()
    assert listed.brought == {"person": 1, "meeting": 1, "note": 2500}
    assert store.imports.undo(batch, NOON).removed == listed.brought
