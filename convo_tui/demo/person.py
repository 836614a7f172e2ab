"""One person of the sample team, and the talks of their year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from random import Random
from typing import Any

from convo_tui.demo import afterwards, aims, growing, lines, promises, raised
from convo_tui.demo.days import Days, workday_after, workday_before
from convo_tui.demo.moments import Calendar
from convo_tui.demo.recording import Recording, lengths, record
from convo_tui.demo.talk import SIDES, Talk, seeded_id
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Question
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Value

ODDS_OF_A_GUESS = 0.8


@dataclass(frozen=True, slots=True)
class PersonYear:
    """Everything about one person.

    Attributes:
        kinds: values by kind, those that others refer to first; the same kinds for everybody.
        events: the events of all their talks.
    """

    kinds: tuple[Sequence[Value], ...]
    events: tuple[MeetingEvent, ...]


def person_year(
    script: Mapping[str, Any],
    days: Days,
    away: AbstractSet[int],
    bank: Mapping[str, Question],
    rng: Random,
    beside: Random,
) -> PersonYear:
    """One person's year, out of their script, on the days around today.

    Args:
        script: the person's table in `data/demo.toml`.
        days: the calendar.
        away: the weeks, counted back from today, in which nobody met.
        bank: questions by id.
        rng: this person's own generator.
        beside: another of their own, for what grows beside the talks.
    """
    slots = _slots(script, days, away)
    person = _person(script, days, slots, rng)
    talks, changes, events = _play(person, script, slots, days, rng)
    talks = afterwards.typed(talks, script["typing"], beside)
    asked, notes = lines.written(person, talks, bank, days, rng)
    notes += lines.captured(person, script["since"], days, rng)
    points = raised.points(person, talks, script["since"], days, rng)
    promised = promises.commitments(person, talks, asked, days, rng)
    feedback = raised.feedback(person, talks, script["since"], days, rng)
    kinds: tuple[Sequence[Value], ...] = (
        [person],
        [talk.meeting for talk in talks],
        asked,
        notes,
        points,
        promised,
        feedback,
        changes,
        *_beside(person, script, Calendar(talks, days, beside), notes, promised, feedback),
    )
    return PersonYear(kinds, tuple(events))


def _beside(
    person: Person,
    script: Mapping[str, Any],
    calendar: Calendar,
    notes: Sequence[Note],
    promised: Sequence[Commitment],
    feedback: Sequence[Feedback],
) -> tuple[Sequence[Value], ...]:
    """What grows between the talks and behind them."""
    strengths, evidence = growing.strengths(
        person, script.get("strengths", ()), [*notes, *feedback], calendar
    )
    goals, milestones, updates = aims.aims(person, script.get("goals", ()), calendar)
    return (
        goals,
        milestones,
        updates,
        growing.roadmaps(person, script.get("roadmaps", ()), promised, calendar),
        strengths,
        evidence,
        growing.preferences(person, script.get("preferences", ()), calendar),
        growing.sheets(person, script.get("sheets", ()), calendar),
        afterwards.signs(person, script["signs"], calendar),
        afterwards.openings(person, notes, promised, feedback, calendar),
    )


def _slots(script: Mapping[str, Any], days: Days, away: AbstractSet[int]) -> list[date]:
    """The days on which the rhythm puts the talks of the script, oldest first."""
    last = workday_before(days.ago(script["last_days"]))
    backwards = count(0, script["every_weeks"])
    met = (back for back in backwards if script["last_days"] // 7 + back not in away)
    return sorted(last - timedelta(weeks=back) for back in islice(met, len(script["talks"])))


def _person(script: Mapping[str, Any], days: Days, slots: Sequence[date], rng: Random) -> Person:
    joined = workday_before(slots[0] - timedelta(days=10))
    return Person(
        id=seeded_id(rng),
        name=script["name"],
        role=script["role"],
        created_at=days.at(joined, time(9, 12)),
        every_weeks=script["every_weeks"],
        weekday=slots[-1].weekday(),
        time=script["time"],
        next_at=_next_at(script.get("next"), time.fromisoformat(script["time"]), days),
    )


def _next_at(ahead: int | None, wall: time, days: Days) -> datetime | None:
    """The talk settled by hand, if one was: so many days ahead, or overdue since so many."""
    if ahead is None:
        return None
    return days.at(days.ahead(ahead), wall) if ahead else days.later_today(wall)


def _play(
    person: Person, script: Mapping[str, Any], slots: Sequence[date], days: Days, rng: Random
) -> tuple[list[Talk], list[ScheduleChange], list[MeetingEvent]]:
    """Hold the talks of the script on their days, or move or cancel them."""
    talks: list[Talk] = []
    changes: list[ScheduleChange] = []
    events: list[MeetingEvent] = []
    wall = time.fromisoformat(person.time)
    first_share, last_share = script["share"]
    for index, (turn, slot) in enumerate(zip(script["talks"], slots, strict=True)):
        planned = start = days.at(slot, wall)
        if "cancelled" in turn:
            changes.append(_change(person, turn["cancelled"], planned, None, days, rng))
            continue
        if "moved" in turn:
            start = days.at(workday_after(slot + timedelta(days=turn["moved"]["days"])), wall)
            changes.append(_change(person, turn["moved"], planned, start, days, rng))
        usual = first_share + (last_share - first_share) * index / len(slots)
        talk, recorded = _hold(person, turn, start, usual, script["pace"], days, rng)
        talks.append(talk)
        events += recorded
    return talks, changes, events


def _change(
    person: Person,
    script: Mapping[str, Any],
    planned: datetime,
    moved_to: datetime | None,
    days: Days,
    rng: Random,
) -> ScheduleChange:
    """A talk that was not held as planned; it was said in the afternoon before."""
    eve = workday_before(days.date_of(planned) - timedelta(days=1))
    return ScheduleChange(
        id=seeded_id(rng),
        person_id=person.id,
        at=days.at(eve, time(15, rng.randrange(60))),
        kind=ScheduleKind.CANCELLED if moved_to is None else ScheduleKind.MOVED,
        planned_for=planned,
        who=SIDES[script["who"]],
        reason=script["why"],
        moved_to=moved_to,
    )


def _hold(
    person: Person,
    script: Mapping[str, Any],
    planned: datetime,
    usual_share: float,
    pace: Sequence[float],
    days: Days,
    rng: Random,
) -> tuple[Talk, list[MeetingEvent]]:
    """Hold one talk: its clock, its sums, and what the manager guessed."""
    segments = DEFAULT.segments
    start = planned + timedelta(seconds=rng.randint(0, 240))
    tape = Recording(seeded_id(rng), start)
    drawn = min(0.9, max(0.12, rng.gauss(usual_share, 0.05)))
    share = script.get("share", drawn)
    record(rng, tape, segments, lengths(rng, segments, pace, script.get("minutes")), share)
    guess = round(min(0.95, max(0.05, share + rng.gauss(-0.04, 0.07))), 2)
    guessed = rng.random() < ODDS_OF_A_GUESS
    if script.get("logged"):
        return _logged(person, script, planned, tape, days), []
    meeting = Meeting(
        tape.meeting_id,
        person.id,
        start,
        segments,
        template=DEFAULT.name,
        guess=guess if guessed else None,
    ).closed(replay(segments, tape.events, tape.at))
    return Talk(script, days.date_of(start), meeting, tuple(tape.windows)), tape.events


def _logged(
    person: Person, script: Mapping[str, Any], planned: datetime, tape: Recording, days: Days
) -> Talk:
    """A talk away from the keyboard, written down that evening: nobody's seconds were counted."""
    meeting = Meeting(
        tape.meeting_id,
        person.id,
        planned,
        DEFAULT.segments,
        template=DEFAULT.name,
        state=MeetingState.HELD,
        ended_at=tape.at,
        logged_at=tape.at + timedelta(hours=5),
    )
    return Talk(script, days.date_of(planned), meeting, tuple(tape.windows))
