"""Expertise, training, new generation.

Revision ID: r0013_people
Revises: r0012_bodies
"""

revision = "r0013_people"
down_revision = "r0012_bodies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
