"""What is stored of agreements."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.partners.base import Table
from shared.columns import area_code, fingerprint, stamp


class Agreement(Table, table=True):
    """An agreement as it stands today; `area_code` is its province, '' between agencies.

    `drafted_by` and `signed_by` are people, or accounts without one.
    """

    __tablename__ = "agreements"
    __table_args__ = (
        CheckConstraint("(kind = 'PROVINCE') = (area_code <> '')", name="province_has_area"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("signed_by <> drafted_by", name="signed_by_another"),
        CheckConstraint("status = 'DRAFT' OR signed_by IS NOT NULL", name="signed_by_somebody"),
        Index(
            "ux_agreements_active_province",
            "area_code",
            unique=True,
            postgresql_where=text("kind = 'PROVINCE' AND status = 'ACTIVE'"),
        ),
        Index("ix_agreements_place", "area_code", "id"),
        Index("ix_agreements_kind_place", "kind", "area_code", "id"),
        Index("ix_agreements_status_place", "status", "area_code", "id"),
        Index("ix_agreements_under", "under_agreement_id"),
        Index("ix_agreements_updated", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=20)
    area_code: str = area_code()
    title_th: str = Field(max_length=500)
    starts_on: dt.date
    ends_on: dt.date | None = None
    status: str = Field(max_length=20)
    drafted_by: str = Field(max_length=200)
    signed_by: str | None = Field(default=None, max_length=200)
    signed_on: dt.date | None = None
    ended_on: dt.date | None = None
    end_reason_th: str | None = Field(default=None, max_length=500)
    under_agreement_id: UUID | None = Field(default=None, foreign_key="agreements.id")
    replaces_id: UUID | None = Field(default=None, foreign_key="agreements.id")
    superseded_by_id: UUID | None = Field(default=None, foreign_key="agreements.id")
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class AgreementParty(Table, table=True):
    """One party of an agreement, in the order in which the document names them."""

    __tablename__ = "agreement_parties"
    __table_args__ = (Index("ix_agreement_parties_agency", "agency_id", "agreement_id"),)

    agreement_id: UUID = Field(primary_key=True, foreign_key="agreements.id")
    position: int = Field(primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")


class AgreementSignature(Table, table=True):
    """The act of signing an agreement."""

    __tablename__ = "agreement_signatures"

    id: UUID = Field(primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreements.id", index=True)
    signed_on: dt.date
    replaces_id: UUID | None = Field(default=None, foreign_key="agreements.id")
    fingerprint: bytes = fingerprint()


class AgreementEnding(Table, table=True):
    """The act of ending an agreement."""

    __tablename__ = "agreement_endings"

    id: UUID = Field(primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreements.id", index=True)
    ended_on: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
