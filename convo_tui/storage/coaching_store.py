"""What grows between the talks: goals, roadmaps, strengths, preferences, sheets, signs, hints.

Today and each talk ask for a little of every kind, so these are read by plain SQL (`plain.py`):
nothing is compiled for it at each start, and nothing of that stays in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import update
from sqlmodel import Session

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.goals import Goal, GoalRecord, GoalUpdate, Milestone, records
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.openings import About, Opening
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change
from convo_tui.storage.base import StoreBase, ask_of, grouped, read, table_of
from convo_tui.storage.plain import IN_LIST, listed

V = TypeVar("V")

OWED = "celebration <> '' AND celebrated_at IS NULL"
"""A celebration that was named and not held yet."""


class CoachingStore(StoreBase):
    """What grows between the talks."""

    def goals(self, person_id: str | None = None) -> tuple[GoalRecord, ...]:
        """Every goal of one person or all, oldest first, whatever its state."""
        with self.database.reading() as session:
            if person_id is None:
                return goals_where(session, "1")
            return goals_where(session, "person_id = ?", person_id)

    def preferences(self, person_id: str) -> tuple[Preferences, ...]:
        """Every version of how a person likes it, oldest first."""
        with self.database.reading() as session:
            return read(session, Preferences, "person_id = ? ORDER BY at, id", person_id)

    def sheets(self, person_id: str) -> tuple[HardTalk, ...]:
        """The sheets for hard talks with a person, oldest first."""
        with self.database.reading() as session:
            return read(session, HardTalk, "person_id = ? ORDER BY created_at, id", person_id)

    def dismissed_hints(self) -> tuple[Dismissed, ...]:
        """The hints that are shown no more, by name."""
        with self.database.reading() as session:
            return read(session, Dismissed, "1 ORDER BY id")

    def dismissed(self) -> frozenset[str]:
        """Their names."""
        return frozenset(each.id for each in self.dismissed_hints())

    def dismiss(self, hint: str, at: datetime) -> None:
        """Show hints of a kind no more; another window may have done so already."""
        if hint not in self.dismissed():
            self.apply(Change.added(Dismissed(hint, at)))


def goals_where(session: Session, where: str, *parameters: object) -> tuple[GoalRecord, ...]:
    """The goals that fit, oldest first, each with its milestones and updates; three queries."""
    goals = read(session, Goal, f"({where}) ORDER BY created_at, id", *parameters)
    if not goals:
        return ()
    of_them, ids = f"goal_id {IN_LIST}", listed(goal.id for goal in goals)
    steps = read(session, Milestone, of_them, ids)
    return records(goals, steps, read(session, GoalUpdate, of_them, ids))


def last_talk(table: str) -> str:
    """SQL for when the last talk held with the person of a row began; NULL before the first one.

    It is asked anew for each row that it is compared with, so it takes the first step along the
    index rather than the maximum of all talks.

    Args:
        table: that the row stands in.
    """
    return (
        f"(SELECT started_at FROM meeting WHERE meeting.person_id = {table}.person_id"  # noqa: S608
        " AND meeting.state = 'held' ORDER BY started_at DESC LIMIT 1)"
    )


def open_goals(session: Session, ids: Iterable[str]) -> dict[str, tuple[GoalRecord, ...]]:
    """The open goals of each person, and those reached that are to be named or celebrated.

    To be named: reached since the last talk.
    """
    named = f"({OWED}) OR (closed_at <= {last_talk('goal')}) IS NOT TRUE"
    wanted = f"person_id {IN_LIST} AND (state = 'open' OR (state = 'reached' AND ({named})))"
    groups: dict[str, list[GoalRecord]] = {}
    for record in goals_where(session, wanted, listed(ids)):
        groups.setdefault(record.goal.person_id, []).append(record)
    return {key: tuple(group) for key, group in groups.items()}


def goals_at(session: Session, meeting: Meeting) -> tuple[GoalRecord, ...]:
    """The goals that were open in a talk, or were closed in it or after it."""
    where = "person_id = ? AND (state = 'open' OR closed_at >= ?)"
    begun, parameters = until_end(meeting, "created_at")
    return goals_where(session, where + begun, meeting.person_id, meeting.started_at, *parameters)


def until_end(meeting: Meeting, column: str) -> tuple[str, tuple[datetime, ...]]:
    """Only what there was by the end of a talk; of one that still runs, everything."""
    if meeting.ended_at is None:
        return "", ()
    return f" AND {column} <= ?", (meeting.ended_at,)


def newest_roadmaps(session: Session, ids: Iterable[str]) -> dict[str, Roadmap]:
    """The roadmap that holds, by person."""
    found = read(session, Roadmap, f"person_id {IN_LIST} ORDER BY at, id", listed(ids))
    return {each.person_id: each for each in found}


def newest_preferences(session: Session, ids: Iterable[str]) -> dict[str, Preferences]:
    """The preferences that hold, by person."""
    found = read(session, Preferences, f"person_id {IN_LIST} ORDER BY at, id", listed(ids))
    return {each.person_id: each for each in found}


def roadmaps_at(session: Session, meeting: Meeting) -> tuple[Roadmap, ...]:
    """Every version of a roadmap until a talk ended, oldest first."""
    return _versions_at(session, Roadmap, meeting)


def preferences_at(session: Session, meeting: Meeting) -> Preferences | None:
    """The preferences that held in a talk."""
    return next(reversed(_versions_at(session, Preferences, meeting)), None)


def _versions_at(session: Session, kind: type[V], meeting: Meeting) -> tuple[V, ...]:
    written, parameters = until_end(meeting, "at")
    where = f"person_id = ?{written} ORDER BY at, id"
    return read(session, kind, where, meeting.person_id, *parameters)


def open_sheets(session: Session, ids: Iterable[str]) -> dict[str, tuple[HardTalk, ...]]:
    """The sheets that wait for a talk, by person."""
    where = f"person_id {IN_LIST} AND closed_at IS NULL ORDER BY created_at"
    return grouped(read(session, HardTalk, where, listed(ids)))


def sheets_at(session: Session, meeting: Meeting) -> tuple[HardTalk, ...]:
    """The sheets that a talk has beside it: while it runs the open ones, then its own."""
    mine = "meeting_id = ?" + (" OR closed_at IS NULL" if meeting.ended_at is None else "")
    where = f"person_id = ? AND ({mine}) ORDER BY created_at"
    return read(session, HardTalk, where, meeting.person_id, meeting.id)


def use_sheets(session: Session, held: Meeting) -> None:
    """The sheets that waited for a talk were beside it, once it has ended; they wait no more."""
    sheets = table_of(HardTalk)
    waiting = (sheets.c.person_id == held.person_id, sheets.c.closed_at.is_(None))
    used = update(sheets).where(*waiting).values(meeting_id=held.id, closed_at=held.ended_at)
    session.execute(used)


def openings_of(session: Session, meeting: Meeting) -> tuple[Opening, ...]:
    """What a talk was to open with."""
    return read(session, Opening, "meeting_id = ? ORDER BY at, id", meeting.id)


_VEILED = "\nUNION ALL\n".join(
    f"SELECT id FROM {table} WHERE id {IN_LIST} AND {private}"  # noqa: S608  # our own names
    for table, private in (
        ("note", "private"),
        ("commitment", "private"),
        ("goal", "private"),
        ("milestone", "goal_id IN (SELECT id FROM goal WHERE private)"),
        ("goal_update", "goal_id IN (SELECT id FROM goal WHERE private)"),
        ("feedback", "said_at IS NULL"),
    )
)


def veiled(session: Session, openings: Iterable[Opening]) -> frozenset[str]:
    """Which values that stood as openings are the manager's own: private, or feedback unsaid."""
    ids = listed(each.subject_id for each in openings)
    rows = ask_of(session)(_VEILED, (ids,) * _VEILED.count("?"))
    return frozenset(row[0] for row in rows)


