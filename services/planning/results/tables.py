"""What is stored of results."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Result(Kept, table=True):
    """One report on an item of an adopted plan."""

    __tablename__ = "results"
    __table_args__ = (
        CheckConstraint("spent_baht >= 0", name="spent_not_negative"),
        Index("ix_results_item", "plan_item_id", "reported_on", "id"),
        Index("ix_results_place", "area_code", "reported_on", "id"),
        Index("ix_results_reported", "reported_on", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    area_code: str = area_code()
    reported_on: dt.date
    summary_th: str = Field(max_length=5000)
    indicator_value_th: str | None = Field(default=None, max_length=500)
    spent_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
