"""The fabricated sample team is the same every time, and consistent on any day in any zone."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_team import (
    BANK,
    BERLIN,
    SPEC,
    TAPES,
    TUESDAY,
    YEAR,
    ZONES,
    about,
    all_of,
    day_of,
    person,
    tapes,
)

from convo_tui.demo import DemoYear, generate
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.replay import replay
from convo_tui.domain.signs import Signs

REFERENCES = (
    *("person_id", "meeting_id", "asked_id", "parked_in", "goal_id", "strength_id"),
    *("note_id", "feedback_id", "commitment_id", "subject_id"),
)
"""The fields that name another value of the same person."""


def shifted(value: Any, by: timedelta) -> Any:
    """The same value, all of its days moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(shifted(item, by) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return dataclasses.replace(
            value, **{name: shifted(getattr(value, name), by) for name in names}
        )
    return value


def on_tape(year: DemoYear = YEAR) -> list[Meeting]:
    """The talks that were held at the keyboard."""
    return [meeting for meeting in all_of(Meeting, year) if meeting.logged_at is None]


# --- the same every time -------------------------------------------------------------------


def test_the_same_arguments_give_the_same_year() -> None:
    assert generate(SPEC, BANK, TUESDAY, BERLIN) == YEAR


def test_another_seed_gives_another_year() -> None:
    other = generate({**SPEC, "seed": 7}, BANK, TUESDAY, BERLIN)
    ids = {value.id for value in YEAR.values}
    drawn = (Signs, Opening)  # how many of these there are is drawn, too
    told, again = (
        Counter(type(value) for value in year.values if not isinstance(value, drawn))
        for year in (YEAR, other)
    )
    assert told == again
    assert not ids & {value.id for value in other.values}


@pytest.mark.parametrize("weeks", [-60, 1, 13])
def test_the_same_history_moves_with_today(weeks: int) -> None:
    by = timedelta(weeks=weeks)
    now, later = (generate(SPEC, BANK, TUESDAY + gap, "UTC") for gap in (timedelta(), by))
    assert shifted(now.values, by) == later.values
    assert shifted(now.events, by) == later.events


@pytest.mark.parametrize("days", range(7))
def test_on_every_day_of_the_week_it_is_the_same_story(days: int) -> None:
    year = generate(SPEC, BANK, TUESDAY + timedelta(days=days), BERLIN)
    assert [value.id for value in year.values] == [value.id for value in YEAR.values]
    assert [c.state for c in all_of(Commitment, year)] == [c.state for c in all_of(Commitment)]


def test_the_bank_changes_nothing_but_the_questions() -> None:
    bare = generate(SPEC, (), TUESDAY, BERLIN)
    assert not all_of(Asked, bare)
    assert [(n.id, n.text) for n in all_of(Note, bare)] == [(n.id, n.text) for n in all_of(Note)]
    assert bare.events == YEAR.events


def test_a_hidden_question_is_not_asked() -> None:
    hidden = all_of(Asked)[0].question_id
    bank = [dataclasses.replace(q, hidden=q.id == hidden) for q in BANK]
    asked = {a.question_id for a in all_of(Asked, generate(SPEC, bank, TUESDAY, BERLIN))}
    assert asked == {a.question_id for a in all_of(Asked)} - {hidden}


def test_it_wants_an_aware_instant_and_a_zone_that_exists() -> None:
    with pytest.raises(ValueError, match="zone"):
        generate(SPEC, BANK, TUESDAY.replace(tzinfo=None), BERLIN)
    with pytest.raises(ZoneInfoNotFoundError):
        generate(SPEC, BANK, TUESDAY, "Europe/Atlantis")


# --- the clock of the talks ----------------------------------------------------------------


def test_the_stored_sums_are_those_of_the_events() -> None:
    recorded = dict(TAPES)
    for meeting in on_tape():
        events = recorded.pop(meeting.id)
        assert meeting.ended_at == events[-1].at
        assert meeting.closed(replay(meeting.segments, events, events[-1].at)) == meeting
    assert not recorded


def test_segments_are_moved_through_in_turn_and_some_run_over() -> None:
    over = 0
    for meeting in on_tape():
        events = TAPES[meeting.id]
        assert [e.seq for e in events] == list(range(len(events)))
        assert all(a.at <= b.at for a, b in pairwise(events))
        assert [e.payload["to"] for e in events if e.kind is EventKind.SEGMENT] == [1, 2, 3]
        assert (events[0].kind, events[-1].kind) == (EventKind.STARTED, EventKind.ENDED)
        assert 20 * 60 < meeting.sums.total < 45 * 60
        assert 0 < meeting.sums.untracked_share < 0.1
        planned = [60 * segment.minutes for segment in meeting.segments]
        over += any(a > b for a, b in zip(meeting.segment_seconds, planned, strict=True))
    assert over > 50


def test_minutes_are_lent_by_whom_the_rule_names() -> None:
    lent = 0
    for meeting in on_tape():
        events = TAPES[meeting.id]
        for event in events:
            if event.kind is EventKind.LENT:
                state = replay(meeting.segments, events[: event.seq], event.at)
                assert event.payload == {"to": state.current, "source": state.lender()}
                lent += 1
    kinds = Counter(event.kind for event in YEAR.events)
    assert lent > 10
    assert kinds[EventKind.PAUSED] == kinds[EventKind.RESUMED] > 2


# --- sound on any day, in any zone ---------------------------------------------------------


def check_references(year: DemoYear) -> None:
    """Ids are unique, and whatever is named was made before, for the same person."""
    assert len({value.id for value in year.values}) == len(year.values)
    assert all(re.fullmatch(r"[0-9a-f]{12}", value.id) for value in year.values)
    owner: dict[str, str] = {}
    for value in year.values:
        if isinstance(value, Person):
            owner[value.id] = value.id
            continue
        person_id: str = getattr(value, "person_id")  # noqa: B009 - a Value need not have it
        for name in REFERENCES:
            named = getattr(value, name, None)
            assert named is None or owner[named] == person_id
        owner[value.id] = person_id
        segment = getattr(value, "segment", None)
        assert segment is None or segment in range(4)
    meetings = {meeting.id for meeting in on_tape(year)}
    assert {event.meeting_id for event in year.events} == meetings


def check_instants(year: DemoYear, now: datetime, zone: str) -> None:
    """All instants are aware UTC and past, in order; only what is planned lies ahead."""
    created = {p.id: p.created_at for p in all_of(Person, year)}
    for value in year.values:
        for field in dataclasses.fields(value):  # type: ignore[arg-type]
            instant = getattr(value, field.name)
            if isinstance(instant, datetime):
                assert instant.utcoffset() == timedelta()
                assert field.name == "next_at" or instant < now, value
                assert instant >= created[getattr(value, "person_id", value.id)]
    assert all(event.at < now for event in year.events)
    for meeting in all_of(Meeting, year):
        assert meeting.state is MeetingState.HELD
        assert day_of(meeting.started_at, zone).weekday() < 5
    for who in all_of(Person, year):
        talks = about(who.first_name, Meeting, year)
        assert all(a.ended_at and a.ended_at < b.started_at for a, b in pairwise(talks))


def check_within_talks(year: DemoYear) -> None:
    """What belongs to a segment of a talk was written while that segment ran."""
    windows: dict[tuple[str, int], tuple[datetime, datetime]] = {}
    for meeting_id, events in tapes(year).items():
        marks = [e.at for e in events if e.kind is not EventKind.SPEAKER and _opens(e)]
        for index, window in enumerate(pairwise([*marks, events[-1].at])):
            windows[meeting_id, index] = window
    logged = {
        meeting.id: (meeting.started_at, meeting.ended_at)
        for meeting in all_of(Meeting, year)
        if meeting.logged_at is not None and meeting.ended_at is not None
    }
    for value in year.values:
        if isinstance(value, Note | Asked | Commitment) and value.segment is not None:
            whole = logged.get(value.meeting_id or "")
            start, end = whole or windows[value.meeting_id or "", value.segment]
            at = value.created_at if isinstance(value, Commitment) else value.at
            assert start <= at <= end
    asked = {a.id: a.at for a in all_of(Asked, year)}
    assert all(asked[n.asked_id] <= n.at for n in all_of(Note, year) if n.asked_id)
    assert all(asked[c.asked_id] <= c.created_at for c in all_of(Commitment, year) if c.asked_id)


def _opens(event: MeetingEvent) -> bool:
    return event.kind in (EventKind.STARTED, EventKind.SEGMENT)


def check_lives(year: DemoYear, today: date) -> None:
    """Commitments, points and feedback end after they begin, and say why they ended badly."""
    for c in all_of(Commitment, year):
        assert (c.closed_at is None) == (c.state is CommitmentState.OPEN)
        assert bool(c.reason) == (c.state in (CommitmentState.BROKEN, CommitmentState.DROPPED))
        answered = [p.answered_at for p in c.checkpoints if p.answered_at]
        assert answered == sorted(answered)
        assert all(at > c.created_at for at in answered)
        if c.closed_at is not None:
            assert c.closed_at >= max(answered, default=c.created_at)
        elif c.due and c.due < today:
            assert c.promised
        days = [p.on for p in c.checkpoints]
        assert days == sorted(days)
        assert all((p.outcome is None) == (p.answered_at is None) for p in c.checkpoints)
    for p in all_of(TalkingPoint, year):
        assert (p.closed_at is None) == (p.state is PointState.OPEN)
        assert p.closed_at is None or p.created_at < p.closed_at
    assert all(f.said_at is None or f.seen_at <= f.said_at for f in all_of(Feedback, year))


@settings(max_examples=25)
@given(
    wall=st.datetimes(datetime(2001, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001 - a wall time
    zone=st.sampled_from(ZONES),
)
@example(wall=datetime(2026, 11, 22, 0, 0), zone=BERLIN)  # noqa: DTZ001 - a Sunday
@example(wall=datetime(2027, 1, 1, 0, 0, 1), zone="Pacific/Kiritimati")  # noqa: DTZ001
@example(wall=datetime(2028, 2, 29, 12, 0), zone="America/New_York")  # noqa: DTZ001
@example(wall=datetime(2027, 3, 28, 2, 30), zone=BERLIN)  # noqa: DTZ001 - an hour that is missing
@example(wall=datetime(2026, 10, 25, 2, 30), zone=BERLIN)  # noqa: DTZ001 - an hour that comes twice
@example(wall=datetime(2026, 11, 1, 1, 30), zone="America/New_York")  # noqa: DTZ001
@example(wall=datetime(2026, 12, 31, 23, 59, 59), zone="Asia/Kathmandu")  # noqa: DTZ001
def test_it_is_sound_whatever_the_day(wall: datetime, zone: str) -> None:
    now = wall.replace(tzinfo=ZoneInfo(zone))
    today = day_of(now.astimezone(UTC), zone)
    year = generate(SPEC, BANK, now, zone)
    check_references(year)
    check_instants(year, now, zone)
    check_within_talks(year)
    check_lives(year, today)
    maya, tom = person("Maya", year).next_at, person("Tom", year).next_at
    assert maya is not None
    assert tom is not None
    assert day_of(maya, zone) == today
    assert 1 <= (day_of(tom, zone) - today).days <= 3
    assert day_of(tom, zone).weekday() < 5
