"""Areas that changed by law.

Revision ID: p0003_areas
Revises: p0002_trace
"""

import sqlalchemy as sa
from alembic import op

revision = "p0003_areas"
down_revision = "p0002_trace"
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
