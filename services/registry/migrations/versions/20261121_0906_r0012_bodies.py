"""Committees, seats, rotation.

Revision ID: r0012_bodies
Revises: r0011_networks
"""

revision = "r0012_bodies"
down_revision = "r0011_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
