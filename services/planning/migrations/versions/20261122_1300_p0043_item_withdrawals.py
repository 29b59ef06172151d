"""An item can be taken out of the draft of its plan.

Revision ID: p0043_item_withdrawals
Revises: p0042_found_by_one
"""

import sqlalchemy as sa
from alembic import op

revision = "p0043_item_withdrawals"
down_revision = "p0042_found_by_one"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "item_withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("plan_item_id", sa.Uuid(), nullable=False),
        sa.Column("reason_th", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["plan_items.id"], name=op.f("fk_item_withdrawals_plan_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_withdrawals")),
        sa.UniqueConstraint(
            "plan_item_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_item_withdrawals_plan_item_id"),
        ),
    )
