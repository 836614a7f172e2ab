"""Talks held away from the keyboard, logged afterwards: what is known of one, and nothing more.

Such a talk has no events. Its start is the day; the time of day is the one that was told, else
that at which it was planned for that day, else the person's usual one, else the start of the day,
and then `DAY_ALONE` marks it, so that nothing shows a clock that nobody looked at. Its length runs
from start to end; where it is not known, the talk ends with its last line (`Meeting.length`). A
share without a length is kept as that part of one second. Its lines stand a millisecond apart, in
the order in which they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from convo_tui.domain.agenda import MAX_MINUTES, Segment
from convo_tui.domain.cadence import DAY_START, Planned, zone_of
from convo_tui.domain.capture import Captured
from convo_tui.domain.date_words import DateNotUnderstood
from convo_tui.domain.dates import at_wall_time, clock_time, full_date
from convo_tui.domain.entering import Place, changes_for_line
from convo_tui.domain.meeting import DAY_ALONE, Meeting, MeetingState
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.past_dates import parse_past
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change

STEP = timedelta(milliseconds=1)
"""Between two lines of a talk, so that they keep their order."""

DAY_EXAMPLES = "yesterday, tue, 12 May, 2026-05-12"
MINUTES_EXAMPLES = "30, or 5,10,10,5 for each segment"

_NUMBERS = re.compile(r"\d{1,9}(?:\s*[,; ]\s*\d{1,9})*")
_SHARE = re.compile(r"(\d{1,3})\s*%?")

Line = tuple[Captured, date | None]
"""A line as `parse_line` read it, and the day that its date words name."""


class CannotLog(ValueError):
    """What was told of a talk cannot be; the message is one sentence that says what can.

    Attributes:
        about: which part of it: day, at, minutes or share.
    """

    def __init__(self, about: str, sentence: str) -> None:
        super().__init__(sentence)
        self.about = about


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a talk.

    Attributes:
        day: in the manager's calendar.
        clock: when it began, by the manager's clocks; None where nobody remembers.
        minutes: nothing, those of the whole talk, or those of each segment.
        share: the manager's, 0 to 1; None where it is not known.
    """

    day: date
    clock: time | None = None
    minutes: tuple[int, ...] = ()
    share: float | None = None


def read_day(text: str, today: date, *, day_first: bool = True) -> date:
    """The day of a talk, as people type one that is over.

    Raises:
        DateNotUnderstood: it is no day, more than one, or still to come.
    """
    try:
        period = parse_past(text, today, day_first=day_first)
    except DateNotUnderstood as fault:
        message, found, _ = str(fault).partition(" Try:")
        raise DateNotUnderstood(f"{message} Try: {DAY_EXAMPLES}" if found else message) from None
    if period.first is None or period.first != period.last:
        raise DateNotUnderstood(f"On which day was it? Try: {DAY_EXAMPLES}")
    return period.first


def read_minutes(text: str, segments: Sequence[Segment]) -> tuple[int, ...]:
    """The minutes of a talk: `30`, or `5,10,10,5`; "" is nothing.

    Raises:
        CannotLog: they are no minutes, or not as many as there are segments.
    """
    typed = text.strip()
    if not typed:
        return ()
    if not _NUMBERS.fullmatch(typed):
        raise CannotLog("minutes", f"Minutes are whole numbers: {MINUTES_EXAMPLES}.")
    minutes = tuple(map(int, re.findall(r"\d+", typed)))
    if len(minutes) not in (1, len(segments)):
        names = ", ".join(segment.name for segment in segments)
        raise CannotLog(
            "minutes", f"These are {len(minutes)} numbers; give one for the talk, or for: {names}."
        )
    most = MAX_MINUTES * len(segments)
    if not 1 <= sum(minutes) <= most:
        raise CannotLog("minutes", f"A talk takes 1 to {most} minutes.")
    return minutes


