"""What is stored of certifications: where each one stands, and the dated acts that brought it there."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp

_OPEN = text("status IN ('FOUND', 'CERTIFIED', 'SUSPENDED')")


class Certification(Table, table=True):
    """One way of one organization through the strides; all but the acts can be had from the acts."""

    __tablename__ = "certifications"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint(
            "(number IS NULL) = (certified_on IS NULL)", name="numbered_when_certified"
        ),
        CheckConstraint("expires_on > certified_on", name="expires_after_it_began"),
        # An organization is on its way once at a time.
        Index("ux_certifications_open", "organization_id", unique=True, postgresql_where=_OPEN),
        Index("ix_certifications_organization", "organization_id", "id"),
        Index("ix_certifications_place", "area_code", "id"),
        Index("ix_certifications_status", "status", "area_code", "id"),
        Index("ix_certifications_expiry", "expires_on", "id"),
        Index("ix_certifications_status_expiry", "status", "expires_on", "id"),
        Index(  # holds all that the counts ask: they never visit the table
            "ix_certifications_counts",
            "area_code",
            postgresql_include=["status", "expires_on", "developments"],
        ),
    )

    id: UUID = Field(primary_key=True)
    organization_id: UUID = Field(foreign_key="organizations.id")
    area_code: str = area_code()
    status: str = Field(max_length=10)
    found_on: dt.date
    finder_side: str = Field(max_length=12)
    community_endorsements: int = 0
    local_agency_endorsements: int = 0
    number: str | None = Field(default=None, max_length=16)
    edition: int = 0
    certified_on: dt.date | None = None
    expires_on: dt.date | None = None
    facts: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    developments: int = 0
    developed_on: dt.date | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="certifications.id", index=True)
    """The one that stands, when two records of one organization had one each."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CertificationAct(Table, table=True):
    """Something that was done about a certification on a day; the state on any day follows from these."""

    __tablename__ = "certification_acts"
    __table_args__ = (
        UniqueConstraint("certification_id", "step"),
        CheckConstraint(
            "num_nonnulls(evidence_sha256, note_th, reason_th) > 0", name="has_grounds"
        ),
    )

    id: UUID = Field(primary_key=True)
    certification_id: UUID = Field(foreign_key="certifications.id")
    step: int
    kind: str = Field(max_length=10)
    done_on: dt.date
    side: str | None = Field(default=None, max_length=12)
    endorser_organization_id: UUID | None = Field(
        default=None, foreign_key="organizations.id", index=True
    )
    agency_name_th: str | None = Field(default=None, max_length=100)
    post_th: str | None = Field(default=None, max_length=100)
    evidence_sha256: str | None = Field(default=None, max_length=64)
    note_th: str | None = Field(default=None, max_length=500)
    reason_th: str | None = Field(default=None, max_length=500)
    expires_on: dt.date | None = None
    undone_on: dt.date | None = None
    """The first day on which it no longer counts: the organization was dissolved, or merged, by mistake."""
    recorded_by: str = Field(max_length=200)
    recorded_account: str = Field(max_length=200)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()


class CertificateNumber(Table, table=True):
    """The last number given in a province and fiscal year; numbers are dense and never used again."""

    __tablename__ = "certificate_numbers"

    province: str = Field(primary_key=True, max_length=2)
    fiscal_year_be: int = Field(primary_key=True)
    last: int
