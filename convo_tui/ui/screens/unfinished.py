"""A talk that was cut off: offered once when Convo starts."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.domain.dates import clock_time
from convo_tui.domain.overview import Overview
from convo_tui.domain.unfinished import ended_at_last_sign, last_sign, thrown_away
from convo_tui.ui.live_talk import lead
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.screens.today_lines import since_words
from convo_tui.ui.unwrapped import keep_step

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.screen import ConvoScreen


class Fate(StrEnum):
    """What to do with it."""

    CONTINUE = "continue"
    END = "end"
    THROW_AWAY = "throw away"
    LATER = "later"


async def offer_unfinished(screen: ConvoScreen[None], overview: Overview) -> None:
    """Ask what to do with a talk that was cut off, and do it.

    A talk that another window runs is left alone.
    """
    app, talk, name = screen.convo, overview.live, overview.person.first_name
    if talk is None or not await asyncio.to_thread(_nobody_leads, app.setup.database, talk.id):
        return
    events = await app.store.read(lambda store: store.events(talk.id))
    now = app.now()
    until = clock_time(app.local(last_sign(talk, events)))
    sheet = Choice(
        f"The talk with {name} was not ended",
        [
            Option("c", "continue it", Fate.CONTINUE),
            Option("e", f"end it as it stood at {until}", Fate.END),
            Option("x", "throw the talk away", Fate.THROW_AWAY, "its notes stay"),
            Option("l", "later", Fate.LATER, "m on Today continues it"),
        ],
        text=f"It began at {since_words(talk, now)}; the last sign of it is from {until}.",
    )
    fate = await app.push_screen_wait(sheet)
    if fate is Fate.CONTINUE:
        await app.start_talk(overview.person)
    elif fate is Fate.END:
        held, ended = ended_at_last_sign(talk, events)
        app.store.end_meeting(talk, held, ended)
        keep_step(app.store, talk.id, 0)
        screen.say(f"The talk with {name} was held until {until}.")
    elif fate is Fate.THROW_AWAY and await sure_to_throw_away(app, name):
        person = await app.store.read(lambda store: store.person(talk.person_id))
        app.store.apply(*thrown_away(talk, events, person or overview.person))
        screen.say(gone_words(name))
    screen.reload()


def gone_words(name: str) -> str:
    """What is told once a talk was thrown away."""
    return f"The talk with {name} is gone; its notes stand in the timeline."


async def sure_to_throw_away(app: ConvoApp, name: str) -> bool:
    """Its clock and its talk share cannot be brought back, so ask again."""
    sheet = Choice(
        f"Throw away the talk with {name}?",
        [Option("n", "keep it", False), Option("y", "throw it away", True)],
        text="Its clock and talk share go for good. Notes, commitments and feedback stay.",
    )
    sure = await app.push_screen_wait(sheet)
    return sure is True


def _nobody_leads(database: Path, meeting_id: str) -> bool:
    """Whether no window runs the talk now; waits for the disk."""
    lock = lead(database, meeting_id)
    if lock is None:
        return False
    lock.release()
    return True
