"""Issues in a taxonomy and in time; needs with their cause, and who looked whether they are so.

Revision ID: p0007_issues
Revises: p0009_plan_levels
"""

import sqlalchemy as sa
from alembic import op

revision = "p0007_issues"
down_revision = "p0009_plan_levels"
branch_labels = None
depends_on = None

_KEYS = """
    UPDATE issues SET names_key = (
        SELECT string_agg(regexp_replace(regexp_replace(lower(name), '[\u0E47-\u0E4E\u0E3A]', '', 'g'), '\\s', '', 'g'),
                          E'\n' ORDER BY place)
        FROM unnest(ARRAY[code, name_th, name_en]::text[] || aliases_th) WITH ORDINALITY AS named (name, place)
    )
"""


def upgrade() -> None:
    """Bring the schema forward; the names of before can be found, too."""
    code = sa.String(length=40, collation="C")
    op.add_column("issues", sa.Column("parent_code", code, nullable=True))
    op.add_column("issues", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("issues", sa.Column("valid_until", sa.Date(), nullable=True))
    op.add_column("issues", sa.Column("succeeds_code", code, nullable=True))
    op.add_column(
        "issues", sa.Column("names_key", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    for column in ("parent_code", "succeeds_code"):
        name = op.f(f"fk_issues_{column}")
        op.create_foreign_key(name, "issues", "issues", [column], ["code"])
        op.create_index(f"ix_issues_{column.removesuffix('_code')}", "issues", [column, "code"])
    op.create_check_constraint(
        op.f("ck_issues_ends_after_it_begins"), "issues", "valid_until > valid_from"
    )
    op.create_check_constraint(
        op.f("ck_issues_another_one"), "issues", "parent_code <> code AND succeeds_code <> code"
    )
    op.execute(_KEYS)
    op.add_column("needs", sa.Column("cause_th", sa.String(length=5000), nullable=True))
    op.add_column(
        "needs",
        sa.Column(
            "verification",
            sa.String(length=20),
            server_default=sa.text("'UNVERIFIED'"),
            nullable=False,
        ),
    )
    place = ["verification", "area_code", "id"]
    op.create_index("ix_needs_verification_place", "needs", place)
    op.create_table(
        "need_verifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "outcome = 'CONFIRMED' OR reason_th IS NOT NULL",
            name=op.f("ck_need_verifications_says_why"),
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_need_verifications_need_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_verifications")),
    )
    op.create_index("ix_need_verifications_need", "need_verifications", ["need_id", "id"])
