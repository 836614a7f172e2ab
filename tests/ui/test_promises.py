"""What the manager owes, closed by one key from Today and from the page before a talk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import BrowseList

NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=90), every_weeks=None)
OWED = Commitment(
    "dddddddddd01",
    MAYA.id,
    "ask about the rota",
    NOW - timedelta(days=35),
    Side.MANAGER,
    checkpoints=(Checkpoint("eeeeeeeeee01", date(2026, 11, 15)),),
)
LATER = Commitment(
    "dddddddddd02",
    MAYA.id,
    "a desk by the window",
    NOW - timedelta(days=1),
    Side.MANAGER,
    checkpoints=(Checkpoint("eeeeeeeeee02", date(2026, 11, 27)),),
)
POINT = TalkingPoint("ffffffffff01", MAYA.id, "the rota", NOW)
SIZES = [(80, 24), (120, 36), (200, 60)]


def kept_before(count: int, owner: Side) -> list[Commitment]:
    at = NOW - timedelta(days=30)
    return [
        Commitment(
            f"{owner.value[0] * 10}{n:02}",
            MAYA.id,
            "done",
            at,
            owner,
            state=CommitmentState.KEPT,
            closed_at=at,
        )
        for n in range(count)
    ]


def footer(app: ConvoApp) -> dict[str, str]:
    return dict(app.screen.query_one(KeyBar).keys())


async def stored(app: ConvoApp) -> Commitment:
    found = await app.store.read(lambda store: store.commitments(MAYA.id, closed=True))
    return next(each for each in found if each.id == OWED.id)


async def at_today(app: ConvoApp, pilot: Pilot[None]) -> None:
    screen = await today(app, pilot)
    screen.lines.highlighted = [item.identity for item in screen.lines.items].index(OWED.id)
    await until(pilot, lambda: footer(app).get("K") == "kept")


async def at_prepare(app: ConvoApp, pilot: Pilot[None]) -> None:
    await today(app, pilot)
    await pilot.press("p")
    screen = await opened(app, pilot, PrepareScreen)
    await until(pilot, lambda: screen.person_at_hand)
    (rows,) = [
        each
        for each in screen.query(BrowseList)
        if OWED.id in [item.identity for item in each.items]
    ]
    rows.focus()
    rows.highlighted = [item.identity for item in rows.items].index(OWED.id)
    await until(pilot, lambda: footer(app).get("K") == "kept")


PLACES = pytest.mark.parametrize("place", [at_today, at_prepare])
EVERYTHING: list[Value] = [MAYA, OWED, LATER, POINT]


@PLACES
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_kept_is_one_key_and_one_undo(make_app: MakeApp, place, size) -> None:  # type: ignore[no-untyped-def]
    app = make_app(EVERYTHING)
    async with app.run_test(size=size) as pilot:
        await place(app, pilot)
        await pilot.press("K")
        await until(pilot, lambda: "Kept “ask about the rota”" in shown(app))
        assert (await stored(app)).state is CommitmentState.KEPT
        await until(pilot, lambda: OWED.id not in lines(app))
        await pilot.press("u")
        await until(pilot, lambda: OWED.id in lines(app))
        assert await stored(app) == OWED


def lines(app: ConvoApp) -> list[object]:
    return [item.identity for each in app.screen.query(BrowseList) for item in each.items]


@PLACES
async def test_broken_asks_why(make_app: MakeApp, place) -> None:  # type: ignore[no-untyped-def]
    app = make_app(EVERYTHING)
    async with app.run_test(size=(120, 36)) as pilot:
        await place(app, pilot)
        below = app.screen
        await pilot.press("B")
        await opened(app, pilot, CloseCommitment)
        await write(pilot, "I forgot")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is below)
        found = await stored(app)
        assert (found.state, found.reason) == (CommitmentState.BROKEN, "I forgot")


@PLACES
async def test_moved_asks_to_when(make_app: MakeApp, place) -> None:  # type: ignore[no-untyped-def]
    app = make_app(EVERYTHING)
    async with app.run_test(size=(120, 36)) as pilot:
        await place(app, pilot)
        below = app.screen
        await pilot.press("M")
        await opened(app, pilot, CloseCommitment)
        await write(pilot, "in 2 weeks")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.screen is below)
        assert (await stored(app)).due == date(2026, 12, 8)
        await pilot.press("u")
        assert await stored(app) == OWED


async def test_the_keys_are_for_a_commitment_alone(make_app: MakeApp) -> None:
    app = make_app(EVERYTHING)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        assert screen.lines.value is not None
        assert not {"K", "B", "M"} & footer(app).keys()
        await at_prepare(app, pilot)
        plans = app.screen.query_one("#plans", BrowseList)
        plans.focus()
        plans.highlighted = [item.identity for item in plans.items].index(POINT.id)
        await until(pilot, lambda: footer(app).get("K") == "move up")
        await pilot.press("K")
        assert (await stored(app)).state is CommitmentState.OPEN
        assert "It is the first there" in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_age_and_what_both_sides_kept_stand_beside_it(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app([*EVERYTHING, *kept_before(5, Side.MANAGER), *kept_before(4, Side.REPORT)])
    async with app.run_test(size=size) as pilot:
        await today(app, pilot)
        text = shown(app)
        assert "9 days late" in text
        assert "promised 5 weeks ago" in text
        assert "you kept 5 of 5" in text
        assert "they kept" not in text  # four are too few to say
        await at_prepare(app, pilot)
        text = shown(app)
        assert "promised 5 weeks ago, 9 days overdue" in text
        assert text.index("ask about the rota") < text.index("a desk by the window")
        assert "you kept 5 of 5" in text
