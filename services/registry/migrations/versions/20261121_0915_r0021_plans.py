"""Indexes that national size asked for.

Revision ID: r0021_plans
Revises: r0020_intake
"""

from alembic import op

revision = "r0021_plans"
down_revision = "r0020_intake"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index(
        "ix_organizations_status_place",
        "organizations",
        ["status", "area_code", "name_sort", "id"],
    )
    # Without it nobody knows that nearly everything given to do stands at a tambon.
    op.execute(
        "CREATE STATISTICS st_action_items_level ON (length(area_code)) FROM action_items"
    )
