"""Rules that are interpretations, switchable by name.

Revision ID: r0006_movement_rules
Revises: r0005_sign_in
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0006_movement_rules"
down_revision = "r0005_sign_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "rule_settings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=True),
        sa.Column("value", postgresql.JSONB(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_settings")),
    )
    op.create_index(
        "ix_rule_settings_rule", "rule_settings", ["rule", "area_code", "starts_on", "id"]
    )
