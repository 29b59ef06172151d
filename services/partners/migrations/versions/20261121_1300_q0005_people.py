"""Mergers of people's records: four eyes see one person in two accounts.

Revision ID: q0005_people
Revises: q0004_areas
"""

import sqlalchemy as sa
from alembic import op

revision = "q0005_people"
down_revision = "q0004_areas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "merged_people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_people")),
    )
