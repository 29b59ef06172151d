"""Villages, dated names and groupings, changes by law, shapes.

Revision ID: r0007_areas
Revises: r0006_movement_rules
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0007_areas"
down_revision = "r0006_movement_rules"
branch_labels = None
depends_on = None

CODE = sa.String(length=8, collation="C")
C_TEXT = sa.Text(collation="C")
OWN_ID = sa.text("gen_random_uuid()")
NOW = sa.text("now()")


def _stamp(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=NOW, nullable=False)


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("areas", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("areas", sa.Column("valid_to", sa.Date(), nullable=True))
    op.create_table(
        "area_versions",
        sa.Column("id", sa.Uuid(), server_default=OWN_ID, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("parent_code", CODE, nullable=True),
        sa.Column("zip", sa.String(length=5), nullable=True),
        sa.Column("lat", sa.Numeric(8, 5), nullable=False),
        sa.Column("lon", sa.Numeric(8, 5), nullable=False),
        sa.Column("geo_precision", sa.String(length=20), nullable=False),
        sa.Column("search_key", C_TEXT, nullable=False),
        sa.Column("bigrams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_versions")),
    )
    op.create_index("ix_area_versions_code", "area_versions", ["code", "valid_to"])
    op.create_index("ix_area_versions_level_code", "area_versions", ["level", "code"])
    for column in (
        sa.Column("id", sa.Uuid(), server_default=OWN_ID, nullable=False),
        sa.Column("area_code", CODE, server_default=sa.text("''"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "date_precision", sa.String(length=20), server_default=sa.text("'UNKNOWN'"), nullable=False
        ),
        sa.Column("source", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "fingerprint", sa.LargeBinary(), server_default=sa.text("''::bytea"), nullable=False
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _stamp("created_at"),
        _stamp("updated_at"),
    ):
        op.add_column("area_groups", column)
    op.create_unique_constraint(op.f("uq_area_groups_id"), "area_groups", ["id"])
    op.create_check_constraint(
        op.f("ck_area_groups_ends_after_start"), "area_groups", "valid_to > valid_from"
    )
    op.create_index("ix_area_groups_kind", "area_groups", ["kind", "code"])
    # What came from files gets an id that others can name; nothing referred to the numbers.
    op.drop_column("area_group_members", "id")
    for column in (
        sa.Column("id", sa.Uuid(), server_default=OWN_ID, nullable=False),
        sa.Column("loaded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column(
            "fingerprint", sa.LargeBinary(), server_default=sa.text("''::bytea"), nullable=False
        ),
    ):
        op.add_column("area_group_members", column)
    op.execute("UPDATE area_group_members SET loaded = true")
    op.create_primary_key(op.f("pk_area_group_members"), "area_group_members", ["id"])
    op.create_check_constraint(
        op.f("ck_area_group_members_ends_after_start"), "area_group_members", "valid_to >= valid_from"
    )
    op.create_index(
        "ix_area_group_members_group_code", "area_group_members", ["group_code", "area_code"]
    )
    op.add_column("area_successions", sa.Column("effective_on", sa.Date(), nullable=True))
    op.create_table(
        "village_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", CODE, nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("villages", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _stamp("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_lists")),
    )
    _changes()
    op.create_table(
        "area_shapes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", CODE, nullable=False),
        sa.Column("geometry", postgresql.JSONB(), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _stamp("created_at"),
        _stamp("updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_shapes")),
    )
    op.create_index("ix_area_shapes_area", "area_shapes", ["area_code"])
    op.create_index("ix_area_shapes_bounds", "area_shapes", ["west", "east", "south", "north"])


def _changes() -> None:
    empty = sa.text("'{}'")
    op.create_table(
        "area_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("order_th", sa.String(length=500), nullable=False),
        sa.Column("gazette_th", sa.String(length=500), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("codes", postgresql.JSONB(), server_default=empty, nullable=False),
        sa.Column("steps", postgresql.JSONB(), server_default=empty, nullable=False),
        sa.Column("moved", postgresql.JSONB(), server_default=empty, nullable=False),
        sa.Column("reversed_on", sa.Date(), nullable=True),
        sa.Column("reversal_th", sa.String(length=500), nullable=True),
        sa.Column("left_alone", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _stamp("created_at"),
        _stamp("updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_changes")),
    )
    op.create_index("ix_area_changes_day", "area_changes", ["effective_on", "id"])
    op.create_index("ix_area_changes_codes", "area_changes", ["codes"], postgresql_using="gin")
    op.create_table(
        "area_change_reversals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("order_th", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["area_changes.id"], name=op.f("fk_area_change_reversals_change_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_change_reversals")),
    )
    op.create_index(
        op.f("ix_area_change_reversals_change_id"), "area_change_reversals", ["change_id"]
    )
    op.create_table(
        "area_change_moves",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("reversal", sa.Boolean(), nullable=False),
        sa.Column("left_alone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("column_name", sa.String(length=63), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("from_code", C_TEXT, nullable=False),
        sa.Column("to_code", C_TEXT, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_area_change_moves")),
    )
    op.create_index("ix_area_change_moves_change", "area_change_moves", ["change_id", "number"])
    op.create_index(
        "ix_area_change_moves_row",
        "area_change_moves",
        ["table_name", "row_key", "effective_on", "number"],
    )
    op.create_index(
        "ix_area_change_moves_from",
        "area_change_moves",
        ["table_name", "from_code", "effective_on"],
    )
