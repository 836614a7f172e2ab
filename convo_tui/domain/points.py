"""Talking points: what somebody wants to raise, carried until it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from convo_tui.domain.values import Side


class PointState(StrEnum):
    """Whether it still waits."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """Something to raise in a talk.

    Attributes:
        segment: the index of the segment it is planned for, None for any.
        position: order in the list, ascending.
        meeting_id: the talk in which it came up for the next one, if any.
        parked_in: the talk out of which it was parked; it waits for the one after.
    """

    id: str
    person_id: str
    text: str
    created_at: datetime
    raised_by: Side = Side.MANAGER
    private: bool = False
    segment: int | None = None
    position: int = 0
    state: PointState = PointState.OPEN
    closed_at: datetime | None = None
    meeting_id: str | None = None
    parked_in: str | None = None

    def waits_in(self, meeting_id: str) -> bool:
        """Whether it is to be raised in that talk: open, and not put off to the next one there."""
        return self.state is PointState.OPEN and meeting_id not in (self.meeting_id, self.parked_in)
