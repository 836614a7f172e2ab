"""Lengths of time as documents tell them."""

from __future__ import annotations

from convo_tui.domain.goal_words import link_words
from convo_tui.domain.goals import Goal, measure_words
from convo_tui.text import one_line


def minutes_words(minutes: float) -> str:
    """`31 minutes`, `under a minute`."""
    whole = round(minutes)
    if minutes and not whole:
        return "under a minute"
    return f"{whole} minute" if whole == 1 else f"{whole} minutes"


def hours_words(seconds: float) -> str:
    """`21 h 30 min`, `45 min`."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def why_words(goal: Goal) -> str:
    """`for the team: we can be away without a plan for it`; "" where nobody said."""
    link = link_words(goal) if goal.link is not None else ""
    return ": ".join(part for part in (link, one_line(goal.why)) if part)


def measure_of(goal: Goal) -> str:
    """`from 24 to 4 pages a month`; "" for a goal without a measure."""
    if goal.start is None or goal.target is None:
        return ""
    return f"from {measure_words(goal.start)} to {measure_words(goal.target, one_line(goal.unit))}"
