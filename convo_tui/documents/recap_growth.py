"""Goals, roadmap and strengths in a recap: as lines, and as plain values for JSON."""

from __future__ import annotations

from datetime import date

from convo_tui.documents.model import Line
from convo_tui.documents.shared_growth import SharedGoal, SharedRoadmap, SharedStrength
from convo_tui.domain.dates import short_date
from convo_tui.domain.goals import GoalState, measure_words


def goal_line(goal: SharedGoal) -> Line:
    """A goal with why it matters, and what the talk brought of it."""
    state = "" if goal.state is GoalState.OPEN else goal.state.value
    now = [
        ", ".join(part for part in (_value(value, goal.unit), note) if part)
        for value, note in goal.found
    ]
    parts = (
        ("Why it matters", goal.why),
        ("Measure", goal.measure),
        *(("Now", words) for words in now),
        *(("Milestone reached", text) for text in goal.reached),
        ("How we celebrate", goal.celebration),
    )
    return Line(
        goal.title,
        mark=state or ("new" if goal.new else ""),
        below=tuple(f"{label}: {words}" for label, words in parts if words),
    )


def _value(value: float | None, unit: str) -> str:
    return "" if value is None else measure_words(value, unit)


def roadmap_lines(roadmap: SharedRoadmap | None, talked_on: date) -> list[Line]:
    """The version that was drawn, a line a step; nothing where none was."""
    if roadmap is None:
        return []
    by = f", by {short_date(roadmap.exit_on, talked_on)}" if roadmap.exit_on else ""
    steps = (
        ("Where to", roadmap.where_to),
        ("Today", roadmap.today),
        *(("Route", route) for route in roadmap.routes),
        ("Next exit", f"{roadmap.next_exit}{by}" if roadmap.next_exit else ""),
    )
    return [Line(words, who=label) for label, words in steps if words]


def strength_line(strength: SharedStrength) -> Line:
    """A strength, how it helps, and what it could serve."""
    parts = (("How it helps", strength.helps), ("What it could serve", strength.serves))
    return Line(strength.name, below=tuple(f"{label}: {words}" for label, words in parts if words))


def goal_json(goal: SharedGoal) -> dict[str, object]:
    """A goal that came up in the talk."""
    return {
        "title": goal.title,
        "state": goal.state.value,
        "new": goal.new,
        "why": goal.why,
        "measure": goal.measure,
        "found": [{"value": value, "unit": goal.unit, "note": note} for value, note in goal.found],
        "milestones_reached": list(goal.reached),
        "celebration": goal.celebration,
    }


def roadmap_json(roadmap: SharedRoadmap | None) -> dict[str, object] | None:
    """The version that was drawn in the talk."""
    if roadmap is None:
        return None
    return {
        "where_to": roadmap.where_to,
        "today": roadmap.today,
        "routes": list(roadmap.routes),
        "next_exit": roadmap.next_exit,
        "exit_on": roadmap.exit_on and roadmap.exit_on.isoformat(),
    }
