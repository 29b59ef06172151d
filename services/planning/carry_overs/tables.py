"""What is stored of carry-overs."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class CarryOver(Kept, table=True):
    """That an item goes on as an item of a later year, with money that is counted once."""

    __tablename__ = "carry_overs"
    __table_args__ = (
        CheckConstraint("amount_baht >= 0", name="not_negative"),
        UniqueConstraint("plan_item_id", deferrable=True, initially="DEFERRED"),
        Index("ix_carry_overs_plan", "into_plan_id", "id"),
        Index("ix_carry_overs_place", "area_code", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    into_item_id: UUID = Field(foreign_key="plan_items.id", unique=True)
    into_plan_id: UUID = Field(foreign_key="plans.id")
    area_code: str = area_code()
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)
    reason_th: str = Field(max_length=5000)
    decided_on: dt.date
