"""What is stored of rows as they came."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class IntakeRow(Table, table=True):
    """A row as somebody typed it, without what is about persons, and what was found in it."""

    __tablename__ = "intake_rows"
    __table_args__ = (
        CheckConstraint("(status = 'OPEN') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint(
            "(status = 'RESOLVED') = (organization_id IS NOT NULL)", name="resolved_by"
        ),
        CheckConstraint("(status = 'DISMISSED') = (reason_th IS NOT NULL)", name="dismissed_for"),
        Index("ix_intake_rows_place", "area_code", "created_at", "id"),
        Index("ix_intake_rows_status_place", "status", "area_code", "created_at", "id"),
        Index(
            "ix_intake_rows_import",
            "import_id",
            "area_code",
            "created_at",
            "id",
            postgresql_where=text("import_id IS NOT NULL"),
        ),
        Index(
            "ix_intake_rows_plan",
            "plan",
            "area_code",
            "created_at",
            "id",
            postgresql_where=text("plan IS NOT NULL"),
        ),
        Index("ix_intake_rows_codes", "codes", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    source_th: str = Field(max_length=500)
    row_number: int | None = None
    columns: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    area_code: str = area_code()
    """Whose row it is: the province that was typed, or the area of who sent it."""
    province_code: str | None = Field(default=None, max_length=2)
    import_id: UUID | None = Field(default=None, foreign_key="imports.id")
    plan: str | None = Field(default=None, max_length=20)
    findings: Any = Field(sa_column=Column(JSONB, nullable=False))
    codes: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    """The codes of the findings, each once."""
    status: str = Field(max_length=20)
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    reason_th: str | None = Field(default=None, max_length=500)
    closed_at: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=True)
    )
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Import(Table, table=True):
    """A whole list that came as a file; its rows are among the others."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_place", "area_code", "created_at", "id"),)

    id: UUID = Field(primary_key=True)
    source_th: str = Field(max_length=500)
    sha256: str = Field(max_length=64)
    area_code: str = area_code()
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class ImportCommit(Table, table=True):
    """The act of taking rows of a list into the register, and what it did."""

    __tablename__ = "import_commits"

    id: UUID = Field(primary_key=True)
    import_id: UUID = Field(foreign_key="imports.id", index=True)
    rows: Any = Field(sa_column=Column(JSONB, nullable=True))
    """The numbers of the rows that were named; without any all without a doubt."""
    created: int = 0
    completed: int = 0
    unchanged: int = 0
    fingerprint: bytes = fingerprint()
    created_at: dt.datetime | None = stamp()
