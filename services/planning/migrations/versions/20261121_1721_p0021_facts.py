"""Indicator sets, facts with their tables, their verifications, and the level that a province tells.

Revision ID: p0021_facts
Revises: p0015_addressees
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0021_facts"
down_revision = "p0015_addressees"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "indicator_sets",
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
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=True),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("note_th", sa.String(length=500), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("indicators", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_indicator_sets_version_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_sets")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_indicator_sets_code_version")),
    )
    op.create_index(
        "ix_indicator_sets_place",
        "indicator_sets",
        ["area_code", "code", "version", "id"],
        unique=False,
    )
    op.create_table(
        "fact_levels",
        sa.Column("set_code", sa.String(length=40), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=2, collation="C"), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["indicator_sets.id"], name=op.f("fk_fact_levels_set_id")
        ),
        sa.PrimaryKeyConstraint(
            "set_code", "year_be", "province_code", name=op.f("pk_fact_levels")
        ),
    )
    op.create_table(
        "fact_tables",
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
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("set_code", sa.String(length=40), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("parties_th", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "cardinality(parties_th) >= 1", name=op.f("ck_fact_tables_somebody_told_it")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["indicator_sets.id"], name=op.f("fk_fact_tables_set_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_tables")),
    )
    op.create_index("ix_fact_tables_place", "fact_tables", ["area_code", "id"], unique=False)
    op.create_index(
        "ix_fact_tables_set_place", "fact_tables", ["set_code", "area_code", "id"], unique=False
    )
    op.create_table(
        "facts",
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
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("set_code", sa.String(length=40), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("indicator_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Numeric(precision=16, scale=4), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("area_verified_by", sa.String(length=200), nullable=True),
        sa.Column("province_verified_by", sa.String(length=200), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("said", sa.String(length=20), nullable=True),
        sa.Column("said_role", sa.String(length=40), nullable=True),
        sa.Column("said_area_code", sa.String(length=8, collation="C"), nullable=True),
        sa.Column("said_reason_th", sa.String(length=500), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "hidden OR kind <> 'COUNT' OR value >= 10", name=op.f("ck_facts_small_counts_hidden")
        ),
        sa.CheckConstraint(
            "status NOT IN ('PROVINCE_VERIFIED', 'UNDER_REVIEW') OR (area_verified_by IS NOT NULL AND province_verified_by IS NOT NULL)",
            name=op.f("ck_facts_verified_twice"),
        ),
        sa.CheckConstraint(
            "area_verified_by <> province_verified_by", name=op.f("ck_facts_four_eyes")
        ),
        sa.CheckConstraint(
            "entered_by <> area_verified_by", name=op.f("ck_facts_other_eyes_in_the_area")
        ),
        sa.CheckConstraint(
            "entered_by <> province_verified_by", name=op.f("ck_facts_other_eyes_above")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["indicator_sets.id"], name=op.f("fk_facts_set_id")),
        sa.ForeignKeyConstraint(["table_id"], ["fact_tables.id"], name=op.f("fk_facts_table_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
        sa.UniqueConstraint(
            "set_code",
            "year_be",
            "indicator_code",
            "area_code",
            name=op.f("uq_facts_set_code_year_be_indicator_code_area_code"),
        ),
    )
    op.create_index("ix_facts_place", "facts", ["area_code", "id"], unique=False)
    op.create_index(
        "ix_facts_set_place", "facts", ["set_code", "year_be", "area_code", "id"], unique=False
    )
    op.create_index("ix_facts_status_place", "facts", ["status", "area_code", "id"], unique=False)
    op.create_index("ix_facts_table_place", "facts", ["table_id", "area_code", "id"], unique=False)
    op.create_table(
        "fact_verifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("within", sa.String(length=8, collation="C"), nullable=True),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "outcome = 'CONFIRMED' OR reason_th IS NOT NULL",
            name=op.f("ck_fact_verifications_reasoned"),
        ),
        sa.CheckConstraint(
            "(fact_id IS NULL) <> (table_id IS NULL)",
            name=op.f("ck_fact_verifications_of_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["facts.id"], name=op.f("fk_fact_verifications_fact_id")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["fact_tables.id"], name=op.f("fk_fact_verifications_table_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_verifications")),
    )
    op.create_index("ix_fact_verifications_fact", "fact_verifications", ["fact_id"], unique=False)
    op.create_index(
        "ix_fact_verifications_table", "fact_verifications", ["table_id"], unique=False
    )
