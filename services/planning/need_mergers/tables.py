"""What is stored of mergers of needs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Uuid
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class NeedMerger(Kept, table=True):
    """The act by which needs became one; which, stands with the needs."""

    __tablename__ = "need_mergers"
    __table_args__ = (
        CheckConstraint(
            "(reversed_on IS NULL) = (reversal_reason_th IS NULL)", name="undone_for_a_reason"
        ),
        Index("ix_need_mergers_place", "area_code", "id"),
        Index("ix_need_mergers_into", "into_id", "id"),
    )

    area_code: str = area_code()
    into_id: UUID = Field(
        sa_column=Column(
            Uuid, ForeignKey("needs.id", deferrable=True, initially="DEFERRED"), nullable=False
        )
    )
    into_is_new: bool
    into_steps: int
    """How many steps the one need had taken after the merger: a further one, and nothing is undone."""
    reason_th: str = Field(max_length=500)
    merged_on: dt.date
    reversed_on: dt.date | None = None
    reversal_reason_th: str | None = Field(default=None, max_length=500)


class NeedReversal(Written, table=True):
    """The act of undoing a merger of needs."""

    __tablename__ = "need_reversals"

    merger_id: UUID = Field(foreign_key="need_mergers.id", unique=True)
    reversed_on: dt.date
    reason_th: str = Field(max_length=500)
