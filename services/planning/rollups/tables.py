"""What is stored of inclusions, the edges along which plans roll up."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept, Table
from shared.columns import area_code


class Inclusion(Kept, table=True):
    """The decision about one item for one item of the plan above; it is public when that plan is adopted."""

    __tablename__ = "inclusions"
    __table_args__ = (
        CheckConstraint(
            "CASE decision WHEN 'INCLUDED' THEN share_baht > 0"
            " ELSE share_baht = 0 AND reason_th IS NOT NULL END",
            name="share_fits_decision",
        ),
        CheckConstraint("households >= 0", name="households_not_negative"),
        UniqueConstraint("plan_item_id", "into_item_id", deferrable=True, initially="DEFERRED"),
        Index("ix_inclusions_into", "into_item_id", "id"),
        Index("ix_inclusions_plan", "into_plan_id", "id"),
        Index("ix_inclusions_place", "area_code", "id"),
        Index("ix_inclusions_decision_place", "decision", "area_code", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    into_item_id: UUID = Field(foreign_key="plan_items.id")
    into_plan_id: UUID = Field(foreign_key="plans.id")
    area_code: str = area_code()
    into_plan_status: str = Field(max_length=20)
    decision: str = Field(max_length=20)
    share_baht: Decimal = Field(max_digits=15, decimal_places=2)
    households: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Whole households of the item below that come up with the share; together never more than it has."""
    reason_th: str | None = Field(default=None, max_length=5000)
    decided_on: dt.date


class KeptRollup(Table, table=True):
    """The roll-up of an adopted plan: nothing below it changes any more, so it is counted once."""

    __tablename__ = "kept_rollups"

    plan_id: UUID = Field(foreign_key="plans.id", primary_key=True)
    sums: Any = Field(sa_column=Column(JSONB, nullable=False))
