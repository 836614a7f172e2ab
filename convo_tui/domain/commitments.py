"""Commitments: the seven parts, their life, and the promises among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from convo_tui.domain.values import Side, new_id

DUE_DAYS = 7
"""An open commitment is due while its next checkpoint is at most so many days ahead."""


class CommitmentState(StrEnum):
    """Open until it was kept, broken or dropped with a reason."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


class CheckpointOutcome(StrEnum):
    """What was found on the day."""

    ON_TRACK = "on_track"
    DONE = "done"
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day on which the two look at it together; a commitment has several over its life.

    Attributes:
        outcome: None until it was looked at.
    """

    id: str
    on: date
    outcome: CheckpointOutcome | None = None
    note: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clear written promise that closes a talk, in seven parts.

    The parts: the goal, the resources it needs, the metric that shows success, the manager's own
    part, the checkpoint date, the obstacles that might get in the way, and the celebration.

    Attributes:
        checkpoints: by date; the first without an outcome is the next one.
        segment: index of the segment it came from.
        asked_id: the asked question it came from.
        reason: why it was broken or dropped.
        celebrated_at: when the celebration that was named was held.
        feedback_id: the feedback it came from.
    """

    id: str
    person_id: str
    goal: str
    created_at: datetime
    owner: Side = Side.REPORT
    resources: str = ""
    metric: str = ""
    manager_part: str = ""
    obstacles: str = ""
    celebration: str = ""
    checkpoints: tuple[Checkpoint, ...] = ()
    state: CommitmentState = CommitmentState.OPEN
    reason: str = ""
    closed_at: datetime | None = None
    private: bool = False
    meeting_id: str | None = None
    segment: int | None = None
    asked_id: str | None = None
    celebrated_at: datetime | None = None
    feedback_id: str | None = None

    @property
    def next_checkpoint(self) -> Checkpoint | None:
        """The earliest checkpoint nobody has looked at yet."""
        waiting = [point for point in self.checkpoints if point.outcome is None]
        return min(waiting, key=lambda point: point.on, default=None)

    @property
    def due(self) -> date | None:
        """The day of the next checkpoint."""
        upcoming = self.next_checkpoint
        return upcoming.on if upcoming else None

    @property
    def parts_filled(self) -> int:
        """How many of the parts that apply are written, as in "5 of 7"; see `parts_asked`."""
        words = [self.goal, self.resources, self.metric, self.obstacles, self.celebration]
        if self.owner is not Side.MANAGER:
            words.append(self.manager_part)
        return sum(bool(part.strip()) for part in words) + bool(self.checkpoints)

    @property
    def parts_asked(self) -> int:
        """How many of the seven parts apply: what the manager owns has no part beside the goal."""
        return 6 if self.owner is Side.MANAGER else 7

    @property
    def promised(self) -> bool:
        """Whether the manager owes it, alone or with the person."""
        return self.owner in (Side.MANAGER, Side.BOTH)


class Urgency(StrEnum):
    """How pressing an open commitment is, most pressing first."""

    LATE = "late"
    DUE = "due"
    LATER = "later"


def urgency(commitment: Commitment, today: date) -> Urgency:
    """Late once the checkpoint has passed, due in the week before it, else later."""
    if commitment.due is None or commitment.due > today + timedelta(days=DUE_DAYS):
        return Urgency.LATER
    return Urgency.LATE if commitment.due < today else Urgency.DUE


def by_due(commitments: Iterable[Commitment]) -> list[Commitment]:
    """By the day of the next checkpoint, those without one last and by age."""
    return sorted(
        commitments, key=lambda c: (c.due is None, c.due or c.created_at.date(), c.created_at)
    )


def by_closing(commitments: Iterable[Commitment]) -> list[Commitment]:
    """The closed ones among them, newest first."""
    closed = [(c.closed_at, c) for c in commitments if c.closed_at is not None]
    return [commitment for _, commitment in sorted(closed, key=lambda pair: pair[0], reverse=True)]


def kept(commitment: Commitment, at: datetime) -> Commitment:
    """The commitment closed as kept.

    Raises:
        ValueError: it is closed already.
    """
    return _closed(commitment, CommitmentState.KEPT, "", at)


def broken(commitment: Commitment, reason: str, at: datetime) -> Commitment:
    """The commitment closed as broken, with the reason.

    Raises:
        ValueError: it is closed already, or the reason is empty.
    """
    return _closed(commitment, CommitmentState.BROKEN, _said(reason), at)


def dropped(commitment: Commitment, reason: str, at: datetime) -> Commitment:
    """The commitment closed as dropped: it is no longer wanted, with the reason.

    Raises:
        ValueError: it is closed already, or the reason is empty.
    """
    return _closed(commitment, CommitmentState.DROPPED, _said(reason), at)


def moved(commitment: Commitment, to: date, at: datetime, note: str = "") -> Commitment:
    """The checkpoint slipped, and there is a new one on the day `to`.

    Raises:
        ValueError: it is closed already.
    """
    return checked(commitment, CheckpointOutcome.SLIPPED, note, at, to)


def checked(
    commitment: Commitment,
    outcome: CheckpointOutcome,
    note: str,
    at: datetime,
    next_on: date | None = None,
) -> Commitment:
    """The commitment once its next checkpoint was looked at.

    Where none was waiting, the look itself is written down as a checkpoint of that day.

    Args:
        commitment: an open one.
        outcome: what was found.
        note: a sentence on it, or "".
        at: when it was looked at, in the manager's zone.
        next_on: the day of the checkpoint after it; None leaves the ones there are.

    Raises:
        ValueError: it is closed already.
    """
    _must_be_open(commitment)
    waiting = commitment.next_checkpoint or Checkpoint(new_id(), at.date())
    answered = replace(waiting, outcome=outcome, note=note.strip(), answered_at=at)
    points = [point for point in commitment.checkpoints if point.id != waiting.id]
    points.append(answered)
    if next_on is not None:
        points.append(Checkpoint(new_id(), next_on))
    return replace(
        commitment, checkpoints=tuple(sorted(points, key=lambda point: (point.on, point.id)))
    )


def reopened(commitment: Commitment) -> Commitment:
    """The commitment open again, as it stood before it was closed."""
    return replace(
        commitment, state=CommitmentState.OPEN, reason="", closed_at=None, celebrated_at=None
    )


def as_it_stood(commitment: Commitment, at: datetime) -> Commitment:
    """The commitment as it was at an instant: what was closed or looked at later is open again.

    Words that were edited since stand as they are now, and so does a day that was added since:
    neither says when it was written.
    """
    points = tuple(
        replace(point, outcome=None, note="", answered_at=None)
        if point.answered_at is not None and point.answered_at > at
        else point
        for point in commitment.checkpoints
    )
    before = replace(commitment, checkpoints=points)
    return before if became_of(commitment, at) is None else reopened(before)


def became_of(commitment: Commitment, at: datetime) -> CommitmentState | None:
    """How it was closed after an instant; None for one still open, or closed by then."""
    closed = commitment.closed_at
    return commitment.state if closed is not None and closed > at else None


def _closed(
    commitment: Commitment, state: CommitmentState, reason: str, at: datetime
) -> Commitment:
    _must_be_open(commitment)
    return replace(commitment, state=state, reason=reason, closed_at=at)


def _must_be_open(commitment: Commitment) -> None:
    if commitment.state is not CommitmentState.OPEN:
        raise ValueError(f"the commitment is {commitment.state.value} already")


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValueError("a commitment is broken or dropped with a reason")
    return reason.strip()
