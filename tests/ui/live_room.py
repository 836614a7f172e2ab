"""A running talk for tests without a screen: its clock, its file, and time that passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ready_files import new_store
from ui.talking import BETWEEN, MAYA

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, TalkState
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.values import Change, new_id
from convo_tui.storage.async_store import AsyncStore
from convo_tui.ui.live_talk import LiveTalk

START = FakeClock.START


@dataclass
class Room:
    """A talk that began this moment, its clock, and the file it is kept in."""

    clock: FakeClock
    store: AsyncStore
    talk: LiveTalk

    @property
    def state(self) -> TalkState:
        return self.talk.state()

    def beat(self, seconds: float, every: float = 1.0) -> None:
        """Let time pass in a window that is open."""
        for _ in range(round(seconds / every)):
            self.clock.advance(every)
            self.talk.beat()

    async def stored(self) -> TalkPage:
        """The talk as the file has it, once everything queued is in it.

        A read waits only a second for the writes before it, which a slow disk may need longer for.
        """
        talk_id = self.talk.id
        await asyncio.wrap_future(self.store.write(lambda _: None))
        page = await self.store.read(lambda store: store.talk_page(talk_id))
        assert page is not None
        return page

    async def window(self, *, leads: bool = False) -> LiveTalk:
        """The same talk in another window."""
        return LiveTalk(await self.stored(), self.store, self.clock, leads=leads)


@asynccontextmanager
async def open_room(folder: Path) -> AsyncIterator[Room]:
    """A talk that began just now, in a folder of its own."""
    path = folder / "convo.db"
    meeting = Meeting(new_id(), MAYA.id, START, DEFAULT.segments, DEFAULT.name)
    opened = new_store(path)
    opened.apply(*map(Change.added, BETWEEN))
    opened.start_meeting(meeting, MeetingEvent(meeting.id, 0, START, EventKind.STARTED))
    page = opened.talk_page(meeting.id)
    opened.close()
    assert page is not None
    store, clock = AsyncStore(path), FakeClock()
    await store.open()
    yield Room(clock, store, LiveTalk(page, store, clock))
    assert await asyncio.to_thread(store.close)


def later(seconds: float) -> datetime:
    """So many seconds after the talk began."""
    return START + timedelta(seconds=seconds)
