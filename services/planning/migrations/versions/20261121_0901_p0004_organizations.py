"""Copies of organizations say of which record they are a second one.

Revision ID: p0004_organizations
Revises: p0003_areas
"""

import sqlalchemy as sa
from alembic import op

revision = "p0004_organizations"
down_revision = "p0003_areas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("organizations", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
