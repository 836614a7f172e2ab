"""An entry of a timeline as a line of plain text, and as a shape for `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from convo_tui.cli.shapes import Shape
from convo_tui.domain.cadence import ScheduleChange, day_alone, day_of
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone, measure_words
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.people import Person
from convo_tui.domain.talk_share import percent
from convo_tui.domain.timeline import Counts, Entry, EntryKind
from convo_tui.domain.values import Side
from convo_tui.text import one_line

if TYPE_CHECKING:
    from convo_tui.domain.search import Hit

DAY_CELLS = 16
KIND_CELLS = 10
PRIVATE_SIGN = "~"


def is_untimed(entry: Entry) -> bool:
    """Whether it is a talk of which only the day is known."""
    return isinstance(entry.subject, Meeting) and not entry.subject.has_time


def lead(entry: Entry, now: datetime, *, timed: bool = True) -> str:
    """The columns before the words: day, time, kind, and `~` where it is private.

    Args:
        entry: what it leads.
        now: the time, in the manager's zone.
        timed: whether its time of day is known.
    """
    at = entry.at.astimezone(now.tzinfo)
    private = PRIVATE_SIGN if entry.private else " "
    day = short_date(at.date(), now.date())
    clock = clock_time(at) if timed and not is_untimed(entry) else ""
    return f"{day:<{DAY_CELLS}}{clock:<5}  {entry.kind:<{KIND_CELLS}}  {private} "


def words(entry: Entry, person: Person, now: datetime) -> str:
    """What the entry says, on one line."""
    match entry.subject:
        case Meeting() as talk:
            said = _talk_words(talk, entry.counts or Counts())
        case Feedback() as feedback:
            unsaid = " (not yet said)" if feedback.said_at is None else ""
            said = f"{feedback.kind}: {feedback.text}{unsaid}"
        case Commitment() as commitment:
            said = f"{owner_words(commitment, person)}: {_commitment_words(entry, commitment)}"
        case ScheduleChange() as change:
            said = _schedule_words(change, person, now)
        case Goal() as goal:
            said = _goal_words(entry, goal)
        case _:
            said = entry.text
    return one_line(said)


def owner_words(commitment: Commitment, person: Person) -> str:
    """Who owes it: `you, to Maya`, `Maya`, `you and Maya`."""
    match commitment.owner:
        case Side.MANAGER:
            return f"you, to {person.first_name}"
        case Side.REPORT:
            return person.first_name
        case _:
            return f"you and {person.first_name}"


def _minutes(talk: Meeting) -> int | None:
    seconds = talk.length
    return round(seconds / 60) if seconds else None


def _talk_words(talk: Meeting, counts: Counts) -> str:
    minutes, share = _minutes(talk), talk.sums.manager_share
    logged = talk.logged_at is not None
    length = f"{minutes} min" if minutes else "under a minute" if minutes == 0 else ""
    parts = [length or ("" if logged else "a talk"), "logged" if logged else ""]
    parts = [part for part in parts if part]
    parts.append("untracked" if share is None else f"you {percent(share)} %")
    signs = (("+", counts.wins), ("!", counts.blockers), (">", counts.commitments))
    brought = " ".join(f"{sign}{number}" for sign, number in signs if number)
    return ", ".join([*parts, brought] if brought else parts)


def _commitment_words(entry: Entry, commitment: Commitment) -> str:
    point = entry.checkpoint
    if point is not None and point.outcome is not None:
        outcome = point.outcome.replace("_", " ")
        return f"{outcome}: {commitment.goal}" + (f" ({point.note})" if point.note else "")
    why = commitment.reason if entry.kind in (EntryKind.BROKEN, EntryKind.DROPPED) else ""
    why = commitment.celebration if entry.kind is EntryKind.CELEBRATED else why
    return commitment.goal + (f" ({why})" if why else "")


def _goal_words(entry: Entry, goal: Goal) -> str:
    step = entry.step
    if isinstance(step, GoalUpdate):
        value = "" if step.value is None else measure_words(step.value, goal.unit)
        note = ", ".join(part for part in (value, step.note) if part)
    elif step is not None:
        note = step.text
    else:
        ends = {EntryKind.SET_ASIDE: goal.reason, EntryKind.CELEBRATED: goal.celebration}
        note = ends.get(entry.kind, "")
    return f"{goal.title}: {note}" if note else goal.title


def _schedule_words(change: ScheduleChange, person: Person, now: datetime) -> str:
    def day(at: datetime) -> str:
        return short_date(day_of(at, now.tzinfo or UTC), now.date())

    who = {Side.MANAGER: "you", Side.REPORT: person.first_name}.get(change.who, "both")
    when = day(change.planned_for)
    when = when if change.moved_to is None else f"{when} to {day(change.moved_to)}"
    return f"{when}, by {who}" + (f": {change.reason}" if change.reason else "")


# --- for other programs --------------------------------------------------------------------------


def entry_shape(entry: Entry, person: Person, now: datetime) -> Shape:
    """An entry with all that any kind of entry has; what this kind lacks is null."""
    subject, counts, point, step = entry.subject, entry.counts, entry.checkpoint, entry.step
    talk = subject if isinstance(subject, Meeting) else None
    change = subject if isinstance(subject, ScheduleChange) else None
    feedback = subject if isinstance(subject, Feedback) else None
    goal = subject if isinstance(subject, Goal) else None
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "at": _instant(entry.at, now),
        "person": person.name,
        "text": entry.text,
        "private": entry.private,
        "side": entry.side and entry.side.value,
        "talk": entry.meeting_id,
        "minutes": talk and _minutes(talk),
        "manager_share": _share(talk),
        "wins": counts and counts.wins,
        "blockers": counts and counts.blockers,
        "commitments": counts and counts.commitments,
        "feedback": feedback and feedback.kind.value,
        "said_at": feedback and _instant(feedback.said_at, now),
        "checkpoint": point and _day(point.on),
        "outcome": point and point.outcome and point.outcome.value,
        "note": _said(entry),
        "value": step.value if isinstance(step, GoalUpdate) else None,
        "unit": goal.unit if goal and isinstance(step, GoalUpdate) else None,
        "parts": [{"name": name, "text": text} for name, text in _parts(entry) if text],
        "planned_for": change and _settled(change.planned_for, now),
        "moved_to": change and _settled(change.moved_to, now),
    }


def _said(entry: Entry) -> str | None:
    """What was said of it then, or why it ended."""
    match entry.step or entry.checkpoint or entry.subject:
        case Commitment() | Goal() as ended if entry.kind is EntryKind.CELEBRATED:
            return ended.celebration
        case GoalUpdate(note=note) | Checkpoint(note=note):
            return note
        case Milestone(text=text):
            return text
        case Commitment(reason=reason) | Goal(reason=reason):
            return reason
        case _:
            return None


def _parts(entry: Entry) -> Iterable[tuple[str, str]]:
    """What else was written, by the names of its fields."""
    match entry.subject:
        case Feedback() as feedback:
            return (("so_what", feedback.so_what), ("now_what", feedback.now_what))
        case Goal() as goal:
            link = goal.link.value if goal.link is not None else ""
            return (("link", link), ("why", goal.why), ("celebration", goal.celebration))
        case Roadmap() as roadmap:
            routes = (("route", route) for route in roadmap.routes)
            return (("today", roadmap.today), *routes, ("next_exit", roadmap.next_exit))
        case Strength() as strength:
            return (("helps", strength.helps), ("serves", strength.serves))
        case Preferences() as liking:
            names = ("spoken", "motivates", "avoids")
            told = ((name, getattr(liking, name)) for name in names)
            return (*(("style", style) for style in liking.styles), *told)
        case HardTalk() as sheet:
            return (("answer", answer) for answer in sheet.answers)
        case _:
            return ()


def hit_shape(hit: Hit, now: datetime) -> Shape:
    """A hit: its entry, and the words around what was found, in pieces."""
    return {
        **entry_shape(hit.entry, hit.person, now),
        "context": [{"text": text, "found": found} for text, found in _shown(hit.context)],
    }


def _shown(pieces: Iterable[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    return ((text, found) for text, found in pieces if text)


def _share(talk: Meeting | None) -> float | None:
    share = talk.sums.manager_share if talk is not None else None
    return None if share is None else round(share, 3)


def _day(day: date) -> str:
    return day.isoformat()


def _settled(at: datetime | None, now: datetime) -> str | None:
    """When a talk was to be: an instant, or the day alone where it had no time."""
    day = day_alone(at) if at is not None else None
    return _instant(at, now) if day is None else day.isoformat()


def _instant(at: datetime | None, now: datetime) -> str | None:
    return None if at is None else at.astimezone(now.tzinfo).isoformat(timespec="seconds")
