"""New versions of adopted plans, beside those that they take the place of.

Revision ID: p0010_plan_versions
Revises: p0012_projects
"""

import sqlalchemy as sa
from alembic import op

revision = "p0010_plan_versions"
down_revision = "p0012_projects"
branch_labels = None
depends_on = None
TITLE = ["area_code", "group_code", "fiscal_year_be", "horizon_years", "title_th", "version"]


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("plans", sa.Column("version_of_id", sa.Uuid(), nullable=True))
    op.add_column("plans", sa.Column("change_kind", sa.String(length=20), nullable=True))
    op.add_column("plans", sa.Column("change_reason_th", sa.String(length=5000), nullable=True))
    op.add_column("plan_items", sa.Column("version_of_id", sa.Uuid(), nullable=True))
    for table in ("plans", "plan_items"):
        op.create_foreign_key(
            op.f(f"fk_{table}_version_of_id"), table, table, ["version_of_id"], ["id"]
        )
    there = sa.text("version_of_id IS NOT NULL")
    op.create_index(
        "ix_plans_version", "plans", ["version_of_id", "area_code", "id"], postgresql_where=there
    )
    op.create_index(
        "ix_plan_items_version", "plan_items", ["version_of_id"], postgresql_where=there
    )
    op.drop_constraint("uq_plans_title", "plans", type_="unique")
    op.create_unique_constraint(
        "uq_plans_title",
        "plans",
        TITLE,
        postgresql_nulls_not_distinct=True,
        deferrable=True,
        initially="IMMEDIATE",
    )
    op.drop_constraint(op.f("ck_plans_adopted_on_a_day"), "plans", type_="check")
    op.create_check_constraint(
        op.f("ck_plans_adopted_on_a_day"), "plans", "(status = 'DRAFT') = (adopted_on IS NULL)"
    )
