"""What is stored of proposals."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Date, Index, UniqueConstraint, text
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code

NEVER = dt.date(9999, 12, 31)
"""When nothing is awaited."""
_DUE = """CASE
    WHEN (closed_on IS NOT NULL) THEN '9999-12-31'::date
    WHEN ((status)::text = 'SUBMITTED'::text) THEN COALESCE(acknowledge_by, '9999-12-31'::date)
    WHEN ((status)::text = 'ACKNOWLEDGED'::text) THEN COALESCE(answer_by, '9999-12-31'::date)
    WHEN ((status)::text = 'ASKED_AGAIN'::text) THEN COALESCE(answer_by, '9999-12-31'::date)
    ELSE '9999-12-31'::date
END"""  # as PostgreSQL writes it back, so that the check of the schema finds no difference

_OPEN = "due_on < '9999-12-31'"
_UNESCALATED = f"{_OPEN} AND escalated_on IS NULL"


class Proposal(Kept, table=True):
    """A proposal to a named addressee, tracked until it is closed with a reason (rule 18)."""

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("asked_baht > 0", name="asked_positive"),
        CheckConstraint(
            "granted_baht IS NULL OR (granted_baht > 0 AND granted_baht <= asked_baht)",
            name="granted_within_asked",
        ),
        CheckConstraint(
            "(closed_on IS NULL) = (closing_reason_th IS NULL)", name="closed_with_a_reason"
        ),
        CheckConstraint(
            "(secretary_kind IS NULL) = (secretary_id IS NULL)", name="secretary_is_somebody"
        ),
        Index("ix_proposals_place", "area_code", "id"),
        Index("ix_proposals_item", "plan_item_id", "id"),
        Index("ix_proposals_status_place", "status", "area_code", "id"),
        Index("ix_proposals_addressee_place", "addressee_kind", "area_code", "id"),
        Index("ix_proposals_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_proposals_submitted", "submitted_on", "id"),
        Index("ix_proposals_updated", "updated_at", "id"),
        Index("ix_proposals_named_addressee", "addressee_id", "id"),
        Index("ix_proposals_secretary", "secretary_id", "id"),
        Index("ix_proposals_due", "due_on", "id"),
        Index("ix_proposals_year_due", "fiscal_year_be", "due_on", "id"),
        Index("ix_proposals_due_place", "area_code", "id", postgresql_where=text(_OPEN)),
        Index("ix_proposals_silent", "due_on", "id", postgresql_where=text(_UNESCALATED)),
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
    addressee_id: UUID | None = Field(default=None, foreign_key="addressees.id")
    acknowledge_by: dt.date | None = None
    answer_by: dt.date | None = None
    due_on: dt.date | None = Field(
        default=None, sa_type=Date, sa_column_args=[Computed(_DUE, persisted=True)], nullable=False
    )
    """The last day for the next word of the addressee; NEVER when none is awaited."""
    awaited_since_id: UUID | None = None
    """The act after which the addressee has the word: each silence escalates once."""
    escalated_on: dt.date | None = None
    answer_id: UUID | None = None
    """The answer that counts; those before it stay in the path."""
    secretary_kind: str | None = Field(default=None, max_length=20)
    secretary_id: UUID | None = None
    closed_on: dt.date | None = None
    closing_reason_th: str | None = Field(default=None, max_length=5000)


class ProposalDocument(Written, table=True):
    """A document of a proposal, by the content of its file in the registry."""

    __tablename__ = "proposal_documents"
    __table_args__ = (
        UniqueConstraint("proposal_id", "sha256"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )

    proposal_id: UUID = Field(foreign_key="proposals.id")
    sha256: str = Field(max_length=64)
    title_th: str = Field(max_length=500)


class OfficialItem(Written, table=True):
    """What a proposal became in an official plan."""

    __tablename__ = "official_items"
    __table_args__ = (
        CheckConstraint("budget_baht >= 0", name="budget_not_negative"),
        Index("ix_official_items_proposal", "proposal_id", "id"),
        Index("ix_official_items_place", "area_code", "id"),
        Index("ix_official_items_year_place", "fiscal_year_be", "area_code", "id"),
    )

    proposal_id: UUID = Field(foreign_key="proposals.id")
    area_code: str = area_code()
    plan_name_th: str = Field(max_length=500)
    reference_th: str = Field(max_length=500)
    fiscal_year_be: int
    budget_baht: Decimal = Field(max_digits=15, decimal_places=2)
    reason_th: str | None = Field(default=None, max_length=5000)
    noted_on: dt.date
