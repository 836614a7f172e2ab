"""How goals are told: for whom they matter, how far they are, since when nothing moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from convo_tui.domain.agenda import Segment
from convo_tui.domain.counting import several
from convo_tui.domain.dates import ago_words
from convo_tui.domain.goals import (
    STILL_AFTER,
    Goal,
    GoalRecord,
    GoalState,
    WhyLink,
    measure_words,
)

DEVELOPMENT = "development"
"""The key of the segment in which goals are talked about."""

TALKS_KNOWN = 8
"""Of how many talks before it Prepare and a talk know when they were."""

SHORT_UNIT = 3
"""Letters of a unit that is said with every number."""

_NAMED = re.compile(r"develop|growth|grow|goal|career|learn", re.IGNORECASE)

_FOR = {
    WhyLink.TEAM: "for the team",
    WhyLink.CUSTOMERS: "for the customers",
    WhyLink.ORGANISATION: "for the organisation",
    WhyLink.AIM: "for the long-term aim",
}

NO_LINK = "why it matters is not said yet"
"""What stands where the link of a goal would."""

NO_WHOM = "for whom is not said yet"
"""The same beside a sentence that says why."""


def goals_segment(segments: Sequence[Segment]) -> int | None:
    """In which segment of an agenda goals are talked about.

    The one with the key `development`; in an own agenda without it the one whose name or key
    speaks of it, or else the last. None without any segment.
    """
    for index, segment in enumerate(segments):
        if segment.key == DEVELOPMENT:
            return index
    for index, segment in enumerate(segments):
        if _NAMED.search(f"{segment.key} {segment.name}"):
            return index
    return len(segments) - 1 if segments else None


def link_words(goal: Goal) -> str:
    """`for the team`, or that nobody said for whom yet."""
    return NO_LINK if goal.link is None else _FOR[goal.link]


def why_words(goal: Goal) -> str:
    """`for the team: we can ship on Fridays`: the link, and the sentence to say aloud."""
    why = goal.why.strip()
    if not why:
        return link_words(goal)
    return f"{why} ({NO_WHOM})" if goal.link is None else f"{link_words(goal)}: {why}"


def stand_words(record: GoalRecord) -> str:
    """How far it is, in its own measure: `55 %, aim 80 %`, `2 of 4 milestones`; "" if unknown."""
    goal = record.goal
    if goal.start is not None and goal.target is not None:
        # A long unit is said once; `55 %, aim 80 %` reads better than `55, aim 80 %`.
        unit = goal.unit if len(goal.unit) <= SHORT_UNIT else ""
        now = measure_words(record.values[-1], unit)
        return f"{now}, aim {measure_words(goal.target, goal.unit)}"
    if record.milestones:
        done = sum(step.reached_at is not None for step in record.milestones)
        return f"{done} of {several(len(record.milestones), 'milestone')}"
    return ""


def still_words(record: GoalRecord, talks: Sequence[datetime], *, most: int | None = None) -> str:
    """`no movement for 3 talks`; "" while it moves, or once it is closed.

    Args:
        record: the goal.
        talks: when talks began.
        most: how many of them are known at most: that many may be more.
    """
    still = record.still_over(talks)
    if record.goal.state is not GoalState.OPEN or still < STILL_AFTER:
        return ""
    more = " or more" if most is not None and still >= most else ""
    return f"no movement for {several(still, 'talk')}{more}"


def moved_words(record: GoalRecord, talks: Sequence[datetime], today: date, zone: tzinfo) -> str:
    """`moved 9 days ago`, `no movement for 3 talks, 40 days`, `not moved since it was set`."""
    days = max(0, (today - record.moved_at.astimezone(zone).date()).days)
    if still := still_words(record, talks):
        return f"{still}, {several(days, 'day')}"
    ago = ago_words(days)
    if record.moved_at == record.goal.created_at:
        return f"not moved since it was set {ago}" if days else "set today"
    return f"moved {ago}"
