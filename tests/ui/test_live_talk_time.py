"""A running talk and lost time: a suspended machine, a stopped program, a clock that was set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from ui.live_room import Room, later, open_room

from convo_tui.clock import FakeClock
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Side

HOUR = 3600.0


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        yield opened


async def test_a_talk_that_runs_says_so_every_ten_seconds(room: Room) -> None:
    room.beat(9)
    assert (await room.stored()).meeting.seen_at is None
    room.beat(1)
    assert (await room.stored()).meeting.seen_at == later(10)
    room.beat(25)
    assert (await room.stored()).meeting.seen_at == later(30)
    assert room.talk.gap is None
    assert room.state.elapsed == 35


async def test_a_short_hold_up_is_part_of_the_talk(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(10)
    room.clock.advance(19.5)
    room.talk.beat()
    assert room.talk.gap is None
    assert room.state.sums.report == 29.5


@pytest.mark.parametrize(
    ("passes", "why"),
    [(FakeClock.sleep, "The machine slept"), (FakeClock.advance, "Convo stood still")],
)
@pytest.mark.parametrize("counts", [True, False])
async def test_time_that_went_missing_is_left_out_until_somebody_says_otherwise(
    room: Room, passes: Callable[[FakeClock, float], None], why: str, *, counts: bool
) -> None:
    room.talk.speak(Side.MANAGER)
    room.beat(60)
    room.talk.speak(Side.REPORT)
    room.beat(30)
    passes(room.clock, 600)
    room.talk.beat()
    gap = room.talk.gap
    assert gap is not None
    assert gap.why == why
    assert (gap.start, gap.end, gap.seconds) == (later(90), later(690), 600)
    assert (room.state.sums.manager, room.state.sums.report) == (60, 30)
    room.talk.count_gap(counts=counts)
    room.beat(5)
    assert room.talk.gap is None
    assert room.state.sums.manager == 60
    assert room.state.sums.report == (635 if counts else 35)
    assert room.state.left_out_seconds == (0 if counts else 600)
    page = await room.stored()
    assert replay(page.meeting.segments, page.events, room.talk.now()) == room.state


async def test_a_key_pressed_on_waking_does_not_take_part_of_the_gap(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(30)
    room.clock.sleep(600)
    room.talk.speak(Side.MANAGER)
    room.talk.beat()
    assert room.talk.gap is not None
    room.talk.count_gap(counts=True)
    assert (room.state.sums.report, room.state.sums.manager) == (630, 0)


@pytest.mark.parametrize("counts", [True, False])
async def test_a_clock_set_ahead_is_asked_about(room: Room, *, counts: bool) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(60)
    room.clock.step_wall(HOUR)
    room.beat(1)
    gap = room.talk.gap
    assert gap is not None
    assert gap.why == "The computer's clock jumped ahead"
    assert gap.seconds == HOUR
    assert room.state.sums.report == 61
    room.talk.count_gap(counts=counts)
    room.beat(9)
    assert room.state.sums.report == (HOUR + 70 if counts else 70)


async def test_a_clock_set_back_leaves_nothing_to_ask_about(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(60)
    room.clock.step_wall(-HOUR)
    room.beat(1)
    assert room.talk.gap is None
    assert room.talk.told.startswith("The computer's clock was set back;")
    assert room.state.sums.report == 61
    room.talk.speak(Side.MANAGER)
    room.beat(9)
    assert (room.state.sums.report, room.state.sums.manager) == (61, 9)
    page = await room.stored()
    assert replay(page.meeting.segments, page.events, room.talk.now()) == room.state


@pytest.mark.parametrize("step", [1.9, -1.9])
async def test_a_clock_that_is_put_right_by_a_moment_does_not_disturb(
    room: Room, step: float
) -> None:
    room.beat(60)
    room.clock.step_wall(step)
    room.beat(60)
    assert room.talk.gap is None
    assert room.talk.told == ""
    assert room.state.elapsed == 120


async def test_a_talk_that_was_cut_off_leaves_out_what_nobody_saw(room: Room) -> None:
    room.talk.speak(Side.REPORT)
    room.beat(47)  # the last sign of life is at 40
    room.clock.advance(HOUR)
    after = await room.window(leads=True)
    after.resume_after_cut()
    gap = after.gap
    assert gap is not None
    assert gap.why == "Convo was closed"
    assert (gap.start, gap.end) == (later(40), later(HOUR + 47))
    assert after.state().sums.report == 40
    after.count_gap(counts=True)
    assert after.state().sums.report == HOUR + 47


async def test_an_ended_talk_is_at_rest(room: Room) -> None:
    room.beat(60)
    room.talk.end()
    room.clock.advance(HOUR)
    room.talk.beat()
    assert room.talk.gap is None
    assert room.state.elapsed == 60
    assert (await room.stored()).meeting.seen_at is None
