"""Areas that changed by law.

Revision ID: p0003_areas
Revises: p0002_trace
"""

revision = "p0003_areas"
down_revision = "p0002_trace"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
