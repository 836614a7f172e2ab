"""Celebrations that are owed: of a goal reached or a commitment kept, where one was named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.goals import Goal, GoalState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convo_tui.domain.overview import Overview


@dataclass(frozen=True, slots=True)
class Celebration:
    """A celebration owed to a person, and what for."""

    overview: Overview
    subject: Goal | Commitment

    @property
    def how(self) -> str:
        """How it is to be celebrated, as typed."""
        return self.subject.celebration

    @property
    def what(self) -> str:
        """What was reached or kept, as typed."""
        return what_for(self.subject)

    def since(self, zone: tzinfo) -> date:
        """The day since which it is owed."""
        return (self.subject.closed_at or self.subject.created_at).astimezone(zone).date()


def what_for(subject: Goal | Commitment) -> str:
    """What was reached or kept, as typed."""
    return subject.title if isinstance(subject, Goal) else subject.goal


def celebration_owed(subject: Goal | Commitment) -> bool:
    """Whether it was reached or kept, and the celebration that was named is still to come."""
    done = subject.state in (GoalState.REACHED, CommitmentState.KEPT)
    return done and bool(subject.celebration.strip()) and subject.celebrated_at is None


def marked_celebrated(subject: Goal | Commitment, at: datetime) -> Goal | Commitment:
    """The goal or commitment with its celebration held.

    Raises:
        ValueError: no celebration is owed.
    """
    if not celebration_owed(subject):
        raise ValueError("no celebration is owed")
    return replace(subject, celebrated_at=at)


def celebrations_owed(overviews: Iterable[Overview]) -> list[Celebration]:
    """All that are owed, the oldest first."""
    listed = [
        Celebration(each, subject)
        for each in overviews
        for subject in each.celebrations
        if celebration_owed(subject)
    ]
    return sorted(
        listed, key=lambda each: (each.subject.closed_at or each.subject.created_at, each.what)
    )