_SOURCES = "\nUNION ALL\n".join(
    f"SELECT id, '{about.value}' FROM {table} WHERE id {IN_LIST}"  # noqa: S608  # our own names
    for table, about in (
        ("note", About.WIN),
        ("commitment", About.KEPT),
        ("goal", About.GOAL),
        ("milestone", About.GOAL),
        ("goal_update", About.GOAL),
        ("feedback", About.FEEDBACK),
    )
)


def sources(session: Session, openings: Iterable[Opening]) -> dict[str, About]:
    """From what each opening was taken, by the id of that value; a deleted one has none."""
    ids = [each.subject_id for each in openings]
    if not ids:
        return {}
    rows = ask_of(session)(_SOURCES, (listed(ids),) * _SOURCES.count("?"))
    return {subject_id: About(word) for subject_id, word in rows}


def proposed(session: Session, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The ids of all that was ever proposed as an opening, by person."""
    query = f"SELECT person_id, subject_id FROM opening WHERE person_id {IN_LIST}"  # noqa: S608
    found: dict[str, set[str]] = {}
    for person_id, subject_id in ask_of(session)(query, (listed(ids),)):
        found.setdefault(person_id, set()).add(subject_id)
    return {key: frozenset(group) for key, group in found.items()}


def signs_of(session: Session, meeting: Meeting) -> Signs | None:
    """The answers after a talk."""
    return next(iter(read(session, Signs, "meeting_id = ? LIMIT 1", meeting.id)), None)


def counting_strengths(session: Session, ids: Iterable[str]) -> dict[str, tuple[Strength, ...]]:
    """The strengths that count now, oldest first, by person."""
    where = f"person_id {IN_LIST} AND ended_at IS NULL ORDER BY created_at, id"
    return grouped(read(session, Strength, where, listed(ids)))


def strengths_at(session: Session, meeting: Meeting) -> tuple[Strength, ...]:
    """The strengths that counted in a talk, or were named in it, oldest first."""
    named, parameters = until_end(meeting, "created_at")
    where = f"person_id = ? AND (ended_at IS NULL OR ended_at >= ?){named} ORDER BY created_at, id"
    return read(session, Strength, where, meeting.person_id, meeting.started_at, *parameters)


def celebrated_in(session: Session, meeting: Meeting) -> tuple[Goal | Commitment, ...]:
    """What was celebrated in a talk: goals, then commitments."""
    held, parameters = until_end(meeting, "celebrated_at")
    where = f"person_id = ? AND celebrated_at >= ?{held} ORDER BY celebrated_at, id"
    goals = read(session, Goal, where, meeting.person_id, meeting.started_at, *parameters)
    kept = read(session, Commitment, where, meeting.person_id, meeting.started_at, *parameters)
    return (*goals, *kept)
