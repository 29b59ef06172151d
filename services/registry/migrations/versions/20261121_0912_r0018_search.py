"""What search reads.

Revision ID: r0018_search
Revises: r0017_meetings
"""

revision = "r0018_search"
down_revision = "r0017_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
