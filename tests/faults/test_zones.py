"""Zones and changes of the clocks: only what is shown depends on them, never what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Tally
from sample_app import app_in
from ui.steps import shown
from ui.talking import BETWEEN, MAYA, NOW, into_talk, pass_time, stored

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import Planned, cadence_state, next_talk, proposed_next
from convo_tui.domain.dates import at_wall_time, clock_time, parse_moment
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, Sums
from convo_tui.domain.moving import moment_of, move
from convo_tui.domain.people import Person
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Change, Side
from convo_tui.storage.store import open_store

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # half an hour off
    "Asia/Kolkata",
    "Asia/Kathmandu",  # three quarters of an hour off
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Pacific/Chatham",  # southern, and three quarters off
    "America/Santiago",  # southern, and its clocks change at midnight
    "Pacific/Apia",  # skipped 30 December 2011
)
YEARS = {zone: 2011 if zone == "Pacific/Apia" else 2026 for zone in ZONES}
SIDES = (None, Side.MANAGER, Side.REPORT, None)
QUARTER = timedelta(minutes=15)


def changes_of_clocks(zone: str) -> list[datetime]:
    """The instants of a year at which the clocks of a zone change."""
    home = ZoneInfo(zone)
    hours = [datetime(YEARS[zone], 1, 1, tzinfo=UTC) + n * QUARTER for n in range(4 * 24 * 366)]
    offsets = [instant.astimezone(home).utcoffset() for instant in hours]
    return [
        later
        for (later, now), (_, was) in zip(
            zip(hours[1:], offsets[1:], strict=True),
            zip(hours, offsets, strict=False),
            strict=False,
        )
        if now != was
    ]


TURNS = [(zone, turn) for zone in ZONES for turn in changes_of_clocks(zone)]


def jump(zone: str, turn: datetime) -> timedelta:
    """By how much the clocks are put ahead; negative for back."""
    home = ZoneInfo(zone)
    before, after = ((turn + by).astimezone(home).utcoffset() for by in (-QUARTER, QUARTER))
    assert before is not None
    assert after is not None
    return after - before


def test_the_zones_are_of_all_sorts() -> None:
    jumps = {jump(*turn) for turn in TURNS}
    half, whole = timedelta(minutes=30), timedelta(hours=1)
    assert {half, -half, whole, -whole, timedelta(days=1)} <= jumps


def test_a_talk_held_while_the_clocks_change_keeps_its_length(tmp_path: Path, tally: Tally) -> None:
    store = open_store(tmp_path / "convo.db")
    store.apply(Change.added(MAYA))
    for number, (zone, turn) in enumerate(TURNS):
        home = ZoneInfo(zone)
        start = (turn - timedelta(minutes=10)).astimezone(home)
        meeting = Meeting(f"talk {number}", MAYA.id, start, DEFAULT.segments, DEFAULT.name)
        kinds = (EventKind.STARTED, EventKind.SPEAKER, EventKind.SPEAKER, EventKind.ENDED)
        events = [
            MeetingEvent(
                meeting.id,
                seq,
                start.astimezone(UTC) + timedelta(minutes=10 * seq),
                kind,
                {"who": side.value} if side else {},
            )
            for seq, (kind, side) in enumerate(zip(kinds, SIDES, strict=True))
        ]
        store.start_meeting(meeting, events[0])
        store.append_events(events[1:-1])
        held = meeting.closed(replay(meeting.segments, events, events[-1].at))
        store.end_meeting(meeting, held, events[-1])
        page = store.talk_page(meeting.id)
        assert page is not None
        assert page.meeting.ended_at is not None
        assert page.meeting.ended_at - page.meeting.started_at == timedelta(minutes=30)
        assert page.meeting.sums == Sums(600, 600, 600)
        assert page.meeting.started_at.astimezone(home) == start
        assert [event.at for event in page.events] == [event.at for event in events]
        assert replay(page.meeting.segments, page.events, turn).sums == held.sums
    store.close()
    tally("talks held while the clocks change", len(TURNS), 0)


async def test_travel_during_a_talk_changes_only_what_is_shown(
    tmp_path: Path, tally: Tally
) -> None:
    store = open_store(tmp_path / "convo.db")
    store.apply(*map(Change.added, BETWEEN))
    store.close()
    app = app_in(tmp_path, NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        talk = screen.talk
        await pilot.press("f3")
        for number, zone in enumerate(ZONES, start=1):
            before = await stored(app, talk.id)
            app.setup.settings_file.write_text(f'zone = "{zone}"\n', encoding="utf-8")
            await app.read_settings()
            await pass_time(app, pilot, 60)
            assert talk.state().sums.report == 60 * number
            start = clock_time(talk.page.meeting.started_at.astimezone(ZoneInfo(zone)))
            assert f"{start} – " in shown(app)
            after = await stored(app, talk.id)
            assert after.events == before.events
            assert replace(after.meeting, seen_at=None) == replace(before.meeting, seen_at=None)
        assert talk.gap is None
        assert "clock" not in talk.told
        await pilot.press("e", "e")
        held = (await stored(app, talk.id)).meeting
    assert held.ended_at == NOW + timedelta(minutes=len(ZONES))
    assert held.report_seconds == 60 * len(ZONES)
    tally("zones travelled through in a talk", len(ZONES), 0)


# --- what is planned -----------------------------------------------------------------------------


@pytest.mark.parametrize(("zone", "turn"), TURNS)
def test_a_rhythm_that_falls_into_a_change_of_the_clocks_comes_out_of_it(
    zone: str, turn: datetime
) -> None:
    home, by = ZoneInfo(zone), jump(zone, turn)
    # The clocks show this never (put ahead) or twice (put back).
    wall = ((turn - timedelta(seconds=1)).astimezone(home).replace(tzinfo=None)) + by / 2
    usual = wall.time().replace(second=0, microsecond=0)
    person = Person("p", "P", turn, weekday=wall.weekday(), time=f"{usual:%H:%M}", zone=zone)
    held = at_wall_time(wall.date() - timedelta(weeks=1), usual, home)
    planned = proposed_next(person, held, "UTC")
    assert planned is not None
    assert planned.at.astimezone(UTC).astimezone(home) == planned.at
    shown_wall = datetime.combine(planned.at.date(), planned.at.time())
    expected = datetime.combine(wall.date(), usual)
    assert shown_wall == (expected + by if by > timedelta() else expected)
    following = proposed_next(person, planned.at, "UTC")
    assert following is not None
    assert (following.at.weekday(), following.at.time()) == (wall.weekday(), usual)
    assert following.at.date() - wall.date() == timedelta(weeks=1)


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_once_whatever_the_clocks_do(zone: str) -> None:
    home = ZoneInfo(zone)
    turns = [turn for each, turn in TURNS if each == zone] or [NOW]
    person = replace(MAYA, every_weeks=1, weekday=None, zone=zone)
    for turn in turns:
        held = turn - timedelta(days=9)
        instants = [turn + n * QUARTER for n in range(-4 * 40, 4 * 40)]
        seen = [
            (now.astimezone(home).date(), cadence_state(person, held, now, zone))
            for now in instants
        ]
        for (was, before), (day, state) in pairwise(seen):
            assert before.days_since is not None
            assert state.days_since is not None
            assert state.days_since - before.days_since == (day - was).days
            assert 0 <= (day - was).days <= (2 if zone == "Pacific/Apia" else 1)
            assert state.days_overdue >= before.days_overdue


def settled_by(text: str, zone: str) -> tuple[Person, date]:
    """Maya with her next talk moved there by a manager at home in a zone, and its day."""
    person = replace(MAYA, every_weeks=None, time="")
    to = moment_of(text, person, NOW.astimezone(ZoneInfo(zone)), zone)
    (change,) = move(person, None, to, NOW, Side.MANAGER, "")
    assert isinstance(change.after, Person)
    return change.after, to.at.date()


@pytest.mark.parametrize("home", ZONES)
def test_a_settled_talk_stays_when_the_manager_travels(home: str, tally: Tally) -> None:
    by_day, day = settled_by("fri", home)
    by_time, _ = settled_by("fri 9:00", home)
    there: tzinfo
    for zone in ZONES:
        there = ZoneInfo(zone)
        planned = next_talk(by_day, None, zone)
        assert planned is not None
        assert (planned.has_time, planned.day(there)) == (False, day)
        timed = next_talk(by_time, None, zone)
        assert timed is not None
        assert timed.at == by_time.next_at
    tally("settled talks, by zones travelled through", 2 * len(ZONES), 0)


def test_a_settled_day_is_written_and_read_as_it_was(tmp_path: Path) -> None:
    day = Planned(datetime.combine(date(2026, 11, 27), time(9), ZoneInfo("Pacific/Apia")), False)
    person = replace(MAYA, every_weeks=None, next_at=day.settled)
    store = open_store(tmp_path / "convo.db")
    store.apply(Change.added(person))
    assert store.people() == (person,)
    store.close()
    found = next_talk(person, None, "America/New_York")
    assert found is not None
    assert (found.has_time, found.day(UTC)) == (False, date(2026, 11, 27))
    with_usual = next_talk(replace(person, time="14:30"), None, "America/New_York")
    assert with_usual is not None
    assert (with_usual.has_time, f"{with_usual.at:%a %H:%M}") == (True, "Fri 14:30")


@pytest.mark.parametrize(("zone", "turn"), [each for each in TURNS if jump(*each) > timedelta()])
def test_a_talk_begun_early_is_that_talk_when_the_clocks_change_too(
    zone: str, turn: datetime
) -> None:
    at = turn + timedelta(minutes=15)
    person = replace(MAYA, every_weeks=None, time="12:00", zone=zone, next_at=at)
    assert next_talk(person, at - timedelta(minutes=20), "UTC") is None
    assert next_talk(person, at - timedelta(minutes=61), "UTC") is not None


@pytest.mark.parametrize(("zone", "turn"), [each for each in TURNS if jump(*each) < timedelta()])
def test_a_time_that_is_shown_once_more_is_still_to_come(zone: str, turn: datetime) -> None:
    home, back = ZoneInfo(zone), -jump(zone, turn)
    now = (turn - timedelta(minutes=2)).astimezone(home)
    again = (turn + back - timedelta(minutes=5)).astimezone(home)
    if again.date() == now.date():
        found = parse_moment(f"{again:%H:%M}", now)
        assert (found.astimezone(UTC), found.fold) == (again.astimezone(UTC), 1)
