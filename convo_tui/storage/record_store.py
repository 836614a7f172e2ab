"""Commitments, questions, the timeline and drafts."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.meeting import MeetingState
from convo_tui.domain.questions import Asked, Memory, Question, QuestionMark
from convo_tui.storage.base import StoreBase, commitments, values
from convo_tui.storage.tables import (
    AskedRow,
    CommitmentRow,
    DraftRow,
    MeetingRow,
    NoteRow,
    QuestionMarkRow,
    QuestionRow,
)

_DRAFTS = DraftRow.metadata.tables["draft"]
_KEEP_DRAFT = upsert(_DRAFTS).on_conflict_do_update(
    index_elements=["id"],
    set_={name: upsert(_DRAFTS).excluded[name] for name in ("text", "at")},
)


class RecordStore(StoreBase):
    """What was promised and asked, and everything in the order it happened."""

    def commitments(
        self, person_id: str | None = None, *, closed: bool = False
    ) -> tuple[Commitment, ...]:
        """Open commitments, oldest first, of one person or all; the closed ones too if asked."""
        statement = select(CommitmentRow).order_by(
            col(CommitmentRow.created_at), col(CommitmentRow.id)
        )
        if person_id is not None:
            statement = statement.where(col(CommitmentRow.person_id) == person_id)
        if not closed:
            statement = statement.where(col(CommitmentRow.state) == CommitmentState.OPEN.value)
        with self.database.reading() as session:
            return commitments(session, statement)

    def own_questions(self) -> tuple[Question, ...]:
        """The manager's own questions."""
        with self.database.reading() as session:
            return values(session, Question, select(QuestionRow).order_by(col(QuestionRow.id)))

    def question_marks(self) -> tuple[QuestionMark, ...]:
        """Stars and hides laid over shipped questions."""
        with self.database.reading() as session:
            return values(session, QuestionMark, select(QuestionMarkRow))

    def question_memory(self, person_id: str) -> dict[str, Memory]:
        """What each question last brought with this person, by question id."""
        with self.database.reading() as session:
            return _memory(session, person_id)

    def draft(self, key: str) -> str:
        """The text last typed into a field and not yet entered; "" where there is none."""
        with self.database.reading() as session:
            row = session.get(DraftRow, key)
            return row.text if row else ""

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what stands in a field now; "" forgets it."""
        with self.database.writing() as session:
            # On the connection itself, and in one statement: this runs for nearly every key.
            if text:
                row = {"id": key, "text": text, "at": datetime.now(UTC)}
                session.connection().execute(_KEEP_DRAFT, row)
            else:
                session.connection().execute(_DRAFTS.delete().where(_DRAFTS.c.id == key))


def _memory(session: Session, person_id: str) -> dict[str, Memory]:
    lines = dict(
        session.execute(
            select(NoteRow.asked_id, func.count())
            .where(col(NoteRow.person_id) == person_id, col(NoteRow.asked_id).is_not(None))
            .group_by(col(NoteRow.asked_id))
        ).all()
    )
    talks = session.scalars(
        select(MeetingRow.id)
        .where(col(MeetingRow.person_id) == person_id)
        .order_by(col(MeetingRow.started_at).desc())
    )
    has_live = session.scalar(
        select(func.count())
        .select_from(MeetingRow)
        .where(
            col(MeetingRow.person_id) == person_id,
            col(MeetingRow.state) == MeetingState.LIVE.value,
        )
    )
    first = 0 if has_live else 1
    ago = {meeting_id: first + index for index, meeting_id in enumerate(talks)}
    asked = values(
        session,
        Asked,
        select(AskedRow).where(col(AskedRow.person_id) == person_id).order_by(col(AskedRow.at)),
    )
    return {
        item.question_id: Memory(
            item.question_id, item.at, ago.get(item.meeting_id, 0), lines.get(item.id, 0)
        )
        for item in asked
    }
