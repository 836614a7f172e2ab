"""How the goals of a person move over a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from convo_tui.domain.goals import STILL_AFTER, Goal, GoalRecord, GoalState
from convo_tui.domain.meeting import Meeting


@dataclass(frozen=True, slots=True)
class GoalMoves:
    """A goal over some talks: figure G3.

    Attributes:
        progress: how far it is, 0 to 1; None where nothing says so.
        moved: whether it moved in the period; that it was set is no movement.
        still: talks of the period that began since it last moved; 0 once it is closed.
    """

    goal: Goal
    progress: float | None
    moved: bool
    still: int

    @property
    def stands_still(self) -> bool:
        """Whether it did not move over so many talks that it is said."""
        return self.still >= STILL_AFTER


def goal_moves(
    goals: Iterable[GoalRecord], talks: Sequence[Meeting], first: date, zone: tzinfo
) -> tuple[GoalMoves, ...]:
    """How each goal moved; those that were set aside are left out.

    Args:
        goals: of one person, as they stood at the end of the period.
        talks: with that person, in the period.
        first: the first day of the period, in the manager's calendar.
        zone: the manager's.
    """
    began = [talk.started_at for talk in talks]
    found = []
    for record in goals:
        if record.goal.state is GoalState.SET_ASIDE:
            continue
        at = record.moved_at
        moved = at > record.goal.created_at and at.astimezone(zone).date() >= first
        is_open = record.goal.state is GoalState.OPEN
        still = record.still_over(began) if is_open else 0
        found.append(GoalMoves(record.goal, record.progress, moved, still))
    return tuple(found)
