"""What is stored of organizations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


def _texts() -> Any:
    """Return a column for a list of texts, empty at first."""
    return Field(sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'")))


class Organization(Table, table=True):
    """A community organization where it stands today; its past is in the feed."""

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("members_count >= 0", name="members_not_negative"),
        CheckConstraint("households_count >= 0", name="households_not_negative"),
        CheckConstraint("women_count >= 0 AND men_count >= 0", name="sexes_not_negative"),
        CheckConstraint(
            "coalesce(women_count, 0) + coalesce(men_count, 0) <= members_count",
            name="sexes_fit_members",
        ),
        CheckConstraint(
            "(status = 'MERGED') = (merged_into_id IS NOT NULL)", name="merged_somewhere"
        ),
        CheckConstraint("succeeds_id <> id AND merged_into_id <> id", name="not_itself"),
        Index("ix_organizations_place", "area_code", "name_sort", "id"),
        Index("ix_organizations_kind_place", "kind", "area_code", "name_sort", "id"),
        Index("ix_organizations_status_place", "status", "area_code", "name_sort", "id"),
        Index("ix_organizations_name", "name_sort", "id"),
        Index("ix_organizations_kind_name", "kind", "name_sort", "id"),
        Index("ix_organizations_status_name", "status", "name_sort", "id"),
        Index("ix_organizations_issues", "issues", postgresql_using="gin"),
        Index("ix_organizations_updated", "updated_at", "id"),
        Index("ix_organizations_search_key", "search_key"),
        Index("ix_organizations_bigrams", "bigrams", postgresql_using="gin"),
        Index("ix_organizations_stems", "stems", postgresql_using="gin"),
        Index(
            "ix_organizations_succeeds_id",
            "succeeds_id",
            postgresql_where=text("succeeds_id IS NOT NULL"),
        ),
        Index(
            "ix_organizations_merged_into_id",
            "merged_into_id",
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        Index(  # holds all that summaries and roll-ups count: they never visit the table
            "ix_organizations_counts",
            "area_code",
            postgresql_include=[
                "id",
                "kind",
                "status",
                "members_count",
                "founded_on",
                "created_at",
                "updated_at",
                "revision",
            ],
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=40)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    area_code: str = area_code()
    status: str = Field(max_length=20)
    issues: list[str] = _texts()
    members_count: int | None = None
    households_count: int | None = None
    founded_on: dt.date | None = None
    founded_precision: str | None = Field(default=None, max_length=20)
    aliases: Any = Field(
        default_factory=list,
        sa_column=Column(JSONB, nullable=False, server_default=text("'[]'")),
    )
    succeeds_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    """The organization whose work this one took over."""
    merged_into_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    """The record that this one turned out to be a second one of."""
    villages: list[str] = _texts()
    objectives_th: str | None = Field(default=None, max_length=5000)
    activities_th: str | None = Field(default=None, max_length=5000)
    legal_form: str | None = Field(default=None, max_length=40)
    women_count: int | None = None
    men_count: int | None = None
    contact_membership_id: UUID | None = None
    """The post whose holder is asked; who that is, and how to reach them, their own record says."""
    name_sort: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    search_key: str = Field(
        default="",
        sa_column=Column(Text(collation="C"), nullable=False, server_default=text("''")),
    )
    bigrams: list[str] = _texts()
    stems: list[str] = _texts()
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
