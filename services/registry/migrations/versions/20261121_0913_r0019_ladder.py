"""Changes suggested by others, and how they climb.

Revision ID: r0019_ladder
Revises: r0018_search
"""

revision = "r0019_ladder"
down_revision = "r0018_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
