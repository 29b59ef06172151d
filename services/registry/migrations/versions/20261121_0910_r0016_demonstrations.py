"""Demonstration areas and how they spread.

Revision ID: r0016_demonstrations
Revises: r0015_strength
"""

revision = "r0016_demonstrations"
down_revision = "r0015_strength"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
