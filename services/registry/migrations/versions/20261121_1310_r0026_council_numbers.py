"""The number under which a council gave notice is looked for.

Revision ID: r0026_council_numbers
Revises: r0027_found_by_more_names
"""

import sqlalchemy as sa
from alembic import op

revision = "r0026_council_numbers"
down_revision = "r0027_found_by_more_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index(
        "ix_councils_number", "councils", ["number"], postgresql_where=sa.text("number IS NOT NULL")
    )
