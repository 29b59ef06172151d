"""What is stored of splits of needs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Written
from shared.columns import area_code


class NeedSplit(Written, table=True):
    """The act by which a need became several; which, stands with the needs."""

    __tablename__ = "need_splits"
    __table_args__ = (
        UniqueConstraint("need_id", deferrable=True, initially="DEFERRED"),
        Index("ix_need_splits_place", "area_code", "id"),
    )

    area_code: str = area_code()
    need_id: UUID = Field(foreign_key="needs.id")
    reason_th: str = Field(max_length=500)
    split_on: dt.date
