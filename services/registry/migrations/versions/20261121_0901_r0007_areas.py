"""Villages, dated names and groupings, changes by law, shapes.

Revision ID: r0007_areas
Revises: r0006_movement_rules
"""

revision = "r0007_areas"
down_revision = "r0006_movement_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
