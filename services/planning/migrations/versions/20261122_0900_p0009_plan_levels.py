"""Plans of zones, province groups, regions and the nation; kinds of plans; the registry's groups of areas.

Revision ID: p0009_plan_levels
Revises: p0006_needs
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0009_plan_levels"
down_revision = "p0006_needs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "area_groups",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("members", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area_groups")),
    )
    op.execute(
        "INSERT INTO places (code, level, name_th, name_en, revision)"
        " VALUES ('', 'NATION', 'ประเทศไทย', 'Thailand', 0)"
    )
    op.add_column("plans", sa.Column("group_code", sa.String(length=40), nullable=True))
    op.add_column("plans", sa.Column("area_codes", postgresql.ARRAY(sa.Text()), nullable=True))
    development = sa.text("'DEVELOPMENT'")
    op.add_column(
        "plans",
        sa.Column("kind", sa.String(length=20), server_default=development, nullable=False),
    )
    op.add_column("plans", sa.Column("issue_code", sa.String(length=40), nullable=True))
    op.add_column(
        "plans", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.create_foreign_key(
        op.f("fk_plans_issue_code"), "plans", "issues", ["issue_code"], ["code"]
    )
    op.drop_constraint(
        "uq_plans_area_code_fiscal_year_be_horizon_years_title_th", "plans", type_="unique"
    )
    op.create_unique_constraint(
        "uq_plans_title",
        "plans",
        ["area_code", "group_code", "fiscal_year_be", "horizon_years", "title_th", "version"],
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_plans_kind_place", "plans", ["kind", "area_code", "id"])
    for name, column in (("group", "group_code"), ("issue_place", "issue_code")):
        op.create_index(
            f"ix_plans_{name}",
            "plans",
            [column, "area_code", "id"],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
