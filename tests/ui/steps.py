"""Steps that Pilot tests share: waiting for a fact, typing, and what stands on the screen."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.today import TodayScreen

PATIENCE = 500
"""Turns of the loop that a fact may take; the store's threads work in between."""

PATIENCE_SECONDS = 30.0
"""And how long it may take, where the machine or its disk is slow. Only a test that fails waits."""

LOADING = frozenset({"load", "last talk", "talk page", "timeline", "pages"})
"""The groups of workers that read what a screen shows."""

S = TypeVar("S", bound=Screen[Any])


async def until(pilot: Pilot[None], fact: Callable[[], object]) -> None:
    """Let the app go on until the fact holds."""
    turns, end = 0, monotonic() + PATIENCE_SECONDS
    while turns < PATIENCE or monotonic() < end:
        if fact():
            await pilot.pause()
            return
        await pilot.pause(0.01)
        turns += 1
    raise AssertionError("what was waited for did not come")


async def at_rest(app: ConvoApp, pilot: Pilot[None]) -> None:
    """Let the app go on until nothing is being read for a screen, and all of it is shown."""
    await app.store.read(lambda _: None)
    await until(pilot, lambda: not any(worker.group in LOADING for worker in app.workers))


async def today(app: ConvoApp, pilot: Pilot[None]) -> TodayScreen:
    """Today, once it shows who there is."""
    screen = app.screen_stack[0]
    assert isinstance(screen, TodayScreen)
    await until(pilot, lambda: screen.complete)
    return screen


async def opened(app: ConvoApp, pilot: Pilot[None], kind: type[S]) -> S:
    """The sheet or screen of a kind, once it lies on top."""
    await until(pilot, lambda: isinstance(app.screen, kind) and app.screen.focused is not None)
    assert isinstance(app.screen, kind)
    await pilot.pause()
    return app.screen


async def write(pilot: Pilot[None], text: str) -> None:
    """Put text into the focused field, as a paste does: any character passes."""
    focused = pilot.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await pilot.pause()


async def people(app: ConvoApp) -> tuple[Person, ...]:
    """Everybody in the file."""
    return await app.store.read(lambda store: store.people(archived=True))


def shown(app: ConvoApp) -> str:
    """Everything on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
