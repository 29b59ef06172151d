"""What is stored of suggestions."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


def _instant(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=nullable))


class Suggestion(Table, table=True):
    """What somebody wants changed of a thing that others own: the values then, and those proposed."""

    __tablename__ = "suggestions"
    __table_args__ = (
        CheckConstraint("(status = 'OPEN') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint("province_at <= region_at", name="climbs_upwards"),
        Index("ix_suggestions_created", "created_at", "id"),
        Index("ix_suggestions_subject", "subject_kind", "subject_id", "created_at", "id"),
        Index("ix_suggestions_maker", "made_by", "created_at", "id"),
        Index("ix_suggestions_account", "made_by_account", "created_at", "id"),
        Index("ix_suggestions_status", "status", "created_at", "id"),
        Index(
            "ix_suggestions_place",
            "area_code",
            postgresql_where=text("organization_id IS NULL"),
        ),
        Index(
            "ix_suggestions_open_place",
            "area_code",
            "created_at",
            postgresql_where=text("status = 'OPEN'"),
        ),
    )

    id: UUID = Field(primary_key=True)
    subject_kind: str = Field(max_length=30)
    subject_id: UUID
    area_code: str = area_code()
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    revision_seen: int
    old: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    proposed: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    reason_th: str = Field(max_length=500)
    made_by: str = Field(max_length=200)
    """The person behind the account, where one is known: nobody decides their own."""
    made_by_account: str = Field(max_length=200)
    province_at: dt.datetime = _instant()
    """From when the province decides, too."""
    region_at: dt.datetime = _instant()
    """From when the region and the country decide, too."""
    status: str = Field(max_length=20)
    accepted: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    closed_at: dt.datetime | None = _instant(nullable=True)
    closed_by: str | None = Field(default=None, max_length=200)
    closed_rung: str | None = Field(default=None, max_length=20)
    answer_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
