"""Recovery: what there is to do about a damaged file, and that nothing happens unasked."""

from __future__ import annotations

import asyncio
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from damaged_files import bytes_of, cut_within_a_page, filled, in_folder, other_words, zeroed_page
from sample_app import app_in
from sample_team import TUESDAY
from textual.pilot import Pilot
from ui.steps import PATIENCE, shown, today, until

from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, new_id
from convo_tui.storage.backup import Why, make
from convo_tui.storage.problems import Damaged
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.opening import examined
from convo_tui.ui.screens.recovery import RecoveryScreen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A filled file with two backups; the older one lacks nothing either."""
    path = in_folder(tmp_path / "own")
    for days in (9, 1):
        make(path, Why.AFTER_TALK, TUESDAY - timedelta(days=days))
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    return path.parent


async def recovery(app: ConvoApp, pilot: Pilot[None]) -> RecoveryScreen:
    """The screen, once it shows all that it looked at."""
    await until(pilot, lambda: isinstance(app.screen, RecoveryScreen) and app.screen.complete)
    assert isinstance(app.screen, RecoveryScreen)
    return app.screen


async def test_it_tells_what_there_is_and_changes_nothing(folder: Path) -> None:
    cut_within_a_page(folder / "convo.db")
    app = app_in(folder)
    before = bytes_of(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await recovery(app, pilot)
        text = " ".join(shown(app).split())
        assert "is damaged. Nothing in it was changed." in text
        assert "Mon 23 Nov 14:05" in text
        assert "Sun 15 Nov 14:05" in text
        assert "1 person · " in text
        assert "restore it" in text
        await pilot.press("q")
    assert bytes_of(folder) == before
    assert app.return_code == 1
    assert "convo restore" in app.last_words


@pytest.mark.parametrize("left", ["gone", "empty"])
async def test_a_file_that_is_not_there_is_not_called_damaged(folder: Path, left: str) -> None:
    path = folder / "convo.db"
    path.unlink()
    if left == "empty":
        path.touch()
    app = app_in(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await recovery(app, pilot)
        text = " ".join(shown(app).split())
        assert f"convo.db is {left}, and it held something before." in text
        assert "To begin anew, move the folder of its backups away first." in text
        assert "damaged" not in text
        assert "STILL READABLE" not in text
        await pilot.press("enter")
        assert (await today(app, pilot)).standings


async def test_one_key_brings_the_chosen_backup_back_and_keeps_the_damaged_file(
    folder: Path,
) -> None:
    path = folder / "convo.db"
    zeroed_page(path)
    damaged = path.read_bytes()
    app = app_in(folder)
    async with app.run_test() as pilot:
        await recovery(app, pilot)
        await pilot.press("down", "enter")
        screen = await today(app, pilot)
        assert screen.standings
        assert "is back" in " ".join(each.message for each in app._notifications)
    kept = [name for name, content in bytes_of(folder).items() if content == damaged]
    assert [name[:16] for name in kept] == ["convo.db.before-"]


async def test_a_file_with_no_backup_can_be_saved_as_text(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own", bytes(100) + filled()[100:])
    app = app_in(path.parent)
    async with app.run_test() as pilot:
        await recovery(app, pilot)
        assert "There is none beside it" in shown(app)
        assert "Maya Lindqvist" in shown(app)
        assert "restore it" not in shown(app)
        await pilot.press("t")
        await until(pilot, lambda: "Saved as" in shown(app))
    (text,) = path.parent.glob("*.md")
    assert "## Maya Lindqvist" in text.read_text()
    assert stat.S_IMODE(text.stat().st_mode) == 0o600


async def test_names_are_not_shown_on_a_shared_screen(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own", bytes(100) + filled()[100:])
    app = app_in(path.parent, settings_text="private_hidden = true\n")
    async with app.run_test() as pilot:
        await recovery(app, pilot)
        assert "Maya" not in shown(app)


async def test_a_file_put_right_from_elsewhere_opens(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own")
    cut_within_a_page(path)
    app = app_in(path.parent)
    async with app.run_test() as pilot:
        await recovery(app, pilot)
        path.write_bytes(filled())
        await pilot.press("o")
        screen = await today(app, pilot)
        assert screen.standings


async def test_what_follows_from_the_rest_is_made_anew_by_a_key(tmp_path: Path) -> None:
    path = in_folder(tmp_path / "own")
    other_words(path)
    app = app_in(path.parent)
    async with app.run_test() as pilot:
        await today(app, pilot)
        await examined(app)
    assert isinstance(app.damage, Damaged)
    again = after(app)
    async with again.run_test() as pilot:
        await recovery(again, pilot)
        assert "make it anew" in shown(again)
        await pilot.press("w")
        await today(again, pilot)
        await examined(again)
    assert again.damage is None


def after(app: ConvoApp) -> ConvoApp:
    """The app that follows one which ended for damage."""
    setup = app.setup._replace(damage=app.damage, unwritten=app.store.unwritten)
    return ConvoApp(setup)


@pytest.mark.parametrize("where", ["read", "write"])
async def test_damage_in_the_middle_leads_to_recovery_and_what_was_typed_is_kept(
    folder: Path, where: str
) -> None:
    app = app_in(folder)
    line = "typed as the disk failed"
    async with app.run_test() as pilot:
        await today(app, pilot)
        (person,) = await app.store.read(lambda store: store.people())
        _break(app)
        if where == "read":
            await pilot.press("enter")
        else:
            note = Note(new_id(), person.id, TUESDAY, line)
            app.store.apply(Change.added(note))
        for _ in range(PATIENCE):
            if app.damage is not None:
                break
            await asyncio.sleep(0.01)
    assert app.damage is not None
    assert app._exception is None
    if where == "read":
        return
    again = after(app)
    async with again.run_test() as pilot:
        await recovery(again, pilot)
        await pilot.press("enter")
        await today(again, pilot)
        notes = await again.store.read(lambda store: store.timeline(person.id))
        assert line in [entry.text for entry in notes]


async def left_behind(folder: Path) -> ConvoApp:
    """The recovery after damage met while a note and an unfinished line waited."""
    app = app_in(folder)
    async with app.run_test() as pilot:
        await today(app, pilot)
        (person,) = await app.store.read(lambda store: store.people())
        _break(app)
        app.store.apply(Change.added(Note(new_id(), person.id, TUESDAY, NOTED)))
        app.store.keep_draft("line", DRAFTED)
        await until(pilot, lambda: app.damage is not None)
    return after(app)


NOTED, DRAFTED = "typed as the disk failed", "and half a li"


def kept_aside(folder: Path) -> list[Path]:
    return list(folder.glob("*-unsaved-*"))


def unsaved_in(folder: Path) -> str:
    (kept,) = folder.glob("*-unsaved-*.md")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    return kept.read_text(encoding="utf-8")


async def test_leaving_recovery_offers_to_save_what_no_file_took(folder: Path) -> None:
    again = await left_behind(folder)
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await recovery(again, pilot)
        assert "2 texts you wrote last" in shown(again)
        await pilot.press("q")
        await until(pilot, lambda: "is in no file yet" in shown(again))
        assert NOTED in shown(again)
        await pilot.press("b")
        await until(pilot, lambda: again.screen is screen)
        assert not kept_aside(folder)
        await pilot.press("q")
        await until(pilot, lambda: "is in no file yet" in shown(again))
        await pilot.press("s")
        await until(pilot, lambda: again.return_code is not None)
    text = unsaved_in(folder)
    assert NOTED in text
    assert DRAFTED in text
    assert "What you wrote last stands in" in again.last_words


async def test_whoever_ends_the_app_without_being_asked_keeps_it_too(folder: Path) -> None:
    again = await left_behind(folder)
    async with again.run_test() as pilot:
        await recovery(again, pilot)
        await pilot.press("ctrl+q")
    assert NOTED in unsaved_in(folder)
    assert "What you wrote last stands in" in again.last_words


async def test_what_may_go_leaves_no_file(folder: Path) -> None:
    again = await left_behind(folder)
    async with again.run_test() as pilot:
        await recovery(again, pilot)
        await pilot.press("q")
        await until(pilot, lambda: "is in no file yet" in shown(again))
        await pilot.press("l")
        await until(pilot, lambda: again.return_code is not None)
    assert not kept_aside(folder)


async def test_what_went_into_the_restored_file_is_not_kept_twice(folder: Path) -> None:
    again = await left_behind(folder)
    async with again.run_test() as pilot:
        await recovery(again, pilot)
        await pilot.press("enter")
        await today(again, pilot)
    assert not kept_aside(folder)


def _break(app: ConvoApp) -> None:
    """Spoil every page of the tables while the file is open, as a failing disk does."""
    path = app.store.path
    with closing(path.open("r+b")) as file:
        size = path.stat().st_size
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    store = app.store._writer.store
    assert store is not None
    store.database.let_go()  # what stands in the caches of connections is read again
