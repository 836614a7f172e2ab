"""Everything about a person, private apart from shared.

What is shared is an allow-list by kind and field, so that what joins later counts as private until
somebody says otherwise. Nothing is left out: what is not in one half is in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone
from convo_tui.domain.growth import Evidence, Roadmap, Strength
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked

_PLACE = "meeting_id segment"
_SHARED: dict[type[Any], frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        Person: "name role every_weeks weekday time zone next_at",
        Meeting: "started_at ended_at segments segment_seconds state recap logged_at",
        Note: f"at text kind asked_id edited_at {_PLACE}",
        TalkingPoint: f"text created_at raised_by state closed_at parked_in {_PLACE}",
        Commitment: "goal created_at owner resources metric manager_part obstacles celebration"
        f" checkpoints state closed_at asked_id celebrated_at {_PLACE}",
        Feedback: "seen_at text so_what now_what kind said_at meeting_id",
        Asked: f"text at question_id {_PLACE}",
        ScheduleChange: "at kind planned_for who moved_to",
        Goal: "title created_at link why unit start target due celebration state closed_at"
        " celebrated_at meeting_id",
        Milestone: "goal_id text position reached_at meeting_id",
        GoalUpdate: "goal_id at value note meeting_id",
        Roadmap: "at where_to today routes next_exit exit_on commitment_id meeting_id",
        Strength: "name created_at helps serves ended_at meeting_id",
        Evidence: "strength_id at note_id feedback_id",
        Opening: "at text named_at meeting_id",
    }.items()
}
_MAY_BE_OWN = (Goal, Note, Commitment, Feedback)
_VEILED_WITH = (Milestone, GoalUpdate, Opening)
_KEYS = ("id", "person_id")

Parts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parted:
    """A value in two halves, by field; a half is None where nothing of it is in there."""

    shared: Parts | None
    private: Parts | None


def parted(value: Any, veiled: frozenset[str] = frozenset()) -> Parted:
    """What of a value both may see, and what the manager alone.

    Args:
        value: any that the store keeps.
        veiled: the ids of what is private itself: the milestones and updates of a private goal are
            so as well, and what was named as an opening and became private since.
    """
    everything = {part.name: getattr(value, part.name) for part in fields(value)}
    behind = (everything.get("goal_id"), everything.get("subject_id"))
    private = is_private(value) or (
        isinstance(value, _VEILED_WITH) and any(each in veiled for each in behind)
    )
    names = frozenset() if private else _SHARED.get(type(value), frozenset())
    if not names:
        return Parted(None, everything)
    shared = {name: part for name, part in everything.items() if name in names or name in _KEYS}
    own = {name: part for name, part in everything.items() if name not in shared}
    if isinstance(value, Commitment):
        # What was noted at a checkpoint is the manager's own, as the reason is.
        shared["checkpoints"] = tuple(replace(each, note="") for each in value.checkpoints)
        own["checkpoints"] = tuple(_noted(value))
    filled = any(part not in (None, "", (), {}, False, 0) for part in own.values())
    return Parted(shared, {**_keys(everything), **own} if filled else None)


def is_private(value: Any) -> bool:
    """Whether all of a value is the manager's alone; feedback is, until it was said.

    So is what was proposed to open a talk with, until it was named: it may tell of feedback that
    was not said.
    """
    if isinstance(value, Feedback):
        return value.said_at is None
    if isinstance(value, Opening):
        return value.named_at is None
    return type(value) not in _SHARED or bool(getattr(value, "private", False))


def halves(
    values: Mapping[str, tuple[Any, ...]],
) -> tuple[dict[str, list[Parts]], dict[str, list[Parts]]]:
    """Shared and private, each by table; what is empty is left out."""
    shared: dict[str, list[Parts]] = {}
    private: dict[str, list[Parts]] = {}
    everything = [each for listed in values.values() for each in listed]
    own = {each.id for each in everything if isinstance(each, _MAY_BE_OWN) and is_private(each)}
    steps = (each for each in everything if isinstance(each, (Milestone, GoalUpdate)))
    veiled = frozenset(own | {each.id for each in steps if each.goal_id in own})
    for name, listed in values.items():
        for value in listed:
            both = parted(value, veiled)
            if both.shared is not None:
                shared.setdefault(name, []).append(both.shared)
            if both.private is not None:
                private.setdefault(name, []).append(both.private)
    return shared, private


def _noted(commitment: Commitment) -> Iterator[Checkpoint]:
    return (each for each in commitment.checkpoints if each.note)


def _keys(everything: Parts) -> Parts:
    return {name: everything[name] for name in _KEYS if name in everything}
