"""Typing while the person speaks: figure Y1, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.figures.typed import Burst, seconds_within, typed_share, typed_words
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, Payload
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.replay import replay, spoken_spans
from convo_tui.domain.values import Side
from convo_tui.ui.typing_meter import TypingMeter

START = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", START)
TALK = Meeting("bbbbbbbbbbbb", MAYA.id, START, DEFAULT.segments, typed_seconds=0.0)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def events(*said: tuple[float, EventKind, Payload]) -> tuple[MeetingEvent, ...]:
    all_said = ((0.0, EventKind.STARTED, {}), *said)
    return tuple(
        MeetingEvent(TALK.id, n, at(s), kind, p) for n, (s, kind, p) in enumerate(all_said)
    )


THEY = {"who": "report"}
YOU = {"who": "manager"}
TWENTY = (
    (10.0, EventKind.SPEAKER, THEY),
    (30.0, EventKind.SPEAKER, YOU),
)
"""The person speaks from the 10th to the 30th second."""


def typed(
    keys: list[float], said: tuple[MeetingEvent, ...], now: float = 100.0, before: float = 0.0
) -> float:
    meter = TypingMeter(before)
    for key in keys:
        meter.key(at(key))
    seconds = meter.seconds(TalkPage(TALK, MAYA, 1, events=said), at(now))
    assert seconds is not None
    return seconds


def spans(said: tuple[MeetingEvent, ...], who: Side = Side.REPORT) -> list[tuple[float, float]]:
    found = spoken_spans(TALK.segments, said, at(100), who)
    return [((a - START).total_seconds(), (b - START).total_seconds()) for a, b in found]


@pytest.mark.parametrize(
    ("keys", "seconds"),
    [
        ([], 0.0),
        ([15.0], 1.0),  # a key is a second
        ([15.0, 16.5, 18.5], 4.5),  # pauses of up to two seconds are typing: 15 to 18.5, and one
        ([15.0, 17.1], 2.0),  # a longer one is not
        ([9.0, 10.5, 12.0], 3.0),  # 9 to 13, of which the person spoke from 10 on
        ([29.5, 31.0, 33.0], 0.5),  # what goes on while you speak is none of it
        ([2.0, 50.0], 0.0),
        ([8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0], 20.0),
    ],
)
def test_what_was_typed_counts_where_the_person_spoke(keys: list[float], seconds: float) -> None:
    assert typed(keys, events(*TWENTY)) == pytest.approx(seconds)


def test_pauses_and_gaps_do_not_count() -> None:
    paused = events(
        *TWENTY[:1],
        (20.0, EventKind.PAUSED, {}),
        (40.0, EventKind.RESUMED, {}),
        (50.0, EventKind.SPEAKER, YOU),
    )
    assert spans(paused) == [(10.0, 20.0), (40.0, 50.0)]
    assert typed([19.5, 21.0, 23.0, 25.0, 39.5], paused) == pytest.approx(1.0)
    gap: Payload = {"start": at(20).isoformat(), "end": at(45).isoformat(), "counts": False}
    left_out = events(*TWENTY[:1], (45.0, EventKind.GAP, gap))
    assert spans(left_out) == [(10.0, 20.0), (45.0, 100.0)]
    assert typed([19.5, 30.0, 45.5], left_out) == pytest.approx(1.5)
    counts = events(*TWENTY[:1], (45.0, EventKind.GAP, gap), (46.0, EventKind.UNDONE, {"seq": 2}))
    assert typed([19.5, 30.0, 45.5], counts) == pytest.approx(3.0)


def test_a_stretch_given_to_the_other_takes_its_typing_along() -> None:
    taken = events(*TWENTY[:1], (20.0, EventKind.REASSIGNED, {}))
    assert typed([15.0, 25.0], taken) == 0.0
    assert spans(taken, Side.MANAGER) == [(10.0, 20.0), (20.0, 100.0)]
    back = events(*TWENTY[:1], (20.0, EventKind.REASSIGNED, {}), (21.0, EventKind.REASSIGNED, {}))
    assert typed([15.0, 25.0], back) == 2.0


def test_spans_add_up_to_the_seconds_of_the_fold() -> None:
    said = events(
        *TWENTY,
        (35.0, EventKind.REASSIGNED, {}),
        (40.0, EventKind.SEGMENT, {"to": 2}),
        (60.0, EventKind.PAUSED, {}),
        (70.0, EventKind.SPEAKER, THEY),
        (75.0, EventKind.RESUMED, {}),
        (80.0, EventKind.UNDONE, {"seq": 5}),
    )
    sums = replay(TALK.segments, said, at(100)).sums
    for who, seconds in ((Side.MANAGER, sums.manager), (Side.REPORT, sums.report)):
        assert sum(b - a for a, b in spans(said, who)) == pytest.approx(seconds)


def test_what_another_window_counted_is_kept_and_what_nobody_counted_is_not_known() -> None:
    assert typed([15.0], events(*TWENTY), before=7.5) == 8.5
    unknown = TypingMeter(None)
    unknown.key(at(15))
    assert unknown.seconds(TalkPage(TALK, MAYA, 1, events=events(*TWENTY)), at(100)) is None


def test_a_clock_set_back_makes_no_burst_longer_than_its_keys() -> None:
    assert Burst(at(10), at(12)).with_key(at(9)) == Burst(at(10), at(12))


def test_five_hours_of_typing() -> None:
    bursts = [Burst(at(n * 6), at(n * 6 + 1)) for n in range(3000)]  # 2 of 6 seconds
    every = [(at(n * 60), at(n * 60 + 30)) for n in range(300)]  # half of the time
    assert seconds_within(bursts, every) == pytest.approx(3000.0)


def test_the_share_is_of_the_persons_time() -> None:
    held = replace(TALK, report_seconds=200.0, typed_seconds=68.0)
    assert typed_share(held) == 0.34
    assert typed_words(0.34, "Maya") == "you typed during 34 % of Maya's speaking time"
    assert typed_share(replace(held, typed_seconds=None)) is None
    assert typed_share(replace(held, report_seconds=0.0)) is None
    assert typed_share(replace(held, report_seconds=60.0)) == 1.0  # given back after a kill
