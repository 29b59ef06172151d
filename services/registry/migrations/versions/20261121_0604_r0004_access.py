"""access.

Revision ID: r0004_access
Revises: r0003_people
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0004_access'
down_revision = 'r0003_people'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
