"""What grows between the talks: goals, roadmaps, strengths, preferences, sheets, signs, hints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import and_, or_, union_all, update
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone, records
from convo_tui.domain.growth import Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.openings import Opening
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change
from convo_tui.storage.base import StoreBase, commitments, grouped, values
from convo_tui.storage.coaching_tables import (
    DismissedRow,
    EvidenceRow,
    GoalRow,
    GoalUpdateRow,
    HardTalkRow,
    MilestoneRow,
    OpeningRow,
    PreferencesRow,
    RoadmapRow,
    SignsRow,
    StrengthRow,
)
from convo_tui.storage.tables import CommitmentRow, FeedbackRow, MeetingRow, NoteRow

V = TypeVar("V", Roadmap, Preferences)


class CoachingStore(StoreBase):
    """What grows between the talks."""

    def goals(self, person_id: str | None = None) -> tuple[GoalRecord, ...]:
        """Every goal of one person or all, oldest first, whatever its state."""
        with self.database.reading() as session:
            return goals_where(session, *_about(GoalRow, person_id))

    def roadmaps(self, person_id: str) -> tuple[Roadmap, ...]:
        """Every version of a person's roadmap, oldest first."""
        with self.database.reading() as session:
            return values(session, Roadmap, _theirs(RoadmapRow, "at", person_id))

    def strengths(self, person_id: str) -> tuple[Strength, ...]:
        """A person's strengths, oldest first, those that no longer count too."""
        with self.database.reading() as session:
            return values(session, Strength, _theirs(StrengthRow, "created_at", person_id))

    def evidence(self, person_id: str) -> tuple[Evidence, ...]:
        """In which wins and feedback a person's strengths show, oldest first."""
        with self.database.reading() as session:
            return values(session, Evidence, _theirs(EvidenceRow, "at", person_id))

    def preferences(self, person_id: str) -> tuple[Preferences, ...]:
        """Every version of how a person likes it, oldest first."""
        with self.database.reading() as session:
            return values(session, Preferences, _theirs(PreferencesRow, "at", person_id))

    def sheets(self, person_id: str) -> tuple[HardTalk, ...]:
        """The sheets for hard talks with a person, oldest first."""
        with self.database.reading() as session:
            return values(session, HardTalk, _theirs(HardTalkRow, "created_at", person_id))

    def signs(self, person_id: str | None = None) -> tuple[Signs, ...]:
        """The answers after the talks with one person or all, oldest first."""
        with self.database.reading() as session:
            return values(session, Signs, _theirs(SignsRow, "at", person_id))

    def openings(self, person_id: str | None = None) -> tuple[Opening, ...]:
        """What talks opened with, by when it happened."""
        with self.database.reading() as session:
            return values(session, Opening, _theirs(OpeningRow, "at", person_id))

    def dismissed_hints(self) -> tuple[Dismissed, ...]:
        """The hints that are shown no more, by name."""
        with self.database.reading() as session:
            return values(session, Dismissed, select(DismissedRow).order_by(col(DismissedRow.id)))

    def dismissed(self) -> frozenset[str]:
        """Their names."""
        return frozenset(each.id for each in self.dismissed_hints())

    def dismiss(self, hint: str, at: datetime) -> None:
        """Show hints of a kind no more; another window may have done so already."""
        if hint not in self.dismissed():
            self.apply(Change.added(Dismissed(hint, at)))


def _about(table: Any, person_id: str | None) -> tuple[Any, ...]:
    return () if person_id is None else (col(table.person_id) == person_id,)


def _theirs(table: Any, at: str, person_id: str | None) -> Any:
    statement = select(table).where(*_about(table, person_id))
    return statement.order_by(col(getattr(table, at)), col(table.id))


