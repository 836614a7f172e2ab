"""Moving and cancelling: what comes after a cancelled talk, and undoing both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.cadence import Planned, ScheduleChange, ScheduleKind, day_of, next_talk
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.dates import DateNotUnderstood
from convo_tui.domain.moving import (
    after_cancelling,
    along_words,
    cancel,
    moment_of,
    move,
    on_those_days,
    planned_words,
    rebooking_proposal,
    taken_along,
)
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

HOME = "Europe/Berlin"
BERLIN = ZoneInfo(HOME)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=BERLIN)
MAYA = Person("aaaaaaaaaaaa", "Maya", NOW - timedelta(days=200), weekday=1, time="14:30")
NO_RHYTHM = replace(MAYA, every_weeks=None, weekday=None, time="")
TODAY = Planned(datetime(2026, 11, 24, 14, 30, tzinfo=BERLIN), has_time=True)


@given(
    weeks=st.integers(1, 4),
    weekday=st.one_of(st.none(), st.integers(0, 6)),
    days=st.integers(-300, 60),
    zone=st.sampled_from(["", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"]),
)
def test_after_a_cancelled_talk_the_next_is_later_and_not_in_the_past(
    weeks: int, weekday: int | None, days: int, zone: str
) -> None:
    maya = replace(MAYA, every_weeks=weeks, weekday=weekday, zone=zone)
    planned = Planned(TODAY.at + timedelta(days=days), has_time=True)
    following = after_cancelling(maya, planned, NOW, HOME)
    assert following is not None
    assert following.at > planned.at
    assert following.at.astimezone(BERLIN).date() >= NOW.date()
    _, edited = cancel(maya, planned, following, NOW, Side.MANAGER, "")
    assert isinstance(edited.after, Person)
    settled = next_talk(edited.after, None, HOME)
    assert settled is not None
    assert settled.at == following.at


def test_without_a_rhythm_nothing_comes_after() -> None:
    assert after_cancelling(NO_RHYTHM, TODAY, NOW, HOME) is None
    change, edited = cancel(NO_RHYTHM, TODAY, None, NOW, Side.REPORT, "ill")
    assert isinstance(change.after, ScheduleChange)
    assert change.after.who is Side.REPORT
    assert edited.after == replace(NO_RHYTHM, next_at=None)


def test_settling_where_none_was_planned_records_no_move() -> None:
    (settled,) = move(NO_RHYTHM, None, TODAY, NOW, Side.MANAGER, "")
    assert settled.after == replace(NO_RHYTHM, next_at=TODAY.at.astimezone(UTC))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("fri 9:15", datetime(2026, 11, 27, 9, 15, tzinfo=BERLIN)),
        ("fri", datetime(2026, 11, 27, 14, 30, tzinfo=BERLIN)),
        ("16:00", datetime(2026, 11, 24, 16, 0, tzinfo=BERLIN)),
    ],
)
def test_words_are_read_in_the_managers_zone_at_the_usual_time(text: str, moment: datetime) -> None:
    found = moment_of(text, MAYA, NOW, HOME, planned=TODAY)
    assert found == Planned(moment, has_time=True)
    abroad = replace(MAYA, zone="America/New_York")
    elsewhere = moment_of(text, abroad, NOW, HOME, planned=TODAY)
    assert elsewhere.at == moment
    assert str(elsewhere.at.tzinfo) == "America/New_York"


def test_a_day_alone_is_enough_for_a_person_without_a_usual_time() -> None:
    found = moment_of("fri", NO_RHYTHM, NOW, HOME)
    assert found == Planned(datetime.combine(date(2026, 11, 27), time(9), BERLIN), has_time=False)
    assert planned_words(found, NOW) == "Friday 27 November 2026 (in 3 days)"
    (settled,) = move(NO_RHYTHM, None, found, NOW, Side.MANAGER, "")
    assert isinstance(settled.after, Person)
    assert next_talk(settled.after, None, HOME) == found


@pytest.mark.parametrize("text", ["", "blursday", "fri 25:00"])
@pytest.mark.parametrize("person", [MAYA, NO_RHYTHM])
def test_nonsense_is_refused_with_examples_of_a_moment(text: str, person: Person) -> None:
    planned = TODAY if person is MAYA else None
    with pytest.raises(DateNotUnderstood, match="Try: fri 14:30"):
        moment_of(text, person, NOW, HOME, planned=planned)


CANCELLED = ScheduleChange(
    "cccccccccccc", MAYA.id, NOW, ScheduleKind.CANCELLED, TODAY.at.astimezone(UTC)
)


@pytest.mark.parametrize(
    ("planned", "proposed"),
    [
        (datetime(2026, 11, 24, 14, 30, tzinfo=BERLIN), datetime(2026, 11, 25, 14, 30)),  # noqa: DTZ001
        (datetime(2026, 11, 27, 9, 0, tzinfo=BERLIN), datetime(2026, 11, 30, 9, 0)),  # noqa: DTZ001
        (datetime(2026, 11, 3, 16, 0, tzinfo=BERLIN), datetime(2026, 11, 25, 16, 0)),  # noqa: DTZ001
    ],
)
def test_a_cancelled_talk_is_proposed_for_the_next_working_day(
    planned: datetime, proposed: datetime
) -> None:
    cancelled = replace(CANCELLED, planned_for=planned.astimezone(UTC))
    found = rebooking_proposal(NO_RHYTHM, cancelled, None, NOW, HOME)
    assert found == Planned(proposed.replace(tzinfo=BERLIN), has_time=True)


def test_the_rhythms_own_talk_is_proposed_where_it_comes_first() -> None:
    overdue = replace(CANCELLED, planned_for=NOW - timedelta(days=9))
    assert rebooking_proposal(MAYA, overdue, TODAY, NOW, HOME) == TODAY


def test_a_day_alone_is_proposed_as_a_day_alone_and_keeps_its_time_over_the_clocks() -> None:
    day = Planned(datetime(2026, 11, 24, 9, tzinfo=BERLIN), has_time=False)
    found = rebooking_proposal(
        NO_RHYTHM, replace(CANCELLED, planned_for=day.settled), None, NOW, HOME
    )
    assert (found.day(BERLIN), found.has_time) == (date(2026, 11, 25), False)
    friday = datetime(2026, 10, 23, 14, 30, tzinfo=BERLIN)  # summer time ends on the Sunday
    monday = rebooking_proposal(
        NO_RHYTHM, replace(CANCELLED, planned_for=friday.astimezone(UTC)), None, friday, HOME
    )
    assert monday.at == datetime(2026, 10, 26, 14, 30, tzinfo=BERLIN)


@given(
    zone=st.sampled_from(
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Auckland", "America/New_York"]
    ),
    home=st.sampled_from(["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"]),
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_day_alone_is_the_same_day_in_every_zone(zone: str, home: str, day: date) -> None:
    person = replace(MAYA, time="", zone=zone, every_weeks=1, weekday=None)
    planned = Planned(datetime.combine(day, time(9), ZoneInfo(zone)), has_time=False)
    for change, *_ in (
        cancel(person, planned, None, NOW, Side.MANAGER, ""),
        move(person, planned, planned, NOW, Side.MANAGER, ""),
    ):
        kept = change.after
        assert isinstance(kept, ScheduleChange)
        assert day_of(kept.planned_for, ZoneInfo(home)) == day
        following = next_talk(person, None, home, [kept])
        if kept.kind is ScheduleKind.CANCELLED:
            assert following is not None
            assert following.at.date() - day in [timedelta(days=7 + n) for n in range(3)]


def due_on(day: date, key: str = "dddddddddddd") -> Commitment:
    earlier = Checkpoint(f"{key}1", day - timedelta(days=9), CheckpointOutcome.ON_TRACK)
    points = (earlier, Checkpoint(f"{key}2", day))
    return Commitment(key, MAYA.id, "a draft", NOW, checkpoints=points)


def test_checkpoints_of_the_day_go_along_and_are_not_slipped() -> None:
    day, to = date(2026, 11, 24), date(2026, 11, 27)
    closed = replace(due_on(day, "kept"), state=CommitmentState.KEPT, closed_at=NOW)
    due = on_those_days([due_on(day), due_on(day + timedelta(days=1)), closed], {day})
    assert [each.id for each in due] == ["dddddddddddd"]
    (change,) = taken_along(due, to)
    after = change.after
    assert isinstance(after, Commitment)
    assert after.due == to
    assert [point.outcome for point in after.checkpoints] == [CheckpointOutcome.ON_TRACK, None]
    assert taken_along(due, day) == ()
    assert (along_words(0), along_words(1)) == ("", "1 checkpoint goes along.")
    assert along_words(2) == "2 checkpoints go along."
