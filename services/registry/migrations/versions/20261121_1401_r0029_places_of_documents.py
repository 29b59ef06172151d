"""Documents are found by their place: a local data centre counts them.

Revision ID: r0029_places_of_documents
Revises: r0028_names
"""

from alembic import op

revision = "r0029_places_of_documents"
down_revision = "r0028_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_attachments_place", "attachments", ["area_code", "id"])
