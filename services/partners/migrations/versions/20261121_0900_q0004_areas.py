"""Areas that changed by law.

Revision ID: q0004_areas
Revises: q0003_approvals
"""

import sqlalchemy as sa
from alembic import op

revision = "q0004_areas"
down_revision = "q0003_approvals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("places", sa.Column("valid_to", sa.Date(), nullable=True))
    c_text = sa.Text(collation="C")
    op.create_table(
        "area_change_moves",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("reversal", sa.Boolean(), nullable=False),
        sa.Column("left_alone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("column_name", sa.String(length=63), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("from_code", c_text, nullable=False),
        sa.Column("to_code", c_text, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_area_change_moves")),
    )
    op.create_index("ix_area_change_moves_change", "area_change_moves", ["change_id", "number"])
    op.create_index(
        "ix_area_change_moves_row",
        "area_change_moves",
        ["table_name", "row_key", "effective_on", "number"],
    )
