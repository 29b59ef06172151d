"""Indexes that every list and every sum of national size asked for.

Revision ID: r0024_figures
Revises: r0026_council_numbers
"""

import sqlalchemy as sa
from alembic import op

revision = "r0024_figures"
down_revision = "r0026_council_numbers"
branch_labels = None
depends_on = None

_PLAIN = (
    ("kind", "council_seats", "kind", "council_id", "id"),
    ("starts", "council_seats", "starts_on"),
    ("form", "seats", "form", "body_id", "id"),
    ("region", "seats", "region_code", "body_id", "id"),
    ("starts", "seats", "starts_on"),
    ("role", "network_memberships", "role", "network_id", "id"),
    ("due", "data_requests", "due_on", "id"),
    ("status", "data_requests", "status", "due_on", "id"),
    ("kind", "data_requests", "kind", "due_on", "id"),
    ("kind_year", "meetings", "kind", "year_be", "held_from", "id"),
    ("role", "grants", "role", "area_code", "id"),
    ("starts", "grants", "starts_on"),
    ("status", "accounts", "status", "area_code", "id"),
)
_OF_ORGANIZATION = (
    "id",
    "kind",
    "status",
    "members_count",
    "founded_on",
    "created_at",
    "updated_at",
)
_OF_ITEM = (
    "id",
    "owner_kind",
    "owner_body_id",
    "owner_organization_id",
    "owner_group",
    "owner_th",
    "due_to",
    "given_on",
    "reported_on",
    "state",
)


def upgrade() -> None:
    """Bring the schema forward."""
    for name, table, *columns in _PLAIN:
        op.create_index(f"ix_{table}_{name}", table, columns)
    op.create_index(
        "ix_grants_bounded",
        "grants",
        ["area_code", "id"],
        postgresql_where=sa.text("ended_at IS NOT NULL OR ends_on IS NOT NULL"),
    )
    # Sums read what stands in the index and never visit the table.
    op.drop_index("ix_organizations_counts", "organizations")
    op.create_index(
        "ix_organizations_counts",
        "organizations",
        ["area_code"],
        postgresql_include=_OF_ORGANIZATION,
    )
    op.drop_index("ux_holdings_statement", "holdings")
    op.create_index(
        "ux_holdings_statement",
        "holdings",
        ["organization_id", "kind", "measure", "source", "as_of"],
        unique=True,
        postgresql_include=["value_baht"],
    )
    op.drop_index("ix_memberships_person", "memberships")
    op.create_index(
        "ix_memberships_person",
        "memberships",
        ["person_id", "organization_id"],
        postgresql_include=["post", "starts_on", "ends_on"],
    )
    op.create_index(
        "ix_people_counts",
        "people",
        ["area_code"],
        postgresql_include=["id", "birth_year_be"],
        postgresql_where=sa.text("status = 'ACTIVE'"),
    )
    op.create_index(
        "ix_action_items_tally", "action_items", ["area_code"], postgresql_include=_OF_ITEM
    )
