"""What is stored of inclusions, the edges along which plans roll up."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept
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
        UniqueConstraint("plan_item_id", "into_item_id", deferrable=True, initially="DEFERRED"),
        Index("ix_inclusions_into", "into_item_id", "id"),
        Index("ix_inclusions_plan", "into_plan_id", "id"),
        Index("ix_inclusions_place", "area_code", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    into_item_id: UUID = Field(foreign_key="plan_items.id")
    into_plan_id: UUID = Field(foreign_key="plans.id")
    area_code: str = area_code()
    into_plan_status: str = Field(max_length=20)
    decision: str = Field(max_length=20)
    share_baht: Decimal = Field(max_digits=15, decimal_places=2)
    reason_th: str | None = Field(default=None, max_length=5000)
    decided_on: dt.date
