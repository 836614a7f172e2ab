"""Talks and checkpoints in a calendar, read back by another library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendars import When, events, instant, length, occurrences, unfolded
from hypothesis import given, settings
from hypothesis import strategies as st

from convo_tui.clock import FakeClock
from convo_tui.documents.calendar import Plan, calendar_text, entries_of, plans_of
from convo_tui.domain.agenda import DEFAULT, Segment, Template
from convo_tui.domain.cadence import Planned, ScheduleChange, ScheduleKind, next_talk, proposed_next
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    checked,
    kept,
    moved,
)
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.moving import cancel, move
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

NOW = FakeClock.START
BERLIN = "Europe/Berlin"
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW, "Lead", 2, 1, "14:30", BERLIN)
TALK = "talk-00000000aaaa@convo-tui"
DRAFT = Commitment(
    "00000000cccc",
    MAYA.id,
    "three-point draft",
    NOW,
    metric="two teams use it",
    checkpoints=(Checkpoint("1", date(2026, 12, 1)),),
)
PROMISE = "commitment-00000000cccc@convo-tui"


def plan(
    person: Person = MAYA,
    *commitments: Commitment,
    last: Meeting | None = None,
    changes: Sequence[ScheduleChange] = (),
    minutes: int = 30,
) -> Plan:
    return Plan(Overview(person, last=last, commitments=commitments), minutes, tuple(changes))


def written(*plans: Plan, now: datetime = NOW, zone: str = BERLIN, **how: Any) -> str:
    return calendar_text(plans, now, zone, **how)


def held(at: datetime) -> Meeting:
    return Meeting(
        "m", MAYA.id, at, DEFAULT.segments, state=MeetingState.HELD, ended_at=at + timedelta(1)
    )


def local(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# --- talks ---------------------------------------------------------------------------------------


def test_a_talk_has_the_length_of_the_agenda_and_a_reminder() -> None:
    (event,) = events(written(plan(minutes=45)))
    assert event.summary.value == "Talk with Maya Lindqvist"
    assert event.dtstart.value == local("2026-12-01T14:30")
    assert length(event) == timedelta(minutes=45)
    assert event.valarm.trigger.value == timedelta(minutes=-10)
    assert event.valarm.action.value == "DISPLAY"


def test_the_title_is_all_that_is_told_of_a_talk() -> None:
    (event,) = events(written(plan()))
    told = {"uid", "dtstamp", "last-modified", "sequence", "summary", "transp"}
    assert event.contents.keys() == told | {"dtstart", "duration", "rrule", "valarm"}


@pytest.mark.parametrize("zone", [BERLIN, "America/New_York", "Australia/Sydney", "Asia/Kolkata"])
def test_the_wall_time_stays_when_the_clocks_change(zone: str) -> None:
    person = replace(MAYA, zone=zone, every_weeks=1)
    found = occurrences(written(plan(person), zone="Asia/Tokyo"), TALK, 60)
    at = [when.astimezone(ZoneInfo(zone)) for when in found if isinstance(when, datetime)]
    assert {(when.weekday(), when.hour, when.minute) for when in at} == {(1, 14, 30)}
    # Forth and back again; a zone without summer time has one offset all the year.
    offsets = [when.utcoffset() for when in at]
    turns = sum(one != other for one, other in pairwise(offsets))
    assert turns == (0 if zone == "Asia/Kolkata" else 2)
    assert len(at) == 60


def test_a_time_that_the_clocks_skip_is_said_as_it_is_and_not_changed_for_good() -> None:
    person = replace(MAYA, weekday=6, time="02:30", every_weeks=1)
    at = local("2027-03-21T02:30").astimezone(UTC)
    text = written(plan(replace(person, next_at=at)))
    assert "DTSTART;TZID=Europe/Berlin:20270321T023000" in text
    moved_to = next_talk(replace(person, next_at=None), local("2027-03-21T02:30"), BERLIN)
    assert moved_to is not None
    assert moved_to.at.hour == 3
    later = written(plan(replace(person, next_at=moved_to.settled)))
    assert "DTSTART;TZID=Europe/Berlin:20270328T023000" in later
    assert "RECURRENCE-ID" not in later


def test_the_second_of_two_equal_wall_times_is_told_as_an_instant() -> None:
    at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 2:30 once more
    person = replace(MAYA, every_weeks=None, weekday=None, time="", next_at=at)
    (event,) = events(written(plan(person)))
    assert instant(event.dtstart.value) == at


def test_a_person_without_a_rhythm_has_the_one_talk() -> None:
    person = replace(MAYA, every_weeks=None, next_at=local("2026-12-03T10:00").astimezone(UTC))
    (event,) = events(written(plan(person)))
    assert event.dtstart.value == local("2026-12-03T10:00")
    assert "rrule" not in event.contents


def test_where_only_a_day_is_known_it_is_the_whole_day() -> None:
    person = replace(MAYA, time="")
    text = written(plan(person))
    assert occurrences(text, TALK, 3) == [date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29)]
    (event,) = events(text)
    assert length(event) == timedelta(days=1)
    assert event.transp.value == "TRANSPARENT"
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert "VTIMEZONE" not in text


def test_a_settled_day_alone_is_the_same_day_in_every_zone() -> None:
    day = Planned(local("2026-12-24T09:00", "Pacific/Auckland"), has_time=False)
    person = replace(MAYA, time="", every_weeks=None, zone="Pacific/Auckland", next_at=day.settled)
    (event,) = events(written(plan(person)))
    assert event.dtstart.value == date(2026, 12, 24)


def test_a_moved_talk_replaces_the_one_of_the_rhythm() -> None:
    planned = next_talk(MAYA, None, BERLIN)
    to = Planned(local("2026-12-03T10:00"), has_time=True)
    person, changes = after(move(MAYA, planned, to, NOW, Side.REPORT, "secret illness"))
    text = written(plan(person, changes=changes))
    assert occurrences(text, TALK, 3) == [
        local("2026-12-03T10:00"),
        local("2026-12-15T14:30"),
        local("2026-12-29T14:30"),
    ]
    assert "illness" not in text


def test_a_talk_moved_by_weeks_takes_the_rhythm_along() -> None:
    planned = next_talk(MAYA, None, BERLIN)
    to = Planned(local("2026-12-08T14:30"), has_time=True)
    person, changes = after(move(MAYA, planned, to, NOW, Side.REPORT, ""))
    text = written(plan(person, changes=changes))
    assert "RECURRENCE-ID" not in text
    assert occurrences(text, TALK, 2) == [local("2026-12-08T14:30"), local("2026-12-22T14:30")]


def test_a_time_for_somebody_who_has_none_is_one_of_the_days() -> None:
    person = replace(MAYA, time="", next_at=local("2026-12-01T16:00").astimezone(UTC))
    text = written(plan(person))
    assert occurrences(text, TALK, 2) == [local("2026-12-01T16:00"), date(2026, 12, 15)]


def test_a_cancelled_talk_is_not_in_it() -> None:
    planned = next_talk(MAYA, None, BERLIN)
    assert planned is not None
    following = proposed_next(MAYA, planned.at, BERLIN)
    person, changes = after(cancel(MAYA, planned, following, NOW, Side.MANAGER, "secret trip"))
    text = written(plan(person, changes=changes))
    assert occurrences(text, TALK, 2) == [local("2026-12-15T14:30"), local("2026-12-29T14:30")]
    assert "trip" not in text


@pytest.mark.parametrize("clock", ["14:30", ""])
def test_one_cancelled_later_in_the_series_is_left_out(clock: str) -> None:
    person = replace(MAYA, time=clock)
    gone = ScheduleChange(
        "c", MAYA.id, NOW, ScheduleKind.CANCELLED, local("2026-12-29T14:30").astimezone(UTC)
    )
    others = replace(gone, id="d", person_id="somebody", planned_for=gone.planned_for)
    last = held(local("2026-11-17T14:30"))
    # The next one was settled before the cancelled one: the series passes over that.
    first = next_talk(person, last.started_at, BERLIN)
    assert first is not None
    settled = replace(person, next_at=first.settled)
    text = written(plan(settled, last=last, changes=[gone, replace(others, person_id="x")]))
    found = [str(when)[:10] for when in occurrences(text, TALK, 3)]
    assert found == ["2026-12-01", "2026-12-15", "2027-01-12"]


def test_the_archived_template_and_the_usual_one_give_the_minutes() -> None:
    short = Template("short", "Short", (Segment("wins", "Wins", 15),))
    people = [MAYA, replace(MAYA, id="b", template="short"), replace(MAYA, id="c", template="gone")]
    changes = [ScheduleChange("c", "b", NOW, ScheduleKind.CANCELLED, NOW)]
    plans = plans_of(map(Overview, people), changes, (DEFAULT, short), "standard")
    assert [each.minutes for each in plans] == [30, 15, 30]
    assert [len(each.changes) for each in plans] == [0, 1, 0]


def after(changes: Sequence[Any]) -> tuple[Person, list[ScheduleChange]]:
    """The person, and what is kept of the moves."""
    values = [change.after for change in changes]
    (person,) = (value for value in values if isinstance(value, Person))
    return person, [value for value in values if isinstance(value, ScheduleChange)]


ZONES = ("", BERLIN, "America/New_York", "America/Santiago", "Asia/Kolkata", "Africa/Casablanca")
CLOCKS = st.one_of(st.just(""), st.times().map(lambda at: f"{5 + at.hour % 18:02}:{at.minute:02}"))


@settings(max_examples=150)
@given(
    zone=st.sampled_from(ZONES),
    weeks=st.integers(1, 4),
    weekday=st.none() | st.integers(0, 6),
    clock=CLOCKS,
    settled=st.none() | st.integers(1, 365 * 96),
)
def test_a_calendar_goes_on_as_convo_does(
    zone: str, weeks: int, weekday: int | None, clock: str, settled: int | None
) -> None:
    person = Person(MAYA.id, "Maya", NOW, "", weeks, weekday, clock, zone)
    if settled is not None:
        person = replace(person, next_at=NOW + settled * timedelta(minutes=15))
    expected: list[When] = []
    planned = next_talk(person, None, BERLIN)
    while planned is not None and len(expected) < 40:
        expected.append(planned.at.astimezone(UTC) if planned.has_time else planned.at.date())
        planned = proposed_next(person, planned.at, BERLIN)
    assert occurrences(written(plan(person)), TALK, 40) == expected


# --- checkpoints ---------------------------------------------------------------------------------


def alone(*commitments: Commitment, **how: Any) -> str:
    """Commitments with somebody whom no talk is planned with."""
    return written(plan(replace(MAYA, every_weeks=None), *commitments), **how)


def test_a_checkpoint_is_a_whole_day_that_blocks_nothing() -> None:
    (event,) = events(alone(DRAFT))
    assert event.uid.value == PROMISE
    assert event.dtstart.value == date(2026, 12, 1)
    assert length(event) == timedelta(days=1)
    assert event.summary.value == "Checkpoint with Maya Lindqvist: three-point draft"
    assert event.description.value == "Owner: Maya\nHow we see that it worked: two teams use it"
    assert event.transp.value == "TRANSPARENT"
    assert event.contents["class"][0].value == "PRIVATE"


@pytest.mark.parametrize(
    ("owner", "said"), [(Side.MANAGER, "Manager"), (Side.REPORT, "Maya"), (Side.BOTH, "Both")]
)
def test_both_sides_are_in_it(owner: Side, said: str) -> None:
    (event,) = events(alone(replace(DRAFT, owner=owner)))
    assert event.description.value.startswith(f"Owner: {said}\n")


def test_what_is_closed_or_has_no_day_is_not_in_it() -> None:
    assert alone(kept(DRAFT, NOW)) == ""
    assert alone(replace(DRAFT, checkpoints=())) == ""
    done = checked(DRAFT, CheckpointOutcome.ON_TRACK, "", NOW)
    assert alone(done) == ""


def test_a_checkpoint_that_moved_takes_its_event_along() -> None:
    later = moved(DRAFT, date(2026, 12, 9), NOW)
    (event,) = events(alone(later))
    assert (event.uid.value, event.dtstart.value) == (PROMISE, date(2026, 12, 9))


def test_all_days_of_a_commitment_are_one_event() -> None:
    days = [date(2026, 12, 9), date(2026, 12, 1), date(2027, 1, 4), date(2026, 12, 9)]
    points = tuple(Checkpoint(str(number), day) for number, day in enumerate(days))
    text = alone(replace(DRAFT, checkpoints=points))
    assert len(events(text)) == 1
    assert occurrences(text, PROMISE, 5) == [date(2026, 12, 1), date(2026, 12, 9), date(2027, 1, 4)]


def test_private_ones_are_in_it_only_when_asked_for() -> None:
    private = replace(DRAFT, private=True)
    assert alone(private) == ""
    assert alone(DRAFT, replace(private, id="other", goal="zxqv")) == alone(DRAFT)
    (event,) = events(alone(private, include_private=True))
    assert event.contents["class"][0].value == "CONFIDENTIAL"


# --- the file ------------------------------------------------------------------------------------


def test_each_edition_is_newer_than_the_one_before() -> None:
    now, later = written(plan()), written(plan(), now=NOW + timedelta(seconds=1))
    ((one,), (other,)) = events(now), events(later)
    assert one.uid.value == other.uid.value
    assert int(other.sequence.value) == int(one.sequence.value) + 1
    assert other.dtstamp.value - one.dtstamp.value == timedelta(seconds=1)
    assert one.last_modified.value == one.dtstamp.value == NOW
    century_end = events(written(plan(), now=datetime(2093, 12, 31, tzinfo=UTC)))[0]
    assert int(century_end.sequence.value) < 2**31
    assert int(events(written(plan(), now=datetime(2020, 1, 1, tzinfo=UTC)))[0].sequence.value) == 0


def test_a_file_has_its_zones_once_and_first() -> None:
    people = [replace(MAYA, id=str(number), zone=zone) for number, zone in enumerate(ZONES)]
    lines = unfolded(written(*map(plan, people)))
    named = [line for line in lines if line.startswith("TZID:")]
    assert named == sorted({f"TZID:{zone or BERLIN}" for zone in ZONES})
    assert lines.index("BEGIN:VEVENT") > lines.index(named[-1])
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convo//convo-tui//EN",
        "CALSCALE:GREGORIAN",
    ]


def test_utc_and_a_zone_that_nobody_knows_need_none() -> None:
    for zone in ("UTC", "Mars/Olympus"):
        text = written(plan(replace(MAYA, zone=zone)), zone="UTC")
        assert "TZID" not in text
        assert occurrences(text, TALK, 1) == [datetime(2026, 12, 1, 14, 30, tzinfo=UTC)]


def test_nothing_is_no_file() -> None:
    assert entries_of([plan(replace(MAYA, every_weeks=None))], BERLIN) == ()
    assert written() == written(plan(replace(MAYA, every_weeks=None))) == ""
