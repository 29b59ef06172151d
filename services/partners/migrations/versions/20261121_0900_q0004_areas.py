"""Areas that changed by law.

Revision ID: q0004_areas
Revises: q0003_approvals
"""

revision = "q0004_areas"
down_revision = "q0003_approvals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
