"""A terminal of any size, changed at any moment: no crash, and nothing of the person's is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Tally
from sample_app import app_in, sample_app
from sample_team import person
from textual import events
from textual.command import CommandPalette
from textual.geometry import Offset
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from ui.places import PARTS, walk
from ui.steps import at_rest, shown, today, until
from ui.talking import stored

from convo_tui.clock import FakeClock
from convo_tui.domain.meeting import Sums
from convo_tui.domain.replay import replay
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.command_tables import TABLES
from convo_tui.ui.screens.person_timeline import TimelineTab
from convo_tui.ui.widgets.row_list import RowList

pytestmark = pytest.mark.timeout(900)  # drawing takes long on a busy machine

USUAL = (120, 36)
CORNERS = [(1, 1), (1, 60), (200, 1), (200, 60), (80, 24), (99, 24), (100, 24), (160, 50)]
SIZES_EACH = 2
STEPS = 105
PERSON_EVERY = 12
MOST_ESCAPES = 12
LANDS_SECONDS = 0.01
MOST_WAITS = 20
STILL = 2
REST_SECONDS = 0.05

LOOKED_AT = {"timeline, talk", "timeline, reading"}
"""The timeline has a page for each kind of entry; these two stand for them."""

LEFT_OUT = frozenset({"app.quit", "today.sample", "settings.edit"})
"""These leave the app, or lend the terminal to an editor."""

KEYS = sorted(
    {
        key
        for table in TABLES.values()
        for command in table
        if command.id not in LEFT_OUT
        for key in command.key.split(",")
    }
    | {*"abcxyz 7+!~", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"}
    | {"backspace", "delete", "shift+tab"}
)

Own = tuple[Screen[Any], object, dict[Widget, str], dict[str, Sums]]


def test_the_keys_are_those_of_the_app() -> None:
    assert {"enter", "escape", "space", "ctrl+p", "f2"} <= set(KEYS)
    assert "ctrl+q" not in KEYS


def any_size(chance: random.Random) -> tuple[int, int]:
    """Any size from 1x1 to 200x60, small ones and those where the layout turns over more often."""
    if chance.random() < 0.1:
        return chance.choice(CORNERS)
    return round(200 ** chance.random()), round(60 ** chance.random())


def own(app: ConvoApp) -> Own:
    """What belongs to the person: where they are, what they typed, and the time of their talk."""
    fields: Iterator[Input | TextArea] = (
        widget
        for screen in app.screen_stack
        for widget in screen.walk_children()
        if isinstance(widget, (Input, TextArea))
    )
    texts: dict[Widget, str] = {
        field: field.value if isinstance(field, Input) else field.text for field in fields
    }
    sums = {talk.id: talk.state().sums for talk in app.live_talks.values()}
    return app.screen, place(app.focused), texts, sums


def place(focused: Widget | None) -> object:
    """Where one is: a line of a list, in whichever list it stands at this size, or a widget."""
    line = focused.item if isinstance(focused, RowList) else None
    return focused if line is None else line.identity


def differing(whole: str, now: str) -> str:
    """The lines that are not as they were."""
    pairs = zip(whole.splitlines(), now.splitlines(), strict=True)
    return "\n".join(f"- {was}\n+ {line}" for was, line in pairs if was != line)


async def squeeze(app: ConvoApp, pilot: Pilot[None], size: tuple[int, int]) -> list[str]:
    """Change the size; what else changed with it, a line each."""
    before = own(app)
    await pilot.resize_terminal(*size)
    await pilot.pause()
    return [
        f"at {size[0]}x{size[1]} the {what} went from {was} to {now}"
        for what, was, now in zip(
            ("screen", "focus", "text", "time"), before, own(app), strict=True
        )
        if was != now
    ]


def in_front(app: ConvoApp) -> str:
    """The page, or of a sheet the sheet: what lies beneath is looked at where it is in front."""
    page = shown(app)
    sheets = app.screen.query(".sheet")
    if not (app.screen.is_modal and sheets):
        return page
    region = sheets.first().region
    lines = page.splitlines()[region.y : region.bottom]
    return "\n".join(line[region.x : region.right] for line in lines)


async def settled(app: ConvoApp, pilot: Pilot[None]) -> str:
    """What stands on the screen once nothing is being read any more."""
    seen = [""]
    while len(seen) <= STILL or len(set(seen[-STILL:])) > 1:
        await at_rest(app, pilot)
        tabs = [tab for tab in app.screen.query(TimelineTab) if tab.in_front]
        for tab in tabs:
            await until(pilot, lambda tab=tab: tab.entry is None or tab.told_whole)  # type: ignore[misc]
        await pilot.pause(REST_SECONDS)
        seen.append(in_front(app))
    return seen[-1]


async def write_and_erase(app: ConvoApp, pilot: Pilot[None]) -> None:
    """Type into the field one is in, if it is one, and take that back."""
    if isinstance(app.focused, (Input, TextArea)):
        await pilot.press("x", "backspace")


def scrolled(app: ConvoApp) -> dict[Widget, Offset]:
    """How far everything on the screen is scrolled."""
    return {widget: widget.scroll_offset for widget in app.screen.walk_children(Widget)}


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
async def test_everywhere_a_squeezed_page_comes_back_whole(
    tmp_path: Path, times: int, tally: Tally, part: str
) -> None:
    chance, lost, tried = random.Random(part), list[str](), 0
    app = sample_app(tmp_path)
    async with app.run_test(size=USUAL) as pilot:
        async for place in walk(app, pilot, person("Maya").id, [part]):
            if place.startswith("timeline, ") and place not in LOOKED_AT:
                continue
            await write_and_erase(app, pilot)
            whole = await settled(app, pilot)
            before, offsets = own(app), scrolled(app)
            for _ in range(SIZES_EACH * times):
                tried += 1
                lost += [f"{place}: {what}" for what in await squeeze(app, pilot, any_size(chance))]
                await write_and_erase(app, pilot)
            await pilot.resize_terminal(*USUAL)
            for widget, offset in offsets.items():
                widget.scroll_to(*offset, animate=False, immediate=True)
            await pilot.pause()
            now = in_front(app)
            if now != whole:
                now = await settled(app, pilot)
            if own(app) != before or now != whole:
                lost.append(f"{place} is not whole:\n{differing(whole, now)}")
    tally("sizes, on every page and sheet", tried, len(lost))
    assert not lost, "\n".join(lost)


def is_empty(focused: Widget | None) -> bool:
    """Whether it is a list whose lines are still being read."""
    return isinstance(focused, RowList) and not focused.items


async def press(app: ConvoApp, pilot: Pilot[None], key: str) -> None:
    """Press a key as a terminal sends it, and let what it opens or reads come up."""
    sign = " " if key == "space" else key_to_character(key)
    app.post_message(events.Key(key, sign))
    before: object = None
    for _ in range(MOST_WAITS):
        await pilot.pause(LANDS_SECONDS)
        await at_rest(app, pilot)  # on a busy machine what a key reads comes long after it
        now = (app.screen, place(app.focused))
        if now == before and not is_empty(app.focused) and not app._held:
            return
        before = now


@pytest.mark.long
@pytest.mark.parametrize("seed", [5, 6, 7, 8])
async def test_any_key_at_any_size_crashes_nothing_and_loses_nothing(
    tmp_path: Path, times: int, tally: Tally, seed: int
) -> None:
    chance, lost = random.Random(seed), list[str]()
    app = sample_app(tmp_path)
    clock = app.clock
    assert isinstance(clock, FakeClock)
    async with app.run_test(size=USUAL) as pilot:
        home = await today(app, pilot)
        for step in range(STEPS * times):
            key = chance.choice(KEYS)
            if key == "enter" and isinstance(app.screen, CommandPalette):
                key = "escape"  # from here one could leave, too
            await press(app, pilot, key)
            clock.advance(1)
            for talk in app.live_talks.values():
                talk.beat()
            where = f"step {step}, {key} on {type(app.screen).__name__}"
            lost += [f"{where}: {what}" for what in await squeeze(app, pilot, any_size(chance))]
            if step % PERSON_EVERY == PERSON_EVERY - 1:
                await back_to(app, pilot, home)
                await press(app, pilot, chance.choice(["m", "p", "enter", "s", "a", "n"]))
        await back_to(app, pilot, home)
        await pilot.resize_terminal(*USUAL)
        app.private_hidden = False  # each start shows it again
        await home.fill()
        whole = await settled(app, pilot)
        spoken = {talk.id: talk.state().sums for talk in app.live_talks.values()}
        for talk in app.live_talks.values():
            page = await stored(app, talk.id)
            again = replay(page.meeting.segments, page.events, talk.now())
            if again.sums != spoken[talk.id]:
                lost.append("the time of a talk is not what its file says")
    fresh = app_in(tmp_path, clock.now())
    async with fresh.run_test(size=USUAL) as pilot:
        await today(fresh, pilot)
        await until(pilot, lambda: fresh.screen.focused is not None)
        while fresh.screen is not fresh.screen_stack[0]:
            await press(fresh, pilot, "escape")  # what was cut off is offered again
        assert title_of(await settled(fresh, pilot)) == title_of(whole)
    tally("random keys at random sizes", STEPS * times, len(lost))
    assert not lost, "\n".join(lost)


def title_of(page: str) -> list[str]:
    """The words of a page, but for its last line, where something may be told."""
    return page.splitlines()[0].split()


async def back_to(app: ConvoApp, pilot: Pilot[None], home: Screen[Any]) -> None:
    """Press escape until one is on Today."""
    for _ in range(MOST_ESCAPES):
        if app.screen is home:
            return
        await press(app, pilot, "escape")
        await pilot.pause(0.01)
    raise AssertionError(f"no way back from {app.screen}")
