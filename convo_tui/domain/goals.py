"""Goals: what a person works towards, why it matters, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

STILL_AFTER = 3
"""A goal that did not move over so many talks is said to stand still."""


class GoalState(StrEnum):
    """Open until it was reached, or set aside with a reason."""

    OPEN = "open"
    REACHED = "reached"
    SET_ASIDE = "set aside"


class WhyLink(StrEnum):
    """For whom or for what a goal matters."""

    TEAM = "team"
    CUSTOMERS = "customers"
    ORGANISATION = "organisation"
    AIM = "long-term aim"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something a person works towards.

    It is measured by a number on its way from `start` to `target`, or by milestones, or by
    neither while nobody knows yet how.

    Attributes:
        link: for whom it matters; None until somebody said.
        why: a sentence on it that a manager can say aloud.
        unit: of the measure: "%", "hours a week"; "" for a bare number.
        start, target: of the measure; both or none. The target may lie below the start.
        due: the day by which it should be reached.
        celebration: how to celebrate once it is.
        reason: why it was set aside.
        celebrated_at: when the celebration that was named was held.
        meeting_id: the talk in which it was set, if any.
    """

    id: str
    person_id: str
    title: str
    created_at: datetime
    link: WhyLink | None = None
    why: str = ""
    unit: str = ""
    start: float | None = None
    target: float | None = None
    due: date | None = None
    celebration: str = ""
    state: GoalState = GoalState.OPEN
    reason: str = ""
    closed_at: datetime | None = None
    celebrated_at: datetime | None = None
    private: bool = False
    meeting_id: str | None = None

    @property
    def measured(self) -> bool:
        """Whether a number says how far it is."""
        return self.start is not None and self.target is not None

    def closer(self, was: float, now: float) -> bool:
        """Whether a value of the measure is nearer to the target than another one was."""
        return self.target is not None and abs(now - self.target) < abs(was - self.target)

    @property
    def owed(self) -> bool:
        """Whether it was reached, and the celebration that was named is still to come."""
        named = bool(self.celebration.strip())
        return self.state is GoalState.REACHED and named and self.celebrated_at is None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way to a goal that is reached or not.

    Attributes:
        position: its place among the others of the goal.
        reached_at: None until it was.
        meeting_id: the talk in which it was ticked off, if any.
    """

    id: str
    person_id: str
    goal_id: str
    text: str
    position: int = 0
    reached_at: datetime | None = None
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class GoalUpdate:
    """What was found of a goal on a day: a number, a sentence, or both.

    Attributes:
        value: of the measure, in its unit; None where only words were written.
        meeting_id: the talk in which it was written down, if any.
    """

    id: str
    person_id: str
    goal_id: str
    at: datetime
    value: float | None = None
    note: str = ""
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """A goal with all that says how far it is.

    Attributes:
        milestones: by position.
        updates: oldest first.
    """

    goal: Goal
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[GoalUpdate, ...] = ()

    @property
    def id(self) -> str:
        """The id of the goal."""
        return self.goal.id

    @property
    def values(self) -> tuple[float, ...]:
        """The measure over time, oldest first, from its start on."""
        if self.goal.start is None:
            return ()
        return (self.goal.start, *(each.value for each in self.updates if each.value is not None))

    @property
    def progress(self) -> float | None:
        """How far it is (figure G1 of docs/figures.md), 0 to 1; None where nothing says so.

        By the measure: (value - start) / (target - start), which holds for a target below the
        start as well. Where target and start are the same there is no way to go, and no share of
        it. By milestones: reached / all.
        """
        start, target = self.goal.start, self.goal.target
        if start is not None and target is not None:
            if start == target:
                return None
            return min(1.0, max(0.0, (self.values[-1] - start) / (target - start)))
        if self.milestones:
            reached = sum(each.reached_at is not None for each in self.milestones)
            return reached / len(self.milestones)
        return None

    @property
    def moved_at(self) -> datetime:
        """When it last moved: another value, a milestone, its end, or that it was set.

        Words alone are no movement, and neither is the value that stood before.
        """
        moves = [self.goal.created_at]
        moves += [each.reached_at for each in self.milestones if each.reached_at is not None]
        before = self.goal.start
        for each in self.updates:
            if each.value is not None and each.value != before:
                moves.append(each.at)
                before = each.value
        if self.goal.closed_at is not None:
            moves.append(self.goal.closed_at)
        return max(moves)

    def still_over(self, talks: Iterable[datetime]) -> int:
        """How many talks have begun since it last moved (figure G2 of docs/figures.md)."""
        return sum(at > self.moved_at for at in talks)


def measure_words(value: float, unit: str = "") -> str:
    """A value of a measure as people write it: `55 %`, `4.5 hours a week`, `12`."""
    number = f"{value:.2f}".rstrip("0").rstrip(".")
    if value and abs(value) < 0.01:  # two decimals would say that it is nought
        number = f"{value:.1g}"
    return f"{number} {unit}".strip()


def records(
    goals: Iterable[Goal], milestones: Iterable[Milestone], updates: Iterable[GoalUpdate]
) -> tuple[GoalRecord, ...]:
    """Each goal with what belongs to it, in the order of the goals."""
    steps: dict[str, list[Milestone]] = {}
    for step in milestones:
        steps.setdefault(step.goal_id, []).append(step)
    found: dict[str, list[GoalUpdate]] = {}
    for update in updates:
        found.setdefault(update.goal_id, []).append(update)
    return tuple(
        GoalRecord(
            goal,
            tuple(sorted(steps.get(goal.id, ()), key=lambda each: (each.position, each.id))),
            tuple(sorted(found.get(goal.id, ()), key=lambda each: (each.at, each.id))),
        )
        for goal in goals
    )


def reached(goal: Goal, at: datetime) -> Goal:
    """The goal closed as reached.

    Raises:
        ValueError: it is closed already.
    """
    _must_be_open(goal)
    return replace(goal, state=GoalState.REACHED, closed_at=at)


def set_aside(goal: Goal, reason: str, at: datetime) -> Goal:
    """The goal closed because it is no longer wanted, with the reason.

    Raises:
        ValueError: it is closed already, or the reason is empty.
    """
    _must_be_open(goal)
    if not reason.strip():
        raise ValueError("a goal is set aside with a reason")
    return replace(goal, state=GoalState.SET_ASIDE, reason=reason.strip(), closed_at=at)


def reopened(goal: Goal) -> Goal:
    """The goal open again, as it was before it was closed.

    Raises:
        ValueError: it is open.
    """
    if goal.state is GoalState.OPEN:
        raise ValueError("the goal is open")
    return replace(goal, state=GoalState.OPEN, reason="", closed_at=None, celebrated_at=None)


def celebrated(goal: Goal, at: datetime) -> Goal:
    """The goal with its celebration held.

    Raises:
        ValueError: no celebration is owed.
    """
    if not goal.owed:
        raise ValueError("no celebration is owed")
    return replace(goal, celebrated_at=at)


def in_order(found: Iterable[GoalRecord]) -> tuple[GoalRecord, ...]:
    """Open goals by the day they are due, those without a day last; then closed ones, newest first.

    A celebration that is owed goes before the other closed ones.
    """

    def open_first(record: GoalRecord) -> tuple[date, datetime]:
        return record.goal.due or date.max, record.goal.created_at

    def newest_first(record: GoalRecord) -> tuple[bool, float]:
        closed = record.goal.closed_at or record.goal.created_at
        return not record.goal.owed, -closed.timestamp()

    listed = list(found)
    waiting = [each for each in listed if each.goal.state is GoalState.OPEN]
    closed = [each for each in listed if each.goal.state is not GoalState.OPEN]
    return (*sorted(waiting, key=open_first), *sorted(closed, key=newest_first))


def _must_be_open(goal: Goal) -> None:
    if goal.state is not GoalState.OPEN:
        raise ValueError(f"the goal is {goal.state.value} already")
