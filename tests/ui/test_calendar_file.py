"""The calendar file of a person, from their page by key and from the palette."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from calendars import events
from textual.pilot import Pilot
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, shown, until

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screens.person import PersonScreen

NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW, "", 2, 1, "14:30")
DRAFT = Commitment(
    "cccccccccc01",
    MAYA.id,
    "three-point draft",
    NOW,
    checkpoints=(Checkpoint("dddddddddd01", date(2026, 12, 4)),),
)
SECRET = replace(
    DRAFT,
    id="cccccccccc02",
    goal="SENTINEL",
    private=True,
    checkpoints=(Checkpoint("dddddddddd02", date(2026, 12, 4)),),
)


async def at_maya(app: ConvoApp, pilot: Pilot[None]) -> None:
    await app.push_screen(PersonScreen(MAYA.id))
    screen = await opened(app, pilot, PersonScreen)
    await until(pilot, lambda: screen.chosen)


async def test_it_is_saved_under_the_name_that_is_proposed(make_app: MakeApp) -> None:
    app = make_app([MAYA, DRAFT, SECRET])
    async with app.run_test() as pilot:
        await at_maya(app, pilot)
        await pilot.press("C")
        sheet = await opened(app, pilot, LineSheet)
        assert sheet.query_one("#line", Input).value == "~/maya-lindqvist-2026-11-24.ics"
        await pilot.press("enter")
        await until(pilot, lambda: "Saved as" in shown(app))
    text = (Path.home() / "maya-lindqvist-2026-11-24.ics").read_text(encoding="utf-8")
    talk, checkpoint = events(text)
    assert talk.summary.value == "Talk with Maya Lindqvist"
    assert checkpoint.summary.value == "Checkpoint with Maya Lindqvist: three-point draft"
    assert "SENTINEL" not in text


async def test_leaving_saves_nothing_and_says_nothing(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test() as pilot:
        await at_maya(app, pilot)
        await pilot.press("C")
        await opened(app, pilot, LineSheet)
        await pilot.press("escape")
        await opened(app, pilot, PersonScreen)
        assert "Saved" not in shown(app)
    assert not list(Path.home().glob("*.ics"))


@pytest.mark.parametrize("commitments", [(), (SECRET,)])
async def test_where_nothing_can_be_in_it_that_is_said(
    make_app: MakeApp, commitments: tuple[Commitment, ...]
) -> None:
    app = make_app([replace(MAYA, every_weeks=None), *commitments])
    async with app.run_test() as pilot:
        await at_maya(app, pilot)
        await pilot.press("C")
        await until(pilot, lambda: "Nothing for a calendar" in shown(app))


async def test_the_palette_knows_it(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test() as pilot:
        await at_maya(app, pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*"calendar")
        await until(pilot, lambda: "Calendar file" in shown(app))
        await pilot.press("enter")
        await opened(app, pilot, LineSheet)


async def test_an_archived_person_has_none(make_app: MakeApp) -> None:
    app = make_app([replace(MAYA, archived_at=NOW)])
    async with app.run_test() as pilot:
        await at_maya(app, pilot)
        assert app.screen.check_action("calendar", ()) is False
