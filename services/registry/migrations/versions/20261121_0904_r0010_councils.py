"""Notices of communities and councils, members by kind, terms, reports, delegates.

Revision ID: r0010_councils
Revises: r0009_documents
"""

revision = "r0010_councils"
down_revision = "r0009_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
