"""The ledger of the talks with a person: each one held, moved or cancelled, with who and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind, day_of
from convo_tui.domain.dates import short_date
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

HELD = "held"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One talk: held, or what became of it instead.

    Attributes:
        day: on which it was held, or would have been, in the manager's calendar.
        change: who moved or cancelled it and why; None for one that was held.
        to: the day it was moved or rebooked to; None where it was held, or not rebooked.
    """

    person: Person
    day: date
    change: ScheduleChange | None = None
    to: date | None = None

    @property
    def what(self) -> str:
        """`held`, `moved` or `cancelled`."""
        return HELD if self.change is None else self.change.kind.value


def unbooked(
    changes: Iterable[ScheduleChange], last_held: datetime | None
) -> ScheduleChange | None:
    """The cancelled talk of one person that got no other day; None where there is none.

    It is the last thing that happened to the plan, and no talk began since. A rhythm goes on
    after it, but the turn that was cancelled is lost until it is rebooked.
    """
    newest = max(changes, key=_made, default=None)
    if newest is None or newest.kind is not ScheduleKind.CANCELLED:
        return None
    return None if last_held is not None and last_held > newest.at else newest


def _made(change: ScheduleChange) -> tuple[datetime, bool, str]:
    """Sorts the oldest first; at one instant, a talk is rebooked after it was cancelled."""
    return change.at, change.kind is ScheduleKind.MOVED, change.id


def rebookings(changes: Iterable[ScheduleChange]) -> dict[str, ScheduleChange]:
    """By the id of a cancelled talk, the change that gave it another day."""
    ordered = sorted(changes, key=_made)
    waiting: dict[tuple[str, datetime], str] = {}
    found = {}
    for each in ordered:
        about = (each.person_id, each.planned_for)
        if each.kind is ScheduleKind.CANCELLED:
            waiting[about] = each.id
        elif about in waiting:
            found[waiting.pop(about)] = each
    return found


def without_rebookings(changes: Sequence[ScheduleChange]) -> list[ScheduleChange]:
    """The changes without those that only rebooked a cancelled talk, which counts as cancelled."""
    second = {each.id for each in rebookings(changes).values()}
    return [each for each in changes if each.id not in second]


def ledger(
    person: Person, held: Iterable[datetime], changes: Sequence[ScheduleChange], zone: tzinfo
) -> list[LedgerLine]:
    """A line for each talk of a person, newest first; a rebooked one is one line.

    Args:
        person: whose talks they are.
        held: when the talks held began.
        changes: the talks moved and cancelled.
        zone: the manager's, in whose calendar the days are.
    """
    again = rebookings(changes)
    lines = [LedgerLine(person, at.astimezone(zone).date()) for at in held]
    for each in without_rebookings(changes):
        moved_to = each.moved_to
        if each.id in again:
            moved_to = again[each.id].moved_to
        to = day_of(moved_to, zone) if moved_to is not None else None
        lines.append(LedgerLine(person, day_of(each.planned_for, zone), each, to))
    return newest_first(lines)


def newest_first(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Ledger lines of one or more people by day, the newest first."""

    def place(line: LedgerLine) -> tuple[date, str, bool]:
        return line.day, line.person.name.casefold(), line.change is None

    return sorted(lines, key=place, reverse=True)


def became_words(line: LedgerLine, name: str, today: date) -> str:
    """`cancelled by you: board meeting · rebooked Fri 27 Nov`, `moved by Maya to Fri 27 Nov`.

    Args:
        line: the talk.
        name: what the person is called.
        today: the manager's day, from which years are told.
    """
    change = line.change
    if change is None:
        return HELD
    who = {Side.MANAGER: "you", Side.REPORT: name}.get(change.who, "both of you")
    words = f"{line.what} by {who}"
    to = short_date(line.to, today) if line.to is not None else ""
    if change.kind is ScheduleKind.MOVED:
        words += f" to {to}"
    words += f": {change.reason}" if change.reason else ""
    if change.kind is ScheduleKind.CANCELLED:
        words += f" · rebooked {to}" if to else " · not rebooked"
    return words


def unbooked_words(change: ScheduleChange, today: date, zone: tzinfo) -> str:
    """`cancelled Tue 24 Nov, not rebooked`: the day is that of the talk."""
    return f"cancelled {short_date(day_of(change.planned_for, zone), today)}, not rebooked"
