"""Commitments, questions, the timeline and drafts."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.drafts import Draft
from convo_tui.domain.meeting import MeetingState
from convo_tui.domain.questions import Asked, Memory, Question, QuestionMark
from convo_tui.storage.base import StoreBase, ask_of, read, read_one, table_of

_DRAFTS = table_of(Draft)
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
        wanted, theirs = ("1", []) if person_id is None else ("person_id = ?", [person_id])
        if not closed:
            wanted += " AND state = 'open'"
        with self.database.reading() as session:
            return read(session, Commitment, f"{wanted} ORDER BY created_at, id", *theirs)

    def own_questions(self) -> tuple[Question, ...]:
        """The manager's own questions."""
        with self.database.reading() as session:
            return read(session, Question, "1 ORDER BY id")

    def question_marks(self) -> tuple[QuestionMark, ...]:
        """Stars and hides laid over shipped questions."""
        with self.database.reading() as session:
            return read(session, QuestionMark, "1 ORDER BY id")

    def question_memory(self, person_id: str) -> dict[str, Memory]:
        """What each question last brought with this person, by question id."""
        with self.database.reading() as session:
            return _memory(session, person_id)

    def draft(self, key: str) -> str:
        """The text last typed into a field and not yet entered; "" where there is none."""
        with self.database.reading() as session:
            found = read_one(session, Draft, key)
            return found.text if found else ""

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what stands in a field now; "" forgets it."""
        with self.database.writing() as session:
            # On the connection itself, and in one statement: this runs for nearly every key.
            if text:
                row = {"id": key, "text": text, "at": datetime.now(UTC)}
                session.connection().execute(_KEEP_DRAFT, row)
            else:
                session.connection().execute(_DRAFTS.delete().where(_DRAFTS.c.id == key))


_ANSWERED = """
SELECT asked_id, count(*) FROM note WHERE person_id = ? AND asked_id IS NOT NULL GROUP BY asked_id
"""
_TALKS = "SELECT id, state FROM meeting WHERE person_id = ? ORDER BY started_at DESC"


def _memory(session: Session, person_id: str) -> dict[str, Memory]:
    ask = ask_of(session)
    lines: dict[str, int] = dict(ask(_ANSWERED, (person_id,)))  # type: ignore[arg-type]  # two columns
    talks = ask(_TALKS, (person_id,))
    first = 0 if any(state == MeetingState.LIVE.value for _, state in talks) else 1
    ago = {meeting_id: first + index for index, (meeting_id, _) in enumerate(talks)}
    asked = read(session, Asked, "person_id = ? ORDER BY at", person_id)
    return {
        item.question_id: Memory(
            item.question_id, item.at, ago.get(item.meeting_id, 0), lines.get(item.id, 0)
        )
        for item in asked
    }
