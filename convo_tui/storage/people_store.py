"""People, and what stands open between each of them and the manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, func, or_, true, type_coerce
from sqlmodel import Session, col, select

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.figures.promises import BothWays, closed_both_ways
from convo_tui.domain.goals import GoalRecord, GoalState
from convo_tui.domain.ledger import unbooked
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side
from convo_tui.storage.base import (
    StoreBase,
    apply_change,
    commitments,
    grouped,
    read,
    value_or_none,
    values,
)
from convo_tui.storage.coaching_store import (
    counting_strengths,
    last_talk,
    newest_preferences,
    newest_roadmaps,
    open_goals,
    open_sheets,
    proposed,
)
from convo_tui.storage.coaching_tables import (
    GoalRow,
    HardTalkRow,
    PreferencesRow,
    RoadmapRow,
    StrengthRow,
)
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.plain import IN_LIST, listed
from convo_tui.storage.tables import (
    CommitmentRow,
    FeedbackRow,
    MeetingRow,
    NoteRow,
    PersonRow,
    ScheduleChangeRow,
    TalkingPointRow,
)

RECENT_TALKS = 8


class PeopleStore(StoreBase):
    """People and their overviews."""

    def people(self, *, archived: bool = False) -> tuple[Person, ...]:
        """Everybody by name; the archived ones only where asked for."""
        statement = select(PersonRow).order_by(func.lower(PersonRow.name), col(PersonRow.id))
        if not archived:
            statement = statement.where(col(PersonRow.archived_at).is_(None))
        with self.database.reading() as session:
            return values(session, Person, statement)

    def person(self, person_id: str) -> Person | None:
        """One person."""
        with self.database.reading() as session:
            return value_or_none(session, Person, person_id)

    def overviews(self, person_ids: tuple[str, ...] | None = None) -> tuple[Overview, ...]:
        """What is open with each person who is not archived, or with just the ones named."""
        statement = select(PersonRow).order_by(func.lower(PersonRow.name), col(PersonRow.id))
        if person_ids is None:
            statement = statement.where(col(PersonRow.archived_at).is_(None))
        else:
            statement = statement.where(col(PersonRow.id).in_(person_ids))
        with self.database.reading() as session:
            people = values(session, Person, statement)
            return _overviews(session, people)

    def schedule_changes(self, person_id: str | None = None) -> tuple[ScheduleChange, ...]:
        """Talks moved and cancelled, oldest first, of one person or all."""
        table = ScheduleChangeRow
        statement = select(table).order_by(col(table.at), col(table.id))
        if person_id is not None:
            statement = statement.where(col(table.person_id) == person_id)
        with self.database.reading() as session:
            return values(session, ScheduleChange, statement)

    def closed_both_ways(self, since: datetime, person_id: str | None = None) -> BothWays:
        """What became of the commitments closed since: of one person, or of all not archived."""
        table = CommitmentRow
        statement = (
            select(table.owner, table.state, func.count())
            .join(PersonRow, col(PersonRow.id) == col(table.person_id))
            .where(col(table.closed_at) >= since)
            .group_by(col(table.owner), col(table.state))
        )
        if person_id is not None:
            statement = statement.where(col(table.person_id) == person_id)
        else:
            statement = statement.where(col(PersonRow.archived_at).is_(None))
        with self.database.reading() as session:
            rows = session.execute(statement).all()
        return closed_both_ways(
            (Side(owner), CommitmentState(state), count) for owner, state, count in rows
        )

    def take_back(self, person: Person) -> bool:
        """Delete a person just added, unless something was written about them; whether it was."""
        with self.database.writing() as session:
            if any(_mentions(session, table, person.id) for table in _ABOUT_A_PERSON):
                return False
            apply_change(session, Change.removed(person))
            return True


_ABOUT_A_PERSON = (
    MeetingRow,
    NoteRow,
    TalkingPointRow,
    CommitmentRow,
    FeedbackRow,
    ScheduleChangeRow,
    GoalRow,
    RoadmapRow,
    StrengthRow,
    PreferencesRow,
    HardTalkRow,
)


def _mentions(session: Session, table: type[Any], person_id: str) -> bool:
    found = session.scalar(select(table.id).where(table.person_id == person_id).limit(1))
    return found is not None


def _overviews(session: Session, people: tuple[Person, ...]) -> tuple[Overview, ...]:
    ids = [person.id for person in people]
    of_them, listing = f"person_id {IN_LIST}", listed(ids)
    points = f"{of_them} AND state = 'open' ORDER BY position, created_at"
    open_points = grouped(read(session, TalkingPoint, points, listing))
    told = f"{of_them} AND said_at IS NULL ORDER BY seen_at"
    unsaid = grouped(read(session, Feedback, told, listing))
    noted = f"{of_them} AND meeting_id IS NULL ORDER BY at"
    captured = grouped(read(session, Note, noted, listing))
    owed = grouped(
        commitments(
            session,
            select(CommitmentRow)
            .where(
                col(CommitmentRow.person_id).in_(ids),
                col(CommitmentRow.state) == CommitmentState.OPEN.value,
            )
            .order_by(col(CommitmentRow.created_at)),
        )
    )
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
    since = last_talk(col(CommitmentRow.person_id))
    owed = and_(col(CommitmentRow.celebration) != "", col(CommitmentRow.celebrated_at).is_(None))
    statement = (
        select(CommitmentRow)
        .where(
            col(CommitmentRow.person_id).in_(ids),
            col(CommitmentRow.state) == CommitmentState.KEPT.value,
            or_(owed, (col(CommitmentRow.closed_at) <= since).is_not(true())),
        )
        .order_by(col(CommitmentRow.closed_at))
    )
    return grouped(commitments(session, statement))


def _since(closed_at: datetime | None, last: Meeting) -> bool:
    return closed_at is not None and closed_at > last.started_at


def _recent_talks(session: Session, ids: list[str]) -> dict[str, tuple[Meeting, ...]]:
    """The newest talks of each person, oldest first."""
    rank = (
        func.row_number()
        .over(partition_by=col(MeetingRow.person_id), order_by=col(MeetingRow.started_at).desc())
        .label("rank")
    )
    ranked = select(MeetingRow.id, rank).where(col(MeetingRow.person_id).in_(ids)).subquery()
    newest = select(ranked.c.id).where(ranked.c.rank <= RECENT_TALKS + 1)
    return grouped(
        values(
            session,
            Meeting,
            select(MeetingRow)
            .where(col(MeetingRow.id).in_(newest))
            .order_by(col(MeetingRow.started_at)),
        )
    )


def _began(session: Session, ids: list[str]) -> dict[str, tuple[datetime, ...]]:
    """When the talks held with each person began, oldest first."""
    # There are thousands; as one text a person they are read in a fraction of the time.
    started = func.group_concat(type_coerce(MeetingRow.started_at, String))
    rows = session.execute(
        select(MeetingRow.person_id, started)
        .where(col(MeetingRow.person_id).in_(ids), col(MeetingRow.state) == MeetingState.HELD.value)
        .group_by(col(MeetingRow.person_id))
    )
    return {
        person_id: tuple(UtcDateTime.read(at) for at in sorted(text.split(",")))
        for person_id, text in rows
    }


def _changes_since(session: Session, ids: list[str]) -> dict[str, tuple[ScheduleChange, ...]]:
    """The talks moved and cancelled since the last talk began: no earlier one waits for a day."""
    since = last_talk(col(ScheduleChangeRow.person_id))
    statement = select(ScheduleChangeRow).where(
        col(ScheduleChangeRow.person_id).in_(ids),
        (col(ScheduleChangeRow.at) < since).is_not(true()),
    )
    return grouped(values(session, ScheduleChange, statement))


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
