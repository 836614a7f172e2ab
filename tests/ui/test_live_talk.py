"""A running talk without a screen: what is done and taken back, one leader at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from ui.live_room import Room, later, open_room
from ui.talking import CURIOUS, INTRO, MAYA, METRICS, QUEUE

from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.meeting import EventKind, MeetingState, TalkState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.points import PointState
from convo_tui.domain.questions import Asked
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.ui.live_talk import LiveTalk, draft_key, lead

MINUTE, HOUR = 60.0, 3600.0


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        yield opened


# --- who speaks ----------------------------------------------------------------------------------


async def test_space_begins_with_the_person_and_then_flips(room: Room) -> None:
    speakers = []
    for _ in range(3):
        room.talk.switch_speaker()
        speakers.append(room.state.speaker)
    assert speakers == [Side.REPORT, Side.MANAGER, Side.REPORT]
    events = len(room.talk.page.events)
    room.talk.speak(Side.REPORT)
    assert len(room.talk.page.events) == events


async def test_the_last_stretch_goes_to_the_other(room: Room) -> None:
    assert room.talk.reassign() == "Nobody has spoken yet."
    room.talk.speak(Side.MANAGER)
    room.beat(20)
    assert room.talk.reassign() == "The last stretch belongs to Maya now."
    assert (room.state.speaker, room.state.sums.report) == (Side.REPORT, 20)
    room.talk.speak(None)
    room.beat(5)
    assert room.talk.reassign() == "The last stretch belongs to you now."
    assert (room.state.speaker, room.state.current) == (None, 0)
    assert (room.state.sums.manager, room.state.sums.untracked) == (20, 5)


async def test_a_long_stretch_without_a_key_is_asked_about(room: Room) -> None:
    assert not room.talk.still_asks(240)
    room.talk.speak(Side.REPORT)
    room.beat(239)
    assert not room.talk.still_asks(240)
    room.beat(1)
    assert room.talk.still_asks(240)
    assert not room.talk.still_asks(0)  # switched off in the settings
    room.talk.touch()
    assert not room.talk.still_asks(240)
    room.beat(240)
    assert room.talk.still_asks(240)
    room.talk.pause()
    assert not room.talk.still_asks(240)
    room.talk.pause()
    room.talk.speak(None)
    assert not room.talk.still_asks(240)


# --- the agenda ----------------------------------------------------------------------------------


async def test_the_agenda_has_two_ends(room: Room) -> None:
    assert room.talk.go(-1) == "This is the first segment."
    for _ in range(3):
        assert room.talk.go(1) == ""
    assert room.state.current == 3
    assert room.talk.go(1) == "This is the last segment; e ends the talk."
    assert room.talk.go(-1) == ""
    assert room.state.current == 2


async def test_a_segment_left_behind_takes_the_answering_with_it(room: Room) -> None:
    room.talk.answering = "asked"
    room.talk.go(1)
    assert room.talk.answering is None


async def test_a_lent_minute_says_where_it_comes_from_and_goes_back_to(room: Room) -> None:
    assert room.talk.lend() == "Wins has a minute more, taken from Help."
    assert (room.state.planned_in(0), room.state.planned_in(3)) == (6 * MINUTE, 4 * MINUTE)
    assert room.talk.lend() == "Wins has a minute more, taken from Help."
    assert room.talk.lend() == "Wins has a minute more, taken from Help."
    # Help has two minutes left, which it keeps.
    assert room.talk.lend() == "Wins has a minute more, taken from Development."
    assert room.state.projected_end == room.state.planned_end
    assert room.talk.give_back() == "A minute given back to Development."
    assert room.talk.give_back() == "A minute given back to Help."
    assert (room.state.planned_in(0), room.state.planned_in(3)) == (7 * MINUTE, 3 * MINUTE)


async def test_where_no_segment_can_lend_the_end_moves(room: Room) -> None:
    for _ in range(3):
        room.talk.go(1)
    assert room.talk.lend() == "Help has a minute more; the talk ends a minute later."
    assert room.state.end_moved_by == MINUTE
    assert room.talk.give_back() == "A minute given back; the talk ends a minute earlier."
    assert room.state.end_moved_by == 0
    assert room.talk.give_back() == "Help has no lent minute to give back."


async def test_a_pause_counts_for_nobody(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(10)
    assert room.talk.pause() == "Paused: no time counts until p is pressed again."
    room.beat(50)
    assert room.talk.pause() == "The talk goes on."
    room.beat(10)
    assert room.state.sums.report == 20
    assert room.state.paused_seconds == 50


# --- taking back ---------------------------------------------------------------------------------


def every_act(talk: LiveTalk) -> list[Callable[[], object]]:
    """Everything that can be done in a talk, one after the other."""
    note = Note(new_id(), MAYA.id, talk.now(), "shipped it", NoteKind.WIN, meeting_id=talk.id)
    asked = Asked(new_id(), MAYA.id, talk.id, "q1", "What went well?", talk.now(), 0)
    kept = replace(INTRO, state=CommitmentState.KEPT, closed_at=talk.now())
    ticked = replace(QUEUE, state=PointState.DONE, closed_at=talk.now())
    said = replace(CURIOUS, said_at=talk.now())
    return [
        talk.switch_speaker,
        lambda: talk.go(1),
        talk.lend,
        talk.give_back,
        lambda: talk.speak(Side.MANAGER),
        talk.reassign,
        talk.pause,
        talk.pause,
        lambda: talk.go(-1),
        lambda: talk.change("the note", Change.added(note)),
        lambda: talk.change("the edit", Change.edited(note, replace(note, text="shipped twice"))),
        lambda: talk.change("the question", Change.added(asked)),
        lambda: talk.change("the promise", Change.edited(INTRO, kept)),
        lambda: talk.change("both", Change.edited(QUEUE, ticked), Change.edited(CURIOUS, said)),
        lambda: talk.change("the point", Change.removed(METRICS)),
    ]


def facts(state: TalkState) -> tuple[object, ...]:
    """What is decided by hand, all that time alone makes left away."""
    segments = range(len(state))
    planned = tuple(state.planned_in(index) for index in segments)
    return state.speaker, state.current, state.paused, planned, state.loans


async def test_everything_done_is_taken_back_step_by_step(room: Room) -> None:
    talk = room.talk
    before: list[tuple[tuple[object, ...], TalkPage]] = []
    for act in every_act(talk):
        before.append((facts(room.state), replace(talk.page, events=())))
        act()
        room.beat(3)
    for was, page in reversed(before):
        assert talk.undo().startswith("Undone: ")
        assert facts(room.state) == was
        # What was deleted comes back at the end of its list.
        assert written(talk.page) == written(page)
    assert talk.undo() == "Nothing to undo in this talk."
    assert room.state.sums.untracked == room.state.elapsed == 3.0 * len(before)
    assert written(await room.stored()) == written(talk.page)


def written(page: TalkPage) -> set[object]:
    """Everything on a page but the events."""
    return {*page.notes, *page.points, *page.carried, *page.promises, *page.asked, *page.feedback}


async def test_undo_names_what_it_took_back(room: Room) -> None:
    room.talk.go(1)
    room.talk.speak(Side.REPORT)
    assert room.talk.undo() == "Undone: who speaks."
    assert room.talk.undo() == "Undone: going to Blockers."


# --- what is kept --------------------------------------------------------------------------------


async def test_the_unfinished_line_is_kept_beside_the_talk(room: Room) -> None:
    for typed in ("h", "ha", "half a line"):
        room.talk.draft(typed)
    key = draft_key(room.talk.id)
    assert await room.store.read(lambda store: store.draft(key)) == "half a line"
    room.talk.draft("")
    assert await room.store.read(lambda store: store.draft(key)) == ""


async def test_the_end_keeps_the_sums_of_the_fold(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(200)
    room.talk.go(1)
    room.talk.speak(Side.MANAGER)
    room.beat(100)
    room.talk.speak(None)
    room.beat(20)
    room.talk.end()
    page = await room.stored()
    meeting = page.meeting
    assert meeting.state is MeetingState.HELD
    assert meeting.ended_at == later(320)
    assert (meeting.report_seconds, meeting.manager_seconds) == (200, 100)
    assert meeting.untracked_seconds == 20
    assert list(meeting.segment_seconds) == [200, 120, 0, 0]
    assert meeting.longest_manager == 100
    assert page.events[-1].kind is EventKind.ENDED
    folded = replay(meeting.segments, page.events, later(HOUR))
    assert folded.sums == meeting.sums


# --- two windows ---------------------------------------------------------------------------------


async def test_a_second_window_follows_and_takes_over(room: Room) -> None:
    database = room.store.path
    held = lead(database, room.talk.id)
    assert held is not None
    first = LiveTalk(room.talk.page, room.store, room.clock, lock=held)
    assert lead(database, first.id) is None
    second = await room.window()
    first.speak(Side.REPORT)
    for _ in range(30):
        room.clock.advance(1)
        first.beat()
        second.beat()
    second.follow(await room.stored())
    assert second.state() == first.state()
    assert not second.take_lock(lambda: lead(database, second.id))

    # The first window does one more thing that the second has not seen, and goes.
    first.speak(None)
    first.speak(Side.REPORT)
    first.let_go()
    assert second.take_lock(lambda: lead(database, second.id))
    led_before = second.leads
    second.lead_on(await room.stored())
    assert (led_before, second.leads) == (False, True)
    assert lead(database, first.id) is None
    second.speak(Side.MANAGER)
    room.clock.advance(5)
    second.beat()
    assert second.gap is None
    assert (second.state().sums.report, second.state().sums.manager) == (30, 5)
    assert (await room.stored()).events == second.page.events


async def test_what_the_file_refuses_for_good_is_told(room: Room) -> None:
    elsewhere = await room.window(leads=True)
    elsewhere.speak(Side.MANAGER)
    await room.stored()
    room.talk.speak(Side.REPORT)
    await room.stored()
    assert "refused" in room.talk.told


async def test_a_window_that_follows_writes_no_signs_of_life(room: Room) -> None:
    second = await room.window()
    for _ in range(30):
        room.clock.advance(1)
        second.beat()
    room.clock.sleep(HOUR)
    second.beat()
    page = await room.stored()
    assert page.meeting.seen_at is None
    assert len(page.events) == 1


async def test_an_ended_talk_leaves_no_lock_behind(room: Room) -> None:
    database = room.store.path
    held = lead(database, room.talk.id)
    talk = LiveTalk(room.talk.page, room.store, room.clock, lock=held)
    talk.end()
    await room.stored()
    assert not list(database.parent.glob("*.talk-*.lock"))
