"""A notice says what it is about and how much of the money is for the need.

Revision ID: p0045_notice_words
Revises: p0044_interim_results
"""

import sqlalchemy as sa
from alembic import op

revision = "p0045_notice_words"
down_revision = "p0044_interim_results"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("notices", sa.Column("about_th", sa.String(length=1000), nullable=True))
    op.add_column("notices", sa.Column("share_baht", sa.Numeric(15, 2), nullable=True))
