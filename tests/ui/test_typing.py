"""How long the manager typed while the person spoke, as a running talk counts and keeps it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.live_room import Room, open_room
from ui.steps import shown
from ui.talking import BETWEEN, into_talk, pass_time, stored

from convo_tui.clock import FakeClock
from convo_tui.domain.unfinished import ended_at_last_sign
from convo_tui.domain.values import Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.live_talk import LiveTalk
from convo_tui.ui.widgets.note_line import NoteLine


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        counted = replace(opened.talk.page.meeting, typed_seconds=0.0)
        page = replace(opened.talk.page, meeting=counted)
        opened.talk = LiveTalk(page, opened.store, opened.clock)
        yield opened


def type_for(room: Room, seconds: int) -> None:
    """Type a key each second."""
    for _ in range(seconds):
        room.talk.typed()
        room.beat(1)


async def test_the_sign_of_life_keeps_it_and_the_end_has_it_whole(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    type_for(room, 10)
    assert (await room.stored()).meeting.typed_seconds == 10.0
    type_for(room, 9)
    assert (await room.stored()).meeting.typed_seconds == 10.0  # a kill here loses nine
    room.talk.end()
    page = await room.stored()
    assert page.meeting.typed_seconds == 19.0
    assert page.meeting.report_seconds == 19.0


async def test_what_is_typed_while_the_manager_speaks_is_none_of_it(room: Room) -> None:
    room.talk.speak(Side.MANAGER)
    type_for(room, 10)
    room.talk.pause()
    type_for(room, 10)
    room.talk.end()
    assert (await room.stored()).meeting.typed_seconds == 0.0


async def test_a_talk_that_was_cut_off_goes_on_from_what_was_kept(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    type_for(room, 15)
    again = await room.window(leads=True)
    again.resume_after_cut()
    room.talk = again
    type_for(room, 5)
    again.end()
    assert (await room.stored()).meeting.typed_seconds == 15.0  # ten kept, five more


async def test_a_talk_ended_at_its_last_sign_of_life_has_what_was_kept(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    type_for(room, 15)
    page = await room.stored()
    held, _ = ended_at_last_sign(page.meeting, page.events)
    assert (held.typed_seconds, held.report_seconds) == (10.0, 10.0)


async def test_a_window_that_takes_over_goes_on_counting_and_one_that_follows_does_not(
    room: Room,
) -> None:
    follower = await room.window()
    room.talk.speak(Side.REPORT)
    type_for(room, 10)
    follower.typed()
    follower.lead_on(await room.stored())
    room.talk = follower
    type_for(room, 5)
    follower.end()
    assert (await room.stored()).meeting.typed_seconds == 15.0


async def test_a_talk_begun_before_anybody_counted_has_no_figure(room: Room) -> None:
    unknown = replace(room.talk.page.meeting, typed_seconds=None)
    room.talk = LiveTalk(replace(room.talk.page, meeting=unknown), room.store, room.clock)
    room.talk.speak(Side.REPORT)
    type_for(room, 12)
    room.talk.end()
    assert (await room.stored()).meeting.typed_seconds is None


async def type_keys(app: ConvoApp, pilot: Pilot[None], keys: str) -> None:
    """Type a key each second into the note line."""
    for key in keys:
        await pilot.press(key)
        await pass_time(app, pilot, 1)


async def test_keys_in_the_note_line_count_and_the_wrap_up_tells(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        assert screen.talk.page.meeting.typed_seconds == 0.0
        clock = app.clock
        assert isinstance(clock, FakeClock)
        await pilot.press("f3")
        await pass_time(app, pilot, 90)
        await pilot.press("i")
        await type_keys(app, pilot, "ab")
        await pilot.press("backspace")  # goes on as typing: it is within two seconds
        await pass_time(app, pilot, 8)
        screen.query_one(NoteLine).focus()
        await pilot.press("escape", "f2")
        await pass_time(app, pilot, 100)
        await pilot.press("e", "e")
        await pilot.pause()
        held = (await stored(app, screen.talk.id)).meeting
        assert (held.report_seconds, held.typed_seconds) == (100.0, 3.0)
        await pilot.press("n", "5", "0", "enter")
        await pilot.pause()
        assert "You typed during 3 % of Maya's speaking time" in shown(app)


async def test_letters_that_are_keys_are_no_typing(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f3")
        await pass_time(app, pilot, 10)
        await pilot.press("n", "b")
        await pass_time(app, pilot, 10)
        await pilot.press("e", "e")
        await pilot.pause()
        assert (await stored(app, screen.talk.id)).meeting.typed_seconds == 0.0
