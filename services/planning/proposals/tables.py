"""What is stored of proposals."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class Proposal(Kept, table=True):
    """A proposal to a named addressee, tracked until it is answered."""

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("asked_baht > 0", name="asked_positive"),
        CheckConstraint(
            "granted_baht IS NULL OR (granted_baht > 0 AND granted_baht <= asked_baht)",
            name="granted_within_asked",
        ),
        Index("ix_proposals_place", "area_code", "id"),
        Index("ix_proposals_item", "plan_item_id", "id"),
        Index("ix_proposals_status_place", "status", "area_code", "id"),
        Index("ix_proposals_addressee_place", "addressee_kind", "area_code", "id"),
        Index("ix_proposals_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_proposals_submitted", "submitted_on", "id"),
        Index("ix_proposals_updated", "updated_at", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    area_code: str = area_code()
    fiscal_year_be: int
    addressee_kind: str = Field(max_length=20)
    addressee_th: str = Field(max_length=200)
    title_th: str = Field(max_length=500)
    asked_baht: Decimal = Field(max_digits=15, decimal_places=2)
    granted_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
    submitted_on: dt.date
    acknowledged_on: dt.date | None = None
    status: str = Field(max_length=20)


class Acknowledgement(Written, table=True):
    """The act by which the addressee confirmed that the proposal arrived."""

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("proposal_id", deferrable=True, initially="DEFERRED"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    acknowledged_on: dt.date


class Answer(Written, table=True):
    """The one answer to a proposal."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("proposal_id", deferrable=True, initially="DEFERRED"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    outcome: str = Field(max_length=20)
    granted_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
    reason_th: str | None = Field(default=None, max_length=5000)
    answered_on: dt.date
    reference_th: str | None = Field(default=None, max_length=500)
