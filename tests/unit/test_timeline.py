"""The timeline: what an entry tells of the value behind it, and how entries stand together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.history import Filter, mondays, week_edges
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.timeline import (
    GROUPS,
    Entry,
    EntryKind,
    Place,
    Subject,
    by_month,
    kinds_named,
)
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)
END = AT + timedelta(minutes=31)
TALK = Meeting("t1", "maya", AT, DEFAULT.segments, state=MeetingState.HELD, ended_at=END)
WIN = Note("n1", "maya", AT, "shipped", NoteKind.WIN, meeting_id="t1")
PROMISE = Commitment("k1", "maya", "introduce Maya to the data team", AT, Side.MANAGER)
CANCELLED = ScheduleChange("s1", "maya", AT, ScheduleKind.CANCELLED, AT, Side.REPORT, "ill")
POINT = TalkingPoint("p1", "maya", "review queue", AT, Side.REPORT)


@pytest.mark.parametrize(
    ("kind", "subject", "text", "side"),
    [
        (EntryKind.TALK, TALK, "", None),
        (EntryKind.WIN, WIN, "shipped", None),
        (EntryKind.COMMITMENT, PROMISE, "introduce Maya to the data team", Side.MANAGER),
        (EntryKind.CANCELLED, CANCELLED, "ill", Side.REPORT),
        (EntryKind.POINT, POINT, "review queue", Side.REPORT),
    ],
)
def test_an_entry_tells_what_its_value_says(
    kind: EntryKind, subject: Subject, text: str, side: Side | None
) -> None:
    entry = Entry(kind, Place(AT, 1), subject)
    assert (entry.text, entry.side, entry.id) == (text, side, subject.id)


def test_a_talk_stands_where_it_ended_and_tells_when_it_began() -> None:
    entry = Entry(EntryKind.TALK, Place(END, 1), TALK)
    assert (entry.at, entry.place.at) == (AT, END)


def test_an_entry_is_the_same_when_it_was_read_again_and_its_words_changed() -> None:
    entry = Entry(EntryKind.WIN, Place(AT, 1), WIN)
    again = Entry(EntryKind.WIN, Place(AT, 9), replace(WIN, text="shipped it"))
    other = Entry(EntryKind.WIN, Place(AT, 1), replace(WIN, id="n2"))
    assert entry.key == again.key != other.key


def test_months_are_those_of_the_calendar_at_home() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 2027 in Berlin
    listed = [
        Entry(EntryKind.WIN, Place(at, row), replace(WIN, at=at))
        for row, at in enumerate((new_year, new_year - timedelta(hours=1), AT))
    ]
    months = by_month(listed, BERLIN)
    assert list(months) == [(2027, 1), (2026, 12), (2026, 11)]
    assert [entry for group in months.values() for entry in group] == listed


def test_every_kind_is_in_one_group_and_each_group_has_a_digit() -> None:
    kinds = Counter(kind for group in GROUPS for kind in group.kinds)
    assert kinds == Counter(EntryKind)
    assert len(GROUPS) <= 10


def test_kinds_are_named_by_their_word_or_their_group() -> None:
    assert kinds_named("win") == kinds_named("Wins") == (EntryKind.WIN,)
    assert EntryKind.BROKEN in kinds_named("commitments")
    assert kinds_named("kept") == (EntryKind.KEPT,)
    with pytest.raises(ValueError, match=r"“gossip”.*talks, wins, blockers"):
        kinds_named("gossip")


def test_a_filter_that_leaves_nothing_out_is_none() -> None:
    assert not Filter()
    assert not Filter(words="  ")
    assert Filter(words="x")
    assert Filter(kinds=frozenset({EntryKind.WIN}))
    assert Filter(since=AT)
    assert Filter(until=AT)


def test_weeks_begin_on_mondays_at_midnight_whatever_the_clocks_do() -> None:
    days = mondays(date(2026, 11, 1), weeks=3)  # a Sunday; the clocks went back a week before
    assert days == (date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26))
    edges = week_edges(days, BERLIN)
    assert [edge.astimezone(BERLIN).isoformat() for edge in edges] == [
        "2026-10-12T00:00:00+02:00",
        "2026-10-19T00:00:00+02:00",
        "2026-10-26T00:00:00+01:00",
        "2026-11-02T00:00:00+01:00",
    ]
    assert len(mondays(date(2026, 11, 1))) == 52
