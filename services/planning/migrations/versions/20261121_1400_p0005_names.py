"""A place whose Thai name is new need not have an English one.

Revision ID: p0005_names
Revises: p0004_organizations
"""

import sqlalchemy as sa
from alembic import op

revision = "p0005_names"
down_revision = "p0004_organizations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.alter_column("places", "name_en", existing_type=sa.String(length=200), nullable=True)
