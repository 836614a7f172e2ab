"""Goals as they stood on an earlier day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from convo_tui.domain.goals import GoalRecord, GoalState


def as_it_stood(record: GoalRecord, at: datetime) -> GoalRecord:
    """The goal as it was at an instant: what was found or reached later is not in it.

    Words that were edited since stand as they are now: nothing says when they were written.
    """
    goal = record.goal
    if goal.closed_at is not None and goal.closed_at > at:
        goal = replace(goal, state=GoalState.OPEN, reason="", closed_at=None)
    if goal.celebrated_at is not None and goal.celebrated_at > at:
        goal = replace(goal, celebrated_at=None)
    return GoalRecord(
        goal,
        tuple(
            replace(step, reached_at=None, meeting_id=None)
            if step.reached_at is not None and step.reached_at > at
            else step
            for step in record.milestones
        ),
        tuple(update for update in record.updates if update.at <= at),
    )
