"""Celebrations that are owed: on Today, before a talk and on a person, marked by one key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.goals import Goal, GoalState
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.widgets.brief import Brief
from convo_tui.ui.widgets.row_list import BrowseList

NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=90), every_weeks=None)
KEPT = Commitment(
    "dddddddddd01",
    MAYA.id,
    "the rota is out",
    NOW - timedelta(days=35),
    celebration="cake with the team",
    state=CommitmentState.KEPT,
    closed_at=NOW - timedelta(days=2),
)
GOAL = Goal(
    "cccccccccc01",
    MAYA.id,
    "two talks in public",
    NOW - timedelta(days=80),
    celebration="dinner",
    state=GoalState.REACHED,
    closed_at=NOW - timedelta(days=9),
)
SIZES = [(80, 24), (120, 36), (200, 60)]


async def stored(app: ConvoApp) -> tuple[Commitment, Goal]:
    commitments = await app.store.read(lambda store: store.commitments(closed=True))
    goals = await app.store.read(lambda store: store.goals())
    return commitments[0], goals[0].goal


async def line(pilot: Pilot[None], rows: BrowseList[Any], wanted: str) -> None:
    """Move to the line about a value."""
    ids = [getattr(item.value, "id", None) for item in rows.items]
    rows.focus()
    rows.highlighted = ids.index(wanted)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_today_lists_them_the_oldest_first_and_one_key_marks_one(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app([MAYA, KEPT, GOAL], NOW)
    async with app.run_test(size=size) as pilot:
        screen = await today(app, pilot)
        text = shown(app)
        assert "TO CELEBRATE" in text
        assert text.index("dinner: reached “two talks") < text.index("cake with the team: kept")
        brief = screen.query_one(Brief).briefing
        assert brief is not None
        (part,) = [each for each in brief.ready() if each.short == "2 to celebrate"]
        assert part.figure == "2 celebrations owed"
        await line(pilot, screen.lines, KEPT.id)
        await pilot.press("h")
        await until(pilot, lambda: "cake with the team" not in shown(app))
        assert "Celebrated “the rota is out”. u takes it back." in shown(app)
        assert await stored(app) == (replace(KEPT, celebrated_at=app.now()), GOAL)
        await pilot.press("u")
        await until(pilot, lambda: "cake with the team" in shown(app))
        assert await stored(app) == (KEPT, GOAL)


async def test_the_key_works_on_nothing_else(make_app: MakeApp) -> None:
    app = make_app([MAYA, KEPT], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        await line(pilot, screen.lines, MAYA.id)
        assert not screen.check_action("celebrate", ())
        await pilot.press("h")
        assert await app.store.read(lambda store: store.commitments(closed=True)) == (KEPT,)


async def test_a_goal_opens_its_tab_from_today(make_app: MakeApp) -> None:
    app = make_app([MAYA, GOAL], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        await line(pilot, screen.lines, GOAL.id)
        await pilot.press("enter")
        person = await opened(app, pilot, PersonScreen)
        assert person.tab.which is Tab.GOALS


async def test_many_are_counted_and_the_first_are_listed(make_app: MakeApp) -> None:
    more = [replace(KEPT, id=f"dddddddddd{n:02}", celebration=f"cake {n}") for n in range(10, 16)]
    app = make_app([MAYA, *more], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert "3 more, on the pages of the people" in shown(app)


async def test_before_a_talk_they_stand_together(make_app: MakeApp) -> None:
    app = make_app([MAYA, KEPT, GOAL], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        screen = PrepareScreen(MAYA.id)
        await app.push_screen(screen)
        await until(pilot, lambda: "TO CELEBRATE" in shown(app))
        facts = screen.query_one("#facts", BrowseList)
        await line(pilot, facts, GOAL.id)
        await pilot.press("h")
        await until(pilot, lambda: "dinner: reached" not in shown(app))
        assert (await stored(app))[1] == replace(GOAL, celebrated_at=app.now())
        await pilot.press("u")
        await until(pilot, lambda: "dinner: reached" in shown(app))
        await line(pilot, facts, KEPT.id)
        await pilot.press("h")
        await until(pilot, lambda: "cake with the team" not in shown(app))


async def test_on_a_person_they_stand_with_the_commitments(make_app: MakeApp) -> None:
    app = make_app([MAYA, KEPT], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id, Tab.COMMITMENTS)
        await app.push_screen(screen)
        await until(pilot, lambda: "☆ celebration owed: cake with the team" in shown(app))
        assert "none open, 1 to celebrate" in shown(app)
        await pilot.press("h")
        await until(pilot, lambda: "celebration owed" not in shown(app))
        assert "★" in shown(app)  # on its page
        assert not screen.tab.check_action("celebrate", ())
        await pilot.press("u")
        await until(pilot, lambda: "celebration owed" in shown(app))


async def test_a_private_one_is_hidden_on_a_shared_screen(make_app: MakeApp) -> None:
    app = make_app([MAYA, replace(KEPT, private=True)], NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        await pilot.press("full_stop")
        await until(pilot, lambda: "cake" not in shown(app))
        assert "TO CELEBRATE" in shown(app)
        await line(pilot, screen.lines, KEPT.id)
        await pilot.press("h")
        await until(pilot, lambda: "Celebrated a private line." in shown(app))
