"""The date of the next talk: proposed, typed, or settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from convo_tui.domain.cadence import Planned, next_talk, proposed_next, rhythm_words
from convo_tui.domain.dates import clock_time, full_date, relative_day
from convo_tui.domain.people import Person
from convo_tui.text import clean
from convo_tui.ui.command_tables import NEXT_DATE
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows, gap, hint


class Origin(StrEnum):
    """Where a date comes from."""

    RHYTHM = "rhythm"
    TYPED = "typed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date for the next talk.

    Attributes:
        planned: None where there is no rhythm and nothing was typed.
    """

    person: Person
    now: datetime
    planned: Planned | None
    origin: Origin

    def at(self, zone: tzinfo | None) -> datetime | None:
        """When, in a zone; a day without a time stays the day it is."""
        if self.planned is None:
            return None
        return self.planned.at.astimezone(zone) if self.planned.has_time else self.planned.at

    def words(self) -> str:
        """`Friday 27 November 2026, 14:30` on the manager's clocks; "" for none."""
        at = self.at(self.now.tzinfo)
        if at is None or self.planned is None:
            return ""
        day = full_date(at.date())
        return f"{day}, {clock_time(at)}" if self.planned.has_time else day


def candidate(person: Person, held_at: datetime, now: datetime, zone: str) -> Candidate:
    """What to propose: the date settled already, else what the rhythm gives.

    Args:
        person: whose rhythm it is.
        held_at: when the talk that is wrapped up began.
        now: aware, in the manager's zone.
        zone: the IANA name of that zone.
    """
    planned = next_talk(person, held_at, zone)
    if planned is not None and planned.settled == person.next_at and planned.at > now:
        return Candidate(person, now, planned, Origin.SETTLED)
    planned = proposed_next(person, held_at, zone)
    if planned is not None and planned.at <= now:
        planned = proposed_next(person, now, zone)
    return Candidate(person, now, planned, Origin.RHYTHM)


class NextDate(Widget, can_focus=True):
    """One date, shown in full, with where it comes from."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NEXT_DATE)]

    shown: reactive[Candidate | None] = reactive(None, layout=True)

    def watch_shown(self) -> None:
        """Which keys work depends on it."""
        self.refresh_bindings()

    def render(self) -> RenderResult:
        """Draw the date, and what can be done with it."""
        shown = self.shown
        return "" if shown is None else Rows(list(self._rows(shown)))

    def _rows(self, shown: Candidate) -> Iterator[Row]:
        name = clean(shown.person.first_name)
        at = shown.at(shown.now.tzinfo)
        mark = "▸ " if self.has_focus else "  "
        if at is None:
            yield Row(Content.assemble(mark, ("none", "bold")), marker=False)
            yield hint(f"There is no rhythm with {name}. Press e to type a date: fri 14:30.")
            return
        days = relative_day(at.date(), shown.now.date())
        date = Content.assemble(mark, (shown.words(), "bold $date"), (f"   {days}", "$muted"))
        yield Row(date, marker=False)
        if theirs := self._theirs(shown, name):
            yield hint(theirs)
        yield gap()
        match shown.origin:
            case Origin.SETTLED:
                yield Row(Content.assemble(("✓ ", "$good"), "settled"))
            case Origin.TYPED:
                yield hint("Typed, and not kept yet: enter keeps it.")
            case Origin.RHYTHM:
                rhythm = rhythm_words(shown.person)
                yield hint(f"As the rhythm has it, {rhythm}. Enter keeps it, e types another.")

    @staticmethod
    def _theirs(shown: Candidate, name: str) -> str:
        """The same moment on the person's clocks, where they show something else."""
        planned = shown.planned
        if planned is None or not planned.has_time or not shown.person.zone:
            return ""
        theirs = planned.at
        here = planned.at.astimezone(shown.now.tzinfo)
        if theirs.utcoffset() == here.utcoffset():
            return ""
        return f"{clock_time(theirs)} for {name} in {clean(shown.person.zone)}"
