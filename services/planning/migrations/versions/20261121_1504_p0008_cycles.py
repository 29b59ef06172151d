"""Planning years are closed, and what has no money is carried on.

Revision ID: p0008_cycles
Revises: p0017_notices
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0008_cycles"
down_revision = "p0017_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    area = sa.String(length=8, collation="C")
    op.add_column("needs", sa.Column("cycle_year_be", sa.Integer(), nullable=True))
    op.create_table(
        "closed_years",
        sa.Column("area_code", area, nullable=False),
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "fiscal_year_be", name=op.f("pk_closed_years")),
    )
    numbers = ("fiscal_year_be", "needs", "funded", "carried")
    op.create_table(
        "cycle_closings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("area_code", area, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_closings")),
        sa.UniqueConstraint(
            "area_code", "fiscal_year_be", name=op.f("uq_cycle_closings_area_code_fiscal_year_be")
        ),
    )
    place = ["fiscal_year_be", "area_code", "id"]
    op.create_index("ix_cycle_closings_year_place", "cycle_closings", place)
    numbers = ("from_year_be", "into_year_be", "age_days", "age_years", "times", "refusals")
    op.create_table(
        "carried_needs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("closing_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", area, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "into_year_be > from_year_be AND times >= 1", name=op.f("ck_carried_needs_goes_on")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_carried_needs_need_id")),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["cycle_closings.id"], name=op.f("fk_carried_needs_closing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_needs")),
        sa.UniqueConstraint(
            "need_id", "into_year_be", name=op.f("uq_carried_needs_need_id_into_year_be")
        ),
    )
    op.create_index("ix_carried_needs_place", "carried_needs", ["area_code", "id"])
    place = ["into_year_be", "area_code", "id"]
    op.create_index("ix_carried_needs_year_place", "carried_needs", place)
    op.create_index("ix_carried_needs_closing", "carried_needs", ["closing_id", "id"])
