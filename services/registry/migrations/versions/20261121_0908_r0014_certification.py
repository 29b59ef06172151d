"""Three strides, endorsements, certificates.

Revision ID: r0014_certification
Revises: r0013_people
"""

revision = "r0014_certification"
down_revision = "r0013_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
