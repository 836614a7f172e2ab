"""The tables of what is written now and then beside the talks; see `talk_tables.py`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from convo_tui.domain.cadence import ScheduleKind
from convo_tui.domain.feedback import FeedbackKind
from convo_tui.domain.imports import ImportKind
from convo_tui.domain.values import Side
from convo_tui.storage.columns import filled, one_of
from convo_tui.storage.table_base import Table, born_of, instant, joined_later, listing, owned


class QuestionRow(Table, table=True):
    """A question of the manager's own."""

    __tablename__ = "question"
    __table_args__ = (filled("text"),)

    id: str = Field(primary_key=True)
    text: str
    segment: str
    themes: list[str] = listing()
    follow_up: str = ""
    own: bool = True
    starred: bool = False
    hidden: bool = False


class QuestionMarkRow(Table, table=True):
    """A star or a hide laid over a shipped question."""

    __tablename__ = "question_mark"

    id: str = Field(primary_key=True)
    starred: bool = False
    hidden: bool = False


class FeedbackRow(Table, table=True):
    """Feedback, said or not yet said."""

    __tablename__ = "feedback"
    __table_args__ = (filled("text"), one_of("kind", FeedbackKind))

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    seen_at: datetime = instant(required=True)
    text: str
    kind: str
    said_at: datetime | None = instant()
    so_what: str = joined_later()
    now_what: str = joined_later()


class ScheduleChangeRow(Table, table=True):
    """A talk that was moved or cancelled."""

    __tablename__ = "schedule_change"
    __table_args__ = (
        one_of("kind", ScheduleKind),
        one_of("who", Side),
        CheckConstraint("(kind = 'moved') = (moved_to IS NOT NULL)", name="moved_has_time"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    at: datetime = instant(required=True)
    kind: str
    planned_for: datetime = instant(required=True)
    who: str
    reason: str = ""
    moved_to: datetime | None = instant()


class CorrectionRow(Table, table=True):
    """A field as it stood until a later edit; appended, never changed."""

    __tablename__ = "correction"
    __table_args__ = (filled("field"),)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    subject_id: str = Field(index=True)
    at: datetime = instant(required=True)
    field: str
    was: str = ""


class ImportedRow(Table, table=True):
    """A value that an import brought."""

    __tablename__ = "imported"
    __table_args__ = (one_of("kind", ImportKind), filled("batch"), filled("source"))

    id: str = Field(primary_key=True)
    batch: str = Field(index=True)
    at: datetime = instant(required=True)
    kind: str
    source: str
    value_id: str = Field(index=True)
    person_id: str | None = owned("person", required=False)
