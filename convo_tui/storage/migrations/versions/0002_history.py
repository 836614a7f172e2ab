"""Talks logged afterwards, later edits of what was written, and imports that can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from convo_tui.storage.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("logged_at", UtcDateTime(), nullable=True))
    _create_correction()
    _create_imported()


def downgrade() -> None:
    for table in ("imported", "correction"):
        op.drop_table(table)
    op.drop_column("meeting", "logged_at")


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.CheckConstraint("length(trim(field)) > 0", name=op.f("ck_correction_field_filled")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_correction_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_person_id"), "correction", ["person_id"], unique=False)
    op.create_index(op.f("ix_correction_subject_id"), "correction", ["subject_id"], unique=False)


def _create_imported() -> None:
    op.create_table(
        "imported",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("value_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('people', 'notes', 'archive')", name=op.f("ck_imported_kind_known")
        ),
        sa.CheckConstraint("length(trim(batch)) > 0", name=op.f("ck_imported_batch_filled")),
        sa.CheckConstraint("length(trim(source)) > 0", name=op.f("ck_imported_source_filled")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_imported_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported")),
    )
    for column in ("batch", "value_id", "person_id"):
        op.create_index(op.f(f"ix_imported_{column}"), "imported", [column], unique=False)
