"""Aliases, succession, villages covered, holdings, mergers that can be undone.

Revision ID: r0008_organizations
Revises: r0007_areas
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.registry.organization_names import rules as names

revision = "r0008_organizations"
down_revision = "r0007_areas"
branch_labels = None
depends_on = None

_BATCH = 2000


def upgrade() -> None:
    """Bring the schema forward."""
    _organizations()
    _keys()
    _holdings()
    _mergers()


def _texts(name: str) -> sa.Column[Any]:
    empty = sa.text("'{}'")
    return sa.Column(name, postgresql.ARRAY(sa.Text()), server_default=empty, nullable=False)


def _organizations() -> None:
    aliases = sa.Column(
        "aliases",
        postgresql.JSONB(astext_type=sa.Text()),
        server_default=sa.text("'[]'"),
        nullable=False,
    )
    search_key = sa.Column(
        "search_key", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False
    )
    for column in (
        aliases,
        sa.Column("succeeds_id", sa.Uuid(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        _texts("villages"),
        sa.Column("objectives_th", sa.String(length=5000), nullable=True),
        sa.Column("activities_th", sa.String(length=5000), nullable=True),
        sa.Column("legal_form", sa.String(length=40), nullable=True),
        sa.Column("women_count", sa.Integer(), nullable=True),
        sa.Column("men_count", sa.Integer(), nullable=True),
        sa.Column("contact_membership_id", sa.Uuid(), nullable=True),
        search_key,
        _texts("bigrams"),
        _texts("stems"),
    ):
        op.add_column("organizations", column)
    for name, rule in (
        ("sexes_not_negative", "women_count >= 0 AND men_count >= 0"),
        (
            "sexes_fit_members",
            "coalesce(women_count, 0) + coalesce(men_count, 0) <= members_count",
        ),
        ("merged_somewhere", "(status = 'MERGED') = (merged_into_id IS NOT NULL)"),
        ("not_itself", "succeeds_id <> id AND merged_into_id <> id"),
    ):
        op.create_check_constraint(op.f(f"ck_organizations_{name}"), "organizations", rule)
    for column_name in ("succeeds_id", "merged_into_id"):
        op.create_foreign_key(
            op.f(f"fk_organizations_{column_name}"),
            "organizations",
            "organizations",
            [column_name],
            ["id"],
        )
        op.create_index(
            f"ix_organizations_{column_name}",
            "organizations",
            [column_name],
            postgresql_where=sa.text(f"{column_name} IS NOT NULL"),
        )
    for column_name in ("bigrams", "stems"):
        op.create_index(
            f"ix_organizations_{column_name}",
            "organizations",
            [column_name],
            postgresql_using="gin",
        )


def _keys() -> None:
    """Give the organizations that are there the keys of their names."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, name_th, name_en FROM organizations")).all()
    change = sa.text(
        "UPDATE organizations SET search_key = :search_key, bigrams = :bigrams, stems = :stems"
        " WHERE id = :id"
    )
    for start in range(0, len(rows), _BATCH):
        made = [
            (row.id, names.keys(row.name_th, (), row.name_en))
            for row in rows[start : start + _BATCH]
        ]
        connection.execute(
            change,
            [
                {"id": key, "search_key": k.search_key, "bigrams": k.bigrams, "stems": k.stems}
                for key, k in made
            ],
        )


def _holdings() -> None:
    """Bring the table of holdings."""
    op.create_table(
        "holdings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("value_baht", sa.Numeric(precision=15, scale=2), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=15, scale=2), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("note_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(quantity IS NULL) = (unit IS NULL)", name=op.f("ck_holdings_quantity_has_a_unit")
        ),
        sa.CheckConstraint(
            "value_baht >= 0 AND quantity >= 0", name=op.f("ck_holdings_not_negative")
        ),
        sa.CheckConstraint(
            "value_baht IS NOT NULL OR quantity IS NOT NULL", name=op.f("ck_holdings_something")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_holdings_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
    )
    op.create_index(
        "ix_holdings_newest", "holdings", ["organization_id", "as_of", "id"], unique=False
    )
    op.create_index(
        "ux_holdings_statement",
        "holdings",
        ["organization_id", "kind", "measure", "source", "as_of"],
        unique=True,
    )


def _mergers() -> None:
    """Bring the ledger of mergers."""
    op.create_table(
        "organization_mergers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("former_status", sa.String(length=20), nullable=False),
        sa.Column("added_aliases", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("moved_count", sa.Integer(), nullable=False),
        sa.Column("ended_count", sa.Integer(), nullable=False),
        sa.Column("stayed_count", sa.Integer(), nullable=False),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reversed_by", sa.String(length=200), nullable=True),
        sa.Column("reversal_reason", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(reversed_at IS NULL) = (reversed_by IS NULL)",
            name=op.f("ck_organization_mergers_reversed_by_somebody"),
        ),
        sa.CheckConstraint(
            "merged_id <> into_id", name=op.f("ck_organization_mergers_two_records")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["organizations.id"], name=op.f("fk_organization_mergers_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["organizations.id"], name=op.f("fk_organization_mergers_merged_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_mergers")),
    )
    op.create_index(
        "ix_organization_mergers_area", "organization_mergers", ["area_code", "id"], unique=False
    )
    op.create_index(
        "ix_organization_mergers_into_id", "organization_mergers", ["into_id", "id"], unique=False
    )
    op.create_index(
        "ix_organization_mergers_merged_id",
        "organization_mergers",
        ["merged_id", "id"],
        unique=False,
    )
    op.create_index(
        "ux_organization_mergers_standing",
        "organization_mergers",
        ["merged_id"],
        unique=True,
        postgresql_where=sa.text("reversed_at IS NULL"),
    )
    op.create_table(
        "organization_merger_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merger_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("row_key", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("row_revision", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("undone", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["merger_id"],
            ["organization_mergers.id"],
            name=op.f("fk_organization_merger_lines_merger_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_merger_lines")),
    )
    op.create_index(
        "ix_organization_merger_lines_merger",
        "organization_merger_lines",
        ["merger_id", "id"],
        unique=False,
    )
    op.create_table(
        "organization_reversals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merger_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["merger_id"],
            ["organization_mergers.id"],
            name=op.f("fk_organization_reversals_merger_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_reversals")),
        sa.UniqueConstraint("merger_id", name=op.f("uq_organization_reversals_merger_id")),
    )
