"""Whoever is archived, reached from Today: to look at, or to bring back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from convo_tui.domain.dates import short_date
from convo_tui.domain.values import Change
from convo_tui.ui.modals.choice import Choice, Option

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.ui.screens.today import TodayScreen

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The key before each; whoever comes after these is reached by the arrows."""

NOBODY = "Nobody is archived. A on a person's Profile does it: gone from Today, kept."


async def choose_archived(screen: TodayScreen) -> None:
    """Let one of them be chosen, then what to do; it pushes sheets, so call it in a worker."""
    convo = screen.convo
    people = await convo.store.read(lambda store: store.people(archived=True))
    gone = [person for person in people if person.archived_at is not None]
    if not gone:
        screen.say(NOBODY)
        return
    keys = KEYS.ljust(len(gone), "·")
    options = [
        Option(key, person.name, person, f"since {_day(screen, person)}")
        for key, person in zip(keys, gone, strict=False)
    ]
    chosen = await convo.push_screen_wait(Choice("Who is archived", options))
    if chosen is None:
        return
    deeds = (Option("o", "Open the page", "open"), Option("b", "Bring back to Today", "back"))
    deed = await convo.push_screen_wait(Choice(chosen.name, deeds))
    if deed == "open":
        from convo_tui.ui.screens.person import PersonScreen

        await convo.push_screen(PersonScreen(chosen.id))
    elif deed == "back":
        back = replace(chosen, archived_at=None)
        screen.change(f"brought back {chosen.name}", Change.edited(chosen, back))
        await convo.store.until_read(partial(screen.fill, go_to=chosen.id))
        screen.say(f"{chosen.name} is back on Today.")


def _day(screen: TodayScreen, person: Person) -> str:
    at = person.archived_at
    return short_date(screen.convo.local(at).date(), screen.convo.today()) if at is not None else ""
