"""Changes suggested by others, and how they climb.

Revision ID: r0019_ladder
Revises: r0018_search
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0019_ladder"
down_revision = "r0018_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    now = sa.text("now()")
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("revision_seen", sa.Integer(), nullable=False),
        sa.Column("old", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proposed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_by_account", sa.String(length=200), nullable=False),
        sa.Column("province_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column(
            "accepted", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=True),
        sa.Column("closed_rung", sa.String(length=20), nullable=True),
        sa.Column("answer_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.CheckConstraint(
            "(status = 'OPEN') = (closed_at IS NULL)", name=op.f("ck_suggestions_closed_at")
        ),
        sa.CheckConstraint(
            "province_at <= region_at", name=op.f("ck_suggestions_climbs_upwards")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_suggestions_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    order = ["created_at", "id"]
    op.create_index("ix_suggestions_created", "suggestions", order)
    op.create_index(
        "ix_suggestions_subject", "suggestions", ["subject_kind", "subject_id", *order]
    )
    op.create_index("ix_suggestions_maker", "suggestions", ["made_by", *order])
    op.create_index("ix_suggestions_status", "suggestions", ["status", *order])
    op.create_index(
        "ix_suggestions_open_place",
        "suggestions",
        ["area_code", "created_at"],
        postgresql_where=sa.text("status = 'OPEN'"),
    )
    op.create_index(
        op.f("ix_suggestions_organization_id"), "suggestions", ["organization_id"], unique=False
    )
