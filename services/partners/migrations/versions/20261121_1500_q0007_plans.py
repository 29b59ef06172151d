"""The working areas of an agency are listed by when they changed, closed ones are found.

Revision ID: q0007_plans
Revises: q0006_names
"""

import sqlalchemy as sa
from alembic import op

revision = "q0007_plans"
down_revision = "q0006_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_nodes_agency_updated", "nodes", ["agency_id", "updated_at", "id"])
    op.create_index(
        "ix_nodes_closed_place",
        "nodes",
        ["area_code", "id"],
        postgresql_where=sa.text("closed_on IS NOT NULL"),
    )
