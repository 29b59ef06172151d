"""Meetings, resolutions, action items.

Revision ID: r0017_meetings
Revises: r0016_demonstrations
"""

revision = "r0017_meetings"
down_revision = "r0016_demonstrations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
