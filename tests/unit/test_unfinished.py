"""Ending a talk that was cut off, at the last moment it surely went on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.replay import replay
from convo_tui.domain.unfinished import ended_at_last_sign, last_sign

BEGAN = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
TALK = Meeting("bbbbbbbbbbbb", "p", BEGAN, DEFAULT.segments)


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


EVENTS = (
    MeetingEvent(TALK.id, 0, BEGAN, EventKind.STARTED),
    MeetingEvent(TALK.id, 1, after(2), EventKind.SPEAKER, {"who": "report"}),
    MeetingEvent(TALK.id, 2, after(12), EventKind.SEGMENT, {"to": 1}),
)


@pytest.mark.parametrize(
    ("seen", "last"), [(None, after(12)), (after(20), after(20)), (after(5), after(12))]
)
def test_it_ends_at_its_last_event_or_sign_of_life(seen: datetime | None, last: datetime) -> None:
    talk = replace(TALK, seen_at=seen)
    assert last_sign(talk, EVENTS) == last
    held, ended = ended_at_last_sign(talk, EVENTS)
    assert (ended.kind, ended.at, ended.seq) == (EventKind.ENDED, last, 3)
    assert (held.state, held.ended_at, held.seen_at) == (MeetingState.HELD, last, None)
    before = replay(talk.segments, EVENTS, last)
    assert held.sums == before.sums
    assert sum(held.segment_seconds) == (last - BEGAN).total_seconds()


def test_a_paused_talk_gains_nothing_by_it() -> None:
    paused = (*EVENTS, MeetingEvent(TALK.id, 3, after(15), EventKind.PAUSED))
    held, _ = ended_at_last_sign(replace(TALK, seen_at=after(40)), paused)
    assert held.sums.total == 15 * 60
