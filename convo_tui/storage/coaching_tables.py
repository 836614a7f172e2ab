"""The tables of the coaching between the talks: goals, growth, hard talks, signs.

See `talk_tables.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from convo_tui.domain.goals import GoalState, WhyLink
from convo_tui.domain.hard_talks import HardTalkKind
from convo_tui.domain.signs import Sign
from convo_tui.storage.columns import between, filled, one_of
from convo_tui.storage.table_base import Table, born_of, instant, listing, owned


class GoalRow(Table, table=True):
    """A goal; its milestones and updates stand in their own tables."""

    __tablename__ = "goal"
    __table_args__ = (
        filled("title"),
        one_of("link", WhyLink),
        one_of("state", GoalState),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_date"),
        CheckConstraint("(start IS NULL) = (target IS NULL)", name="measured_whole"),
        Index(None, "person_id", "state"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    title: str
    created_at: datetime = instant(required=True)
    link: str | None = None
    why: str = ""
    unit: str = ""
    start: float | None = None
    target: float | None = None
    due: date | None = None
    celebration: str = ""
    state: str
    reason: str = ""
    closed_at: datetime | None = instant()
    celebrated_at: datetime | None = instant()
    private: bool = False


class MilestoneRow(Table, table=True):
    """A milestone of a goal."""

    __tablename__ = "milestone"
    __table_args__ = (filled("text"),)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    goal_id: str = owned("goal")
    meeting_id: str | None = born_of("meeting")
    text: str
    position: int = 0
    reached_at: datetime | None = instant()


class GoalUpdateRow(Table, table=True):
    """What was found of a goal on a day."""

    __tablename__ = "goal_update"
    __table_args__ = (
        CheckConstraint("value IS NOT NULL OR length(trim(note)) > 0", name="says_something"),
        Index(None, "goal_id", "at"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    goal_id: str = owned("goal")
    meeting_id: str | None = born_of("meeting")
    at: datetime = instant(required=True)
    value: float | None = None
    note: str = ""


class RoadmapRow(Table, table=True):
    """A version of a career roadmap."""

    __tablename__ = "roadmap"

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    at: datetime = instant(required=True)
    where_to: str = ""
    today: str = ""
    routes: list[str] = listing()
    next_exit: str = ""
    exit_on: date | None = None
    commitment_id: str | None = born_of("commitment")


class StrengthRow(Table, table=True):
    """A strength."""

    __tablename__ = "strength"
    __table_args__ = (filled("name"),)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    name: str
    created_at: datetime = instant(required=True)
    helps: str = ""
    serves: str = ""
    ended_at: datetime | None = instant()


class EvidenceRow(Table, table=True):
    """A win or a piece of feedback in which a strength shows."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(note_id IS NULL) <> (feedback_id IS NULL)", name="of_one_thing"),
    )

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    strength_id: str = owned("strength")
    at: datetime = instant(required=True)
    note_id: str | None = owned("note", required=False)
    feedback_id: str | None = owned("feedback", required=False)


class PreferencesRow(Table, table=True):
    """A version of how a person thinks and likes to be spoken to."""

    __tablename__ = "preferences"

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    at: datetime = instant(required=True)
    styles: list[str] = listing()
    spoken: str = ""
    motivates: str = ""
    avoids: str = ""


class HardTalkRow(Table, table=True):
    """A sheet that prepares a hard talk."""

    __tablename__ = "hard_talk"
    __table_args__ = (one_of("kind", HardTalkKind),)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str | None = born_of("meeting")
    kind: str
    created_at: datetime = instant(required=True)
    answers: list[str] = listing()
    closed_at: datetime | None = instant()


class SignsRow(Table, table=True):
    """The answers after a talk."""

    __tablename__ = "signs"
    __table_args__: Any = tuple(between(sign.value, -1, 1) for sign in Sign)

    id: str = Field(primary_key=True)
    person_id: str = owned("person")
    meeting_id: str = owned("meeting")
    at: datetime = instant(required=True)
    sooner: int | None = None
    ideas: int | None = None
    goals: int | None = None
    engaged: int | None = None
    stays: int | None = None
    energy: int | None = None


class DismissedRow(Table, table=True):
    """A hint that is shown no more."""

    __tablename__ = "dismissed"

    id: str = Field(primary_key=True)
    at: datetime = instant(required=True)
