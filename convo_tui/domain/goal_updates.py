"""What was found of a goal on a day, as the changes that keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from convo_tui.domain.goals import (
    GoalRecord,
    GoalState,
    GoalUpdate,
    celebrated,
    measure_words,
    reached,
    reopened,
    set_aside,
)
from convo_tui.domain.values import Change, new_id


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a goal.

    Attributes:
        value: of its measure; None where none was told.
        ticked: the ids of the milestones that are reached.
        state: in which it is from now on.
        reason: why it was set aside.
        celebrated: whether its celebration was held.
    """

    value: float | None = None
    note: str = ""
    ticked: frozenset[str] = frozenset()
    state: GoalState = GoalState.OPEN
    reason: str = ""
    celebrated: bool = False


def as_it_stands(record: GoalRecord) -> Found:
    """A goal of which nothing new was found."""
    goal = record.goal
    ticked = frozenset(step.id for step in record.milestones if step.reached_at is not None)
    held = goal.celebrated_at is not None
    return Found(ticked=ticked, state=goal.state, reason=goal.reason, celebrated=held)


def changes_for(
    record: GoalRecord, found: Found, at: datetime, now: datetime, meeting_id: str | None = None
) -> tuple[Change, ...]:
    """What was found, kept; nothing where it stands as before.

    Args:
        record: the goal as it stood.
        found: what was found.
        at: of when that was found.
        now: when it was written down; a goal is closed and celebrated then, unless `at` is earlier.
        meeting_id: the talk in which that was.

    Raises:
        ValueError: it is set aside without a reason.
    """
    ends_at = max(min(at, now), record.goal.created_at)
    return (*_steps(record, found, at, meeting_id), *_ends(record, found, ends_at))


def _steps(
    record: GoalRecord, found: Found, at: datetime, meeting_id: str | None
) -> Iterator[Change]:
    goal, note = record.goal, found.note.strip()
    if found.value is not None or note:
        update = GoalUpdate(new_id(), goal.person_id, goal.id, at, found.value, note, meeting_id)
        yield Change.added(update)
    for step in record.milestones:
        ticked = step.id in found.ticked
        if ticked != (step.reached_at is not None):
            moment, talk = (at, meeting_id) if ticked else (None, None)
            yield Change.edited(step, replace(step, reached_at=moment, meeting_id=talk))


def _ends(record: GoalRecord, found: Found, at: datetime) -> Iterator[Change]:
    goal = after = record.goal
    if found.state is not goal.state:
        after = goal if goal.state is GoalState.OPEN else reopened(goal)
        if found.state is GoalState.REACHED:
            after = reached(after, at)
        elif found.state is GoalState.SET_ASIDE:
            after = set_aside(after, found.reason, at)
    elif goal.state is GoalState.SET_ASIDE and found.reason.strip():
        after = replace(goal, reason=found.reason.strip())
    if found.celebrated and after.owed:
        after = celebrated(after, at)
    elif not found.celebrated and after.celebrated_at is not None:
        after = replace(after, celebrated_at=None)
    if after != goal:
        yield Change.edited(goal, after)


def told(record: GoalRecord, found: Found) -> str:
    """What was found, in one sentence: `Reached. The celebration is owed: cake.`."""
    goal, words = record.goal, []
    if found.state is not goal.state:
        words.append("Open again" if found.state is GoalState.OPEN else found.state.value)
        if found.state is GoalState.REACHED and goal.celebration.strip() and not found.celebrated:
            words[-1] += f", with its celebration owed: {goal.celebration.strip()}"
    elif found.celebrated and goal.owed:
        words.append("celebrated")
    if found.value is not None:
        words.append(f"now {measure_words(found.value, goal.unit)}")
    before = as_it_stands(record).ticked
    if count := len(found.ticked - before):
        words.append("a milestone reached" if count == 1 else f"{count} milestones reached")
    sentence = ", ".join(words) or "noted"
    return f"{sentence[0].upper()}{sentence[1:]}. u takes it back."
