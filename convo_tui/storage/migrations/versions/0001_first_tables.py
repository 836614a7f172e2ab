"""The first tables: people, talks and their events, notes, points, commitments, feedback.

Written out in full: a migration says what was true then, whatever the tables become.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from convo_tui.storage.columns import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "draft",
    "person",
    "question",
    "question_mark",
    "meeting",
    "schedule_change",
    "asked",
    "feedback",
    "meeting_event",
    "talking_point",
    "commitment",
    "note",
    "checkpoint",
)


def upgrade() -> None:
    _create_draft()
    _create_person()
    _create_question()
    _create_question_mark()
    _create_meeting()
    _create_schedule_change()
    _create_asked()
    _create_feedback()
    _create_meeting_event()
    _create_talking_point()
    _create_commitment()
    _create_note()
    _create_checkpoint()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("time = '' OR time LIKE '__:__'", name=op.f("ck_person_time_shaped")),
        sa.CheckConstraint(
            "every_weeks BETWEEN 1 AND 4", name=op.f("ck_person_every_weeks_in_range")
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_person_name_filled")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_person_weekday_in_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _create_question() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("follow_up", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_question_text_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )


def _create_question_mark() -> None:
    op.create_table(
        "question_mark",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_mark")),
    )


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("guess", sa.Float(), nullable=True),
        sa.Column("manager_seconds", sa.Float(), nullable=False),
        sa.Column("report_seconds", sa.Float(), nullable=False),
        sa.Column("untracked_seconds", sa.Float(), nullable=False),
        sa.Column("segment_seconds", sa.JSON(), nullable=False),
        sa.Column("longest_manager", sa.Float(), nullable=False),
        sa.Column("recap", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'held') = (ended_at IS NOT NULL)", name=op.f("ck_meeting_held_has_end")
        ),
        sa.CheckConstraint("state IN ('live', 'held')", name=op.f("ck_meeting_state_known")),
        sa.CheckConstraint("guess BETWEEN 0 AND 1", name=op.f("ck_meeting_guess_in_range")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_person_id"), "meeting", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_meeting_person_id_started_at"),
        "meeting",
        ["person_id", "started_at"],
        unique=False,
    )


def _create_schedule_change() -> None:
    op.create_table(
        "schedule_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("planned_for", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_to", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'moved') = (moved_to IS NOT NULL)",
            name=op.f("ck_schedule_change_moved_has_time"),
        ),
        sa.CheckConstraint(
            "kind IN ('moved', 'cancelled')", name=op.f("ck_schedule_change_kind_known")
        ),
        sa.CheckConstraint(
            "who IN ('manager', 'report', 'both')", name=op.f("ck_schedule_change_who_known")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_schedule_change_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_change")),
    )
    op.create_index(
        op.f("ix_schedule_change_person_id"), "schedule_change", ["person_id"], unique=False
    )


def _create_asked() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_asked_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_asked_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
    )
    op.create_index(op.f("ix_asked_meeting_id"), "asked", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_asked_person_id"), "asked", ["person_id"], unique=False)
    op.create_index(op.f("ix_asked_question_id"), "asked", ["question_id"], unique=False)


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('praise', 'redirect')", name=op.f("ck_feedback_kind_known")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_feedback_text_filled")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_feedback_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feedback_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_meeting_id"), "feedback", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_feedback_person_id"), "feedback", ["person_id"], unique=False)


def _create_meeting_event() -> None:
    op.create_table(
        "meeting_event",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('started', 'segment', 'speaker', 'paused', 'resumed', 'lent', "
            "'returned', 'reassigned', 'gap', 'undone', 'ended')",
            name=op.f("ck_meeting_event_kind_known"),
        ),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_meeting_event_seq_counts")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_event_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "seq", name=op.f("pk_meeting_event")),
    )


def _create_talking_point() -> None:
    op.create_table(
        "talking_point",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("parked_in", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_talking_point_closed_has_date")
        ),
        sa.CheckConstraint(
            "raised_by IN ('manager', 'report', 'both')",
            name=op.f("ck_talking_point_raised_by_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'dropped')", name=op.f("ck_talking_point_state_known")
        ),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_talking_point_text_filled")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_talking_point_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["parked_in"],
            ["meeting.id"],
            name=op.f("fk_talking_point_parked_in"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_talking_point_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talking_point")),
    )
    op.create_index(
        op.f("ix_talking_point_meeting_id"), "talking_point", ["meeting_id"], unique=False
    )
    op.create_index(
        op.f("ix_talking_point_parked_in"), "talking_point", ["parked_in"], unique=False
    )
    op.create_index(
        op.f("ix_talking_point_person_id"), "talking_point", ["person_id"], unique=False
    )


def _create_commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("asked_id", sa.String(), nullable=True),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("resources", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("manager_part", sa.String(), nullable=False),
        sa.Column("obstacles", sa.String(), nullable=False),
        sa.Column("celebration", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_commitment_closed_has_date")
        ),
        sa.CheckConstraint(
            "owner IN ('manager', 'report', 'both')", name=op.f("ck_commitment_owner_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'broken', 'dropped')", name=op.f("ck_commitment_state_known")
        ),
        sa.CheckConstraint("length(trim(goal)) > 0", name=op.f("ck_commitment_goal_filled")),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["asked.id"], name=op.f("fk_commitment_asked_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_commitment_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_commitment_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_asked_id"), "commitment", ["asked_id"], unique=False)
    op.create_index(op.f("ix_commitment_meeting_id"), "commitment", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_commitment_person_id"), "commitment", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_commitment_person_id_state"), "commitment", ["person_id", "state"], unique=False
    )


def _create_note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("asked_id", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('note', 'win', 'blocker')", name=op.f("ck_note_kind_known")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_note_text_filled")),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["asked.id"], name=op.f("fk_note_asked_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_note_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_note_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_asked_id"), "note", ["asked_id"], unique=False)
    op.create_index(op.f("ix_note_meeting_id"), "note", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_note_person_id"), "note", ["person_id"], unique=False)
    op.create_index(op.f("ix_note_person_id_at"), "note", ["person_id", "at"], unique=False)


def _create_checkpoint() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('on_track', 'done', 'slipped')", name=op.f("ck_checkpoint_outcome_known")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_checkpoint_answered_has_date"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_checkpoint_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
    )
    op.create_index(
        op.f("ix_checkpoint_commitment_id"), "checkpoint", ["commitment_id"], unique=False
    )
