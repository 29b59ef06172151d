"""A plan item is a whole project: place, period, steps, mode, indicator values, households, budget lines.

Revision ID: p0012_projects
Revises: p0021_facts
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0012_projects"
down_revision = "p0021_facts"
branch_labels = None
depends_on = None

_CHECKS = {
    "households": "own_households >= 0 AND households >= coalesce(own_households, 0)",
    "carried_is_own": "carried_baht BETWEEN 0 AND own_baht",
    "starts_before_it_ends": "starts_on < ends_on",
}


def upgrade() -> None:
    """Bring the schema forward."""
    for column in _columns():
        op.add_column("plan_items", column)
    op.create_foreign_key(
        op.f("fk_plan_items_carried_from_item_id"),
        "plan_items",
        "plan_items",
        ["carried_from_item_id"],
        ["id"],
    )
    op.create_unique_constraint(
        op.f("uq_plan_items_carried_from_item_id"), "plan_items", ["carried_from_item_id"]
    )
    for name, condition in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_plan_items_{name}"), "plan_items", condition)
    op.create_index("ix_plan_items_mode_place", "plan_items", ["mode", "area_code", "id"])
    op.add_column(
        "inclusions",
        sa.Column("households", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_inclusions_households_not_negative"), "inclusions", "households >= 0"
    )
    op.create_table(
        "agencies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "budget_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_item_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("source_th", sa.String(length=200), nullable=True),
        sa.Column("amount_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.CheckConstraint("amount_baht > 0", name=op.f("ck_budget_lines_positive")),
        sa.CheckConstraint(
            "(source = 'AGENCY') = (agency_id IS NOT NULL)",
            name=op.f("ck_budget_lines_agency_of_agency"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["plan_items.id"], name=op.f("fk_budget_lines_plan_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_budget_lines_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
    )
    for name, columns in (
        ("item", ["plan_item_id", "place"]),
        ("agency", ["agency_id", "plan_item_id"]),
        ("source", ["source", "plan_item_id"]),
    ):
        op.create_index(f"ix_budget_lines_{name}", "budget_lines", columns)
    op.create_table(
        "kept_rollups",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("sums", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_kept_rollups_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_kept_rollups")),
    )


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
sa.Column("place_code", sa.String(length=8, collation="C"), nullable=True),
    sa.Column("starts_on", sa.Date(), nullable=True),
    sa.Column("ends_on", sa.Date(), nullable=True),
    sa.Column("activities", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
    sa.Column("mode", sa.String(length=20), nullable=True),
    sa.Column("indicator_unit_th", sa.String(length=200), nullable=True),
    sa.Column("indicator_baseline", sa.Numeric(precision=15, scale=2), nullable=True),
    sa.Column("indicator_target", sa.Numeric(precision=15, scale=2), nullable=True),
    sa.Column("own_households", sa.Integer(), nullable=True),
    sa.Column("households", sa.Integer(), server_default=sa.text("0"), nullable=False),
    sa.Column(
        "carried_baht", sa.Numeric(precision=15, scale=2), server_default=sa.text("0"), nullable=False
    ),
    sa.Column("carried_from_item_id", sa.Uuid(), nullable=True),
    )
