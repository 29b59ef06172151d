"""What is stored of results."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Numeric, text
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Result(Kept, table=True):
    """One report on an item of an adopted plan."""

    __tablename__ = "results"
    __table_args__ = (
        CheckConstraint("spent_baht >= 0", name="spent_not_negative"),
        CheckConstraint("(starts_on IS NULL) = (ends_on IS NULL)", name="a_whole_period"),
        CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),
        Index("ix_results_item", "plan_item_id", "reported_on", "id"),
        Index("ix_results_place", "area_code", "reported_on", "id"),
        Index("ix_results_reported", "reported_on", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    area_code: str = area_code()
    reported_on: dt.date
    summary_th: str = Field(max_length=5000)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    indicator_value_th: str | None = Field(default=None, max_length=500)
    indicator_value: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2)))
    spent_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
    closes: bool = Field(
        default=True, sa_column=Column(Boolean, nullable=False, server_default=text("true"))
    )
    """False for the report of a period after which the work goes on."""
    over_budget_reason_th: str | None = Field(default=None, max_length=5000)
