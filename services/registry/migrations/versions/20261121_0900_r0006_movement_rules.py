"""Rules that are interpretations, switchable by name.

Revision ID: r0006_movement_rules
Revises: r0005_sign_in
"""

revision = "r0006_movement_rules"
down_revision = "r0005_sign_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
