"""People, and what stands open between each of them and the manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalState
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.ledger import unbooked
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side
from convo_tui.storage.base import StoreBase, apply_change, ask_of, grouped, read, read_one
from convo_tui.storage.coaching_store import (
    OWED,
    counting_strengths,
    last_talk,
    newest_preferences,
    newest_roadmaps,
    open_goals,
    open_sheets,
    proposed,
)
from convo_tui.storage.codecs import table_name
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.plain import IN_LIST, listed

if TYPE_CHECKING:
    # Today tells it; a talk does not carry the figures.
    from convo_tui.domain.figures.promises import BothWays

RECENT_TALKS = 8

_BY_NAME = "lower(name), id"

_CLOSED = """
SELECT owner, state, count(*) FROM commitment JOIN person ON person.id = commitment.person_id
WHERE closed_at >= ?
"""

_NEWEST = f"""
SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY person_id ORDER BY started_at DESC) AS rank
    FROM meeting WHERE person_id {IN_LIST}
) WHERE rank <= ?
"""  # noqa: S608  # our own names

_BEGAN = f"""
SELECT person_id, group_concat(started_at) FROM meeting
WHERE person_id {IN_LIST} AND state = 'held' GROUP BY person_id
"""  # noqa: S608
"""There are thousands; as one text a person they are read in a fraction of the time."""


class PeopleStore(StoreBase):
    """People and their overviews."""

    def people(self, *, archived: bool = False) -> tuple[Person, ...]:
        """Everybody by name; the archived ones only where asked for."""
        wanted = "1" if archived else "archived_at IS NULL"
        with self.database.reading() as session:
            return read(session, Person, f"{wanted} ORDER BY {_BY_NAME}")

    def person(self, person_id: str) -> Person | None:
        """One person."""
        with self.database.reading() as session:
            return read_one(session, Person, person_id)

    def overviews(self, person_ids: tuple[str, ...] | None = None) -> tuple[Overview, ...]:
        """What is open with each person who is not archived, or with just the ones named."""
        wanted, named = "archived_at IS NULL", []
        if person_ids is not None:
            wanted, named = f"id {IN_LIST}", [listed(person_ids)]
        with self.database.reading() as session:
            people = read(session, Person, f"{wanted} ORDER BY {_BY_NAME}", *named)
            return _overviews(session, people)

    def schedule_changes(self, person_id: str | None = None) -> tuple[ScheduleChange, ...]:
        """Talks moved and cancelled, oldest first, of one person or all."""
        wanted, theirs = ("1", []) if person_id is None else ("person_id = ?", [person_id])
        with self.database.reading() as session:
            return read(session, ScheduleChange, f"{wanted} ORDER BY at, id", *theirs)

    def closed_both_ways(self, since: datetime, person_id: str | None = None) -> BothWays:
        """What became of the commitments closed since: of one person, or of all not archived."""
        from convo_tui.domain.figures.promises import closed_both_ways

        wanted, theirs = "person.archived_at IS NULL", []
        if person_id is not None:
            wanted, theirs = "person.id = ?", [person_id]
        query = f"{_CLOSED} AND {wanted} GROUP BY owner, state"
        with self.database.reading() as session:
            rows = ask_of(session)(query, (since, *theirs))
        return closed_both_ways(
            (Side(owner), CommitmentState(state), count) for owner, state, count in rows
        )

    def take_back(self, person: Person) -> bool:
        """Delete a person just added, unless something was written about them; whether it was."""
        with self.database.writing() as session:
            if any(_mentions(session, kind, person.id) for kind in _ABOUT_A_PERSON):
                return False
            apply_change(session, Change.removed(person))
            return True


_ABOUT_A_PERSON = (
    Meeting,
    Note,
    TalkingPoint,
    Commitment,
    Feedback,
    ScheduleChange,
    Goal,
    Roadmap,
    Strength,
    Preferences,
    HardTalk,
)


def _mentions(session: Session, kind: type[Any], person_id: str) -> bool:
    query = f"SELECT 1 FROM {table_name(kind)} WHERE person_id = ? LIMIT 1"  # noqa: S608
    return bool(ask_of(session)(query, (person_id,)))


def _overviews(session: Session, people: tuple[Person, ...]) -> tuple[Overview, ...]:
    ids = [person.id for person in people]
    of_them, listing = f"person_id {IN_LIST}", listed(ids)
    points = f"{of_them} AND state = 'open' ORDER BY position, created_at"
    open_points = grouped(read(session, TalkingPoint, points, listing))
    told = f"{of_them} AND said_at IS NULL ORDER BY seen_at"
    unsaid = grouped(read(session, Feedback, told, listing))
    noted = f"{of_them} AND meeting_id IS NULL ORDER BY at"
    captured = grouped(read(session, Note, noted, listing))
    promised = f"{of_them} AND state = 'open' ORDER BY created_at"
    owed = grouped(read(session, Commitment, promised, listing))
    talks = _recent_talks(session, ids)
    began = _began(session, ids)
    changes = _changes_since(session, ids)
    goals = open_goals(session, ids)
    roadmaps, preferences = newest_roadmaps(session, ids), newest_preferences(session, ids)
    strengths = counting_strengths(session, ids)
    sheets, named = open_sheets(session, ids), proposed(session, ids)
    fulfilled = _kept(session, ids)
    return tuple(
        replace(
            _overview(
                person,
                talks.get(person.id, ()),
                began.get(person.id, ()),
                captured.get(person.id, ()),
                open_points.get(person.id, ()),
                unsaid.get(person.id, ()),
                owed.get(person.id, ()),
                fulfilled.get(person.id, ()),
                goals.get(person.id, ()),
            ),
            roadmap=roadmaps.get(person.id),
            preferences=preferences.get(person.id),
            strengths=strengths.get(person.id, ()),
            sheets=sheets.get(person.id, ()),
            proposed=named.get(person.id, frozenset()),
            unbooked=unbooked(changes.get(person.id, ()), (began.get(person.id) or (None,))[-1]),
        )
        for person in people
    )


def _kept(session: Session, ids: list[str]) -> dict[str, tuple[Commitment, ...]]:
    """Commitments kept since the last talk, or whose celebration is owed, by when."""
    new = f"({OWED}) OR (closed_at <= {last_talk('commitment')}) IS NOT TRUE"
    where = f"person_id {IN_LIST} AND state = 'kept' AND ({new}) ORDER BY closed_at"
    return grouped(read(session, Commitment, where, listed(ids)))


def _since(closed_at: datetime | None, last: Meeting) -> bool:
    return closed_at is not None and closed_at > last.started_at


def _recent_talks(session: Session, ids: list[str]) -> dict[str, tuple[Meeting, ...]]:
    """The newest talks of each person, oldest first."""
    where = f"id IN ({_NEWEST}) ORDER BY started_at"
    return grouped(read(session, Meeting, where, listed(ids), RECENT_TALKS + 1))


def _began(session: Session, ids: list[str]) -> dict[str, tuple[datetime, ...]]:
    """When the talks held with each person began, oldest first."""
    return {
        person_id: tuple(UtcDateTime.read(at) for at in sorted(text.split(",")))
        for person_id, text in ask_of(session)(_BEGAN, (listed(ids),))
    }


def _changes_since(session: Session, ids: list[str]) -> dict[str, tuple[ScheduleChange, ...]]:
    """The talks moved and cancelled since the last talk began: no earlier one waits for a day."""
    where = f"person_id {IN_LIST} AND (at < {last_talk('schedule_change')}) IS NOT TRUE"
    return grouped(read(session, ScheduleChange, where, listed(ids)))


def _overview(
    person: Person,
    talks: tuple[Meeting, ...],
    began: tuple[datetime, ...],
    captured: tuple[Note, ...],
    points: tuple[TalkingPoint, ...],
    feedback: tuple[Feedback, ...],
    owed: tuple[Commitment, ...],
    fulfilled: tuple[Commitment, ...],
    goals: tuple[GoalRecord, ...],
) -> Overview:
    held = [talk for talk in talks if talk.state is MeetingState.HELD]
    live = [talk for talk in talks if talk.state is MeetingState.LIVE]
    last = held[-1] if held else None
    return Overview(
        person=person,
        talks=len(began),
        last=last,
        live=live[-1] if live else None,
        shares=tuple(talk.sums.manager_share for talk in held[-RECENT_TALKS:]),
        notes=tuple(note for note in captured if last is None or note.at > last.started_at),
        points=points,
        feedback=feedback,
        commitments=tuple(
            sorted(owed, key=lambda c: (c.due is None, c.due or c.created_at.date()))
        ),
        recent=tuple(talk.started_at for talk in held[-RECENT_TALKS:]),
        goals=tuple(each for each in goals if each.goal.state is GoalState.OPEN),
        kept=tuple(each for each in fulfilled if last is None or _since(each.closed_at, last)),
        reached=tuple(
            each.goal
            for each in goals
            if each.goal.state is GoalState.REACHED
            and (last is None or _since(each.goal.closed_at, last))
        ),
        celebrations=(
            *(
                each.goal
                for each in goals
                if each.goal.state is GoalState.REACHED
                and each.goal.celebration
                and each.goal.celebrated_at is None
            ),
            *(each for each in fulfilled if each.celebration and each.celebrated_at is None),
        ),
        began=began,
    )
