"""What grew in a period of a person, for the review packet; a set number of queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.goal_history import as_it_stood
from convo_tui.domain.goals import Goal, GoalState
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.openings import Opening
from convo_tui.domain.review import Review, StrengthRecord
from convo_tui.domain.signs import Signs
from convo_tui.storage.coaching_store import goals_where, veiled
from convo_tui.storage.coaching_tables import (
    GoalRow,
    HardTalkRow,
    PreferencesRow,
    RoadmapRow,
    SignsRow,
    StrengthRow,
)
from convo_tui.storage.growth_store import evidence_where
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.plain import IN_LIST, listed
from convo_tui.storage.talk_tables import CommitmentRow, OpeningRow

V = TypeVar("V", Roadmap, Preferences)
TICK = timedelta(microseconds=1)


def with_growth(session: Session, review: Review, start: datetime, end: datetime) -> Review:
    """The review with what grew in it.

    Args:
        session: for reading.
        review: whose period and person it is.
        start: the first instant of the period.
        end: the first instant after it.
    """
    person_id = review.person.id

    def within(column: Any) -> Any:
        return and_(col(column) >= start, col(column) < end)

    def theirs(table: Any, at: str, *where: Any) -> Any:
        mine = select(table).where(col(table.person_id) == person_id, *where)
        return mine.order_by(col(getattr(table, at)), col(table.id))

    def standing(begun: Any, ended: Any) -> Any:
        return and_(col(begun) < end, or_(col(ended).is_(None), col(ended) >= start))

    goals = goals_where(
        session,
        "person_id = ? AND created_at < ? AND (closed_at IS NULL OR closed_at >= ?)",
        person_id,
        end,
        start,
    )
    strengths = values(
        session,
        Strength,
        theirs(StrengthRow, "created_at", standing(StrengthRow.created_at, StrengthRow.ended_at)),
    )
    named = values(session, Opening, theirs(OpeningRow, "named_at", within(OpeningRow.named_at)))
    used = or_(within(HardTalkRow.created_at), within(HardTalkRow.closed_at))
    return replace(
        review,
        goals=tuple(as_it_stood(goal, end - TICK) for goal in goals),
        roadmaps=_versions(session, Roadmap, RoadmapRow, person_id, start, end),
        strengths=_with_evidence(session, strengths, end),
        openings=named,
        veiled=veiled(session, named),
        celebrations=(
            *_goals_to_celebrate(session, person_id, within),
            *_kept_to_celebrate(session, person_id, within),
        ),
        signs=values(session, Signs, theirs(SignsRow, "at", within(SignsRow.at))),
        preferences=_versions(session, Preferences, PreferencesRow, person_id, start, end),
        sheets=values(session, HardTalk, theirs(HardTalkRow, "created_at", used)),
    )


def _versions(
    session: Session, kind: type[V], table: Any, person_id: str, start: datetime, end: datetime
) -> tuple[V, ...]:
    """The version that held at the start, and those written until the end, oldest first."""
    mine = select(table).where(col(table.person_id) == person_id, col(table.at) < end)
    listed = values(session, kind, mine.order_by(col(table.at), col(table.id)))
    before = [each for each in listed if each.at < start]
    return tuple(listed[max(0, len(before) - 1) :])


def _with_evidence(
    session: Session, strengths: tuple[Strength, ...], end: datetime
) -> tuple[StrengthRecord, ...]:
    ids = listed(strength.id for strength in strengths)
    found = evidence_where(session, f"strength_id {IN_LIST} AND at < ?", ids, end)
    return tuple(
        StrengthRecord(
            strength, tuple(shown for each, shown in found if each.strength_id == strength.id)
        )
        for strength in strengths
    )


def _goals_to_celebrate(session: Session, person_id: str, within: Any) -> tuple[Goal, ...]:
    ended = and_(col(GoalRow.state) == GoalState.REACHED.value, within(GoalRow.closed_at))
    statement = select(GoalRow).where(
        col(GoalRow.person_id) == person_id,
        col(GoalRow.celebration) != "",
        or_(within(GoalRow.celebrated_at), ended),
    )
    ordered = statement.order_by(col(GoalRow.closed_at), col(GoalRow.id))
    return values(session, Goal, ordered)


def _kept_to_celebrate(session: Session, person_id: str, within: Any) -> tuple[Commitment, ...]:
    kept = col(CommitmentRow.state) == CommitmentState.KEPT.value
    statement = select(CommitmentRow).where(
        col(CommitmentRow.person_id) == person_id,
        col(CommitmentRow.celebration) != "",
        or_(within(CommitmentRow.celebrated_at), and_(kept, within(CommitmentRow.closed_at))),
    )
    ordered = statement.order_by(col(CommitmentRow.closed_at), col(CommitmentRow.id))
    return commitments(session, ordered)
