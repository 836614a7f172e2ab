"""The shapes of `--json`, documented with an example each in docs/json.md; keys only ever join.

Instants are ISO 8601 in the manager's zone, days `2026-11-27`. What is not there is null.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from convo_tui.domain.cadence import day_of
from convo_tui.domain.celebrations import Celebration
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.figures.promises import BothWays
from convo_tui.domain.figures.rhythm import streak
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.people import Person
from convo_tui.domain.today import Owed, Standing
from convo_tui.ui.commands import Command, key_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convo_tui.settings.model import Settings
    from convo_tui.storage.backup import Backup, Contents

Shape = dict[str, object]


def person_shape(standing: Standing, zone: str, today: date) -> Shape:
    """A person, their rhythm, and how the talks with them stand."""
    person, overview, cadence = standing.overview.person, standing.overview, standing.cadence
    planned, unbooked = cadence.planned, overview.unbooked
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "every_weeks": person.every_weeks,
        "weekday": None if person.weekday is None else WEEKDAYS[person.weekday].lower(),
        "time": person.time or None,
        "zone": person.zone or None,
        "template": person.template or None,
        "archived": person.archived_at is not None,
        "state": cadence.state.value,
        "next_day": _day(cadence.day),
        "next_at": _instant(planned.at, zone) if planned and planned.has_time else None,
        "days_overdue": cadence.days_overdue,
        "days_since": cadence.days_since,
        "talks": overview.talks,
        "streak": streak(person, overview.began, today, ZoneInfo(zone)),
        "not_rebooked": _day(day_of(unbooked.planned_for, ZoneInfo(zone)) if unbooked else None),
        "last_talk": overview.last.id if overview.last else None,
        "live_talk": overview.live.id if overview.live else None,
    }


def ready_shape(standing: Standing, zone: str, today: date) -> Shape:
    """A person with what is ready for the next talk, in numbers."""
    overview = standing.overview
    return {
        **person_shape(standing, zone, today),
        "ready": {
            "wins": len(overview.wins),
            "feedback": len(overview.feedback),
            "points": len(overview.points),
            "promises": len(overview.promises),
            "checkpoints": len(overview.checkpoints_until(today)),
        },
    }


def owed_shape(owed: Owed, zone: str, today: date) -> Shape:
    """Something that is owed, or a checkpoint."""
    subject = owed.subject
    promise = isinstance(subject, Commitment)
    since = subject.created_at if isinstance(subject, Commitment) else subject.seen_at
    return {
        "id": subject.id,
        "kind": "commitment" if promise else "feedback",
        "person": owed.overview.person.name,
        "text": subject.goal if isinstance(subject, Commitment) else subject.text,
        "due": _day(owed.due),
        "late": owed.due is not None and owed.due < today,
        "days_overdue": max(0, (today - owed.due).days) if owed.due is not None else 0,
        "since": _instant(since, zone),
        "private": owed.private,
    }


def celebration_shape(celebration: Celebration, zone: str) -> Shape:
    """A celebration that is owed; `since` is when it was reached or kept."""
    subject = celebration.subject
    return {
        "id": subject.id,
        "kind": "goal" if isinstance(subject, Goal) else "commitment",
        "person": celebration.overview.person.name,
        "celebration": celebration.how,
        "text": celebration.what,
        "since": subject.closed_at and _instant(subject.closed_at, zone),
        "private": subject.private,
    }


def kept_shape(both: BothWays) -> Shape:
    """How many commitments of each side were kept and broken in the last twelve months."""
    sides = (("manager", both.manager), ("report", both.report))
    return {
        who: {
            "kept": kept.kept,
            "broken": kept.broken,
            "rate": None if kept.rate is None else round(kept.rate, 3),
        }
        for who, kept in sides
    }


def commitment_shape(commitment: Commitment, person: Person, zone: str) -> Shape:
    """A commitment with its seven parts."""
    return {
        "id": commitment.id,
        "person": person.name,
        "owner": commitment.owner.value,
        "state": commitment.state.value,
        "due": _day(commitment.due),
        "goal": commitment.goal,
        "resources": commitment.resources,
        "metric": commitment.metric,
        "manager_part": commitment.manager_part,
        "obstacles": commitment.obstacles,
        "celebration": commitment.celebration,
        "checkpoints": [
            {"on": _day(point.on), "outcome": point.outcome, "note": point.note}
            for point in commitment.checkpoints
        ],
        "parts_filled": commitment.parts_filled,
        "private": commitment.private,
        "created_at": _instant(commitment.created_at, zone),
    }


def goal_shape(record: GoalRecord, person: Person, talks: Iterable[datetime], zone: str) -> Shape:
    """A goal with all that says how far it is; `talks` are when those with the person began."""
    goal = record.goal
    return {
        "id": goal.id,
        "person": person.name,
        "title": goal.title,
        "state": goal.state.value,
        "link": goal.link.value if goal.link is not None else None,
        "why": goal.why,
        "start": goal.start,
        "target": goal.target,
        "unit": goal.unit,
        "value": record.values[-1] if goal.measured else None,
        "progress": record.progress,
        "due": _day(goal.due),
        "milestones": [
            {"text": step.text, "reached_at": step.reached_at and _instant(step.reached_at, zone)}
            for step in record.milestones
        ],
        "updates": [
            {"at": _instant(each.at, zone), "value": each.value, "note": each.note}
            for each in record.updates
        ],
        "moved_at": _instant(record.moved_at, zone),
        "talks_since": record.still_over(talks),
        "celebration": goal.celebration,
        "celebrated_at": goal.celebrated_at and _instant(goal.celebrated_at, zone),
        "reason": goal.reason,
        "closed_at": goal.closed_at and _instant(goal.closed_at, zone),
        "private": goal.private,
        "created_at": _instant(goal.created_at, zone),
    }


def key_shape(command: Command, keys: Iterable[str]) -> Shape:
    """A command with its keys as they are now, in Textual's names and as they are shown."""
    named = list(keys)
    return {
        "id": command.id,
        "place": command.place,
        "group": command.group,
        "keys": named,
        "shown": [key_name(key) for key in named],
        "help": command.help,
    }


def backup_shape(backup: Backup, inside: Contents | None, zone: str) -> Shape:
    """A backup, and how much stands in it."""
    return {
        "file": str(backup.path),
        "made_at": _instant(backup.made_at, zone),
        "why": str(backup.why),
        "bytes": backup.path.stat().st_size,
        "people": inside and inside.people,
        "talks": inside and inside.talks,
        "notes": inside and inside.notes,
    }


def settings_shape(
    file: str, settings: Settings, problems: Iterable[tuple[int | None, str]]
) -> Shape:
    """The settings in force, and what of the file does not count."""
    return {
        "file": file,
        "settings": settings.model_dump(mode="json"),
        "problems": [{"line": line, "message": message} for line, message in problems],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _instant(instant: datetime, zone: str) -> str:
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
