"""How facts about a person are told: whose name and colour, which zone, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from textual.content import Content

from convo_tui.domain.cadence import day_alone, day_of
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Side
from convo_tui.text import shorten
from convo_tui.ui.widgets.bars import part_boxes
from convo_tui.ui.widgets.signs import OUTCOMES, STATES
from convo_tui.ui.widgets.talk_rows import due_words, side_name

PRIVATE = Content.styled("~ private", "$muted")
"""Stands where something private is while private things are hidden."""

NAME_CELLS = 12
"""How wide a first name may be in a column."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells dates, sides and states the way one person's pages need them.

    Attributes:
        name: the person's name, as typed.
        zone: the manager's; every time is told in it.
        today: the manager's day, which dates are near to or far from.
        hides: whether private things are hidden.
    """

    name: str
    zone: tzinfo
    today: date
    hides: bool = False

    def local(self, at: datetime) -> datetime:
        """An instant in the manager's zone."""
        return at.astimezone(self.zone)

    def day(self, at: datetime | date) -> str:
        """`Fri 27 Nov`."""
        day = day_of(at, self.zone) if isinstance(at, datetime) else at
        return short_date(day, self.today)

    def clock(self, at: datetime) -> str:
        """`14:30`."""
        return clock_time(self.local(at))

    def moment(self, at: datetime) -> str:
        """`Fri 27 Nov, 14:30`, or the day alone where a talk was settled without a time."""
        if day_alone(at) is not None:
            return self.day(at)
        return f"{self.day(at)}, {self.clock(at)}"

    @property
    def short_name(self) -> str:
        """The first name, short enough for a column."""
        words = self.name.split()
        return shorten(words[0] if words else self.name, NAME_CELLS)

    def who(self, side: Side) -> Content:
        """`you` in amber, the person's first name in teal, or `both`."""
        return side_name(side, self.short_name)

    def who_column(self, side: Side) -> Content:
        """`who`, padded so that what follows stands in one column."""
        width = max(Content(self.short_name).cell_length, len(Side.BOTH))
        return self.who(side).pad_right(width - self.who(side).cell_length + 2)

    def state(self, commitment: Commitment) -> Content:
        """How it stands: when it is due, or `kept Tue 10 Nov`."""
        if commitment.closed_at is None:
            return due_words(commitment, self.today)
        _, colour = STATES[commitment.state]
        return Content.styled(f"{commitment.state.value} {self.day(commitment.closed_at)}", colour)

    def outcome(self, point: Checkpoint) -> Content:
        """`Tue 10 Nov slipped`, or only the day of a checkpoint that is still to come."""
        day = Content.styled(self.day(point.on), "$date")
        if point.outcome is None:
            return day
        word, _, colour = OUTCOMES[point.outcome]
        return Content.assemble(day, " ", (word, colour))


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `24th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def talk_length(talk: Meeting) -> str:
    """`31 min`, `under a minute`; of a logged talk `30 min, logged`, or `logged` alone."""
    seconds = talk.length
    if seconds is None:
        return "logged"
    minutes = round(seconds / 60)
    words = "under a minute" if seconds > 0 and not minutes else f"{minutes} min"
    return words if talk.logged_at is None else f"{words}, logged"


def share_words(share: float | None) -> Content:
    """`you 34 %` in amber, or that nobody's time was tracked."""
    if share is None:
        return Content.styled("untracked", "$muted")
    return Content.styled(f"you {percent(share)} %", "$manager")


def parts_words(commitment: Commitment) -> Content:
    """`▪▪▪▪▪▫▫ 5 of 7 parts`."""
    filled, asked = commitment.parts_filled, commitment.parts_asked
    return Content.assemble(part_boxes(filled, asked), (f" {filled} of {asked} parts", "$muted"))
