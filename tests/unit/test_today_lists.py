"""Whom to talk with next, what is owed, what is due: their order and their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import Cadence, cadence_state
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.today import (
    by_urgency,
    checkpoints_this_week,
    due_words,
    next_clock,
    next_words,
    owed,
    promise_words,
)
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=BERLIN)
TODAY = NOW.date()
DAYS = st.integers(-40, 40)


def person(name: str, next_in: int | None, clock: int = 14) -> Person:
    at = None if next_in is None else (NOW + timedelta(days=next_in)).replace(hour=clock)
    utc = at.astimezone(UTC) if at else None
    return Person(name, name, NOW - timedelta(days=99), every_weeks=None, next_at=utc)


def promise(name: str, due: int | None, owner: Side = Side.MANAGER) -> Commitment:
    points = () if due is None else (Checkpoint(name, TODAY + timedelta(days=due)),)
    return Commitment(name, "p", name, NOW - timedelta(days=50), owner, checkpoints=points)


def unsaid(name: str, days: int) -> Feedback:
    return Feedback(name, "p", NOW - timedelta(days=days), name)


def test_a_running_talk_then_overdue_then_by_day_and_the_rest_last() -> None:
    live = Meeting("m", "later", NOW, DEFAULT.segments)
    people = [
        Overview(person("none", None)),
        Overview(person("soon", 1)),
        Overview(person("late", -2)),
        Overview(person("later", 9), live=live),
        Overview(person("today", 0)),
        Overview(person("latest", -9)),
    ]
    names = [each.overview.person.name for each in by_urgency(people, NOW, "Europe/Berlin")]
    assert names == ["later", "latest", "late", "today", "soon", "none"]


def test_what_is_owed_late_first_then_by_age_what_has_no_day_then_by_day() -> None:
    overview = Overview(
        person("Maya", 0),
        commitments=(
            promise("late", -4),
            promise("later", -9),
            promise("friday", 3),
            promise("undated", None),
            promise("theirs", -3, Side.REPORT),
            promise("both", 1, Side.BOTH),
        ),
        feedback=(unsaid("old", 5), unsaid("new", 0)),
    )
    names = [each.subject.id for each in owed([overview], TODAY)]
    assert names == ["later", "late", "undated", "old", "new", "both", "friday"]


def test_checkpoints_until_sunday_leave_out_what_is_owed() -> None:
    overview = Overview(
        person("Maya", 0),
        commitments=(
            promise("sunday", 5, Side.REPORT),
            promise("monday", 6, Side.REPORT),
            promise("passed", -2, Side.REPORT),
            promise("mine", 1),
            promise("undated", None, Side.REPORT),
        ),
    )
    assert [each.subject.id for each in checkpoints_this_week([overview], TODAY)] == [
        "passed",
        "sunday",
    ]


@given(
    st.lists(st.tuples(DAYS, st.sampled_from(Side)), max_size=8),
    st.lists(st.integers(0, 40), max_size=8),
)
def test_nothing_owed_is_lost_or_told_twice(dues: list[tuple[int, Side]], ages: list[int]) -> None:
    commitments = tuple(promise(f"c{n}", due, side) for n, (due, side) in enumerate(dues))
    feedback = tuple(unsaid(f"f{n}", days) for n, days in enumerate(ages))
    overview = Overview(person("Maya", 0), commitments=commitments, feedback=feedback)
    told = [each.subject.id for each in owed([overview], TODAY)]
    expected = [c.id for c in commitments if c.owner is not Side.REPORT] + [f.id for f in feedback]
    assert sorted(told) == sorted(expected)
    week = [each.subject.id for each in checkpoints_this_week([overview], TODAY)]
    assert not set(week) & set(told)


@pytest.mark.parametrize(
    ("next_in", "words"),
    [
        (None, "no rhythm"),
        (-9, "9 days overdue"),
        (-1, "1 day overdue"),
        (0, "today 14:00"),
        (1, "tomorrow 14:00"),
        (6, "Mon 30 Nov"),
        (60, "Sat 23 Jan 2027"),
    ],
)
def test_next_words(next_in: int | None, words: str) -> None:
    cadence = cadence_state(person("Maya", next_in), None, NOW, "Europe/Berlin")
    assert next_words(cadence, NOW) == words


def test_a_day_without_a_time_has_none_in_its_words() -> None:
    whole_day = person("Maya", 0, clock=9)
    assert next_words(cadence_state(whole_day, None, NOW, "Europe/Berlin"), NOW) == "today"


def test_times_are_told_on_the_clocks_asked_for() -> None:
    abroad = replace(person("Maya", 0), zone="America/New_York", time="08:00")
    cadence = cadence_state(abroad, None, NOW, "Europe/Berlin")
    assert next_words(cadence, NOW) == "today 14:00"
    assert next_clock(cadence, ZoneInfo("America/New_York")) == "08:00"
    assert next_clock(Cadence(cadence.state), BERLIN) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "no date"),
        (date(2026, 11, 20), "4 days late"),
        (date(2026, 11, 23), "1 day late"),
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 27), "Fri 27 Nov"),
    ],
)
def test_due_words(due: date | None, words: str) -> None:
    assert due_words(due, TODAY) == words


@pytest.mark.parametrize(
    ("ago", "due", "words"),
    [
        (0, None, "promised today, no date"),
        (1, 1, "promised yesterday, due tomorrow"),
        (13, 3, "promised 13 days ago, due Fri 27 Nov"),
        (14, -1, "promised 2 weeks ago, 1 day overdue"),
        (35, -9, "promised 5 weeks ago, 9 days overdue"),
        (61, 0, "promised 2 months ago, due today"),
        (800, -400, "promised 2 years ago, 400 days overdue"),
        (-3, None, "promised today, no date"),  # a clock that was set back
    ],
)
def test_a_promise_tells_its_age(ago: int, due: int | None, words: str) -> None:
    made = replace(promise("p", due), created_at=NOW - timedelta(days=ago))
    assert promise_words(made, TODAY, BERLIN) == words
