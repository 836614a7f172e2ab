"""Opening a talk: the one that runs, the one that was cut off, or a new one."""

from __future__ import annotations

import asyncio
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
    """Open the talk with a person: the one that runs, the one that was cut off, or a new one."""
    running = [talk for talk in app.live_talks.values() if talk.page.person.id == person.id]
    talk = running[0] if running else await _from_store(app, person, template)
    app.lead_talk(talk)
    await app.push_screen(TalkScreen(talk))


async def open_wanted(app: ConvoApp, person_id: str) -> None:
    """Open the talk that the app was started for; where the person is gone, Today."""
    person = await app.store.read(lambda store: store.person(person_id))
    if person is not None:
        await app.start_talk(person, app.setup.template)
    app.opens_talk = False
    if person is None:
        app.reload()


async def _from_store(app: ConvoApp, person: Person, template: str) -> LiveTalk:
    live = await app.store.read(lambda store: store.live_meetings())
    cut_off = next((meeting for meeting in live if meeting.person_id == person.id), None)
    meeting = cut_off or await _begin(app, person, template)
    page = await app.store.read(lambda store: store.talk_page(meeting.id))
    if page is None:
        raise LookupError("the talk is gone")
    lock = await asyncio.to_thread(lead, app.setup.database, meeting.id)
    talk = LiveTalk(page, app.store, app.clock, leads=lock is not None, lock=lock)
    if cut_off is not None and talk.leads:
        talk.resume_after_cut()
    return talk


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