def goals_where(session: Session, *where: Any) -> tuple[GoalRecord, ...]:
    """The goals that fit, oldest first, each with its milestones and updates; three queries."""
    order = (col(GoalRow.created_at), col(GoalRow.id))
    goals = values(session, Goal, select(GoalRow).where(*where).order_by(*order))
    ids = [goal.id for goal in goals]
    if not ids:
        return ()
    steps = select(MilestoneRow).where(col(MilestoneRow.goal_id).in_(ids))
    updates = select(GoalUpdateRow).where(col(GoalUpdateRow.goal_id).in_(ids))
    return records(goals, values(session, Milestone, steps), values(session, GoalUpdate, updates))


def last_talk(person_id: Any) -> Any:
    """SQL for when the last talk held with a person began; NULL before the first one.

    It is asked anew for each row that it is compared with, so it takes the first step along the
    index rather than the maximum of all talks.
    """
    statement = select(MeetingRow.started_at).where(
        col(MeetingRow.person_id) == person_id,
        col(MeetingRow.state) == MeetingState.HELD.value,
    )
    return statement.order_by(col(MeetingRow.started_at).desc()).limit(1).scalar_subquery()


def open_goals(session: Session, ids: Iterable[str]) -> dict[str, tuple[GoalRecord, ...]]:
    """The open goals of each person, and those reached that are to be named or celebrated.

    To be named: reached since the last talk.
    """
    since = last_talk(col(GoalRow.person_id))
    owed = and_(col(GoalRow.celebration) != "", col(GoalRow.celebrated_at).is_(None))
    named = or_(owed, since.is_(None), col(GoalRow.closed_at) > since)
    is_open = col(GoalRow.state) == GoalState.OPEN.value
    is_reached = col(GoalRow.state) == GoalState.REACHED.value
    wanted = or_(is_open, and_(is_reached, named))
    found = goals_where(session, col(GoalRow.person_id).in_(ids), wanted)
    groups: dict[str, list[GoalRecord]] = {}
    for record in found:
        groups.setdefault(record.goal.person_id, []).append(record)
    return {key: tuple(group) for key, group in groups.items()}


def goals_at(session: Session, meeting: Meeting) -> tuple[GoalRecord, ...]:
    """The goals that were open in a talk, or were closed in it or after it."""
    where = [
        col(GoalRow.person_id) == meeting.person_id,
        or_(
            col(GoalRow.state) == GoalState.OPEN.value,
            col(GoalRow.closed_at) >= meeting.started_at,
        ),
    ]
    if meeting.ended_at is not None:
        where.append(col(GoalRow.created_at) <= meeting.ended_at)
    return goals_where(session, *where)


def newest(
    session: Session, kind: type[V], table: Any, ids: Iterable[str], until: Any = None
) -> dict[str, V]:
    """The newest version of each person, or the newest until an instant."""
    statement = select(table).where(col(table.person_id).in_(ids))
    if until is not None:
        statement = statement.where(col(table.at) <= until)
    listed = values(session, kind, statement.order_by(col(table.at), col(table.id)))
    return {each.person_id: each for each in listed}


def newest_roadmaps(session: Session, ids: Iterable[str]) -> dict[str, Roadmap]:
    """The roadmap that holds, by person."""
    return newest(session, Roadmap, RoadmapRow, ids)


def roadmaps_at(session: Session, meeting: Meeting) -> tuple[Roadmap, ...]:
    """Every version of a roadmap until a talk ended, oldest first."""
    statement = _theirs(RoadmapRow, "at", meeting.person_id)
    if meeting.ended_at is not None:
        statement = statement.where(col(RoadmapRow.at) <= meeting.ended_at)
    return values(session, Roadmap, statement)


def newest_preferences(
    session: Session, ids: Iterable[str], until: Any = None
) -> dict[str, Preferences]:
    """The preferences that hold, by person."""
    return newest(session, Preferences, PreferencesRow, ids, until)


def open_sheets(session: Session, ids: Iterable[str]) -> dict[str, tuple[HardTalk, ...]]:
    """The sheets that wait for a talk, by person."""
    statement = select(HardTalkRow).where(
        col(HardTalkRow.person_id).in_(ids), col(HardTalkRow.closed_at).is_(None)
    )
    return grouped(values(session, HardTalk, statement.order_by(col(HardTalkRow.created_at))))


