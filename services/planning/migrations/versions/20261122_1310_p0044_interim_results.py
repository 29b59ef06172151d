"""Results say whether they are the last one or that of a period, after which the work goes on.

Revision ID: p0044_interim_results
Revises: p0043_item_withdrawals
"""

import sqlalchemy as sa
from alembic import op

revision = "p0044_interim_results"
down_revision = "p0043_item_withdrawals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    last = sa.Column("closes", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    op.add_column("results", last)
