"""What is stored of areas."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    LargeBinary,
    Numeric,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, ground, stamp

C_TEXT = Text(collation="C")


def _own_id(*, primary_key: bool) -> Any:
    """Return the column of an id that the database gives to rows that come from files."""
    given = text("gen_random_uuid()")
    column = Column(
        Uuid,
        nullable=False,
        server_default=given,
        primary_key=primary_key,
        unique=not primary_key or None,
    )
    return Field(default=None, sa_column=column)


def _sent() -> Any:
    """Return the column that tells a repeated request; empty in rows that come from files."""
    empty = text("''::bytea")
    return Field(default=b"", sa_column=Column(LargeBinary, nullable=False, server_default=empty))


def _sort_key() -> Any:
    """Return the column by whose bytes names are in the order of a Thai dictionary."""
    return Field(default="", sa_column=Column(C_TEXT, nullable=False, server_default=text("''")))


class Area(Table, table=True):
    """A province, district, tambon or village; its official code is its id and says what it lies in.

    One that a legal order ended stays here, with the day, because facts of its time are about it.
    """

    __tablename__ = "areas"
    __table_args__ = (
        Index("ix_areas_bigrams", "bigrams", postgresql_using="gin"),
        Index("ix_areas_level_code", "level", "code"),
        Index("ix_areas_search_key", "search_key"),
        Index("ix_areas_name", "name_sort", "code"),
        Index("ix_areas_level_name", "level", "name_sort", "code"),
        Index("ix_areas_ground", "ground"),
    )

    code: str = Field(sa_column=Column(String(8, collation="C"), primary_key=True))
    level: str = Field(max_length=20)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    parent_code: str | None = Field(sa_column=Column(String(8, collation="C"), index=True))
    zip: str | None = Field(max_length=5)
    lat: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    lon: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    geo_precision: str = Field(max_length=20)
    aliases: list[str] = Field(
        default_factory=list,
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'")),
    )
    """What people call it besides, such as กทม."""
    search_key: str = Field(sa_column=Column(C_TEXT, nullable=False))
    """The keys of its Thai name, its English name and its aliases, each on a line."""
    bigrams: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    name_sort: str = _sort_key()
    valid_from: dt.date | None = None
    """Since when it stands as it does, if a legal order said so."""
    valid_to: dt.date | None = None
    """The first day on which it no longer stands."""
    ground: str = ground()
    """What stays the same when the area gets another code by law: its first code, or an id."""
    revision: int = 1
    updated_at: dt.datetime = Field(
        sa_column=Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))
    )


class AreaVersion(Table, table=True):
    """What an area was until a legal order changed it: one row for each former name or time in use."""

    __tablename__ = "area_versions"
    __table_args__ = (
        Index("ix_area_versions_code", "code", "valid_to"),
        Index("ix_area_versions_level_code", "level", "code"),
        Index("ix_area_versions_name", "name_sort", "code"),
        Index("ix_area_versions_level_name", "level", "name_sort", "code"),
    )

    id: UUID = _own_id(primary_key=True)
    code: str = Field(sa_column=Column(String(8, collation="C"), nullable=False))
    level: str = Field(max_length=20)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    parent_code: str | None = Field(sa_column=Column(String(8, collation="C")))
    zip: str | None = Field(max_length=5)
    lat: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    lon: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    geo_precision: str = Field(max_length=20)
    search_key: str = Field(sa_column=Column(C_TEXT, nullable=False))
    bigrams: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    name_sort: str = _sort_key()
    valid_from: dt.date | None = None
    valid_to: dt.date
    ground: str = ground()
    revision: int


class AreaGroup(Table, table=True):
    """A named group of areas while it holds: a region, province group, zone of districts, eco-region."""

    __tablename__ = "area_groups"
    __table_args__ = (
        CheckConstraint("valid_to > valid_from", name="ends_after_start"),
        Index("ix_area_groups_kind", "kind", "code"),
    )

    id: UUID = _own_id(primary_key=False)
    code: str = Field(primary_key=True, max_length=40)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    area_code: str = Field(
        default="",
        sa_column=Column(String(8, collation="C"), nullable=False, server_default=text("''")),
    )
    """Whose group it is: a province's zone is the province's; '' is the nation."""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    """The first day on which it no longer holds."""
    date_precision: str = Field(
        default="UNKNOWN", max_length=20, sa_column_kwargs={"server_default": text("'UNKNOWN'")}
    )
    source: str = Field(
        default="", max_length=500, sa_column_kwargs={"server_default": text("''")}
    )
    fingerprint: bytes = _sent()
    revision: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class AreaGroupMember(Table, table=True):
    """A dated membership: regions are never part of a code, because they change (docs/sources.md, rule 9)."""

    __tablename__ = "area_group_members"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="ends_after_start"),
        Index("ix_area_group_members_area_code", "area_code", "group_code"),
        Index("ix_area_group_members_group_code", "group_code", "area_code"),
    )

    id: UUID = _own_id(primary_key=True)
    group_code: str = Field(max_length=40, foreign_key="area_groups.code")
    area_code: str = area_code()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    """The first day on which it no longer holds."""
    date_precision: str = Field(max_length=20)
    confidence: str = Field(max_length=10)
    source: str = Field(max_length=500)
    loaded: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """It comes from the country's files and no person or order has changed it."""
    begun_by: UUID | None = None
    """The change by law that began it."""
    ended_by: UUID | None = None
    """The change by law that ended it."""
    fingerprint: bytes = _sent()


class AreaSuccession(Table, table=True):
    """A code that is not in use, and the one that took its place."""

    __tablename__ = "area_successions"

    old_code: str = Field(primary_key=True, max_length=8)
    name_th: str = Field(max_length=200)
    successor_code: str | None = Field(max_length=8)
    note: str = Field(max_length=500)
    effective_on: dt.date | None = None
