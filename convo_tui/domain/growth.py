"""How a person grows: the career roadmap, strengths with their evidence, and how they like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change

USUAL_STRENGTHS = 3
"""Two or three strengths are named; one more is no mistake, but said."""


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


V = TypeVar("V", Roadmap, Preferences)


def versioned(before: V | None, after: V, today: date) -> Change | None:
    """The change that keeps a version: a new one, or one that replaces today's.

    Args:
        before: the version that holds; None where there is none.
        after: what was written, with `at` in the manager's zone.
        today: the manager's day.

    Returns:
        None where nothing in it is another than before.
    """
    if before is None:
        return Change.added(after)
    same = replace(after, id=before.id, at=before.at)
    if isinstance(same, Roadmap) and isinstance(before, Roadmap):
        same = replace(same, meeting_id=before.meeting_id)
    if same == before:
        return None
    if before.at.astimezone(after.at.tzinfo).date() != today:
        return Change.added(after)
    kept = replace(after, id=before.id)
    if isinstance(kept, Roadmap) and isinstance(before, Roadmap):
        kept = replace(kept, meeting_id=after.meeting_id or before.meeting_id)
    return Change.edited(before, kept)


def counting(strengths: Sequence[Strength]) -> tuple[Strength, ...]:
    """The strengths that count now, oldest first."""
    return tuple(each for each in strengths if each.ended_at is None)


Shown = Note | Feedback
"""In what a strength can show: a win, or feedback."""


@dataclass(frozen=True, slots=True)
class Growth:
    """All that is written about how a person grows.

    Attributes:
        roadmaps: every version, oldest first.
        strengths: oldest first, those that no longer count too.
        evidence: each with the win or the feedback itself, oldest first.
        preferences: every version, oldest first.
        commitments: those that next exits became, by id.
    """

    roadmaps: tuple[Roadmap, ...] = ()
    strengths: tuple[Strength, ...] = ()
    evidence: tuple[tuple[Evidence, Shown], ...] = ()
    preferences: tuple[Preferences, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    @property
    def roadmap(self) -> Roadmap | None:
        """The version that holds."""
        return self.roadmaps[-1] if self.roadmaps else None

    @property
    def liking(self) -> Preferences | None:
        """The preferences that hold."""
        return self.preferences[-1] if self.preferences else None

    @property
    def counting(self) -> tuple[Strength, ...]:
        """The strengths that count now."""
        return counting(self.strengths)

    def shows(self, strength_id: str) -> tuple[tuple[Evidence, Shown], ...]:
        """In what a strength shows, the newest first."""
        found = [pair for pair in self.evidence if pair[0].strength_id == strength_id]
        return tuple(sorted(found, key=lambda pair: shown_at(pair[1]), reverse=True))

    def commitment_of(self, roadmap: Roadmap) -> Commitment | None:
        """What its next exit became."""
        wanted = roadmap.commitment_id
        return next((each for each in self.commitments if each.id == wanted), None)


def shown_at(shown: Shown) -> datetime:
    """When a win was written down, or feedback seen."""
    return shown.seen_at if isinstance(shown, Feedback) else shown.at


def is_private(shown: Shown) -> bool:
    """Whether only the manager may see it; feedback that was not said is the manager's own."""
    return shown.said_at is None if isinstance(shown, Feedback) else shown.private
