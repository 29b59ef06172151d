"""What is stored of areas."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import Column, DateTime, Index, Numeric, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table

C_TEXT = Text(collation="C")


class Area(Table, table=True):
    """A province, district or tambon; its official code is its id and says what it lies in."""

    __tablename__ = "areas"
    __table_args__ = (
        Index("ix_areas_bigrams", "bigrams", postgresql_using="gin"),
        Index("ix_areas_level_code", "level", "code"),
        Index("ix_areas_search_key", "search_key"),
    )

    code: str = Field(sa_column=Column(String(8, collation="C"), primary_key=True))
    level: str = Field(max_length=20)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    parent_code: str | None = Field(sa_column=Column(String(8, collation="C"), index=True))
    zip: str | None = Field(max_length=5)
    lat: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    lon: Decimal = Field(sa_column=Column(Numeric(8, 5), nullable=False))
    geo_precision: str = Field(max_length=20)
    search_key: str = Field(sa_column=Column(C_TEXT, nullable=False))
    bigrams: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    revision: int = 1
    updated_at: dt.datetime = Field(
        sa_column=Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))
    )


class AreaGroup(Table, table=True):
    """A named group of areas: a region or a province group."""

    __tablename__ = "area_groups"

    code: str = Field(primary_key=True, max_length=40)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)


class AreaGroupMember(Table, table=True):
    """A dated membership: regions are never part of a code, because they change (docs/sources.md, rule 9)."""

    __tablename__ = "area_group_members"
    __table_args__ = (Index("ix_area_group_members_area_code", "area_code", "group_code"),)

    id: int | None = Field(default=None, primary_key=True)
    group_code: str = Field(max_length=40, foreign_key="area_groups.code")
    area_code: str = Field(sa_column=Column(String(8, collation="C"), nullable=False))
    valid_from: dt.date | None
    valid_to: dt.date | None
    """The first day on which it no longer holds."""
    date_precision: str = Field(max_length=20)
    confidence: str = Field(max_length=10)
    source: str = Field(max_length=500)


class AreaSuccession(Table, table=True):
    """A code that is no longer used, and the one that took its place."""

    __tablename__ = "area_successions"

    old_code: str = Field(primary_key=True, max_length=8)
    name_th: str = Field(max_length=200)
    successor_code: str | None = Field(max_length=8)
    note: str = Field(max_length=500)
