"""A plan may name the charter that it stands on.

Revision ID: p0041_plan_charters
Revises: p0040_lists
"""

import sqlalchemy as sa
from alembic import op

revision = "p0041_plan_charters"
down_revision = "p0040_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("plans", sa.Column("charter_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_plans_charter_id"), "plans", "charters", ["charter_id"], ["id"]
    )
    op.create_index(
        "ix_plans_charter",
        "plans",
        ["charter_id", "area_code", "id"],
        postgresql_where=sa.text("charter_id IS NOT NULL"),
    )
