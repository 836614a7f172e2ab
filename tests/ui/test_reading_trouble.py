"""Reads that fail: what stands on the screen stays, it is said, and no key ends the app."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from textual.pilot import Pilot
from textual.screen import Screen
from ui.conftest import MakeApp
from ui.places import AnyScreen, leave
from ui.steps import at_rest, opened, shown, today, until
from ui.talking import BETWEEN, MAYA, into_talk, stored

from convo_tui.storage import async_store as async_store_module
from convo_tui.storage import writer as writer_module
from convo_tui.storage.database import Database
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.command_tables import COMMANDS
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.screens.insights import InsightsScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.note_line import NoteLine

pytestmark = pytest.mark.failing_disk

SIZE = (100, 30)
NOT_READ = "not read: the disk reports an error · "
SAID = "Not read: the disk reports an error."


class Disk:
    """Whether the disk answers with errors, and how often it did."""

    bad = False
    refused = 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Disk]:
    """Bad for every read of the test's file, while it is; what is written goes on."""
    made, real = Disk(), Database.reading

    def reading(self: Database) -> Any:
        if made.bad and self.path == tmp_path / "convo.db":
            made.refused += 1
            fault = sqlite3.OperationalError("disk I/O error")
            fault.sqlite_errorname = "SQLITE_IOERR_READ"
            raise OperationalError(None, None, fault)
        return real(self)

    monkeypatch.setattr(Database, "reading", reading)
    monkeypatch.setattr(async_store_module, "READS_AGAIN_SECONDS", 0.02)
    monkeypatch.setattr(writer_module, "WATCH_SECONDS", 0.02)
    yield made
    made.bad = False


async def healed(app: ConvoApp, pilot: Pilot[None], disk: Disk) -> None:
    disk.bad = False
    await until(pilot, lambda: app.store.state.is_calm and "not read" not in shown(app))


async def test_what_stands_stays_until_it_can_be_read_again(make_app: MakeApp, disk: Disk) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        screen = await today(app, pilot)
        before = screen.standings
        disk.bad = True
        app.reload()
        await until(pilot, lambda: NOT_READ in shown(app))
        assert screen.standings is before
        assert "Maya Lindqvist" in shown(app)
        assert "write elsewhere" not in shown(app)
        again = disk.refused
        await until(pilot, lambda: disk.refused > again + 2)
        await healed(app, pilot, disk)
        await until(pilot, lambda: screen.standings is not before)


async def test_a_screen_that_opens_meanwhile_is_filled_later(make_app: MakeApp, disk: Disk) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        home = await today(app, pilot)
        for key, kind in (("enter", PersonScreen), ("p", PrepareScreen), ("i", InsightsScreen)):
            disk.bad = True
            await pilot.press(key)
            await until(pilot, lambda kind=kind: isinstance(app.screen, kind))  # type: ignore[misc]
            await until(pilot, lambda: NOT_READ in shown(app))
            await healed(app, pilot, disk)
            await until(pilot, lambda: "Maya" in shown(app) and app.screen.focused)
            await leave(app, pilot, home)


async def test_a_key_that_must_read_first_says_so_and_works_later(
    make_app: MakeApp, disk: Disk
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        home = await today(app, pilot)
        disk.bad = True
        for key in ("m", "A"):
            await pilot.press(key)
            await until(pilot, lambda: SAID in shown(app))
            assert app.screen is home
            await pilot.press("down")
        disk.bad = False
        await pilot.press("m")
        await opened(app, pilot, TalkScreen)
        assert SAID not in shown(app)


async def test_a_talk_the_app_was_started_for_opens_once_it_can_be_read(
    make_app: MakeApp, disk: Disk
) -> None:
    app = make_app(BETWEEN)
    app.setup, app.opens_talk = app.setup._replace(talk_with=MAYA.id), True
    disk.bad = True
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.store.is_open and NOT_READ in shown(app))
        disk.bad = False
        await opened(app, pilot, TalkScreen)
        await until(pilot, lambda: "not read" not in shown(app))


