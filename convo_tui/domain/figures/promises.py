"""Commitments kept, by whose they are; and how long feedback waits until it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from statistics import median

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.values import Side


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the commitments of one side: figure P1.

    Attributes:
        kept, broken, dropped: how many were closed so.
        open: how many still stand.
        late: how many of those have a checkpoint that has passed.
    """

    kept: int = 0
    broken: int = 0
    dropped: int = 0
    open: int = 0
    late: int = 0

    @property
    def rate(self) -> float | None:
        """Kept / (kept + broken), 0 to 1; None where neither happened. Dropped is no failure."""
        closed = self.kept + self.broken
        return self.kept / closed if closed else None


def kept_by(commitments: Iterable[Commitment], side: Side, today: date) -> Kept:
    """What became of the commitments that one side owns, alone or with the other.

    Args:
        commitments: of any side and state.
        side: MANAGER or REPORT.
        today: in the manager's calendar.
    """
    theirs = [each for each in commitments if each.owner in (side, Side.BOTH)]
    states = [each.state for each in theirs]
    late = sum(
        each.state is CommitmentState.OPEN and each.due is not None and each.due < today
        for each in theirs
    )
    return Kept(
        states.count(CommitmentState.KEPT),
        states.count(CommitmentState.BROKEN),
        states.count(CommitmentState.DROPPED),
        states.count(CommitmentState.OPEN),
        late,
    )


ENOUGH = 5
"""A kept rate is told beside a list once so many commitments of that side were closed."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """What was kept and broken on both sides, to stand beside what is owed: figure P3."""

    manager: Kept = Kept()
    report: Kept = Kept()

    def words(self, name: str) -> str:
        """`you kept 8 of 10 · Maya 31 of 38`; a side with fewer than `ENOUGH` is left out."""
        sides = (("you", self.manager), (name, self.report))
        told = [
            f"{who} kept {kept.kept} of {kept.kept + kept.broken}"
            for who, kept in sides
            if kept.kept + kept.broken >= ENOUGH
        ]
        return " · ".join(told)


def closed_both_ways(counts: Iterable[tuple[Side, CommitmentState, int]]) -> BothWays:
    """How many commitments were closed how, by side; those of both count for both.

    Args:
        counts: whose, how they stand, and how many that are.
    """
    kept: Counter[Side] = Counter()
    broken: Counter[Side] = Counter()
    for owner, state, count in counts:
        tally = {CommitmentState.KEPT: kept, CommitmentState.BROKEN: broken}.get(state)
        if tally is not None:
            for side in (Side.MANAGER, Side.REPORT) if owner is Side.BOTH else (owner,):
                tally[side] += count
    manager, report = (Kept(kept[side], broken[side]) for side in (Side.MANAGER, Side.REPORT))
    return BothWays(manager, report)


@dataclass(frozen=True, slots=True)
class Latency:
    """How long feedback waits until it is said: figure P2.

    Attributes:
        days: the median of the days from seen to said; None where nothing was said yet.
        said: how many pieces that is.
        unsaid: how many still wait; they are not in the median.
        oldest: days that the oldest of those waits; None where none does.
    """

    days: float | None
    said: int
    unsaid: int
    oldest: int | None


def latency(feedback: Iterable[Feedback], today: date, zone: tzinfo) -> Latency:
    """Days from seen to said, and what is unsaid, in the calendar of `zone`."""
    waited: list[int] = []
    waiting: list[int] = []
    for each in feedback:
        seen = each.seen_at.astimezone(zone).date()
        said = each.said_at.astimezone(zone).date() if each.said_at else None
        (waiting if said is None else waited).append(max(0, ((said or today) - seen).days))
    return Latency(
        median(waited) if waited else None,
        len(waited),
        len(waiting),
        max(waiting, default=None),
    )
