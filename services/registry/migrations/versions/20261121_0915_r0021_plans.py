"""Indexes that national size asked for.

Revision ID: r0021_plans
Revises: r0020_intake
"""

import sqlalchemy as sa
from alembic import op

revision = "r0021_plans"
down_revision = "r0020_intake"
branch_labels = None
depends_on = None


_PLAIN = (
    ("post", "memberships", "post", "person_id"),
    ("state", "meetings", "state", "held_from", "id"),
    ("year", "meetings", "year_be", "held_from", "id"),
    ("kind", "holdings", "kind", "organization_id"),
    ("measure", "holdings", "measure", "organization_id"),
    ("source", "holdings", "source", "organization_id"),
    ("document_type", "attachments", "document_type", "id"),
    ("post", "seats", "post", "body_id", "id"),
    ("kind", "community_notices", "kind", "area_code", "name_sort", "id"),
    ("consent", "community_notices", "consent", "area_code", "name_sort", "id"),
    ("kind", "resolutions", "kind", "area_code", "meeting_id", "number", "id"),
    ("account", "suggestions", "made_by_account", "created_at", "id"),
)


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index(
        "ix_organizations_status_place",
        "organizations",
        ["status", "area_code", "name_sort", "id"],
    )
    op.create_index(
        "ix_people_new_generation",
        "people",
        ["area_code", "id"],
        postgresql_where=sa.text("new_generation_on IS NOT NULL"),
    )
    for name, table, *columns in _PLAIN:
        op.create_index(f"ix_{table}_{name}", table, columns)
    op.create_index(
        "ix_suggestions_place",
        "suggestions",
        ["area_code"],
        postgresql_where=sa.text("organization_id IS NULL"),
    )
    # Without it nobody knows that nearly everything given to do stands at a tambon.
    op.execute(
        "CREATE STATISTICS st_action_items_level ON (length(area_code)) FROM action_items"
    )
