"""A period of a person, read at once: what belongs to it, and in how many queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ready_files import sample_file
from sample_team import BERLIN, about, day_of, person
from sqlalchemy import event

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate
from convo_tui.domain.growth import Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.review import Period, Review, StrengthRecord, year_until
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import new_id
from convo_tui.storage.store import Store, open_store

MAYA = person("Maya")
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    sample_file(tmp_path / "convo.db")
    store = open_store(tmp_path / "convo.db")
    yield store
    store.close()


def read(store: Store, period: Period, zone: str = BERLIN) -> Review:
    review = store.reviews.review(MAYA.id, period, zone)
    assert review is not None
    return review


@pytest.mark.parametrize(
    "period",
    [
        year_until(date(2026, 11, 24)),
        Period(date(2026, 2, 1), date(2026, 2, 28)),
        Period(date(2026, 11, 17), date(2026, 11, 17)),
        Period(date(2030, 1, 1), date(2030, 2, 1)),
    ],
)
def test_it_is_what_the_whole_history_has_of_that_time(store: Store, period: Period) -> None:
    def within(at: datetime | None) -> bool:
        return at is not None and period.first <= day_of(at) <= period.last

    review = read(store, period)
    held = [talk for talk in about("Maya", Meeting) if talk.state is MeetingState.HELD]
    assert set(review.talks) == {talk for talk in held if within(talk.started_at)}
    assert {note.id for note in review.notes} == {
        note.id for note in about("Maya", Note) if within(note.at)
    }
    assert set(review.feedback) == {
        each for each in about("Maya", Feedback) if within(each.seen_at) or within(each.said_at)
    }
    assert {each.id for each in review.commitments} == {
        each.id
        for each in about("Maya", Commitment)
        if day_of(each.created_at) <= period.last
        and (each.closed_at is None or day_of(each.closed_at) >= period.first)
    }
    assert set(review.schedule) == {
        each for each in about("Maya", ScheduleChange) if within(each.at)
    }
    assert {each.goal.id for each in review.goals} == {
        goal.id
        for goal in about("Maya", Goal)
        if day_of(goal.created_at) <= period.last
        and (goal.closed_at is None or day_of(goal.closed_at) >= period.first)
    }
    told = {update.id for each in review.goals for update in each.updates}
    goals = {each.goal.id for each in review.goals}
    assert told == {
        each.id
        for each in about("Maya", GoalUpdate)
        if each.goal_id in goals and day_of(each.at) <= period.last
    }
    assert set(review.openings) == {
        each for each in about("Maya", Opening) if within(each.named_at)
    }
    assert set(review.signs) == {each for each in about("Maya", Signs) if within(each.at)}
    assert set(review.sheets) == {
        each
        for each in about("Maya", HardTalk)
        if within(each.created_at) or within(each.closed_at)
    }
    for name in ("talks", "notes"):
        at = [getattr(each, "started_at", None) or each.at for each in getattr(review, name)]
        assert at == sorted(at)


def test_goals_stand_as_they_did_at_the_end_of_the_period(store: Store) -> None:
    review = read(store, Period(date(2026, 1, 1), date(2026, 6, 30)))
    goals = {each.goal.title: each for each in review.goals}
    billing = goals["billing runs on its own, outside of the old application"]
    assert billing.goal.state is GoalState.OPEN
    assert billing.goal.closed_at is None
    assert [bool(step.reached_at) for step in billing.milestones] == [True] * 4 + [False] * 3
    assert list(goals["hours a week lost to staging"].values) == [8, 7.5]
    later = read(store, year_until(date(2026, 11, 24)))
    states = {each.goal.title: each.goal.state for each in later.goals}
    assert states[billing.goal.title] is GoalState.REACHED


def test_versions_begin_with_the_one_that_held(store: Store) -> None:
    first, second = about("Maya", Roadmap)
    assert read(store, year_until(date(2026, 11, 24))).roadmaps == (first, second)
    later = Period(day_of(second.at), date(2026, 11, 24))
    assert read(store, later).roadmaps == (first, second)
    between = Period(date(2026, 6, 1), date(2026, 6, 30))
    assert read(store, between).roadmaps == (first,)
    assert read(store, between).preferences == tuple(about("Maya", Preferences)[-1:])
    assert read(store, Period(date(2025, 1, 1), date(2025, 2, 1))).roadmaps == ()


def test_strengths_come_with_what_they_showed_in_by_then(store: Store) -> None:
    strengths = {each.id: each for each in about("Maya", Strength)}
    review = read(store, year_until(date(2026, 11, 24)))
    assert {each.strength.id for each in review.strengths} == set(strengths)
    assert sum(len(each.shown) for each in review.strengths) == len(about("Maya", Evidence))
    early = read(store, Period(date(2026, 1, 1), date(2026, 3, 31)))
    (only,) = early.strengths
    assert [seen.text for seen in only.shown] == [
        "the way back at each step of the design; that is what won the architects over"
    ]


def test_celebrations_are_those_held_and_those_owed(store: Store) -> None:
    review = read(store, Period(date(2026, 11, 1), date(2026, 11, 24)))
    (owed,) = review.celebrations
    assert isinstance(owed, Goal)
    assert owed.celebrated_at is None
    lunch = read(store, Period(date(2026, 3, 17), date(2026, 3, 17))).celebrations
    assert [each.celebration for each in lunch] == ["lunch with those who commented"]


def test_days_are_those_of_the_manager_s_calendar(store: Store) -> None:
    late = datetime(2027, 3, 1, 22, 59, 59, tzinfo=UTC)  # still the 1st in Berlin, the 2nd in Tokyo
    note = Note(new_id(), MAYA.id, late, "at the last moment")
    store.take_in([note, replace(note, id=new_id(), at=late + timedelta(seconds=1))], ())
    first, second = Period(date(2027, 3, 1), date(2027, 3, 1)), date(2027, 3, 2)
    assert [each.id for each in read(store, first).notes] == [note.id]
    assert read(store, first, "Asia/Tokyo").notes == ()
    assert len(read(store, Period(second, second), "Asia/Tokyo").notes) == 2


def test_somebody_else_is_not_in_it(store: Store) -> None:
    review = read(store, year_until(date(2026, 11, 24)))
    for part in fields(review):
        for each in getattr(review, part.name) if part.name not in ("person", "period") else ():
            value: Any = each
            if isinstance(each, GoalRecord):
                value = each.goal
            elif isinstance(each, StrengthRecord):
                value = each.strength
            assert value.person_id == MAYA.id


def test_nobody_has_no_review(store: Store) -> None:
    assert store.reviews.review("000000000000", year_until(date(2026, 11, 24)), BERLIN) is None


def test_the_number_of_queries_does_not_grow_with_what_is_there(store: Store) -> None:
    asked: list[Any] = []
    event.listen(store.database.engine, "before_cursor_execute", lambda *args: asked.append(args))
    numbers = set()
    for days in (1, 40, 400):
        asked.clear()
        last = date(2026, 11, 24)
        read(store, Period(last - days * DAY, last))
        numbers.add(len(asked))
    nobody_new = Person(new_id(), "Ada", datetime(2026, 1, 1, tzinfo=UTC))
    store.take_in([nobody_new], ())
    asked.clear()
    assert store.reviews.review(nobody_new.id, year_until(date(2026, 11, 24)), BERLIN) is not None
    assert len(numbers) == 1, numbers
    assert len(asked) <= max(numbers)
    assert numbers.pop() <= 25


def test_a_commitment_closed_before_is_none_of_it(store: Store) -> None:
    at = datetime(2024, 5, 1, 12, tzinfo=UTC)
    old = Commitment(
        new_id(), MAYA.id, "long ago", at, state=CommitmentState.KEPT, closed_at=at + 3 * DAY
    )
    store.take_in([old, replace(old, id=new_id(), closed_at=at + 700 * DAY)], ())
    goals = [each.goal for each in read(store, year_until(date(2026, 11, 24))).commitments]
    assert goals.count("long ago") == 1