def sheets_at(session: Session, meeting: Meeting) -> tuple[HardTalk, ...]:
    """The sheets that a talk has beside it: while it runs the open ones, then its own."""
    mine = col(HardTalkRow.meeting_id) == meeting.id
    waiting = col(HardTalkRow.closed_at).is_(None)
    statement = select(HardTalkRow).where(
        col(HardTalkRow.person_id) == meeting.person_id,
        or_(mine, waiting) if meeting.ended_at is None else mine,
    )
    return values(session, HardTalk, statement.order_by(col(HardTalkRow.created_at)))


def use_sheets(session: Session, held: Meeting) -> None:
    """The sheets that waited for a talk were beside it, once it has ended; they wait no more."""
    waiting = update(HardTalkRow).where(
        col(HardTalkRow.person_id) == held.person_id, col(HardTalkRow.closed_at).is_(None)
    )
    session.execute(waiting.values(meeting_id=held.id, closed_at=held.ended_at))


def openings_of(session: Session, meeting: Meeting) -> tuple[Opening, ...]:
    """What a talk was to open with."""
    statement = select(OpeningRow).where(col(OpeningRow.meeting_id) == meeting.id)
    return values(session, Opening, statement.order_by(col(OpeningRow.at), col(OpeningRow.id)))


def veiled(session: Session, openings: Iterable[Opening]) -> frozenset[str]:
    """Which values that stood as openings are the manager's own: private, or feedback unsaid."""
    ids = {each.subject_id for each in openings}

    def among(table: Any, where: Any) -> Any:
        return select(col(table.id)).where(col(table.id).in_(ids), where)

    private_goals = select(GoalRow.id).where(col(GoalRow.private))
    found = union_all(
        *(among(table, col(table.private)) for table in (NoteRow, CommitmentRow, GoalRow)),
        *(
            among(table, col(table.goal_id).in_(private_goals))
            for table in (MilestoneRow, GoalUpdateRow)
        ),
        among(FeedbackRow, col(FeedbackRow.said_at).is_(None)),
    )
    return frozenset(session.execute(found).scalars())


def proposed(session: Session, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The ids of all that was ever proposed as an opening, by person."""
    statement = select(OpeningRow.person_id, OpeningRow.subject_id)
    found: dict[str, set[str]] = {}
    rows = session.execute(statement.where(col(OpeningRow.person_id).in_(ids))).all()
    for person_id, subject_id in rows:
        found.setdefault(person_id, set()).add(subject_id)
    return {key: frozenset(group) for key, group in found.items()}


def signs_of(session: Session, meeting: Meeting) -> Signs | None:
    """The answers after a talk."""
    statement = select(SignsRow).where(col(SignsRow.meeting_id) == meeting.id).limit(1)
    return next(iter(values(session, Signs, statement)), None)


def strengths_at(session: Session, meeting: Meeting) -> tuple[Strength, ...]:
    """The strengths that counted in a talk, or were named in it, oldest first."""
    statement = _theirs(StrengthRow, "created_at", meeting.person_id).where(
        or_(col(StrengthRow.ended_at).is_(None), col(StrengthRow.ended_at) >= meeting.started_at)
    )
    if meeting.ended_at is not None:
        statement = statement.where(col(StrengthRow.created_at) <= meeting.ended_at)
    return values(session, Strength, statement)


def celebrated_in(session: Session, meeting: Meeting) -> tuple[Goal | Commitment, ...]:
    """What was celebrated in a talk: goals, then commitments."""

    def held(table: Any) -> Any:
        mine = select(table).where(
            col(table.person_id) == meeting.person_id,
            col(table.celebrated_at) >= meeting.started_at,
        )
        if meeting.ended_at is not None:
            mine = mine.where(col(table.celebrated_at) <= meeting.ended_at)
        return mine.order_by(col(table.celebrated_at), col(table.id))

    return (*values(session, Goal, held(GoalRow)), *commitments(session, held(CommitmentRow)))
