"""Commitments: the seven parts, their life, and the promises among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from convo_tui.domain.values import Side


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
        """How many of the seven parts are written, as in "5 of 7"."""
        words = (
            self.goal,
            self.resources,
            self.metric,
            self.manager_part,
            self.obstacles,
            self.celebration,
        )
        return sum(bool(part.strip()) for part in words) + bool(self.checkpoints)

    @property
    def promised(self) -> bool:
        """Whether the manager owes it, alone or with the person."""
        return self.owner in (Side.MANAGER, Side.BOTH)
