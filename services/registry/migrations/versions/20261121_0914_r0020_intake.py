"""Rows as they came, with what is doubtful about them.

Revision ID: r0020_intake
Revises: r0019_ladder
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0020_intake"
down_revision = "r0019_ladder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    now = sa.text("now()")
    json = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "intake_rows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("columns", json, nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("findings", json, nullable=False),
        sa.Column(
            "codes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.CheckConstraint(
            "(status = 'OPEN') = (closed_at IS NULL)", name=op.f("ck_intake_rows_closed_at")
        ),
        sa.CheckConstraint(
            "(status = 'RESOLVED') = (organization_id IS NOT NULL)",
            name=op.f("ck_intake_rows_resolved_by"),
        ),
        sa.CheckConstraint(
            "(status = 'DISMISSED') = (reason_th IS NOT NULL)",
            name=op.f("ck_intake_rows_dismissed_for"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_intake_rows_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_rows")),
    )
    order = ["area_code", "created_at", "id"]
    op.create_index("ix_intake_rows_place", "intake_rows", order)
    op.create_index("ix_intake_rows_status_place", "intake_rows", ["status", *order])
    op.create_index("ix_intake_rows_codes", "intake_rows", ["codes"], postgresql_using="gin")
    op.create_index(op.f("ix_intake_rows_organization_id"), "intake_rows", ["organization_id"])
