"""Needs become one, and one becomes several.

Revision ID: p0008_need_mergers
Revises: p0010_plan_versions
"""

import sqlalchemy as sa
from alembic import op

revision = "p0008_need_mergers"
down_revision = "p0010_plan_versions"
branch_labels = None
depends_on = None


def _written() -> list[sa.Column]:
    now = sa.text("now()")
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
    ]


def upgrade() -> None:
    """Bring the schema forward."""
    now = sa.text("now()")
    area = sa.String(length=8, collation="C")
    op.create_table(
        "need_mergers",
        *_written(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("area_code", area, nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("into_is_new", sa.Boolean(), nullable=False),
        sa.Column("into_steps", sa.Integer(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("reversed_on", sa.Date(), nullable=True),
        sa.Column("reversal_reason_th", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(reversed_on IS NULL) = (reversal_reason_th IS NULL)",
            name=op.f("ck_need_mergers_undone_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["needs.id"],
            name=op.f("fk_need_mergers_into_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_mergers")),
    )
    op.create_index("ix_need_mergers_place", "need_mergers", ["area_code", "id"])
    op.create_index("ix_need_mergers_into", "need_mergers", ["into_id", "id"])
    op.create_table(
        "need_reversals",
        *_written(),
        sa.Column("merger_id", sa.Uuid(), nullable=False),
        sa.Column("reversed_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["merger_id"], ["need_mergers.id"], name=op.f("fk_need_reversals_merger_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_reversals")),
        sa.UniqueConstraint("merger_id", name=op.f("uq_need_reversals_merger_id")),
    )
    op.create_table(
        "need_splits",
        *_written(),
        sa.Column("area_code", area, nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("split_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_need_splits_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_splits")),
        sa.UniqueConstraint(
            "need_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_need_splits_need_id"),
        ),
    )
    op.create_index("ix_need_splits_place", "need_splits", ["area_code", "id"])
