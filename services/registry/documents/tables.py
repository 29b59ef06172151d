"""What is stored of documents."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, ForeignKey, Index, String, text
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


def sha256(*constraints: Any, **options: Any) -> Any:
    """Return a column that names a file by its content: 64 hexadecimal digits in small letters."""
    return Field(
        sa_column=Column(String(64, collation="C"), *constraints, nullable=False, **options)
    )


class DocumentFile(Table, table=True):
    """Bytes, named by what they are; the same content twice is one row."""

    __tablename__ = "document_files"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="named_by_content"),
        CheckConstraint("size_bytes = octet_length(content)", name="size_is_true"),
        Index(
            "ix_document_files_idle",
            "idle_since",
            postgresql_where=text("idle_since IS NOT NULL"),
        ),
    )

    sha256: str = sha256(primary_key=True)
    media_type: str = Field(max_length=100)
    size_bytes: int
    content: bytes
    stored_by: str = Field(max_length=200)
    """Who sent it first: the id of an account, never a name."""
    stored_at: dt.datetime | None = stamp()
    idle_since: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), server_default=text("now()"))
    )
    """Since when no attachment in force refers to it; null while one does."""


class DocumentHolder(Table, table=True):
    """Who has shown that they have the bytes: they may attach and read them."""

    __tablename__ = "document_holders"

    sha256: str = sha256(ForeignKey("document_files.sha256", ondelete="CASCADE"), primary_key=True)
    holder: str = Field(primary_key=True, max_length=200)


class Attachment(Table, table=True):
    """A file that belongs to a thing of the registry; withdrawn ones stay, their files may go."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(
            "(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)", name="withdrawn_at"
        ),
        Index("ix_attachments_subject", "subject_kind", "subject_id", "id"),
        Index("ix_attachments_type", "subject_kind", "subject_id", "document_type", "id"),
        Index("ix_attachments_document_type", "document_type", "id"),
        Index("ix_attachments_place", "area_code", "id"),
        Index("ix_attachments_file", "sha256"),
        Index("ix_attachments_organization", "organization_id"),
    )

    id: UUID = Field(primary_key=True)
    subject_kind: str = Field(max_length=30)
    subject_id: UUID
    area_code: str = area_code()
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    document_type: str = Field(max_length=30)
    sha256: str = sha256()
    media_type: str = Field(max_length=100)
    size_bytes: int
    title_th: str = Field(max_length=200)
    is_public: bool = Field(sa_column=Column(Boolean, nullable=False))
    dated_on: dt.date | None = None
    dated_precision: str = Field(max_length=20)
    status: str = Field(max_length=10)
    attached_by: str = Field(max_length=200)
    withdrawn_by: str | None = Field(default=None, max_length=200)
    withdrawn_at: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True))
    )
    withdrawn_reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
