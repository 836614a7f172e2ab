"""What comes after a cancelled talk: it stays in sight, and one key gives it another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, people, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.widgets.key_bar import KeyBar

NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=7), weekday=1, time="16:00")
PLANNED = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
LOOSE = replace(MAYA, every_weeks=None, weekday=None, time="")
CANCELLED = ScheduleChange(
    "cccccccccccc",
    MAYA.id,
    NOW - timedelta(minutes=5),
    ScheduleKind.CANCELLED,
    PLANNED,
    reason="board [/] meeting",
)
DUE = Commitment(
    "dddddddddddd",
    MAYA.id,
    "a first draft",
    NOW - timedelta(days=7),
    checkpoints=(Checkpoint("eeeeeeeeeeee", date(2026, 11, 24)),),
)
SIZES = [(80, 24), (120, 36), (200, 60)]


def footer(app: ConvoApp) -> dict[str, str]:
    return dict(app.screen.query_one(KeyBar).keys())


async def changes(app: ConvoApp) -> tuple[ScheduleChange, ...]:
    return await app.store.read(lambda store: store.schedule_changes(MAYA.id))


async def checkpoint(app: ConvoApp) -> date | None:
    (commitment,) = await app.store.read(lambda store: store.commitments(MAYA.id))
    return commitment.due


async def closed(app: ConvoApp, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(app.screen, TodayScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_a_cancelled_talk_stays_in_sight_until_it_has_another_day(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app([LOOSE, CANCELLED])
    async with app.run_test(size=size) as pilot:
        await today(app, pilot)
        assert "cancelled Tue 24 Nov, not rebooked" in shown(app)
        await until(pilot, lambda: footer(app).get("y") == "rebook")
        await pilot.press("y")
        sheet = await opened(app, pilot, MoveTalk)
        field = sheet.query_one("#when", Input)
        assert field.has_focus
        assert field.value == "wed 16:00"
        assert "Wednesday 25 November 2026, 16:00 (tomorrow)" in shown(app)
        assert "Tuesday 24 November 2026 (today)" in shown(app)
        await pilot.press("enter")
        await closed(app, pilot)
        await until(pilot, lambda: "not rebooked" not in shown(app) and "y" not in footer(app))
        assert await people(app) == (
            replace(LOOSE, next_at=datetime(2026, 11, 25, 15, 0, tzinfo=UTC)),
        )
        first, again = await changes(app)
        assert (first, again.kind, again.planned_for) == (CANCELLED, ScheduleKind.MOVED, PLANNED)
        await pilot.press("u")
        await until(pilot, lambda: "not rebooked" in shown(app))
        assert await changes(app) == (CANCELLED,)
        assert await people(app) == (LOOSE,)


async def test_right_after_cancelling_the_key_is_there(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        assert "y" not in footer(app)
        await pilot.press("y")
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("x")
        await opened(app, pilot, MoveTalk)
        await pilot.press("right", "ctrl+s")
        await closed(app, pilot)
        await pilot.press("left")  # what was told gives way to the keys
        await until(pilot, lambda: footer(app).get("y") == "rebook")
        # The rhythm has a talk a week on; the one that was lost may still have another day.
        assert "not rebooked" not in shown(app)
        await pilot.press("y")
        await opened(app, pilot, MoveTalk)
        await write(pilot, "thu 9:00")
        await pilot.press("enter")
        await closed(app, pilot)
        (maya,) = await people(app)
        assert maya.next_at == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
        await until(pilot, lambda: "y" not in footer(app))


async def test_the_panel_tells_it_where_the_rhythm_goes_on(make_app: MakeApp) -> None:
    app = make_app([MAYA, CANCELLED])
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await until(pilot, lambda: "cancelled Tue 24 Nov, not rebooked" in shown(app))


async def test_a_person_offers_it_too_and_tells_the_ledger(make_app: MakeApp) -> None:
    app = make_app([LOOSE, CANCELLED])
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await pilot.press("enter")
        screen = await opened(app, pilot, PersonScreen)
        await until(pilot, lambda: screen.complete and footer(app).get("y") == "rebook")
        await pilot.press("shift+tab")
        told = "cancelled by you: board [/] meeting · not rebooked"
        await until(pilot, lambda: told in shown(app))
        await pilot.press("y")
        await opened(app, pilot, MoveTalk)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        told = "cancelled by you: board [/] meeting · rebooked Wed 25 Nov"
        await until(pilot, lambda: told in shown(app))
        assert "y" not in footer(app)


async def test_settling_the_next_talk_rebooks_the_cancelled_one(make_app: MakeApp) -> None:
    app = make_app([LOOSE, CANCELLED])
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        await pilot.press("x")
        await opened(app, pilot, MoveTalk)
        await write(pilot, "fri 10:00")
        await pilot.press("enter")
        await closed(app, pilot)
        assert len(await changes(app)) == 2
        await until(pilot, lambda: "not rebooked" not in shown(app))


class TestCheckpoints:
    """Checkpoints that stood on the day of the talk."""

    async def test_they_go_along_and_one_undo_takes_both_back(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, DUE])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("x")
            await opened(app, pilot, MoveTalk)
            assert "1 checkpoint goes along" in shown(app)
            await pilot.press("enter")
            await write(pilot, "fri 14:30")
            await pilot.press("ctrl+s")
            await closed(app, pilot)
            told = "The talk with Maya is on Fri 27 Nov, 14:30. 1 checkpoint goes along."
            await until(pilot, lambda: told in shown(app))
            assert await checkpoint(app) == date(2026, 11, 27)
            await pilot.press("u")
            assert await checkpoint(app) == date(2026, 11, 24)
            assert await people(app) == (MAYA,)

    async def test_they_may_stay(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, DUE])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("x")
            await opened(app, pilot, MoveTalk)
            await pilot.press("enter")
            await write(pilot, "fri 14:30")
            await pilot.press("enter", "enter", "enter", "right", "enter")
            await closed(app, pilot)
            assert await checkpoint(app) == date(2026, 11, 24)
            assert (await people(app))[0].next_at is not None

    async def test_cancelling_takes_them_to_the_talk_that_follows(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, DUE])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("x")
            await opened(app, pilot, MoveTalk)
            await pilot.press("right", "ctrl+s")
            await closed(app, pilot)
            assert await checkpoint(app) == date(2026, 12, 1)
            await pilot.press("y")
            await opened(app, pilot, MoveTalk)
            assert "1 checkpoint goes along" in shown(app)
            await pilot.press("ctrl+s")
            await closed(app, pilot)
            assert await checkpoint(app) == date(2026, 11, 25)

    async def test_without_a_talk_that_follows_they_stay(self, make_app: MakeApp) -> None:
        app = make_app([replace(LOOSE, next_at=PLANNED), DUE])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("x")
            sheet = await opened(app, pilot, MoveTalk)
            await pilot.press("right")
            assert not sheet.query_one("#along").is_on_screen
            await pilot.press("ctrl+s")
            await closed(app, pilot)
            assert await checkpoint(app) == date(2026, 11, 24)
            await pilot.press("y")
            await opened(app, pilot, MoveTalk)
            await pilot.press("ctrl+s")
            await closed(app, pilot)
            assert await checkpoint(app) == date(2026, 11, 25)

    async def test_those_of_other_days_are_not_asked_about(self, make_app: MakeApp) -> None:
        other = replace(DUE, checkpoints=(Checkpoint("eeeeeeeeeeee", date(2026, 11, 25)),))
        app = make_app([MAYA, other])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("x")
            sheet = await opened(app, pilot, MoveTalk)
            assert not sheet.query("#along")
