"""the_trace.

Revision ID: p0002_trace
Revises: 697b7ca1bd58
"""

import sqlalchemy as sa
from alembic import op

revision = 'p0002_trace'
down_revision = '697b7ca1bd58'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
