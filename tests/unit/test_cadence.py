from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.cadence import (
    Cadence,
    CadenceState,
    Planned,
    ScheduleChange,
    ScheduleKind,
    cadence_state,
    next_talk,
    proposed_next,
    rhythm_words,
    taken_by,
)
from convo_tui.domain.people import Person

HOME = "Europe/Berlin"
BERLIN = ZoneInfo(HOME)
ADDED = datetime(2026, 11, 2, 9, tzinfo=BERLIN)
MAYA = Person("maya", "Maya Lindqvist", ADDED, every_weeks=1, weekday=3, time="14:30")
THURSDAY = datetime(2026, 11, 19, 14, 31, tzinfo=BERLIN)
ZONES = st.sampled_from(
    [
        *("Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"),
        *("Asia/Kolkata", "Pacific/Auckland", "Africa/Casablanca", "UTC"),
    ]
)


def berlin(day: int, hour: int = 14, minute: int = 30, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def cancelled(person: Person, planned_for: datetime) -> ScheduleChange:
    return ScheduleChange("c", person.id, planned_for, ScheduleKind.CANCELLED, planned_for)


@pytest.mark.parametrize(
    ("held", "weeks", "following"),
    [
        (berlin(19), 1, berlin(26)),
        (berlin(20), 1, berlin(26)),  # a day late
        (berlin(16), 1, berlin(26)),  # three days early
        (berlin(22, 20), 1, berlin(26)),  # three days late
        (berlin(23), 1, berlin(3, month=12)),  # four days late: as good as the next one
        (berlin(19), 2, berlin(3, month=12)),
        (berlin(19), 4, berlin(17, month=12)),
    ],
)
def test_the_rhythm_lands_on_the_nearest_weekday(
    held: datetime, weeks: int, following: datetime
) -> None:
    person = replace(MAYA, every_weeks=weeks)
    assert next_talk(person, held, HOME) == Planned(following, has_time=True)
    assert proposed_next(person, held, HOME) == Planned(following, has_time=True)


def test_without_a_weekday_it_is_the_same_day_again() -> None:
    person = replace(MAYA, weekday=None, time="")
    assert next_talk(person, berlin(24), HOME) == Planned(berlin(1, 9, 0, month=12), has_time=False)


@pytest.mark.parametrize(
    ("held", "following"), [(berlin(19), 26), (berlin(20), 27), (berlin(21), 30), (berlin(22), 30)]
)
def test_without_a_weekday_a_weekend_moves_to_monday(held: datetime, following: int) -> None:
    person = replace(MAYA, weekday=None)
    assert next_talk(person, held, HOME) == Planned(berlin(following), has_time=True)
    never_met = replace(person, created_at=held)
    assert next_talk(never_met, None, HOME) == Planned(berlin(following), has_time=True)


@pytest.mark.parametrize(
    ("added", "weekday", "first"),
    [
        (berlin(22), 1, berlin(24)),  # added on Sunday, talks on Tuesdays
        (berlin(17, 8), 1, berlin(24)),  # added on a Tuesday: a week to get ready
        (berlin(20), 3, berlin(26)),
    ],
)
@pytest.mark.parametrize("weeks", [1, 2, 4])
def test_the_first_talk_is_on_the_next_of_the_persons_weekdays(
    added: datetime, weekday: int, first: datetime, weeks: int
) -> None:
    person = replace(MAYA, created_at=added, weekday=weekday, every_weeks=weeks)
    assert next_talk(person, None, HOME) == Planned(first, has_time=True)
    skipped = next_talk(person, None, HOME, [cancelled(person, first)])
    assert skipped == proposed_next(person, first, HOME)


def test_no_rhythm_plans_nothing_but_what_was_settled() -> None:
    person = replace(MAYA, every_weeks=None)
    assert next_talk(person, THURSDAY, HOME) is None
    assert proposed_next(person, THURSDAY, HOME) is None
    settled = replace(person, next_at=berlin(30).astimezone(UTC))
    assert next_talk(settled, THURSDAY, HOME) == Planned(berlin(30), has_time=True)


@pytest.mark.parametrize(
    ("next_at", "held", "planned"),
    [
        (berlin(24, 10), THURSDAY, berlin(24, 10)),
        (berlin(18), THURSDAY, berlin(26)),  # an old one that was never cleared
        (berlin(19, 14, 30), berlin(19, 14, 25), berlin(26)),  # begun five minutes early
        (berlin(19, 16), berlin(19, 10), berlin(19, 16)),  # a second one, settled after the first
    ],
)
def test_a_settled_date_holds_until_its_talk(
    next_at: datetime, held: datetime, planned: datetime
) -> None:
    person = replace(MAYA, next_at=next_at.astimezone(UTC))
    assert next_talk(person, held, HOME) == Planned(planned, has_time=True)


def test_a_settled_day_without_a_time_is_used_up_by_any_talk_on_it() -> None:
    person = replace(MAYA, time="", next_at=berlin(24, 9, 0).astimezone(UTC))
    assert next_talk(person, THURSDAY, HOME) == Planned(berlin(24, 9, 0), has_time=False)
    after = next_talk(person, berlin(24, 7), HOME)
    assert after == Planned(berlin(3, 9, 0, month=12), has_time=False)


def test_a_cancelled_talk_is_skipped() -> None:
    other = replace(MAYA, id="noor")
    changes = [
        cancelled(MAYA, berlin(26)),
        cancelled(MAYA, berlin(5)),
        cancelled(other, berlin(30)),
    ]
    expected = Planned(berlin(3, month=12), has_time=True)
    assert next_talk(MAYA, THURSDAY, HOME, changes) == expected
    moved = ScheduleChange("m", MAYA.id, THURSDAY, ScheduleKind.MOVED, berlin(26))
    assert next_talk(MAYA, THURSDAY, HOME, [moved]) == Planned(berlin(26), has_time=True)


def test_a_zone_that_this_machine_does_not_know_counts_as_home() -> None:
    for zone in ("Mars/Olympus", "../etc", "Europe", "\0"):
        assert next_talk(replace(MAYA, zone=zone), THURSDAY, HOME) == next_talk(
            MAYA, THURSDAY, HOME
        )
    assert next_talk(MAYA, THURSDAY, "Mars/Olympus") is not None


@given(
    ZONES,
    st.integers(1, 4),
    st.one_of(st.none(), st.integers(0, 6)),
    st.times(),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_wall_time_stays_over_changes_of_the_clocks(
    zone: str, weeks: int, weekday: int | None, clock: time, held: datetime
) -> None:
    person = replace(MAYA, zone=zone, every_weeks=weeks, weekday=weekday, time=f"{clock:%H:%M}")
    for _ in range(30):
        planned = proposed_next(person, held, HOME)
        assert planned is not None
        assert planned.has_time
        assert planned.at.weekday() == weekday or (weekday is None and planned.at.weekday() < 5)
        days = (planned.at.date() - held.astimezone(ZoneInfo(zone)).date()).days
        assert abs(days - 7 * weeks) <= 3
        wall = datetime.combine(planned.at.date(), time.fromisoformat(person.time))
        assert planned.at.replace(tzinfo=None) == wall or is_skipped(wall, ZoneInfo(zone))
        held = planned.at


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone never show this."""
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != wall


def state_on(day: int, person: Person = MAYA, held: datetime | None = THURSDAY) -> Cadence:
    return cadence_state(person, held, berlin(day, 12), HOME)


def test_the_state_of_a_day() -> None:
    assert state_on(20).state is CadenceState.OK
    assert state_on(20).days_since == 1
    assert state_on(26).state is CadenceState.DUE_TODAY
    overdue = state_on(30)
    assert (overdue.state, overdue.days_overdue, overdue.days_since) == (
        CadenceState.OVERDUE,
        4,
        11,
    )
    assert state_on(26).days_overdue == 0
    assert state_on(4, held=None) == Cadence(
        CadenceState.NEW, Planned(berlin(5), has_time=True), berlin(5).date()
    )
    assert state_on(6, held=None).state is CadenceState.OVERDUE
    assert state_on(30, replace(MAYA, every_weeks=None)) == Cadence(
        CadenceState.NONE, days_since=11
    )


def test_due_today_lasts_the_whole_day() -> None:
    for hour in (0, 23):
        now = berlin(26, hour, 59)
        assert cadence_state(MAYA, THURSDAY, now, HOME).state is CadenceState.DUE_TODAY


def test_a_day_without_a_time_is_that_day_for_the_manager_too() -> None:
    far = replace(MAYA, zone="Pacific/Auckland", time="")
    assert state_on(26, far).state is CadenceState.DUE_TODAY
    # 8:00 in Auckland is the evening before in Berlin.
    assert state_on(25, replace(far, time="08:00")).state is CadenceState.DUE_TODAY


def test_today_sorts_by_urgency() -> None:
    people = [
        ("four days overdue", replace(MAYA, weekday=6), berlin(15)),
        ("a day overdue", replace(MAYA, weekday=2), berlin(18)),
        ("this morning", replace(MAYA, time="09:30"), THURSDAY),
        ("this afternoon", MAYA, THURSDAY),
        ("tomorrow", replace(MAYA, weekday=4), berlin(20)),
        ("first talk next week", replace(MAYA, created_at=berlin(26)), None),
        ("no rhythm", replace(MAYA, every_weeks=None), THURSDAY),
    ]
    rows = people[::-1]
    rows.sort(key=lambda row: state_on(26, row[1], row[2]).urgency)
    assert [name for name, *_ in rows] == [name for name, *_ in people]


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(None, "no rhythm"), (1, "every week"), (2, "every 2 weeks"), (4, "every 4 weeks")],
)
def test_rhythms_in_words(weeks: int | None, words: str) -> None:
    assert rhythm_words(replace(MAYA, every_weeks=weeks)) == words


def test_a_talk_may_be_begun_at_most_an_hour_early() -> None:
    person = replace(MAYA, next_at=berlin(24).astimezone(UTC))
    early = berlin(24) - timedelta(minutes=61)
    assert next_talk(person, early, HOME) == Planned(berlin(24), has_time=True)
    assert next_talk(person, early + timedelta(minutes=2), HOME) != next_talk(person, early, HOME)


@pytest.mark.parametrize(
    ("settled", "began", "takes"),
    [
        (berlin(24, 16), berlin(24, 9), True),  # hours early
        (berlin(24, 16), berlin(24, 16, 5), True),
        (berlin(24, 16), berlin(26, 10), True),  # late, and never moved
        (berlin(24, 16), berlin(23, 16), False),  # another talk, the day before
        (berlin(24, 0, 10), berlin(23, 23, 30), True),  # early, over midnight
    ],
)
def test_a_talk_takes_what_was_settled_up_to_its_day(
    settled: datetime, began: datetime, takes: bool
) -> None:
    person = replace(MAYA, next_at=settled.astimezone(UTC))
    assert taken_by(person, began, HOME) == (person.next_at if takes else None)


def test_the_day_of_a_settled_talk_is_that_of_the_person() -> None:
    far = replace(MAYA, zone="Pacific/Auckland", next_at=berlin(24, 1).astimezone(UTC))
    assert taken_by(far, berlin(23, 12, 30), HOME) == far.next_at  # both on the 24th there
    assert taken_by(far, berlin(23, 11, 30), HOME) is None
    by_day = replace(MAYA, time="", next_at=Planned(berlin(24), has_time=False).settled)
    assert taken_by(by_day, berlin(24, 7), HOME) == by_day.next_at
    assert taken_by(by_day, berlin(23, 23, 59), HOME) is None
    assert taken_by(MAYA, THURSDAY, HOME) is None
