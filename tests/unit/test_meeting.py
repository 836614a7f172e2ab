from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from convo_tui.domain.agenda import DEFAULT, Segment
from convo_tui.domain.meeting import (
    EventKind,
    Loan,
    Meeting,
    MeetingEvent,
    MeetingState,
    Payload,
    Sums,
    TalkState,
)
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Side

START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
SEGMENTS = DEFAULT.segments


def event(seq: int, at: datetime, kind: EventKind, payload: Payload | None = None) -> MeetingEvent:
    return MeetingEvent("talk", seq, at, kind, payload or {})


def state_of(events: list[MeetingEvent], now: datetime) -> TalkState:
    return replay(SEGMENTS, events, now)


def spoken(*pieces: tuple[str | None, float]) -> list[MeetingEvent]:
    """A talk in which each spoke for so many seconds, and the instant at which that ended."""
    events, at = [event(0, START, EventKind.STARTED)], START
    for who, seconds in pieces:
        events.append(event(len(events), at, EventKind.SPEAKER, {"who": who}))
        at += timedelta(seconds=seconds)
    return events


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_talk_begins_with_nobody_speaking() -> None:
    state = state_of([event(0, START, EventKind.STARTED)], START)
    assert state.elapsed == 0
    assert state.speaker is None
    assert state.running is None
    assert state.reassignable() is None
    assert state.sums.manager_share is None
    assert state.projected_end == state.planned_end == later(1800)


@pytest.mark.parametrize("events", [[], [event(0, START, EventKind.PAUSED)]])
def test_a_talk_without_its_start_is_refused(events: list[MeetingEvent]) -> None:
    with pytest.raises(ValueError, match="begins with its start"):
        replay(SEGMENTS, events, START)


def test_who_spoke_is_told_by_segment() -> None:
    events = spoken(("manager", 60), ("report", 60))
    events.append(event(3, later(90), EventKind.SEGMENT, {"to": 1}))
    state = state_of(events, later(120))
    assert state.sums == Sums(60, 60, 0)
    assert (state.sums_of(0), state.sums_of(1)) == (Sums(60, 30, 0), Sums(0, 30, 0))
    assert state.running is not None
    assert (state.running.start, state.running.length) == (60, 60)
    assert state.visited == {0, 1}


def test_a_stretch_given_away_joins_its_neighbours() -> None:
    events = spoken(("manager", 40), ("report", 20), (None, 30))
    assert state_of(events, later(90)).longest_manager_stretch == 40
    given = state_of([*events, event(4, later(70), EventKind.REASSIGNED)], later(90))
    assert given.longest_manager_stretch == 60
    assert [(stretch.who, stretch.length) for stretch in given.stretches] == [
        (Side.MANAGER, 60),
        (None, 30),
    ]


def test_only_the_stretch_itself_is_given_back_again() -> None:
    events = spoken(("manager", 40), ("report", 20))
    once = [*events, event(3, later(60), EventKind.REASSIGNED)]
    given = state_of(once, later(65))
    assert (given.sums.manager, given.speaker) == (65, Side.MANAGER)
    assert given.running is given.stretches[0]
    turn = given.reassignable()
    assert turn is not None
    assert turn.length == 25
    back = state_of([*once, event(4, later(65), EventKind.REASSIGNED)], later(70))
    assert back.sums == Sums(40, 30, 0)


def test_giving_away_at_the_very_mark_turns_who_speaks() -> None:
    events = spoken(("manager", 40), ("report", 0))
    state = state_of([*events, event(3, later(40), EventKind.REASSIGNED)], later(50))
    assert state.sums == Sums(50, 0, 0)


def test_a_pause_is_no_time_of_the_talk_and_breaks_no_stretch() -> None:
    events = spoken(("manager", 60))
    events.append(event(2, later(30), EventKind.PAUSED))
    events.append(event(3, later(50), EventKind.RESUMED))
    state = state_of(events, later(60))
    assert (state.elapsed, state.paused_seconds, len(state.stretches)) == (40, 20, 1)


def gap(seq: int, start: float, end: float, *, counts: bool) -> MeetingEvent:
    when = {"start": later(start).isoformat(), "end": later(end).isoformat()}
    return event(seq, later(end), EventKind.GAP, {**when, "counts": counts})


