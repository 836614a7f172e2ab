"""How people grow: the roadmap, strengths with what they show in, how each person likes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import (
    Evidence,
    Growth,
    Preferences,
    Roadmap,
    Shown,
    Strength,
    shown_at,
)
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.storage.base import StoreBase, commitments, grouped, values
from convo_tui.storage.coaching_tables import (
    EvidenceRow,
    PreferencesRow,
    RoadmapRow,
    StrengthRow,
)
from convo_tui.storage.tables import CommitmentRow, FeedbackRow, NoteRow


class GrowthStore(StoreBase):
    """All that is written about how a person grows, and in what a strength can show."""

    def growth(self, person_id: str) -> Growth:
        """The roadmap, strengths and preferences of a person, with all versions."""
        with self.database.reading() as session:
            roadmaps = values(session, Roadmap, _theirs(RoadmapRow, "at", person_id))
            became = [each.commitment_id for each in roadmaps if each.commitment_id is not None]
            wanted = select(CommitmentRow).where(col(CommitmentRow.id).in_(became))
            return Growth(
                roadmaps,
                values(session, Strength, _theirs(StrengthRow, "created_at", person_id)),
                _evidence(session, col(EvidenceRow.person_id) == person_id),
                values(session, Preferences, _theirs(PreferencesRow, "at", person_id)),
                commitments(session, wanted) if became else (),
            )

    def evidence_of(self, shown_id: str) -> tuple[Evidence, ...]:
        """Which strengths a win or a piece of feedback shows."""
        of_it = or_(col(EvidenceRow.note_id) == shown_id, col(EvidenceRow.feedback_id) == shown_id)
        with self.database.reading() as session:
            statement = select(EvidenceRow).where(of_it)
            return values(session, Evidence, statement.order_by(col(EvidenceRow.at)))

    def showable(self, person_id: str, limit: int) -> tuple[Shown, ...]:
        """The newest wins and feedback of a person, newest first."""
        wins = select(NoteRow).where(
            col(NoteRow.person_id) == person_id, col(NoteRow.kind) == NoteKind.WIN.value
        )
        told = select(FeedbackRow).where(col(FeedbackRow.person_id) == person_id)
        with self.database.reading() as session:
            found: list[Shown] = [
                *values(session, Note, wins.order_by(col(NoteRow.at).desc()).limit(limit)),
                *values(
                    session, Feedback, told.order_by(col(FeedbackRow.seen_at).desc()).limit(limit)
                ),
            ]
        found.sort(key=shown_at, reverse=True)
        return tuple(found[:limit])


def _theirs(table: Any, at: str, person_id: str) -> Any:
    statement = select(table).where(col(table.person_id) == person_id)
    return statement.order_by(col(getattr(table, at)), col(table.id))


def _evidence(session: Session, *where: Any) -> tuple[tuple[Evidence, Shown], ...]:
    """Evidence with the win or the feedback itself, oldest first; three queries."""
    statement = select(EvidenceRow).where(*where)
    found = values(session, Evidence, statement.order_by(col(EvidenceRow.at), col(EvidenceRow.id)))
    if not found:
        return ()
    notes = select(NoteRow).where(col(NoteRow.id).in_([e.note_id for e in found if e.note_id]))
    told = select(FeedbackRow).where(
        col(FeedbackRow.id).in_([e.feedback_id for e in found if e.feedback_id])
    )
    known: dict[str, Shown] = {note.id: note for note in values(session, Note, notes)}
    known |= {each.id: each for each in values(session, Feedback, told)}
    shown = [(each, known.get(each.note_id or each.feedback_id or "")) for each in found]
    return tuple((each, value) for each, value in shown if value is not None)


def shown_in(session: Session, strength_id: str) -> tuple[Shown, ...]:
    """In what a strength shows, oldest first."""
    return tuple(
        shown for _, shown in _evidence(session, col(EvidenceRow.strength_id) == strength_id)
    )


def strengths_shown(session: Session, shown_id: str) -> tuple[Strength, ...]:
    """The strengths that a win or a piece of feedback shows, oldest first."""
    of_it = or_(col(EvidenceRow.note_id) == shown_id, col(EvidenceRow.feedback_id) == shown_id)
    wanted = select(EvidenceRow.strength_id).where(of_it)
    statement = select(StrengthRow).where(col(StrengthRow.id).in_(wanted))
    return values(session, Strength, statement.order_by(col(StrengthRow.created_at)))


def counting_strengths(session: Session, ids: Iterable[str]) -> dict[str, tuple[Strength, ...]]:
    """The strengths that count now, oldest first, by person."""
    statement = select(StrengthRow).where(
        col(StrengthRow.person_id).in_(ids), col(StrengthRow.ended_at).is_(None)
    )
    ordered = statement.order_by(col(StrengthRow.created_at), col(StrengthRow.id))
    return grouped(values(session, Strength, ordered))
