"""What is stored of addressees and their calendars."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class Addressee(Kept, table=True):
    """Somebody in office to whom proposals go; an office has no person's name."""

    __tablename__ = "addressees"
    __table_args__ = (
        CheckConstraint(
            "acknowledge_days BETWEEN 1 AND 366 AND answer_days BETWEEN 1 AND 731",
            name="days_in_range",
        ),
        Index("ix_addressees_place", "area_code", "id"),
        Index("ix_addressees_kind_place", "kind", "area_code", "id"),
    )

    kind: str = Field(max_length=20)
    area_code: str = area_code()
    name_th: str = Field(max_length=200)
    acknowledge_days: int | None = None
    answer_days: int | None = None


class Window(Written, table=True):
    """When proposals for a fiscal year are taken; a later row for the year takes the place of the earlier."""

    __tablename__ = "addressee_windows"
    __table_args__ = (
        CheckConstraint("takes_from < takes_until", name="end_after_start"),
        CheckConstraint("takes_from <= decides_on", name="decides_after_start"),
        Index(
            "uq_addressee_windows_in_force",
            "addressee_id",
            "fiscal_year_be",
            unique=True,
            postgresql_where=text("in_force"),
        ),
        Index("ix_addressee_windows_addressee", "addressee_id", "id"),
    )

    addressee_id: UUID = Field(foreign_key="addressees.id")
    fiscal_year_be: int
    takes_from: dt.date
    takes_until: dt.date
    decides_on: dt.date | None = None
    source_th: str = Field(max_length=500)
    in_force: bool = True