def read_share(text: str) -> float | None:
    """The manager's share of 0 to 1, from `40` or `40 %`; "" is None.

    Raises:
        CannotLog: it is no share.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _SHARE.fullmatch(typed)
    if not found or int(found[1]) > 100:
        raise CannotLog("share", "Your share is a number from 0 to 100, such as 40.")
    return int(found[1]) / 100


def told_of(talk: Meeting, home: datetime) -> Known:
    """What is known of a logged talk, for whoever edits it.

    Args:
        talk: the talk.
        home: any moment in the manager's zone.
    """
    started = talk.started_at.astimezone(home.tzinfo)
    length = talk.length
    minutes = talk.segment_seconds or (() if length is None else (length,))
    return Known(
        started.date(),
        started.time().replace(second=0, microsecond=0) if talk.has_time else None,
        tuple(round(seconds / 60) for seconds in minutes),
        talk.sums.manager_share,
    )


def logged(
    blank: Meeting,
    known: Known,
    person: Person,
    now: datetime,
    home_zone: str,
    *,
    planned: Planned | None = None,
    lines: int = 0,
) -> Meeting:
    """The talk with what is known of it.

    Args:
        blank: gives its id, its agenda, and when it was logged, if it was before.
        known: what the manager knows.
        person: whom it was with.
        now: aware, in the manager's zone.
        home_zone: that zone's IANA name.
        planned: the next talk as it was planned.
        lines: how many lines were written in it.

    Raises:
        CannotLog: it would not be over yet.
    """
    length = timedelta(minutes=sum(known.minutes)) or STEP * (lines + 1)
    if _same_day_alone(blank, known, now):
        started = blank.started_at  # what it stands at was chosen when it was logged
    else:
        started = _start(known, person, now, length, home_zone, planned)
    tracked = sum(known.minutes) * 60.0 or 1.0
    share = known.share
    return replace(
        blank,
        started_at=started,
        ended_at=started + length,
        state=MeetingState.HELD,
        manager_seconds=0.0 if share is None else tracked * share,
        report_seconds=0.0 if share is None else tracked * (1 - share),
        segment_seconds=(
            tuple(minutes * 60.0 for minutes in known.minutes)
            if len(known.minutes) == len(blank.segments)
            else ()
        ),
        logged_at=blank.logged_at or now.astimezone(UTC),
    )


def _same_day_alone(blank: Meeting, known: Known, now: datetime) -> bool:
    day = blank.started_at.astimezone(now.tzinfo).date()
    return known.clock is None and not blank.has_time and known.day == day


def _start(
    known: Known,
    person: Person,
    now: datetime,
    length: timedelta,
    home_zone: str,
    planned: Planned | None,
) -> datetime:
    home, day = now.tzinfo or UTC, known.day
    if known.clock is not None:
        started = at_wall_time(day, known.clock, home).astimezone(UTC)
        if started > now.astimezone(UTC):
            raise CannotLog("at", f"{clock_time(started.astimezone(home))} is still to come.")
        if known.minutes and started + length > now.astimezone(UTC) + timedelta(minutes=1):
            raise CannotLog("minutes", "A talk of that length would not be over yet.")
        return started
    usual = time.fromisoformat(person.time) if person.time else DAY_START
    at = at_wall_time(day, usual, zone_of(person, home_zone) if person.time else home)
    if planned is not None and planned.has_time and planned.day(home) == day:
        at = planned.at
    if at.astimezone(home).date() != day:
        at = at_wall_time(day, DAY_START, home)  # their zone has another day then
    first = at_wall_time(day, time(), home).astimezone(UTC)
    latest = max(now.astimezone(UTC) - length, first)
    return min(at.astimezone(UTC), latest).replace(microsecond=DAY_ALONE)


def clash(talk: Meeting, others: Iterable[Meeting], now: datetime) -> Meeting | None:
    """A talk that was held at the same time; on the same day, where a time is not known.

    Args:
        talk: the talk.
        others: the talks with the same person.
        now: aware, in the manager's zone; until then a talk goes on that runs.
    """

    def day(one: Meeting) -> date:
        return one.started_at.astimezone(now.tzinfo).date()

    def same_time(one: Meeting, other: Meeting) -> bool:
        if not (one.has_time and other.has_time):
            return day(one) == day(other)
        starts = max(one.started_at, other.started_at)
        ends = min(one.ended_at or now, other.ended_at or now)
        return starts < ends or one.started_at == other.started_at

    return next((each for each in others if each.id != talk.id and same_time(talk, each)), None)


def clash_words(other: Meeting, person: Person, now: datetime) -> str:
    """`There is a talk with Maya on Friday 20 November 2026 already`, and its clock."""
    started = other.started_at.astimezone(now.tzinfo)
    words = f"There is a talk with {person.first_name} on {full_date(started.date())} already"
    if other.has_time:
        words += f", {clock_time(started)}"
        if other.ended_at is not None and other.length is not None:
            words += f" to {clock_time(other.ended_at.astimezone(now.tzinfo))}"
    return f"{words}."


def changes_for_logged(
    overview: Overview,
    talk: Meeting,
    lines: Sequence[Line],
    now: datetime,
    *,
    planned: Planned | None = None,
    position: int = 0,
) -> tuple[Change, ...]:
    """What logging a talk changes, kept together.

    The last talk and the next date go by the newest talk held, so a talk from before that moves
    neither. One that was the planned talk takes the date that was settled for it with it.

    Args:
        overview: the person as they stood before.
        talk: the talk, from `logged`.
        lines: what was written in it.
        now: aware, in the manager's zone.
        planned: the next talk as it was planned.
        position: where its first talking point stands in their list.
    """
    person, home = overview.person, now.tzinfo or UTC
    changes = [Change.added(talk)]
    for number, (captured, due) in enumerate(lines, start=1):
        at = (talk.started_at + STEP * number).astimezone(home)
        kept, _ = changes_for_line(
            captured, person, at, due=due, place=Place(talk.id), position=position + number
        )
        changes += kept
    newest = overview.last is None or talk.started_at > overview.last.started_at
    if newest and person.next_at is not None and planned is not None:
        day = talk.started_at.astimezone(home).date()
        if planned.day(home) <= day:
            changes.append(Change.edited(person, replace(person, next_at=None)))
    return tuple(changes)


def changes_for_relogged(page: TalkPage, after: Meeting) -> Iterator[Change]:
    """What another start of a logged talk changes in what was written in it: it goes along.

    Args:
        page: the talk as it stood.
        after: the talk as it is now; its own change is left to the caller.
    """
    before = page.meeting
    by = after.started_at - before.started_at
    if not by:
        return
    for note in page.notes:
        yield Change.edited(note, replace(note, at=note.at + by))
    for asked in page.asked:
        yield Change.edited(asked, replace(asked, at=asked.at + by))
    for step in page.commitments:
        if _in(before, step.created_at):
            yield Change.edited(step, replace(step, created_at=step.created_at + by))
    for point in page.points:
        if _in(before, point.created_at):
            yield Change.edited(point, replace(point, created_at=point.created_at + by))


def _in(talk: Meeting, at: datetime) -> bool:
    return talk.started_at <= at <= (talk.ended_at or at)


def logged_words(talk: Meeting, person: Person, lines: int, now: datetime) -> str:
    """`Logged: the talk with Maya on Friday 20 November 2026, 3 lines`, as a sentence."""
    day = full_date(talk.started_at.astimezone(now.tzinfo).date())
    written = "" if not lines else f", {lines} line{'s' * (lines != 1)}"
    return f"Logged: the talk with {person.first_name} on {day}{written}."
