"""Backups as the app makes them by itself, and what Today says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ui.conftest import MakeApp
from ui.steps import shown, today, until

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.people import Person
from convo_tui.domain.unfinished import ended_at_last_sign
from convo_tui.storage.backup import Why, backups_of, folder_of, make
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.today import TodayScreen

NOW = FakeClock.START
LONG_AGO = NOW - timedelta(days=40)
TOM = Person("aaaaaaaaaaaa", "Tom Okafor", LONG_AGO)
TALK = Meeting("bbbbbbbbbbbb", TOM.id, NOW - timedelta(minutes=30), DEFAULT.segments)
BEGAN = MeetingEvent(TALK.id, 0, TALK.started_at, EventKind.STARTED)
MISSED = "The last good backup is of Fri 13 Nov, 11 days ago; b makes one now."
NONE_YET = "There is no backup yet; b makes one now."

Backed = Callable[..., ConvoApp]


@pytest.fixture
def backed(make_app: MakeApp) -> Backed:
    """Makes apps that make backups; the last one was made so many days ago, or never."""

    def make_one(person: Person = TOM, *, days: int | None = None) -> ConvoApp:
        setup = make_app([person]).setup
        if days is not None:
            make(setup.database, Why.DAILY, NOW - timedelta(days=days))
        return ConvoApp(setup._replace(backups=True))

    return make_one


def whys(app: ConvoApp) -> list[str]:
    return [each.why for each in backups_of(app.setup.database)]


@pytest.mark.parametrize(("days", "says"), [(11, MISSED), (None, NONE_YET)])
async def test_an_old_backup_is_missed_until_b_makes_one(
    backed: Backed, days: int | None, says: str
) -> None:
    app = backed(days=days)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert says in shown(app)
        await pilot.press("b")
        await until(pilot, lambda: says not in shown(app))
        assert whys(app)[0] == Why.BY_HAND
        await until(pilot, lambda: "A backup was made and verified" in shown(app))


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_cursor_stays_on_people_under_the_warning(
    backed: Backed, size: tuple[int, int]
) -> None:
    app = backed(days=11)
    async with app.run_test(size=size) as pilot:
        screen = await today(app, pilot)
        assert screen.chosen is not None
        assert screen.chosen.overview.person == TOM
        assert "11 days" in shown(app)


async def test_the_daily_one_mends_it_by_itself(backed: Backed) -> None:
    app = backed(days=11)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert app.backups is not None
        app.backups.look()
        await until(pilot, lambda: MISSED not in shown(app))
        app.backups.look()
    assert whys(app) == [Why.DAILY, Why.DAILY]


@pytest.mark.parametrize(
    ("person", "days"),
    [(TOM, 6), (TOM, 0), (replace(TOM, created_at=NOW - timedelta(days=2)), None)],
    ids=["this week", "today", "begun this week"],
)
async def test_nothing_is_said_where_nothing_is_missed(
    backed: Backed, person: Person, days: int | None
) -> None:
    app = backed(person, days=days)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert "Tom Okafor" in shown(app)
        assert "backup" not in shown(app)


async def test_a_backup_that_fails_is_told_on_today_and_nowhere_else(backed: Backed) -> None:
    app = backed()
    folder_of(app.setup.database).write_text("in the way")
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert app.backups is not None
        app.backups.look()
        await until(pilot, lambda: "The last backup failed" in shown(app))
        assert not app._notifications
        folder_of(app.setup.database).unlink()
        await pilot.press("b")
        await until(pilot, lambda: "failed" not in shown(app))


async def test_a_backup_follows_the_end_of_a_talk(backed: Backed) -> None:
    app = backed()
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        app.store.write(lambda store: store.start_meeting(TALK, BEGAN))
        held, ended = ended_at_last_sign(TALK, (BEGAN,))
        app.store.end_meeting(TALK, held, ended)
    (made,) = backups_of(app.setup.database)
    assert made.why == Why.AFTER_TALK
    inside = made.contents()
    assert inside is not None
    assert inside.talks == 1


async def test_a_throwaway_team_is_not_backed_up(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app([TOM])
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        assert isinstance(screen, TodayScreen)
        assert "backup" not in shown(app)
        await pilot.press("b")
        await pilot.pause()
    assert app.backups is None
    assert not folder_of(app.setup.database).exists()
