"""Organizations in networks, dated.

Revision ID: r0011_networks
Revises: r0010_councils
"""

revision = "r0011_networks"
down_revision = "r0010_councils"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
