"""people.

Revision ID: r0003_people
Revises: r0002_trace
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0003_people'
down_revision = 'r0002_trace'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
