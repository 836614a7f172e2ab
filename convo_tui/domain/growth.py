"""How a person grows: the career roadmap, strengths with their evidence, and how they like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One version of a career roadmap, in its four steps; the newest is the one that holds.

    Attributes:
        at: when this version was written.
        where_to: where the person wants to go.
        today: where they stand.
        routes: ways that lead there, two or three.
        next_exit: one step on one of them.
        exit_on: the day by which it is taken.
        commitment_id: the commitment that the next exit became.
        meeting_id: the talk in which it was drawn, if any.
    """

    id: str
    person_id: str
    at: datetime
    where_to: str
    today: str = ""
    routes: tuple[str, ...] = ()
    next_exit: str = ""
    exit_on: date | None = None
    commitment_id: str | None = None
    meeting_id: str | None = None

    @property
    def steps_filled(self) -> int:
        """How many of the four steps are written."""
        steps = (self.where_to, self.today, " ".join(self.routes), self.next_exit)
        return sum(bool(step.strip()) for step in steps)


@dataclass(frozen=True, slots=True)
class Strength:
    """Something a person is good at.

    Attributes:
        helps: how it helps today.
        serves: one new problem that it could serve.
        ended_at: when it was taken off the two or three that count now; it stays in the record.
        meeting_id: the talk in which it was named, if any.
    """

    id: str
    person_id: str
    name: str
    created_at: datetime
    helps: str = ""
    serves: str = ""
    ended_at: datetime | None = None
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A win or a piece of feedback in which a strength shows; exactly one of the two."""

    id: str
    person_id: str
    strength_id: str
    at: datetime
    note_id: str | None = None
    feedback_id: str | None = None


STYLES = ("analytical", "creative", "direct", "reflective", "practical", "warm")
"""How people think and like to be spoken to, in a word; several may fit one person."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person thinks and likes to be spoken to; the newest version holds.

    Attributes:
        at: when this version was written.
        styles: some of `STYLES`.
        spoken: how they like to be spoken to.
        motivates: what motivates them.
        avoids: topics and ways to avoid.
    """

    id: str
    person_id: str
    at: datetime
    styles: tuple[str, ...] = ()
    spoken: str = ""
    motivates: str = ""
    avoids: str = ""
