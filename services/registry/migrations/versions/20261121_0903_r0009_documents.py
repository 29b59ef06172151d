"""Files by their content, and what they are attached to.

Revision ID: r0009_documents
Revises: r0008_organizations
"""

revision = "r0009_documents"
down_revision = "r0008_organizations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
