"""What is stored of organizations."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Organization(Table, table=True):
    """A community organization where it stands today; its past is in the feed."""

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("members_count >= 0", name="members_not_negative"),
        CheckConstraint("households_count >= 0", name="households_not_negative"),
        Index("ix_organizations_place", "area_code", "name_sort", "id"),
        Index("ix_organizations_kind_place", "kind", "area_code", "name_sort", "id"),
        Index("ix_organizations_issues", "issues", postgresql_using="gin"),
        Index("ix_organizations_updated", "updated_at", "id"),
        Index(  # holds all that the summaries count: they never visit the table
            "ix_organizations_counts",
            "area_code",
            postgresql_include=["kind", "status", "members_count"],
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=40)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    area_code: str = area_code()
    status: str = Field(max_length=20)
    issues: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    members_count: int | None = None
    households_count: int | None = None
    founded_on: dt.date | None = None
    founded_precision: str | None = Field(default=None, max_length=20)
    name_sort: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
