"""What is stored of facts: tables as they were told, their cells, and which level a province tells."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.planning.base import Kept, Table
from shared.columns import area_code


class FactTable(Kept, table=True):
    """A table of facts as it was told: what, of which year, from where, with whose help."""

    __tablename__ = "fact_tables"
    __table_args__ = (
        CheckConstraint("cardinality(parties_th) >= 1", name="somebody_told_it"),
        Index("ix_fact_tables_place", "area_code", "id"),
        Index("ix_fact_tables_set_place", "set_code", "area_code", "id"),
    )

    area_code: str = area_code()
    set_id: UUID = Field(foreign_key="indicator_sets.id")
    set_code: str = Field(max_length=40)
    year_be: int
    source_th: str = Field(max_length=500)
    collected_on: dt.date
    parties_th: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    rows: int
    published: bool = False
    """Whether any of its facts was ever verified at the province."""


class Fact(Kept, table=True):
    """The value of one indicator for one area and year. `hidden` says that it tells of too few people."""

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("set_code", "year_be", "indicator_code", "area_code"),
        CheckConstraint("hidden OR kind <> 'COUNT' OR value >= 10", name="small_counts_hidden"),
        CheckConstraint("entered_by <> area_verified_by", name="other_eyes_in_the_area"),
        CheckConstraint("entered_by <> province_verified_by", name="other_eyes_above"),
        CheckConstraint("area_verified_by <> province_verified_by", name="four_eyes"),
        CheckConstraint(
            "status NOT IN ('PROVINCE_VERIFIED', 'UNDER_REVIEW')"
            " OR (area_verified_by IS NOT NULL AND province_verified_by IS NOT NULL)",
            name="verified_twice",
        ),
        Index("ix_facts_place", "area_code", "id"),
        Index("ix_facts_set_place", "set_code", "year_be", "area_code", "id"),
        Index("ix_facts_status_place", "status", "area_code", "id"),
        Index("ix_facts_table_place", "table_id", "area_code", "id"),
    )

    table_id: UUID = Field(foreign_key="fact_tables.id")
    area_code: str = area_code()
    set_id: UUID = Field(foreign_key="indicator_sets.id")
    set_code: str = Field(max_length=40)
    year_be: int
    indicator_code: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    value: Decimal = Field(max_digits=16, decimal_places=4)
    base: int | None = None
    hidden: bool
    status: str = Field(max_length=20)
    entered_by: str = Field(max_length=200)
    """The human behind each of the three hands: an id, never shown."""
    area_verified_by: str | None = Field(default=None, max_length=200)
    province_verified_by: str | None = Field(default=None, max_length=200)
    verified_on: dt.date | None = None
    """The day on which it was verified at the province."""
    said: str | None = Field(default=None, max_length=20)
    """What was said last against it: RETURNED or REVIEW."""
    said_role: str | None = Field(default=None, max_length=40)
    said_area_code: str | None = Field(
        default=None, sa_column=Column(String(8, collation="C"), nullable=True)
    )
    said_reason_th: str | None = Field(default=None, max_length=500)
    said_on: dt.date | None = None


class FactLevel(Table, table=True):
    """The level and version at which a province tells a set for a year: set once, by the first verified fact."""

    __tablename__ = "fact_levels"

    set_code: str = Field(primary_key=True, max_length=40)
    year_be: int = Field(primary_key=True)
    province_code: str = Field(sa_column=Column(String(2, collation="C"), primary_key=True))
    level: str = Field(max_length=20)
    set_id: UUID = Field(foreign_key="indicator_sets.id")