async def test_notes_are_taken_while_nothing_can_be_read(make_app: MakeApp, disk: Disk) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        screen = await into_talk(app, pilot)
        disk.bad = True
        screen.reload()
        await until(pilot, lambda: NOT_READ in shown(app))
        await pilot.press("i", *"kept", "enter", *"half")
        assert screen.query_one(NoteLine).value == "half"
        assert "kept" in shown(app)
        await healed(app, pilot, disk)
        assert screen.query_one(NoteLine).value == "half"
        assert [note.text for note in (await stored(app, screen.talk.id)).notes] == ["kept"]


@pytest.mark.parametrize("typed", ["", "new"])
@pytest.mark.parametrize("where", ["form", "line"])
async def test_a_draft_comes_back_late_unless_something_was_typed(
    make_app: MakeApp, disk: Disk, where: str, typed: str
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        below: Screen[Any] = await today(app, pilot)
        kind: AnyScreen = FeedbackSheet
        key = "f"
        if where == "line":
            await into(app, pilot, "prepare")
            below, key, kind = app.screen, "t", LineSheet
        await pilot.press(key)
        await opened(app, pilot, kind)
        await pilot.press(*"old")
        await leave(app, pilot, below)
        disk.bad, refused = True, disk.refused
        await pilot.press(key)
        sheet = await opened(app, pilot, kind)
        await until(pilot, lambda: disk.refused > refused)
        field = sheet.query_one("#line", Field)
        await pilot.press(*typed)
        assert field.value == typed
        await healed(app, pilot, disk)
        await until(pilot, lambda: field.value == (typed or "old"))
        await leave(app, pilot, below)
        await pilot.press(key)  # and what was typed meanwhile is the draft from then on
        again = (await opened(app, pilot, kind)).query_one("#line", Field)
        await until(pilot, lambda: again.value == (typed or "old"))


LEAVES = {"today.sample", "person.archive"}
"""What ends the app, or takes Maya away from Today."""

READS_NOTHING = ("app.", "list.", "talk.gap", "talk.focus")
"""How the commands begin that no file has a part in."""

PLACES: dict[str, tuple[AnyScreen, tuple[str, ...]]] = {
    "today": (TodayScreen, ()),
    "timeline": (PersonScreen, ("enter",)),
    "prepare": (PrepareScreen, ("p",)),
    "talk": (TalkScreen, ("m",)),
    "picker": (QuestionPicker, ("m", "q", "tab")),
}


async def into(app: ConvoApp, pilot: Pilot[None], place: str) -> None:
    """Go to a place from Today, one key after the other, as soon as each has what it needs."""
    kind, ways = PLACES[place]
    for number, key in enumerate(ways):
        await pilot.press(key)
        if number == 0:
            await until(pilot, lambda: len(app.screen_stack) > 1)
        await at_rest(app, pilot)
    await until(pilot, lambda: isinstance(app.screen, kind))


@pytest.mark.parametrize("place", PLACES)
async def test_no_key_ends_the_app_while_nothing_can_be_read(
    make_app: MakeApp, disk: Disk, place: str
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        home = await today(app, pilot)
        kind, _ = PLACES[place]
        await into(app, pilot, place)
        active = app.screen.active_bindings.values()
        ours = {each.binding.id or "": each.binding.key for each in active if each.enabled}
        keys = {
            key
            for name, key in ours.items()
            if name in COMMANDS and name not in LEAVES and not name.startswith(READS_NOTHING)
        }
        assert len(keys) > 3
        for key in sorted(keys):
            if not isinstance(app.screen, kind):
                await leave(app, pilot, home)
                await into(app, pilot, place)
            there = app.screen
            disk.bad = True
            app.reload()
            await pilot.press(key)
            disk.bad = False
            await until(pilot, lambda: app.store.state.is_calm)
            assert app.is_running, key
            while there in app.screen_stack and app.screen is not there:
                await pilot.press("escape")
        assert disk.refused
    assert not app.crashed
    assert app.return_code in {0, None}
