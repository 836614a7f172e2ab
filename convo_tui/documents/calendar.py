"""What of people goes into a calendar: the next talks and the checkpoints of open commitments.

`entries_of` is an allow-list, as `shared` is for the recap: whatever writes a calendar sees a
`TalkEntry` or a `CheckpointEntry` and nothing else. `ics` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.cadence import (
    Planned,
    ScheduleChange,
    ScheduleKind,
    day_of,
    next_talk,
    proposed_next,
    zone_of,
)
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.text import one_line

NOTHING = "Nothing for a calendar: no talk is planned, and no shared commitment has a checkpoint."


@dataclass(frozen=True, slots=True)
class Plan:
    """A person, with what says when the two meet.

    Attributes:
        minutes: length of the agenda that their talks start with.
        changes: their talks moved and cancelled.
    """

    overview: Overview
    minutes: int
    changes: tuple[ScheduleChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A series of talks in wall time.

    Attributes:
        day: of its first talk.
        clock: at which all of them begin; None where only days are settled.
        every_weeks: from one to the next.
        moved: whether the first one is held at another time than this.
        without: later days on which there is no talk, since that was cancelled.
    """

    day: date
    clock: time | None
    every_weeks: int
    moved: bool = False
    without: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkEntry:
    """The talks to come with a person.

    Attributes:
        person: id of the person.
        name: of the person, as one line.
        minutes: planned length.
        zone: in which wall time is meant.
        first: the next talk, in that zone.
        rhythm: how it goes on; None for a single talk.
    """

    person: str
    name: str
    minutes: int
    zone: tzinfo
    first: Planned
    rhythm: Rhythm | None = None


@dataclass(frozen=True, slots=True)
class CheckpointEntry:
    """The days on which the two look at an open commitment.

    Attributes:
        commitment: id of the commitment.
        name: of the person, as one line.
        owner: a name that both understand.
        goal, metric: as one line each.
        days: at least one, in their order.
        private: whether only the manager may see it.
    """

    commitment: str
    name: str
    owner: str
    goal: str
    metric: str
    days: tuple[date, ...]
    private: bool = False


def plans_of(
    overviews: Iterable[Overview],
    changes: Iterable[ScheduleChange],
    templates: Sequence[Template],
    usual: str,
) -> list[Plan]:
    """A plan for each person.

    Args:
        overviews: the people.
        changes: talks moved and cancelled, of anybody.
        templates: all agendas there are.
        usual: name of the agenda for people without their own.
    """
    by_person: dict[str, list[ScheduleChange]] = {}
    for change in changes:
        by_person.setdefault(change.person_id, []).append(change)
    return [
        Plan(
            overview,
            _length(overview.person, templates, usual),
            tuple(by_person.get(overview.person.id, ())),
        )
        for overview in overviews
    ]


def entries_of(
    plans: Iterable[Plan], home_zone: str, *, include_private: bool = False
) -> tuple[TalkEntry | CheckpointEntry, ...]:
    """Take out of the plans what a calendar may show.

    Args:
        plans: people with everything that is open.
        home_zone: the manager's IANA zone.
        include_private: private commitments too.
    """
    found: list[TalkEntry | CheckpointEntry] = []
    for plan in plans:
        found += _talks(plan, home_zone)
        for commitment in plan.overview.commitments:
            if include_private or not commitment.private:
                found += _checkpoints(commitment, plan.overview.person)
    return tuple(found)


def _length(person: Person, templates: Iterable[Template], usual: str) -> int:
    """The minutes of the agenda that a person's talks start with."""
    wanted = person.template or usual
    return next((each for each in templates if each.name == wanted), DEFAULT).minutes


def _talks(plan: Plan, home_zone: str) -> Iterator[TalkEntry]:
    overview, person = plan.overview, plan.overview.person
    first = next_talk(person, overview.last_began, home_zone, plan.changes)
    if first is not None:
        rhythm = _rhythm(plan, first, home_zone)
        zone = zone_of(person, home_zone)
        yield TalkEntry(person.id, one_line(person.name), plan.minutes, zone, first, rhythm)


def _rhythm(plan: Plan, first: Planned, home_zone: str) -> Rhythm | None:
    """How it goes on from the first talk, wherever that was put.

    The day that the rhythm has for the first talk itself is one turn before what comes after it.
    """
    person, zone = plan.overview.person, zone_of(plan.overview.person, home_zone)
    after = proposed_next(person, first.at, home_zone)
    if after is None or person.every_weeks is None:
        return None
    day = after.at.date() - timedelta(weeks=person.every_weeks)
    clock = time.fromisoformat(person.time) if person.time else None
    meant = at_wall_time(day, clock, zone) if clock else None
    moved = (first.at != meant) if first.has_time else (first.at.date() != day or bool(clock))
    without = _cancelled(plan.changes, person, day, zone)
    return Rhythm(day, clock, person.every_weeks, moved, tuple(without))


def _cancelled(
    changes: Sequence[ScheduleChange], person: Person, first: date, zone: tzinfo
) -> list[date]:
    """The later days of the rhythm whose talk was cancelled."""
    every = timedelta(weeks=person.every_weeks or 1)
    days = {
        day_of(change.planned_for, zone)
        for change in changes
        if change.person_id == person.id and change.kind is ScheduleKind.CANCELLED
    }
    return sorted(day for day in days if day > first and not (day - first) % every)


def _checkpoints(commitment: Commitment, person: Person) -> Iterator[CheckpointEntry]:
    days = sorted({point.on for point in commitment.checkpoints if point.outcome is None})
    if not days or commitment.state is not CommitmentState.OPEN:
        return
    name = one_line(person.name)
    first_name = name.partition(" ")[0]
    yield CheckpointEntry(
        commitment.id,
        name,
        {Side.MANAGER: "Manager", Side.REPORT: first_name}.get(commitment.owner, "Both"),
        one_line(commitment.goal),
        one_line(commitment.metric),
        tuple(days),
        commitment.private,
    )


def calendar_text(
    plans: Iterable[Plan], now: datetime, home_zone: str, *, include_private: bool = False
) -> str:
    """The calendar as a file has it (RFC 5545), with its own line ends; "" where nothing is in it.

    Args:
        plans: people with everything that is open.
        now: aware; the moment of this edition.
        home_zone: the manager's IANA zone.
        include_private: private commitments too.
    """
    from convo_tui.documents.ics import written

    entries = entries_of(plans, home_zone, include_private=include_private)
    return written(entries, now.astimezone(UTC)) if entries else ""
