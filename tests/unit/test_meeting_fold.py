from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, MeetingEvent, Payload, TalkState
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Side

START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
SEGMENTS = DEFAULT.segments
TICK = timedelta(milliseconds=125)
"""Sums of eighths of a second are exact in binary, so the properties may ask for equality."""

NO_EVENT = -1
"""A `seq` that no event has: taking it back does nothing but let time pass."""

INDEXES = st.integers(0, len(SEGMENTS) - 1)
WAITS = st.one_of(st.integers(0, 40), st.integers(0, 8 * 900))
STEPS_BACK = st.one_of(WAITS, st.integers(-8 * 120, 0))
WHO = st.sampled_from(["manager", "report", None])
ACTIONS: st.SearchStrategy[tuple[EventKind, dict[str, Any]]] = st.one_of(
    st.tuples(st.just(EventKind.SPEAKER), st.fixed_dictionaries({"who": WHO})),
    st.tuples(st.just(EventKind.SEGMENT), st.fixed_dictionaries({"to": st.integers(-1, 5)})),
    st.sampled_from(
        [
            (EventKind.PAUSED, {}),
            (EventKind.RESUMED, {}),
            (EventKind.REASSIGNED, {}),
            (EventKind.ENDED, {}),
        ]
    ),
    st.tuples(
        st.just(EventKind.LENT),
        st.fixed_dictionaries({"to": INDEXES, "source": st.one_of(st.none(), INDEXES)}),
    ),
    st.tuples(st.just(EventKind.RETURNED), st.fixed_dictionaries({"to": INDEXES})),
    st.tuples(st.just(EventKind.UNDONE), st.fixed_dictionaries({"back": st.integers(1, 8)})),
    st.tuples(
        st.just(EventKind.GAP),
        st.fixed_dictionaries({"length": st.integers(0, 8 * 600), "counts": st.booleans()}),
    ),
)


def event(seq: int, at: datetime, kind: EventKind, payload: Payload | None = None) -> MeetingEvent:
    return MeetingEvent("talk", seq, at, kind, payload or {})


def placed(
    seq: int, at: datetime, kind: EventKind, details: dict[str, Any]
) -> tuple[MeetingEvent, datetime]:
    """An event made of a drawn action, and the instant at which the talk then stands."""
    if kind is EventKind.UNDONE:
        return event(seq, at, kind, {"seq": max(seq - details["back"], 0)}), at
    if kind is EventKind.GAP:
        end = at + details["length"] * TICK
        when = {"start": at.isoformat(), "end": end.isoformat()}
        return event(seq, end, kind, {**when, "counts": details["counts"]}), end
    return event(seq, at, kind, details), at


@st.composite
def talks(
    draw: st.DrawFn, waits: st.SearchStrategy[int] = WAITS, tick: timedelta = TICK
) -> tuple[list[MeetingEvent], datetime]:
    """The events of any talk, and an instant at or after the last of them."""
    at = START
    events = [event(0, at, EventKind.STARTED)]
    for wait, (kind, details) in draw(st.lists(st.tuples(waits, ACTIONS), max_size=14)):
        made, at = placed(len(events), at + wait * tick, kind, details)
        events.append(made)
    return events, max(at, START) + draw(WAITS) * tick


def state_of(events: Sequence[MeetingEvent], now: datetime) -> TalkState:
    return replay(SEGMENTS, events, now)


def timeless(state: TalkState) -> TalkState:
    """The state but for when it last heard of anything, which a no-op may well move."""
    return replace(state, last_at=None)


def span(state: TalkState) -> float:
    return (state.now - state.started_at).total_seconds()


