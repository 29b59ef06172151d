"""Overrides of the ten factors stand.

Revision ID: p0019_factors
Revises: p0018_agendas
"""

import sqlalchemy as sa
from alembic import op


revision = "p0019_factors"
down_revision = "p0018_agendas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "factor_overrides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("evidence_link", sa.String(length=500), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason_th", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "ended_on >= decided_on", name=op.f("ck_factor_overrides_ends_after_start")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 10", name=op.f("ck_factor_overrides_one_of_ten")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_overrides")),
    )
    op.create_index(
        "ix_factor_overrides_place", "factor_overrides", ["area_code", "id"], unique=False
    )
    op.create_index(
        "ix_factor_overrides_year_place",
        "factor_overrides",
        ["fiscal_year_be", "area_code", "id"],
        unique=False,
    )
    op.create_index(
        "ux_factor_overrides_standing",
        "factor_overrides",
        ["area_code", "fiscal_year_be", "number"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "factor_override_endings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("override_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["override_id"],
            ["factor_overrides.id"],
            name=op.f("fk_factor_override_endings_override_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_override_endings")),
    )
    op.create_index(
        "ix_factor_override_endings_override",
        "factor_override_endings",
        ["override_id", "id"],
        unique=False,
    )
