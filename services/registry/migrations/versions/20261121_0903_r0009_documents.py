"""Files by their content, and what they are attached to.

Revision ID: r0009_documents
Revises: r0008_organizations
"""

import sqlalchemy as sa
from alembic import op

revision = "r0009_documents"
down_revision = "r0008_organizations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "document_files",
        sa.Column("sha256", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_by", sa.String(length=200), nullable=False),
        sa.Column(
            "stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column(
            "idle_since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=True
        ),
        sa.CheckConstraint(
            "sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_document_files_named_by_content")
        ),
        sa.CheckConstraint(
            "size_bytes = octet_length(content)", name=op.f("ck_document_files_size_is_true")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document_files")),
    )
    # Kept outside the row and as it came: files are packed already, and a part is read without the rest.
    op.execute("ALTER TABLE document_files ALTER COLUMN content SET STORAGE EXTERNAL")
    op.create_index(
        "ix_document_files_idle",
        "document_files",
        ["idle_since"],
        postgresql_where=sa.text("idle_since IS NOT NULL"),
    )
    op.create_table(
        "document_holders",
        sa.Column("sha256", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["document_files.sha256"],
            name=op.f("fk_document_holders_sha256"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sha256", "holder", name=op.f("pk_document_holders")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("document_type", sa.String(length=30), nullable=False),
        sa.Column("sha256", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("title_th", sa.String(length=200), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("dated_precision", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attached_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_attachments_withdrawn_at"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_attachments_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_subject", "attachments", ["subject_kind", "subject_id", "id"])
    op.create_index(
        "ix_attachments_type", "attachments", ["subject_kind", "subject_id", "document_type", "id"]
    )
    op.create_index("ix_attachments_file", "attachments", ["sha256"])
    op.create_index("ix_attachments_organization", "attachments", ["organization_id"])
