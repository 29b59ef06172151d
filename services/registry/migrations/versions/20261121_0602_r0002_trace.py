"""the_trace.

Revision ID: r0002_trace
Revises: 2aae8853ca69
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0002_trace'
down_revision = '2aae8853ca69'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
