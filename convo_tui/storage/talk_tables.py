"""The tables that a talk writes. Each mirrors one frozen value of the domain, field by field.

`table=True` validates nothing, so the CHECK constraints here are the last line of defence; input
is validated where it enters. Deleting a person takes everything about them along. A talk that is
thrown away leaves its notes behind as captured lines.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String
from sqlmodel import Field

from convo_tui.domain.commitments import CheckpointOutcome, CommitmentState
from convo_tui.domain.meeting import EventKind, MeetingState
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.points import PointState
from convo_tui.domain.values import Side
from convo_tui.storage.columns import between, filled, one_of
from convo_tui.storage.table_base import Table, born_of, instant, listing, owned


class PersonRow(Table, table=True):
    """A person."""

    __tablename__ = "person"
    __table_args__ = (
        filled("name"),
        between("every_weeks", 1, 4),
        between("weekday", 0, 6),
        CheckConstraint("time = '' OR time LIKE '__:__'", name="time_shaped"),
    )

    id: str = Field(primary_key=True)
    name: str
    role: str = ""
    every_weeks: int | None = None
    weekday: int | None = None
    time: str = ""
    zone: str = ""
    template: str = ""
    next_at: datetime | None = instant()
    created_at: datetime = instant(required=True)
    archived_at: datetime | None = instant()


class MeetingRow(Table, table=True):
    """A talk."""

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("state", MeetingState),
        between("guess", 0, 1),
        CheckConstraint("(state = 'held') = (ended_at IS NOT NULL)", name="held_has_end"),
        Index(None, "person_id", "started_at"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    started_at: datetime = instant(required=True)
    segments: list[Any] = listing()
    template: str = ""
    state: str
    ended_at: datetime | None = instant()
    seen_at: datetime | None = instant()
    guess: float | None = None
    manager_seconds: float = 0.0
    report_seconds: float = 0.0
    untracked_seconds: float = 0.0
    segment_seconds: list[float] = listing()
    longest_manager: float = 0.0
    recap: str = ""
    logged_at: datetime | None = instant()
    typed_seconds: float | None = None


class MeetingEventRow(Table, table=True):
    """One event of a talk; appended, never changed."""

    __tablename__ = "meeting_event"
    __table_args__ = (one_of("kind", EventKind), CheckConstraint("seq >= 0", name="seq_counts"))

    meeting_id: str = Field(
        sa_column=Column(String, ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    )
    seq: int = Field(primary_key=True)
    at: datetime = instant(required=True)
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class NoteRow(Table, table=True):
    """A line of notes."""

    __tablename__ = "note"
    __table_args__ = (filled("text"), one_of("kind", NoteKind), Index(None, "person_id", "at"))

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    asked_id: str | None = born_of("asked")
    at: datetime = instant(required=True)
    kind: str
    text: str
    private: bool = False
    tags: list[str] = listing()
    segment: int | None = None
    edited_at: datetime | None = instant()


class TalkingPointRow(Table, table=True):
    """A talking point."""

    __tablename__ = "talking_point"
    __table_args__ = (
        filled("text"),
        one_of("state", PointState),
        one_of("raised_by", Side),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_date"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    parked_in: str | None = born_of("meeting")
    text: str
    created_at: datetime = instant(required=True)
    raised_by: str
    private: bool = False
    segment: int | None = None
    position: int = 0
    state: str
    closed_at: datetime | None = instant()


class CommitmentRow(Table, table=True):
    """A commitment; its checkpoints stand in their own table."""

    __tablename__ = "commitment"
    __table_args__ = (
        filled("goal"),
        one_of("owner", Side),
        one_of("state", CommitmentState),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_date"),
        Index(None, "person_id", "state"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    asked_id: str | None = born_of("asked")
    goal: str
    created_at: datetime = instant(required=True)
    owner: str
    resources: str = ""
    metric: str = ""
    manager_part: str = ""
    obstacles: str = ""
    celebration: str = ""
    state: str
    reason: str = ""
    closed_at: datetime | None = instant()
    private: bool = False
    segment: int | None = None
    celebrated_at: datetime | None = instant()
    # No foreign key: SQLite adds none to a table that is there, short of writing it anew.
    feedback_id: str | None = Field(default=None, index=True)


class CheckpointRow(Table, table=True):
    """A checkpoint of a commitment."""

    __tablename__ = "checkpoint"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ({})".format(", ".join(f"'{word.value}'" for word in CheckpointOutcome)),
            name="outcome_known",
        ),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_has_date"),
    )

    id: str = Field(primary_key=True)
    commitment_id: str = owned("commitment")
    on: date
    outcome: str | None = None
    note: str = ""
    answered_at: datetime | None = instant()


class AskedRow(Table, table=True):
    """A question put to a person."""

    __tablename__ = "asked"

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str = owned("meeting")
    question_id: str = Field(index=True)
    text: str
    at: datetime = instant(required=True)
    segment: int | None = None


class DraftRow(Table, table=True):
    """Text that was typed and not yet entered, under the field it was typed in."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    text: str
    at: datetime = instant(required=True)


class OpeningRow(Table, table=True):
    """Something that went well, put before the manager to name in a talk."""

    __tablename__ = "opening"
    __table_args__ = (filled("text"),)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str = owned("meeting")
    subject_id: str = Field(index=True)
    at: datetime = instant(required=True)
    text: str
    named_at: datetime | None = instant()
