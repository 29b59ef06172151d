"""Results say their period and the indicator's value as a number, and why more than the budget was spent.

Revision ID: p0031_result_periods
Revises: p0011_plan_ways
"""

import sqlalchemy as sa
from alembic import op

revision = "p0031_result_periods"
down_revision = "p0011_plan_ways"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("results", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("results", sa.Column("ends_on", sa.Date(), nullable=True))
    value = sa.Numeric(precision=15, scale=2)
    op.add_column("results", sa.Column("indicator_value", value, nullable=True))
    reason = sa.String(length=5000)
    op.add_column("results", sa.Column("over_budget_reason_th", reason, nullable=True))
    op.create_check_constraint(
        op.f("ck_results_a_whole_period"), "results", "(starts_on IS NULL) = (ends_on IS NULL)"
    )
    op.create_check_constraint(
        op.f("ck_results_starts_before_it_ends"), "results", "starts_on < ends_on"
    )