def test_a_gap_counts_or_is_left_out() -> None:
    events = spoken(("manager", 60))
    counted = state_of([*events, gap(2, 30, 3630, counts=True)], later(3640))
    assert (counted.elapsed, counted.left_out_seconds) == (3640, 0)
    left_out = state_of([*events, gap(2, 30, 3630, counts=False)], later(3640))
    assert (left_out.elapsed, left_out.left_out_seconds) == (40, 3600)


def test_what_of_a_gap_was_counted_is_not_left_out_as_well() -> None:
    # A key pressed on waking comes before the beat that notices how long the machine slept.
    events = spoken(("manager", 60))
    events.append(event(2, later(100), EventKind.SEGMENT, {"to": 1}))
    state = state_of([*events, gap(3, 40, 130, counts=False)], later(130))
    assert (state.elapsed, state.left_out_seconds) == (100, 30)
    state = state_of([*events, gap(3, 40, 90, counts=False)], later(130))
    assert (state.elapsed, state.left_out_seconds) == (130, 0)


def test_a_gap_says_that_the_clock_was_set_back() -> None:
    events = spoken(("manager", 60))
    state = state_of([*events, gap(2, 60, -3540, counts=False)], later(-3530))
    assert (state.elapsed, state.left_out_seconds) == (70, 0)


def test_what_comes_after_the_end_is_no_time_of_the_talk() -> None:
    events = [*spoken(("manager", 60)), event(2, later(60), EventKind.ENDED)]
    state = state_of([*events, gap(3, 70, 80, counts=False)], later(90))
    assert (state.ended_at, state.now) == (later(60), later(60))
    assert (state.elapsed, state.left_out_seconds) == (60, 0)
    again = state_of([*events, event(3, later(80), EventKind.ENDED)], later(90))
    assert again.ended_at == later(60)


def test_an_end_at_an_earlier_instant_ends_the_talk_where_it_stood() -> None:
    events = spoken(("manager", 30), ("report", 30))
    events.append(event(3, later(10), EventKind.ENDED))
    assert state_of(events, later(60)).ended_at == later(30)


def test_the_latest_segment_that_can_spare_it_lends_a_minute() -> None:
    start = [event(0, START, EventKind.STARTED)]
    state = state_of(start, START)
    assert state.lender() == 3
    lent = [event(n, START, EventKind.LENT, {"to": 0, "source": 3}) for n in (1, 2, 3)]
    state = state_of([*start, *lent], START)
    assert state.planned_in(0) == 8 * 60
    assert state.left_in(3) == 120
    assert state.lender() == 2  # two minutes left: Help keeps them
    assert state.last_loan() == Loan(0, 3)
    assert state.end_moved_by == 0


def test_where_none_can_lend_the_end_moves() -> None:
    short = (Segment("wins", "Wins", 2), Segment("help", "Help", 2))
    start = [event(0, START, EventKind.STARTED)]
    assert replay(short, start, START).lender() is None
    lent = event(1, START, EventKind.LENT, {"to": 0, "source": None})
    state = replay(short, [*start, lent], START)
    assert state.end_moved_by == 60
    assert state.projected_end == later(300)


def test_time_over_pushes_the_end_but_time_saved_does_not_count_twice() -> None:
    start = [event(0, START, EventKind.STARTED)]
    assert state_of(start, later(400)).left_in(0) == -100
    assert state_of(start, later(400)).projected_end == later(1900)
    ahead = [*start, event(1, later(60), EventKind.SEGMENT, {"to": 1})]
    assert state_of(ahead, later(60)).projected_end == later(60 + 1500)


def test_a_held_talk_keeps_the_sums_of_its_fold() -> None:
    events = [*spoken(("manager", 60), ("report", 120)), event(3, later(180), EventKind.ENDED)]
    live = Meeting("talk", "maya", START, SEGMENTS, seen_at=later(170))
    held = live.closed(state_of(events, later(500)))
    assert held.state is MeetingState.HELD
    assert held.ended_at == later(180)
    assert held.seen_at is None
    assert held.sums == Sums(60, 120, 0)
    assert list(held.segment_seconds) == [180, 0, 0, 0]
    assert held.longest_manager == 60
