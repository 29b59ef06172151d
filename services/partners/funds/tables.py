"""What is stored of commitments."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Numeric, UniqueConstraint
from sqlmodel import Field

from services.partners.base import Table
from shared.columns import area_code, fingerprint, stamp


class Commitment(Table, table=True):
    """Money that an agency proposes for a plan item, and has committed to it once it is approved.

    The item is a copy of planning's, so nothing but the action ties it to `plan_items`; its area is
    kept beside it for the lists. `proposed_by` and `approved_by` are people, or accounts without one.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        CheckConstraint("amount_baht > 0", name="amount_above_zero"),
        CheckConstraint("approved_by <> proposed_by", name="approved_by_another"),
        CheckConstraint(
            "status <> 'APPROVED' OR approved_by IS NOT NULL", name="approved_by_somebody"
        ),
        Index("ix_commitments_newest", "committed_on", "id"),
        Index("ix_commitments_place", "area_code", "committed_on", "id"),
        Index("ix_commitments_agency", "agency_id", "committed_on", "id"),
        Index("ix_commitments_plan_item", "plan_item_id", "committed_on", "id"),
        Index("ix_commitments_year", "fiscal_year_be", "committed_on", "id"),
        Index("ix_commitments_status", "status", "committed_on", "id"),
        Index("ix_commitments_updated", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    plan_item_id: UUID
    area_code: str = area_code()
    amount_baht: Decimal = Field(sa_column=Column(Numeric(15, 2), nullable=False))
    fiscal_year_be: int
    committed_on: dt.date
    note_th: str | None = Field(default=None, max_length=5000)
    status: str = Field(max_length=20)
    proposed_by: str = Field(max_length=200)
    approved_by: str | None = Field(default=None, max_length=200)
    approved_on: dt.date | None = None
    refused_on: dt.date | None = None
    refuse_reason_th: str | None = Field(default=None, max_length=500)
    withdrawn_on: dt.date | None = None
    withdraw_reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CommitmentApproval(Table, table=True):
    """The act of approving a commitment; there is one at most, judged last so that the rules speak first."""

    __tablename__ = "commitment_approvals"
    __table_args__ = (
        UniqueConstraint(
            "commitment_id",
            name="uq_commitment_approvals_commitment",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    id: UUID = Field(primary_key=True)
    commitment_id: UUID = Field(foreign_key="commitments.id")
    approved_on: dt.date
    fingerprint: bytes = fingerprint()


class CommitmentRefusal(Table, table=True):
    """The act of refusing a commitment."""

    __tablename__ = "commitment_refusals"

    id: UUID = Field(primary_key=True)
    commitment_id: UUID = Field(foreign_key="commitments.id", index=True)
    refused_on: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()


class CommitmentWithdrawal(Table, table=True):
    """The act of withdrawing a commitment."""

    __tablename__ = "commitment_withdrawals"

    id: UUID = Field(primary_key=True)
    commitment_id: UUID = Field(foreign_key="commitments.id", index=True)
    withdrawn_on: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
