"""A place whose Thai name is new need not have an English one.

Revision ID: q0006_names
Revises: q0005_people
"""

import sqlalchemy as sa
from alembic import op

revision = "q0006_names"
down_revision = "q0005_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.alter_column("places", "name_en", existing_type=sa.String(length=200), nullable=True)
