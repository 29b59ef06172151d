"""Expertise, training, new generation.

Revision ID: r0013_people
Revises: r0012_bodies
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0013_people"
down_revision = "r0012_bodies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("people", sa.Column("expertise", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("people", sa.Column("new_generation_on", sa.Date(), nullable=True))
    op.add_column("memberships", sa.Column("term_years", sa.Integer(), nullable=True))
    op.add_column("memberships", sa.Column("term_ends_on", sa.Date(), nullable=True))
    op.create_index("ix_memberships_term", "memberships", ["term_ends_on", "id"])
    now = sa.text("now()")
    op.create_table(
        "trainings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name_th", sa.String(length=100), nullable=True),
        sa.Column("organizer_th", sa.String(length=100), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("training_hours", sa.Integer(), nullable=True),
        sa.Column("certificate_sha256", sa.String(length=64), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_trainings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_index("ix_trainings_person", "trainings", ["person_id", "id"])
