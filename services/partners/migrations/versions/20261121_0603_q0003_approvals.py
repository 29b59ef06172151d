"""approvals.

Revision ID: q0003_approvals
Revises: q0002_trace
"""

import sqlalchemy as sa
from alembic import op

revision = 'q0003_approvals'
down_revision = 'q0002_trace'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
