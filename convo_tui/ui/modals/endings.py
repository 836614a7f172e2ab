"""The ways in which a commitment goes on or ends, and what each of them asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from convo_tui.domain.commitments import (
    CheckpointOutcome,
    Commitment,
    CommitmentState,
    broken,
    checked,
    dropped,
    kept,
    moved,
    reopened,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a commitment goes on or ends.

    Attributes:
        letter: the key that chooses it.
        asks_note: the label of the line it asks for; "" for none.
        asks_day: the label of the date it asks for; "" for none.
        needs_note, needs_day: whether it cannot do without.
    """

    letter: str
    word: str
    meaning: str
    asks_note: str = ""
    asks_day: str = ""
    needs_note: bool = False
    needs_day: bool = False

    @property
    def asks(self) -> bool:
        """Whether it wants to know more."""
        return bool(self.asks_note or self.asks_day)


KEPT = Ending("k", "kept", "done as promised")
BROKEN = Ending("b", "broken", "it was not done", "Why was it broken?", needs_note=True)
DROPPED = Ending("d", "dropped", "no longer wanted", "Why is it dropped?", needs_note=True)
MOVED = Ending(
    "m",
    "moved",
    "the checkpoint slipped to another day",
    "What got in the way? May stay empty.",
    "The new checkpoint",
    needs_day=True,
)
ON_TRACK = Ending(
    "o",
    "on track",
    "the checkpoint was looked at",
    "What did you see? May stay empty.",
    "The next checkpoint; may stay empty",
)
REOPENED = Ending("r", "reopened", "open again, as it was")


def endings_of(commitment: Commitment) -> tuple[Ending, ...]:
    """What a commitment can come to from where it stands."""
    if commitment.state is not CommitmentState.OPEN:
        return (REOPENED,)
    return (KEPT, BROKEN, DROPPED, MOVED, ON_TRACK)


def ended(
    commitment: Commitment,
    ending: Ending,
    at: datetime,
    *,
    note: str = "",
    day: date | None = None,
) -> Commitment:
    """The commitment as it is then.

    Args:
        commitment: one that the ending fits, see `endings_of`.
        ending: what it came to.
        at: when that was said, in the manager's zone.
        note: the reason, or what was seen.
        day: the next checkpoint.

    Raises:
        ValueError: the ending does not fit, or lacks what it needs.
    """
    match ending.word:
        case KEPT.word:
            return kept(commitment, at)
        case BROKEN.word:
            return broken(commitment, note, at)
        case DROPPED.word:
            return dropped(commitment, note, at)
        case MOVED.word if day is not None:
            return moved(commitment, day, at, note)
        case ON_TRACK.word:
            return checked(commitment, CheckpointOutcome.ON_TRACK, note, at, day)
        case REOPENED.word:
            return reopened(commitment)
    raise ValueError(f"a commitment is {ending.word} to another day")
