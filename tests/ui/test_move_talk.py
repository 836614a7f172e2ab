"""Moving and cancelling the next talk by keys, checked against the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from textual.pilot import Pilot
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, people, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.screens.today import TodayScreen

NOW = FakeClock.START
# Added a week ago on a Tuesday: the first talk is today at 16:00 in Berlin.
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=7), weekday=1, time="16:00")
PLANNED = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 13, 30, tzinfo=UTC)
NO_RHYTHM = replace(MAYA, every_weeks=None, weekday=None, time="")


async def moving(app: ConvoApp, pilot: Pilot[None]) -> MoveTalk:
    """The sheet, opened from Today."""
    await today(app, pilot)
    await pilot.press("x")
    return await opened(app, pilot, MoveTalk)


async def changes(app: ConvoApp) -> list[ScheduleChange]:
    entries = await app.store.read(lambda store: store.timeline(MAYA.id))
    return [each.subject for each in entries if isinstance(each.subject, ScheduleChange)]


async def closed(app: ConvoApp, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_moves_with_who_and_why_and_shows_the_full_date_before(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        assert "Tuesday 24 November 2026, 16:00 (today)" in shown(app)
        await pilot.press("enter")
        await write(pilot, "fri 14:30")
        assert "Friday 27 November 2026, 14:30 (in 3 days)" in shown(app)
        await pilot.press("enter", "right", "enter")
        await write(pilot, "board [/] meeting")
        await pilot.press("enter")
        await closed(app, pilot)
        (change,) = await changes(app)
        assert change == ScheduleChange(
            change.id,
            MAYA.id,
            NOW,
            ScheduleKind.MOVED,
            PLANNED,
            Side.REPORT,
            "board [/] meeting",
            FRIDAY,
        )
        assert await people(app) == (replace(MAYA, next_at=FRIDAY),)
        await until(pilot, lambda: "Fri 27 Nov" in shown(app))


async def test_one_undo_takes_both_back(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "fri")
        await pilot.press("ctrl+s")
        await closed(app, pilot)
        assert await changes(app)
        await pilot.press("u")
        assert await changes(app) == []
        assert await people(app) == (MAYA,)
        assert "Undone: moved the talk with Maya" in shown(app)


async def test_a_day_alone_keeps_the_usual_time(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "fri")
        assert "Friday 27 November 2026, 16:00" in shown(app)


async def test_the_persons_own_clock_is_told_where_it_differs(make_app: MakeApp) -> None:
    app = make_app([replace(MAYA, zone="America/New_York")])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "fri 15:00")
        assert "Friday 27 November 2026, 15:00" in shown(app)
        assert "09:00 for Maya in America/New_York" in shown(app)


async def test_cancels_and_the_rhythm_goes_on(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await moving(app, pilot)
        await pilot.press("right")
        assert "The next one is then Tuesday 1 December 2026, 16:00" in shown(app)
        assert not sheet.query_one("#when").is_on_screen
        await pilot.press("enter", "enter")
        await write(pilot, "ill")
        await pilot.press("enter")
        await closed(app, pilot)
        (change,) = await changes(app)
        assert (change.kind, change.who, change.reason) == (
            ScheduleKind.CANCELLED,
            Side.MANAGER,
            "ill",
        )
        assert (change.planned_for, change.moved_to) == (PLANNED, None)
        after = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
        assert await people(app) == (replace(MAYA, next_at=after),)
        await pilot.press("u")
        assert await changes(app) == []
        assert await people(app) == (MAYA,)


async def test_an_overdue_one_is_followed_by_one_that_lies_ahead(make_app: MakeApp) -> None:
    app = make_app([replace(MAYA, created_at=NOW - timedelta(days=28))])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("right")
        assert "The next one is then Tuesday 24 November 2026, 16:00 (today)" in shown(app)


async def test_without_a_rhythm_nothing_comes_after(make_app: MakeApp) -> None:
    app = make_app([replace(NO_RHYTHM, next_at=PLANNED)])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("right")
        assert "Then no talk is planned." in shown(app)
        await pilot.press("ctrl+s")
        await closed(app, pilot)
        assert await people(app) == (NO_RHYTHM,)


async def test_where_none_is_planned_one_is_settled(make_app: MakeApp) -> None:
    app = make_app([NO_RHYTHM])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        assert "None is planned" in shown(app)
        await write(pilot, "fri 14:30")
        await pilot.press("enter")
        await closed(app, pilot)
        assert await people(app) == (replace(NO_RHYTHM, next_at=FRIDAY),)
        assert await changes(app) == []


async def test_a_day_without_a_time_is_enough_where_there_is_no_usual_one(
    make_app: MakeApp,
) -> None:
    app = make_app([NO_RHYTHM])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await write(pilot, "fri")
        assert "Friday 27 November 2026 (in 3 days)" in shown(app)


async def test_nonsense_is_refused_in_place(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "blursday")
        await pilot.press("ctrl+s")
        assert app.screen is sheet
        assert "Try: fri 14:30" in shown(app)
        assert sheet.query_one("#when", Input).value == "blursday"
        assert await changes(app) == []


async def test_the_past_is_questioned_once(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "yesterday 10:00")
        await pilot.press("ctrl+s")
        assert app.screen is sheet
        assert "has passed" in shown(app)
        await pilot.press("ctrl+s")
        await closed(app, pilot)
        assert len(await changes(app)) == 1


async def test_a_left_sheet_changes_nothing_and_keeps_what_was_typed(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        await pilot.press("enter")
        await write(pilot, "next mon")
        await pilot.press("escape")
        await closed(app, pilot)
        assert await people(app) == (MAYA,)
        sheet = await moving(app, pilot)
        await until(pilot, lambda: sheet.query_one("#when", Input).value == "next mon")


async def test_times_are_the_managers_own(make_app: MakeApp) -> None:
    app = make_app([replace(MAYA, zone="America/New_York", time="10:00")])
    async with app.run_test(size=(80, 24)) as pilot:
        await moving(app, pilot)
        assert "Tuesday 24 November 2026, 16:00 (today)" in shown(app)
        await pilot.press("enter")
        await write(pilot, "fri 17:00")
        await pilot.press("ctrl+s")
        await closed(app, pilot)
        (maya,) = await people(app)
        assert maya.next_at == datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
