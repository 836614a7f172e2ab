"""Opening a talk: the one that runs, the one that was cut off, or a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import taken_by
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.openings import opened, opens_with
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, new_id
from convo_tui.ui.live_talk import LiveTalk, lead
from convo_tui.ui.screens.talk import TalkScreen

if TYPE_CHECKING:
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp


async def open_talk(app: ConvoApp, person: Person, template: str = "") -> None:
    """Open the talk with a person: the one that runs, the one that was cut off, or a new one.

    As a new one begins, it is told which talks with others were begun and not ended.
    """
    running = [talk for talk in app.live_talks.values() if talk.page.person.id == person.id]
    forgotten = ""
    if running:
        talk = running[0]
    else:
        talk, forgotten = await _from_store(app, person, template)
    app.lead_talk(talk)
    screen = TalkScreen(talk)
    await app.push_screen(screen)
    if forgotten:
        screen.say(forgotten)


async def open_wanted(app: ConvoApp, person_id: str) -> None:
    """Open the talk that the app was started for; where the person is gone, Today."""
    person = await app.store.read(lambda store: store.person(person_id))
    if person is not None:
        await app.start_talk(person, app.setup.template)
    app.opens_talk = False
    if person is None:
        app.reload()


async def _from_store(app: ConvoApp, person: Person, template: str) -> tuple[LiveTalk, str]:
    """The talk, and the sentence about those with others that are not ended; "" for none."""
    live, people = await app.store.read(_begun)
    cut_off = next((meeting for meeting in live if meeting.person_id == person.id), None)
    meeting = cut_off or await _begin(app, person, template)
    page = await app.store.read(lambda store: store.talk_page(meeting.id))
    if page is None:
        raise LookupError("the talk is gone")
    lock = await asyncio.to_thread(lead, app.setup.database, meeting.id)
    talk = LiveTalk(page, app.store, app.clock, leads=lock is not None, lock=lock)
    if cut_off is not None and talk.leads:
        talk.resume_after_cut()
    whose = {each.person_id for each in live} if cut_off is None else frozenset()
    return talk, not_ended_words([each.first_name for each in people if each.id in whose])


def _begun(store: Store) -> tuple[tuple[Meeting, ...], tuple[Person, ...]]:
    """The talks that are not ended, and, where there are any, the people of Today."""
    live = store.live_meetings()
    return live, store.people() if live else ()


def not_ended_words(names: Sequence[str]) -> str:
    """That talks with some people are not ended, and where they are found; "" for nobody."""
    if not names:
        return ""
    *others, last = names
    if not others:
        return f"The talk with {last} is not ended; it is on Today."
    return f"The talks with {', '.join(others)} and {last} are not ended; they are on Today."


async def _begin(app: ConvoApp, person: Person, template: str) -> Meeting:
    """Start a new talk with the agenda asked for, the person's own, or the default."""
    wanted = template or person.template or app.settings.talk.template
    agenda = next((agenda for agenda in app.templates if agenda.name == wanted), DEFAULT)
    now = app.clock.now()
    meeting = Meeting(new_id(), person.id, now, agenda.segments, agenda.name, typed_seconds=0.0)
    zone = app.zone
    await asyncio.wrap_future(app.store.write(lambda store: _start(store, meeting, zone)))
    return meeting


def _start(store: Store, meeting: Meeting, zone: str) -> None:
    """Keep the new talk with what is to be named at its beginning; in the writer's thread.

    The date that was settled for it is no longer the next one; the first event keeps it, for the
    case that the talk is thrown away.
    """
    overviews = store.overviews((meeting.person_id,))
    found = [each for one in overviews for each in opens_with(one)]
    person = overviews[0].person if overviews else None
    took = taken_by(person, meeting.started_at, zone) if person is not None else None
    started = MeetingEvent(
        meeting.id,
        0,
        meeting.started_at,
        EventKind.STARTED,
        {"took": took.isoformat()} if took else {},
    )
    changes = [Change.edited(person, replace(person, next_at=None))] if person and took else []
    store.start_meeting(meeting, started, opened(found, meeting), changes)
