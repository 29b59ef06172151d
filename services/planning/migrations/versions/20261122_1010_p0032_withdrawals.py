"""The draft of a new version of a plan can be withdrawn.

Revision ID: p0032_withdrawals
Revises: p0031_result_periods
"""

import sqlalchemy as sa
from alembic import op

revision = "p0032_withdrawals"
down_revision = "p0031_result_periods"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "plan_withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("reason_th", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_withdrawals_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_withdrawals")),
        sa.UniqueConstraint(
            "plan_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_plan_withdrawals_plan_id"),
        ),
    )
    op.drop_constraint(op.f("ck_plans_adopted_on_a_day"), "plans", type_="check")
    op.create_check_constraint(
        op.f("ck_plans_adopted_on_a_day"),
        "plans",
        "(status IN ('DRAFT', 'WITHDRAWN')) = (adopted_on IS NULL)",
    )