@given(talks(STEPS_BACK))
def test_every_second_lands_in_one_stretch_of_one_segment(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    state = state_of(*talk)
    sums = state.sums
    assert sums.manager + sums.report + sums.untracked == state.elapsed
    assert sum(state.elapsed_in(index) for index in range(len(state))) == state.elapsed
    parts = [state.sums_of(index) for index in range(len(state))]
    assert sum(part.manager for part in parts) == sums.manager
    assert sum(part.report for part in parts) == sums.report
    assert sum(part.untracked for part in parts) == sums.untracked


@given(talks(STEPS_BACK))
def test_elapsed_paused_and_left_out_make_the_span(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    state = state_of(*talk)
    assert state.elapsed + state.paused_seconds + state.left_out_seconds == span(state)


@given(talks(tick=timedelta(microseconds=99_991)))
def test_sums_hold_to_the_microsecond_whatever_the_instants(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    state = state_of(*talk)
    total = state.elapsed + state.paused_seconds + state.left_out_seconds
    assert total == pytest.approx(span(state), abs=1e-6)
    assert state.sums.total == pytest.approx(state.elapsed, abs=1e-6)


@given(talks(STEPS_BACK))
def test_shares_and_lengths_stay_in_their_bounds(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    state = state_of(*talk)
    for sums in (state.sums, *(state.sums_of(index) for index in range(len(state)))):
        assert min(sums.manager, sums.report, sums.untracked) >= 0
        assert sums.manager_share is None or 0 <= sums.manager_share <= 1
        assert 0 <= sums.untracked_share <= 1
    assert 0 <= state.longest_manager_stretch <= state.sums.manager
    assert min(state.paused_seconds, state.left_out_seconds) >= 0
    assert state.projected_end >= state.now
    assert all(stretch.length > 0 for stretch in state.stretches)
    assert state.running is None or state.running is state.stretches[-1]


@given(talks(STEPS_BACK))
def test_neighbouring_stretches_are_of_different_sides(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    stretches = state_of(*talk).stretches
    assert all(one.who is not two.who for one, two in pairwise(stretches))
    starts = [stretch.start for stretch in stretches]
    assert starts == [
        sum(stretch.length for stretch in stretches[:index]) for index in range(len(stretches))
    ]


@given(talks(), st.data())
def test_any_split_of_time_gives_the_same_sums(
    talk: tuple[list[MeetingEvent], datetime], data: st.DataObject
) -> None:
    events, now = talk
    split = [events[0]]
    for number, following in enumerate(events[1:]):
        split += _instants_between(split[-1].at, following, data, number)
        split.append(following)
    assert timeless(state_of(split, now)) == timeless(state_of(events, now))


def _instants_between(
    since: datetime, following: MeetingEvent, data: st.DataObject, number: int
) -> list[MeetingEvent]:
    """Up to two no-ops before an event; a gap is split before it begins, not within."""
    gap = following.kind is EventKind.GAP
    until = datetime.fromisoformat(str(following.payload["start"])) if gap else following.at
    ticks = (until - since) // TICK
    drawn = sorted(data.draw(st.lists(st.integers(0, ticks), max_size=2)))
    return [
        event(1000 + 10 * number + place, since + tick * TICK, EventKind.UNDONE, {"seq": NO_EVENT})
        for place, tick in enumerate(drawn)
    ]


@given(talks(), WAITS, ACTIONS, WAITS)
def test_an_undone_event_is_as_if_it_had_never_been(
    talk: tuple[list[MeetingEvent], datetime],
    wait: int,
    action: tuple[EventKind, dict[str, Any]],
    later: int,
) -> None:
    events, now = talk
    made, at = placed(len(events), now + wait * TICK, *action)
    undone = event(len(events) + 1, at, EventKind.UNDONE, {"seq": made.seq})
    then = at + later * TICK
    assert timeless(state_of([*events, made, undone], then)) == timeless(state_of(events, then))


@given(talks(), WAITS, ACTIONS)
def test_an_undo_can_itself_be_undone(
    talk: tuple[list[MeetingEvent], datetime], wait: int, action: tuple[EventKind, dict[str, Any]]
) -> None:
    events, now = talk
    made, at = placed(len(events), now + wait * TICK, *action)
    undone = event(made.seq + 1, at, EventKind.UNDONE, {"seq": made.seq})
    redone = event(made.seq + 2, at, EventKind.UNDONE, {"seq": undone.seq})
    brought_back = state_of([*events, made, undone, redone], at)
    assert timeless(brought_back) == timeless(state_of([*events, made], at))


@given(talks(), INDEXES, st.one_of(st.none(), INDEXES))
def test_a_minute_lent_and_given_back_changes_nothing(
    talk: tuple[list[MeetingEvent], datetime], to: int, source: int | None
) -> None:
    events, now = talk
    lent = event(len(events), now, EventKind.LENT, {"to": to, "source": source})
    back = event(lent.seq + 1, now, EventKind.RETURNED, {"to": to})
    assert timeless(state_of([*events, lent, back], now)) == timeless(state_of(events, now))


@given(talks(STEPS_BACK))
def test_lent_minutes_come_from_a_segment_or_move_the_end(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    state = state_of(*talk)
    planned = sum(state.planned_in(index) for index in range(len(state)))
    assert planned == state.planned + state.end_moved_by


@given(talks(STEPS_BACK), WAITS)
def test_giving_a_stretch_away_twice_changes_nothing(
    talk: tuple[list[MeetingEvent], datetime], later: int
) -> None:
    events, now = talk
    there = event(len(events), now, EventKind.REASSIGNED)
    back = event(there.seq + 1, now, EventKind.REASSIGNED)
    then = now + later * TICK
    assert timeless(state_of([*events, there, back], then)) == timeless(state_of(events, then))


@given(talks(STEPS_BACK))
def test_giving_a_stretch_away_moves_its_seconds_and_no_others(
    talk: tuple[list[MeetingEvent], datetime],
) -> None:
    events, now = talk
    before = state_of(events, now)
    after = state_of([*events, event(len(events), now, EventKind.REASSIGNED)], now)
    turn = before.reassignable()
    given_away = 0.0 if turn is None else turn.length
    sign = 1 if turn is not None and turn.who is Side.REPORT else -1
    assert after.sums.manager == before.sums.manager + sign * given_away
    assert after.sums.report == before.sums.report - sign * given_away
    assert after.sums.untracked == before.sums.untracked
    assert after.elapsed == before.elapsed


@given(talks(STEPS_BACK), st.integers(-8 * 3600, 0))
def test_a_clock_set_back_gives_no_negative_time(
    talk: tuple[list[MeetingEvent], datetime], back: int
) -> None:
    events, now = talk
    before = state_of(events, now)
    earlier = state_of(events, now + back * TICK)
    assert 0 <= earlier.elapsed <= before.elapsed
    assert span(earlier) >= 0
    set_back = event(len(events), now + back * TICK, EventKind.SEGMENT, {"to": 0})
    assert state_of([*events, set_back], now).elapsed == before.elapsed
