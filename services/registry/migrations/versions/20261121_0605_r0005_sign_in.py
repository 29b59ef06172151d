"""sign_in.

Revision ID: r0005_sign_in
Revises: r0004_access
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0005_sign_in'
down_revision = 'r0004_access'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
