"""Saves that fail under the hands of somebody who types: told, never in the way, with a way out."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static
from ui.conftest import MakeApp
from ui.steps import opened, shown, until
from ui.talking import BETWEEN, into_talk

from convo_tui.storage import writer as writer_module
from convo_tui.storage.database import Database
from convo_tui.storage.store import open_store
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.rescue import Rescue
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.title_bar import age_words

pytestmark = pytest.mark.failing_disk

SIZE = (100, 30)


class Disk:
    """Whether the disk is full."""

    full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Disk]:
    """Full for every file in the folder of the test, until it is not."""
    made, real = Disk(), Database.writing

    def writing(self: Database) -> Any:
        if made.full and self.path == tmp_path / "convo.db":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self)

    monkeypatch.setattr(Database, "writing", writing)
    monkeypatch.setattr(writer_module, "RETRY_SECONDS", 0.02)
    monkeypatch.setattr(writer_module, "WATCH_SECONDS", 0.02)
    yield made
    made.full = False


async def test_typing_goes_on_while_saves_fail(make_app: MakeApp, disk: Disk) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        screen = await into_talk(app, pilot)
        await until(pilot, lambda: "● saved" in shown(app))
        assert "write elsewhere" not in shown(app)
        disk.full = True
        await pilot.press("i", *"one")
        await until(pilot, lambda: "not saved: disk full · " in shown(app))
        assert "F8 write elsewhere" in shown(app)
        line = screen.query_one(NoteLine)
        await pilot.press(*"two")
        assert line.value == "onetwo"
        await pilot.press("enter", *"three")
        assert line.value == "three"
        await until(pilot, lambda: app.store.state.waiting >= 2)
        disk.full = False
        await until(pilot, lambda: "● saved" in shown(app))
        assert "write elsewhere" not in shown(app)
        assert line.value == "three"
        page = await app.store.read(lambda store: store.talk_page(screen.talk.id))
        assert page is not None
        assert [note.text for note in page.notes] == ["onetwo"]


async def test_everything_is_written_elsewhere_by_a_key(
    make_app: MakeApp, disk: Disk, tmp_path: Path
) -> None:
    app, new = make_app(BETWEEN), tmp_path / "rescue" / "other.db"
    async with app.run_test(size=SIZE) as pilot:
        screen = await into_talk(app, pilot)
        disk.full = True
        await pilot.press("i", *"kept", "enter", *"half a sen")
        await until(pilot, lambda: app.saves.troubled)
        await pilot.press("f8")
        sheet = await opened(app, pilot, Rescue)
        place = sheet.query_one("#place", Field)
        await until(pilot, lambda: place.value)
        assert Path(place.value).parent.name.startswith("convo-rescue-2026-11-24")
        stands, told = sheet.query_one("#stands", Static), sheet.query_one("#told", Static)
        assert "is not written: disk full, for " in str(stands.render())
        place.value = str(tmp_path / "convo.db")
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in str(told.render()))
        place.value = str(new)
        await pilot.press("enter")
        await until(pilot, lambda: "enter goes on" in str(told.render()))
        assert f"goes on in {new}, with everything that waited." in str(stands.render())
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and "● saved" in shown(app))
        assert screen.query_one(NoteLine).value == "half a sen"
        await pilot.press(*"tence", "enter")
        await until(pilot, lambda: not app.store.state.waiting)
        talk = screen.talk.id
    assert f"convo --database {new}" in app.last_words
    with closing(open_store(new)) as store:
        page = store.talk_page(talk)
        assert page is not None
        assert {note.text for note in page.notes} == {"kept", "half a sentence"}


async def test_leaving_with_something_unsaved_is_asked_about(make_app: MakeApp, disk: Disk) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        await into_talk(app, pilot)
        disk.full = True
        await pilot.press("i", *"a note", "enter")
        await until(pilot, lambda: app.saves.troubled)
        await pilot.press("ctrl+q")
        await opened(app, pilot, Choice)
        assert "Not everything is saved" in shown(app)
        await pilot.press("s")
        await until(pilot, lambda: not isinstance(app.screen, Choice))
        await pilot.press("ctrl+q")
        await opened(app, pilot, Choice)
        await pilot.press("l")
        await pilot.pause()
    assert app.last_words == "Not everything was saved: disk full."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (12.9, "12 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (7300, "2 h")],
)
def test_an_age_is_told_in_one_unit(seconds: float, words: str) -> None:
    assert age_words(seconds) == words
