"""The talk share in words: the app says where it stands and does not scold."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import StrEnum
from itertools import pairwise

JUDGE_AFTER = 180.0
"""Seconds of a talk in which nothing is judged."""


class Band(StrEnum):
    """What a share of the manager is called; the value is what the screens show."""

    QUIET = "quiet"
    GOOD = "good"
    FINE = "fine"
    LEANING_IN = "leaning in"
    TALKING_A_LOT = "talking a lot"
    LECTURING = "lecturing"


@dataclass(frozen=True, slots=True)
class Bands:
    """Where the bands meet, as shares from 0 to 1.

    A band holds up to and with its own figure; only lecturing begins with its figure, and what
    lies between `leaning_in` and `lecturing` is talking a lot.

    Raises:
        ValueError: the figures do not rise from above 0 to at most 1.
    """

    quiet: float = 0.20
    good: float = 0.40
    fine: float = 0.50
    leaning_in: float = 0.65
    lecturing: float = 0.80

    def __post_init__(self) -> None:
        figures = (0.0, *astuple(self))
        if not (all(low < high for low, high in pairwise(figures)) and self.lecturing <= 1):
            raise ValueError("the bands of the talk share must rise from above 0 to at most 1")


DEFAULT_BANDS = Bands()


def band(
    share: float | None,
    elapsed_seconds: float,
    bands: Bands = DEFAULT_BANDS,
    *,
    judge_after: float = JUDGE_AFTER,
) -> Band | None:
    """What to call the manager's share.

    Args:
        share: 0 to 1, or None while nobody was marked as speaking.
        elapsed_seconds: how long the talk has run, pauses apart.
        bands: where the bands meet.
        judge_after: seconds of the talk in which nothing is judged.

    Returns:
        None in the first minutes and without a share.
    """
    if share is None or elapsed_seconds < judge_after:
        return None
    if share >= bands.lecturing:
        return Band.LECTURING
    for limit, name in (
        (bands.quiet, Band.QUIET),
        (bands.good, Band.GOOD),
        (bands.fine, Band.FINE),
        (bands.leaning_in, Band.LEANING_IN),
    ):
        if share <= limit:
            return name
    return Band.TALKING_A_LOT


def percent(share: float) -> int:
    """A share of 0 to 1 in whole percent, halves up.

    0 means none at all and 100 means all: whoever spoke a second has at least 1, and whoever did
    not speak alone has at most 99. The other side is `100 - percent(share)`, so that both add up.
    """
    if share <= 0 or share >= 1:
        return 100 if share >= 1 else 0
    return min(max(int(share * 100 + 0.5), 1), 99)
