"""What is asked of a whole nation goes by an index.

Revision ID: r0031_plans
Revises: r0022_grounds
"""

import sqlalchemy as sa
from alembic import op

revision = "r0031_plans"
down_revision = "r0022_grounds"
branch_labels = None
depends_on = None

_COUNTED = "id kind status members_count founded_on created_at updated_at revision"


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_organizations_counts", "organizations")
    op.create_index(
        "ix_organizations_counts",
        "organizations",
        ["area_code"],
        postgresql_include=_COUNTED.split(),
    )
    op.create_index(
        "ix_bodies_group",
        "bodies",
        ["group_code", "area_code", "name_sort", "id"],
        postgresql_where=sa.text("group_code IS NOT NULL"),
    )
    op.create_index(
        "ix_certifications_status_expiry", "certifications", ["status", "expires_on", "id"]
    )
    op.create_index("ix_data_requests_by", "data_requests", ["requested_by", "id"])
