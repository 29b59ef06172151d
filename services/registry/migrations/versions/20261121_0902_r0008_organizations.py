"""Aliases, succession, villages covered, holdings, mergers that can be undone.

Revision ID: r0008_organizations
Revises: r0007_areas
"""

revision = "r0008_organizations"
down_revision = "r0007_areas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
