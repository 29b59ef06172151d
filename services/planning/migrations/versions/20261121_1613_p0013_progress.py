"""Progress of projects with spending and evidence, and projects that go on in a later year.

Revision ID: p0013_progress
Revises: p0019_factors
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0013_progress"
down_revision = "p0019_factors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "progress_reports",
        *_kept(),
        sa.Column("plan_item_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("percent_done", sa.Integer(), nullable=False),
        sa.Column("done_th", sa.String(length=5000), nullable=False),
        sa.Column("evidence", postgresql.JSONB(), nullable=False),
        sa.Column("spent_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.Column("over_budget_reason_th", sa.String(length=5000), nullable=True),
        sa.CheckConstraint("percent_done BETWEEN 0 AND 100", name=op.f("ck_progress_reports_percent")),
        sa.CheckConstraint(
            "starts_on < ends_on", name=op.f("ck_progress_reports_starts_before_it_ends")
        ),
        sa.CheckConstraint("spent_baht >= 0", name=op.f("ck_progress_reports_spent_not_negative")),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["plan_items.id"], name=op.f("fk_progress_reports_plan_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_reports")),
    )
    op.create_index(
        "ix_progress_reports_item", "progress_reports", ["plan_item_id", "reported_on", "id"]
    )
    op.create_index(
        "ix_progress_reports_place", "progress_reports", ["area_code", "reported_on", "id"]
    )
    op.create_index("ix_progress_reports_reported", "progress_reports", ["reported_on", "id"])
    op.create_table(
        "progress_spendings",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=True),
        sa.Column("amount_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.CheckConstraint("amount_baht > 0", name=op.f("ck_progress_spendings_positive")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_progress_spendings_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_lines.id"], name=op.f("fk_progress_spendings_budget_line_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "place", name=op.f("pk_progress_spendings")),
    )
    op.create_index(
        "ix_progress_spendings_line", "progress_spendings", ["budget_line_id", "report_id"]
    )
    op.create_table(
        "carry_overs",
        *_kept(),
        sa.Column("plan_item_id", sa.Uuid(), nullable=False),
        sa.Column("into_item_id", sa.Uuid(), nullable=False),
        sa.Column("into_plan_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("amount_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.Column("reason_th", sa.String(length=5000), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("amount_baht >= 0", name=op.f("ck_carry_overs_not_negative")),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["plan_items.id"], name=op.f("fk_carry_overs_plan_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["into_item_id"], ["plan_items.id"], name=op.f("fk_carry_overs_into_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["into_plan_id"], ["plans.id"], name=op.f("fk_carry_overs_into_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carry_overs")),
        sa.UniqueConstraint("into_item_id", name=op.f("uq_carry_overs_into_item_id")),
        sa.UniqueConstraint(
            "plan_item_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_carry_overs_plan_item_id"),
        ),
    )
    op.create_index("ix_carry_overs_plan", "carry_overs", ["into_plan_id", "id"])
    op.create_index("ix_carry_overs_place", "carry_overs", ["area_code", "id"])


def _kept() -> tuple[sa.Column[object], ...]:
    stamp = sa.text("now()")
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=stamp, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=stamp, nullable=False),
    )
