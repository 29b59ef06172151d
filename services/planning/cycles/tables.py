"""What is stored of planning years that were closed."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Table, Written
from shared.columns import area_code


class CycleClosing(Written, table=True):
    """The act by which a planning year of an area was closed."""

    __tablename__ = "cycle_closings"
    __table_args__ = (
        UniqueConstraint("area_code", "fiscal_year_be"),
        Index("ix_cycle_closings_year_place", "fiscal_year_be", "area_code", "id"),
    )

    area_code: str = area_code()
    fiscal_year_be: int
    closed_on: dt.date
    needs: int
    funded: int
    carried: int


class CarriedNeed(Table, table=True):
    """A need that had no money when a year was closed, as it stood then; each goes into a year once."""

    __tablename__ = "carried_needs"
    __table_args__ = (
        UniqueConstraint("need_id", "into_year_be"),
        CheckConstraint("into_year_be > from_year_be AND times >= 1", name="goes_on"),
        Index("ix_carried_needs_place", "area_code", "id"),
        Index("ix_carried_needs_year_place", "into_year_be", "area_code", "id"),
        Index("ix_carried_needs_closing", "closing_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    need_id: UUID = Field(foreign_key="needs.id")
    closing_id: UUID = Field(foreign_key="cycle_closings.id")
    area_code: str = area_code()
    from_year_be: int
    into_year_be: int
    status: str = Field(max_length=20)
    age_days: int
    age_years: int
    times: int
    refusals: int
    reasons: Any = Field(sa_column=Column(JSONB, nullable=False))
