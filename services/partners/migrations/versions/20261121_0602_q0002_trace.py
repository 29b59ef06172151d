"""the_trace.

Revision ID: q0002_trace
Revises: dbbfd737446c
"""

import sqlalchemy as sa
from alembic import op

revision = 'q0002_trace'
down_revision = 'dbbfd737446c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
