"""What is stored of agencies."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Column, Index, Text
from sqlmodel import Field

from services.partners.base import Table
from shared.columns import fingerprint, stamp


class Agency(Table, table=True):
    """An agency, or a unit of one (`parent_id`); units have no units of their own."""

    __tablename__ = "agencies"
    __table_args__ = (
        Index("ux_agencies_code", "code", unique=True),
        Index("ix_agencies_name", "name_sort", "id"),
        Index("ix_agencies_kind_name", "kind", "name_sort", "id"),
        Index("ix_agencies_parent_name", "parent_id", "name_sort", "id"),
        Index("ix_agencies_updated", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    code: str = Field(max_length=40)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    kind: str = Field(max_length=40)
    parent_id: UUID | None = Field(default=None, foreign_key="agencies.id")
    name_sort: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
