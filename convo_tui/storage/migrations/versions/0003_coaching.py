"""Goals, growth, hard talks, signs and openings; feedback in its three parts.

Written out in full: a migration says what was true then, whatever the tables become. There is no
way down: a copy of the file is made before the way up.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from convo_tui.storage.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen()
    _create_dismissed()
    _create_preferences()
    _create_goal()
    _create_hard_talk()
    _create_opening()
    _create_signs()
    _create_strength()
    _create_goal_update()
    _create_milestone()
    _create_evidence()
    _create_roadmap()


def _widen() -> None:
    """What joins the tables that are there."""
    for part in ("so_what", "now_what"):
        op.add_column(
            "feedback", sa.Column(part, sa.String(), nullable=False, server_default=sa.text("''"))
        )
    op.add_column("meeting", sa.Column("typed_seconds", sa.Float(), nullable=True))
    op.add_column("commitment", sa.Column("celebrated_at", UtcDateTime(), nullable=True))
    op.add_column("commitment", sa.Column("feedback_id", sa.String(), nullable=True))
    op.create_index(op.f("ix_commitment_feedback_id"), "commitment", ["feedback_id"], unique=False)


def _create_dismissed() -> None:
    op.create_table(
        "dismissed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed")),
    )


def _create_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("styles", sa.JSON(), nullable=False),
        sa.Column("spoken", sa.String(), nullable=False),
        sa.Column("motivates", sa.String(), nullable=False),
        sa.Column("avoids", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_preferences_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
    )
    op.create_index(op.f("ix_preferences_person_id"), "preferences", ["person_id"], unique=False)


def _create_goal() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("start", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("celebration", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("celebrated_at", UtcDateTime(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_goal_closed_has_date")
        ),
        sa.CheckConstraint(
            "link IN ('team', 'customers', 'organisation', 'long-term aim')",
            name=op.f("ck_goal_link_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'reached', 'set aside')", name=op.f("ck_goal_state_known")
        ),
        sa.CheckConstraint(
            "(start IS NULL) = (target IS NULL)", name=op.f("ck_goal_measured_whole")
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_goal_title_filled")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_goal_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_meeting_id"), "goal", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_goal_person_id"), "goal", ["person_id"], unique=False)
    op.create_index(op.f("ix_goal_person_id_state"), "goal", ["person_id", "state"], unique=False)


def _create_hard_talk() -> None:
    op.create_table(
        "hard_talk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('struggling', 'strong performer', 'team tension')",
            name=op.f("ck_hard_talk_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_hard_talk_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_hard_talk_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hard_talk")),
    )
    op.create_index(op.f("ix_hard_talk_meeting_id"), "hard_talk", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_hard_talk_person_id"), "hard_talk", ["person_id"], unique=False)


def _create_opening() -> None:
    op.create_table(
        "opening",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("named_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_opening_text_filled")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_opening_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_opening_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_meeting_id"), "opening", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_opening_person_id"), "opening", ["person_id"], unique=False)
    op.create_index(op.f("ix_opening_subject_id"), "opening", ["subject_id"], unique=False)


def _create_signs() -> None:
    op.create_table(
        "signs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("sooner", sa.Integer(), nullable=True),
        sa.Column("ideas", sa.Integer(), nullable=True),
        sa.Column("goals", sa.Integer(), nullable=True),
        sa.Column("engaged", sa.Integer(), nullable=True),
        sa.Column("stays", sa.Integer(), nullable=True),
        sa.Column("energy", sa.Integer(), nullable=True),
        sa.CheckConstraint("energy BETWEEN -1 AND 1", name=op.f("ck_signs_energy_in_range")),
        sa.CheckConstraint("engaged BETWEEN -1 AND 1", name=op.f("ck_signs_engaged_in_range")),
        sa.CheckConstraint("goals BETWEEN -1 AND 1", name=op.f("ck_signs_goals_in_range")),
        sa.CheckConstraint("ideas BETWEEN -1 AND 1", name=op.f("ck_signs_ideas_in_range")),
        sa.CheckConstraint("sooner BETWEEN -1 AND 1", name=op.f("ck_signs_sooner_in_range")),
        sa.CheckConstraint("stays BETWEEN -1 AND 1", name=op.f("ck_signs_stays_in_range")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_signs_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signs_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signs")),
    )
    op.create_index(op.f("ix_signs_meeting_id"), "signs", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_signs_person_id"), "signs", ["person_id"], unique=False)


def _create_strength() -> None:
    op.create_table(
        "strength",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("helps", sa.String(), nullable=False),
        sa.Column("serves", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_strength_name_filled")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_strength_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strength_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strength")),
    )
    op.create_index(op.f("ix_strength_meeting_id"), "strength", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_strength_person_id"), "strength", ["person_id"], unique=False)


def _create_goal_update() -> None:
    op.create_table(
        "goal_update",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "value IS NOT NULL OR length(trim(note)) > 0",
            name=op.f("ck_goal_update_says_something"),
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_goal_update_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_goal_update_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_update_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_update")),
    )
    op.create_index(op.f("ix_goal_update_goal_id"), "goal_update", ["goal_id"], unique=False)
    op.create_index(
        op.f("ix_goal_update_goal_id_at"), "goal_update", ["goal_id", "at"], unique=False
    )
    op.create_index(op.f("ix_goal_update_meeting_id"), "goal_update", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_goal_update_person_id"), "goal_update", ["person_id"], unique=False)


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reached_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_milestone_text_filled")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_milestone_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_milestone_meeting_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_milestone_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_goal_id"), "milestone", ["goal_id"], unique=False)
    op.create_index(op.f("ix_milestone_meeting_id"), "milestone", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_milestone_person_id"), "milestone", ["person_id"], unique=False)


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("strength_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=True),
        sa.Column("feedback_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(note_id IS NULL) <> (feedback_id IS NULL)", name=op.f("ck_evidence_of_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["feedback.id"],
            name=op.f("fk_evidence_feedback_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_evidence_note_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evidence_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["strength_id"],
            ["strength.id"],
            name=op.f("fk_evidence_strength_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_feedback_id"), "evidence", ["feedback_id"], unique=False)
    op.create_index(op.f("ix_evidence_note_id"), "evidence", ["note_id"], unique=False)
    op.create_index(op.f("ix_evidence_person_id"), "evidence", ["person_id"], unique=False)
    op.create_index(op.f("ix_evidence_strength_id"), "evidence", ["strength_id"], unique=False)


def _create_roadmap() -> None:
    op.create_table(
        "roadmap",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("where_to", sa.String(), nullable=False),
        sa.Column("today", sa.String(), nullable=False),
        sa.Column("routes", sa.JSON(), nullable=False),
        sa.Column("next_exit", sa.String(), nullable=False),
        sa.Column("exit_on", sa.Date(), nullable=True),
        sa.Column("commitment_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_roadmap_commitment_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_roadmap_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roadmap_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap")),
    )
    op.create_index(op.f("ix_roadmap_commitment_id"), "roadmap", ["commitment_id"], unique=False)
    op.create_index(op.f("ix_roadmap_meeting_id"), "roadmap", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_roadmap_person_id"), "roadmap", ["person_id"], unique=False)
