"""Rows as they came, with what is doubtful about them.

Revision ID: r0020_intake
Revises: r0019_ladder
"""

revision = "r0020_intake"
down_revision = "r0019_ladder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
