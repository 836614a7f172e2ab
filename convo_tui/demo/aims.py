"""The goals of the sample team, with their milestones and what was found of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convo_tui.demo.moments import Calendar
from convo_tui.demo.talk import seeded_id
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.people import Person

SET, UPDATED, TICKED, CLOSED = 0.1, 0.4, 0.7, 0.95
"""How far into the segment a goal is set, looked at, moved and closed."""


class Aims(NamedTuple):
    """The values behind the goals of a person."""

    goals: list[Goal]
    milestones: list[Milestone]
    updates: list[GoalUpdate]


def aims(person: Person, scripts: Sequence[Mapping[str, Any]], calendar: Calendar) -> Aims:
    """All goals of a person."""
    found = Aims([], [], [])
    for script in scripts:
        goal = _goal(person, script, calendar)
        found.goals.append(goal)
        found.milestones.extend(
            _milestone(goal, place, step, calendar)
            for place, step in enumerate(script.get("milestones", ()))
        )
        found.updates.extend(
            GoalUpdate(
                id=seeded_id(calendar.rng),
                person_id=person.id,
                goal_id=goal.id,
                at=calendar.at(update, UPDATED),
                value=update.get("value"),
                note=update.get("note", ""),
                meeting_id=calendar.meeting_id(update),
            )
            for update in script.get("updates", ())
        )
    return found


def _goal(person: Person, script: Mapping[str, Any], calendar: Calendar) -> Goal:
    closed = script.get("reached") or script.get("set_aside")
    state = GoalState.REACHED if "reached" in script else GoalState.SET_ASIDE
    celebrated = script.get("celebrated")
    return Goal(
        id=seeded_id(calendar.rng),
        person_id=person.id,
        title=script["title"],
        created_at=calendar.at(script["set"], SET),
        link=WhyLink(script["link"]),
        why=script["why"],
        unit=script.get("unit", ""),
        start=script.get("start"),
        target=script.get("target"),
        due=calendar.days.ahead(script["due"]) if "due" in script else None,
        celebration=script.get("celebration", ""),
        state=state if closed else GoalState.OPEN,
        reason=script.get("reason", ""),
        closed_at=calendar.at(closed, CLOSED) if closed else None,
        celebrated_at=calendar.at(celebrated) if celebrated else None,
        private=script.get("private", False),
        meeting_id=calendar.meeting_id(script["set"]),
    )


def _milestone(goal: Goal, place: int, step: Mapping[str, Any], calendar: Calendar) -> Milestone:
    reached = "talk" in step
    return Milestone(
        id=seeded_id(calendar.rng),
        person_id=goal.person_id,
        goal_id=goal.id,
        text=step["text"],
        position=place,
        reached_at=calendar.at(step, TICKED) if reached else None,
        meeting_id=calendar.meeting_id(step) if reached else None,
    )
