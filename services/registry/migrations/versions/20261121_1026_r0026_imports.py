"""Whole lists of organizations as files.

Revision ID: r0026_imports
Revises: r0024_figures
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0026_imports"
down_revision = "r0024_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    now = sa.text("now()")
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_place", "imports", ["area_code", "created_at", "id"])
    op.create_table(
        "import_commits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("rows", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_commits_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_commits")),
    )
    op.create_index(op.f("ix_import_commits_import_id"), "import_commits", ["import_id"])
    op.add_column("intake_rows", sa.Column("import_id", sa.Uuid(), nullable=True))
    op.add_column("intake_rows", sa.Column("plan", sa.String(length=20), nullable=True))
    op.create_foreign_key(op.f("fk_intake_rows_import_id"), "intake_rows", "imports", ["import_id"], ["id"])
    for name, column in (("import", "import_id"), ("plan", "plan")):
        op.create_index(
            f"ix_intake_rows_{name}",
            "intake_rows",
            [column, "area_code", "created_at", "id"],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
