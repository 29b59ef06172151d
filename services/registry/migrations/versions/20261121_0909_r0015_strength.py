"""Rubrics and dated assessments.

Revision ID: r0015_strength
Revises: r0014_certification
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0015_strength"
down_revision = "r0014_certification"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table("rubrics",
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("code", sa.String(length=40), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("name_th", sa.String(length=200), nullable=False),
    sa.Column("name_en", sa.String(length=200), nullable=True),
    sa.Column("source_th", sa.String(length=500), nullable=False),
    sa.Column("frames", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column("thresholds", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column("items_count", sa.Integer(), nullable=False),
    sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_rubrics")),
    sa.UniqueConstraint("code", "version", name=op.f("uq_rubrics_code_version"))
    )
    op.create_table("strength_assessments",
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
    sa.Column("organization_id", sa.Uuid(), nullable=True),
    sa.Column("rubric_id", sa.Uuid(), nullable=False),
    sa.Column("assessed_on", sa.Date(), nullable=False),
    sa.Column("assessed_precision", sa.String(length=20), nullable=False),
    sa.Column("level", sa.String(length=20), nullable=True),
    sa.Column("score_percent", sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column("strong_points", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column("weak_points", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column("assessed_by_side", sa.String(length=20), nullable=False),
    sa.Column("assessed_by_th", sa.String(length=200), nullable=False),
    sa.Column("assessed_by_organization_id", sa.Uuid(), nullable=True),
    sa.Column("replaces_id", sa.Uuid(), nullable=True),
    sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("withdrawal_reason_th", sa.String(length=500), nullable=True),
    sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    sa.CheckConstraint("score_percent BETWEEN 0 AND 100", name=op.f("ck_strength_assessments_score_is_a_percentage")),
    sa.ForeignKeyConstraint(["assessed_by_organization_id"], ["organizations.id"], name=op.f("fk_strength_assessments_assessed_by_organization_id")),
    sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_strength_assessments_organization_id")),
    sa.ForeignKeyConstraint(["replaces_id"], ["strength_assessments.id"], name=op.f("fk_strength_assessments_replaces_id")),
    sa.ForeignKeyConstraint(["rubric_id"], ["rubrics.id"], name=op.f("fk_strength_assessments_rubric_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_strength_assessments"))
    )
    op.create_index("ix_strength_assessments_day", "strength_assessments", ["assessed_on", "id"], unique=False)
    op.create_index("ix_strength_assessments_level", "strength_assessments", ["level", "assessed_on", "id"], unique=False)
    op.create_index("ix_strength_assessments_organization", "strength_assessments", ["organization_id", "assessed_on", "id"], unique=False, postgresql_where=sa.text("organization_id IS NOT NULL"))
    op.create_index("ix_strength_assessments_place", "strength_assessments", ["area_code", "assessed_on", "id"], unique=False)
    op.create_index(op.f("ix_strength_assessments_replaces_id"), "strength_assessments", ["replaces_id"], unique=False)
    op.create_index("ix_strength_assessments_rubric", "strength_assessments", ["rubric_id", "assessed_on", "id"], unique=False)
    op.create_table("strength_spans",
    sa.Column("assessment_id", sa.Uuid(), nullable=False),
    sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
    sa.Column("organization_id", sa.Uuid(), nullable=True),
    sa.Column("level", sa.String(length=20), nullable=True),
    sa.Column("starts_on", sa.Date(), nullable=False),
    sa.Column("ends_on", sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(["assessment_id"], ["strength_assessments.id"], name=op.f("fk_strength_spans_assessment_id")),
    sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_strength_spans"))
    )
    op.create_index("ix_strength_spans_level", "strength_spans", ["level", "area_code", "starts_on", "ends_on"], unique=False, postgresql_where=sa.text("organization_id IS NULL"))
    op.create_index("ix_strength_spans_organization", "strength_spans", ["organization_id", "starts_on"], unique=False, postgresql_where=sa.text("organization_id IS NOT NULL"))
    op.create_index("ix_strength_spans_tambon", "strength_spans", ["area_code", "starts_on", "ends_on", "level"], unique=False, postgresql_where=sa.text("organization_id IS NULL"))
    op.create_table("strength_withdrawals",
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("assessment_id", sa.Uuid(), nullable=False),
    sa.Column("reason_th", sa.String(length=500), nullable=False),
    sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    sa.ForeignKeyConstraint(["assessment_id"], ["strength_assessments.id"], name=op.f("fk_strength_withdrawals_assessment_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_strength_withdrawals"))
    )
    op.create_index(op.f("ix_strength_withdrawals_assessment_id"), "strength_withdrawals", ["assessment_id"], unique=False)
