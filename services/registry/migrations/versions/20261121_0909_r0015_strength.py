"""Rubrics and dated assessments.

Revision ID: r0015_strength
Revises: r0014_certification
"""

revision = "r0015_strength"
down_revision = "r0014_certification"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
