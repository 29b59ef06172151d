"""The ledger of mergers: what moved, from where, so that all of it can be put back."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class OrganizationMerger(Table, table=True):
    """One record of an organization became part of another one; undone once it is `reversed_at`."""

    __tablename__ = "organization_mergers"
    __table_args__ = (
        CheckConstraint("merged_id <> into_id", name="two_records"),
        CheckConstraint(
            "(reversed_at IS NULL) = (reversed_by IS NULL)", name="reversed_by_somebody"
        ),
        Index("ix_organization_mergers_area", "area_code", "id"),
        Index("ix_organization_mergers_merged_id", "merged_id", "id"),
        Index("ix_organization_mergers_into_id", "into_id", "id"),
        Index(
            "ux_organization_mergers_standing",
            "merged_id",
            unique=True,
            postgresql_where=text("reversed_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    merged_id: UUID = Field(foreign_key="organizations.id")
    into_id: UUID = Field(foreign_key="organizations.id")
    area_code: str = area_code()
    """Where the record that stays is."""
    reason: str = Field(max_length=500)
    former_status: str = Field(max_length=20)
    """The status of the merged record before."""
    added_aliases: Any = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    """The names that the record that stays got by the merger."""
    moved_count: int = 0
    ended_count: int = 0
    stayed_count: int = 0
    reversed_at: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True))
    )
    reversed_by: str | None = Field(default=None, max_length=200)
    reversal_reason: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class MergerLine(Table, table=True):
    """One row that referred to the merged record, and what became of it."""

    __tablename__ = "organization_merger_lines"
    __table_args__ = (Index("ix_organization_merger_lines_merger", "merger_id", "id"),)

    id: UUID = Field(primary_key=True)
    merger_id: UUID = Field(foreign_key="organization_mergers.id")
    place: str = Field(max_length=120)
    """Table and column, e.g. memberships.organization_id."""
    row_key: Any = Field(sa_column=Column(JSONB, nullable=False))
    """The row's primary key after the merger."""
    before: Any = Field(sa_column=Column(JSONB, nullable=False))
    after: Any = Field(sa_column=Column(JSONB, nullable=False))
    row_revision: int | None = None
    """The row's revision after the merger: a later one tells that somebody changed it by hand."""
    outcome: str = Field(max_length=10)
    undone: str | None = Field(default=None, max_length=10)


class OrganizationReversal(Table, table=True):
    """The act of undoing a merger, kept so that sending it twice is harmless."""

    __tablename__ = "organization_reversals"

    id: UUID = Field(primary_key=True)
    merger_id: UUID = Field(foreign_key="organization_mergers.id", unique=True)
    reason: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
    created_at: dt.datetime | None = stamp()
