"""What is stored of communities that gave notice."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp

_DIGEST = 64


class CommunityNotice(Table, table=True):
    """A community's notice where it stands today; its past is in the feed."""

    __tablename__ = "community_notices"
    __table_args__ = (
        CheckConstraint("resolved_on <= noticed_on", name="resolved_before_notice"),
        CheckConstraint("(status = 'NOTICED') = (answered_on IS NULL)", name="answered_when"),
        CheckConstraint("(consent IS NULL) = (consent_on IS NULL)", name="consent_has_day"),
        Index("ix_community_notices_place", "area_code", "name_sort", "id"),
        Index("ix_community_notices_status_place", "status", "area_code", "name_sort", "id"),
        Index("ix_community_notices_kind", "kind", "area_code", "name_sort", "id"),
        Index("ix_community_notices_consent", "consent", "area_code", "name_sort", "id"),
        Index("ix_community_notices_council", "council_id", "area_code", "name_sort", "id"),
        Index("ix_community_notices_updated", "updated_at", "id"),
        Index(
            "ux_community_notices_organization",
            "organization_id",
            unique=True,
            postgresql_where=text("status <> 'RETURNED' AND ended_on IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_sort: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    area_code: str = area_code()
    village_codes: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    members_count: int | None = None
    resolved_on: dt.date
    noticed_on: dt.date
    given_to: str = Field(max_length=20)
    notice_form_sha256: str | None = Field(default=None, max_length=_DIGEST)
    data_form_sha256: str | None = Field(default=None, max_length=_DIGEST)
    resolution_form_sha256: str | None = Field(default=None, max_length=_DIGEST)
    status: str = Field(max_length=20)
    number: str | None = Field(default=None, max_length=100)
    answered_on: dt.date | None = None
    answer_reason_th: str | None = Field(default=None, max_length=500)
    consent: str | None = Field(default=None, max_length=20)
    consent_on: dt.date | None = None
    council_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    """The council that it forms with others, once that council's notice is acknowledged."""
    ended_on: dt.date | None = None
    """The first day on which it no longer holds."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CommunityRepresentative(Table, table=True):
    """One of those whom a community chose to give its notice, in their order."""

    __tablename__ = "community_representatives"
    __table_args__ = (Index("ix_community_representatives_person", "person_id"),)

    notice_id: UUID = Field(primary_key=True, foreign_key="community_notices.id")
    position: int = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")


class CommunityAnswer(Table, table=True):
    """What the receiver of a notice said to it."""

    __tablename__ = "community_answers"

    id: UUID = Field(primary_key=True)
    notice_id: UUID = Field(foreign_key="community_notices.id", index=True)
    status: str = Field(max_length=20)
    answered_on: dt.date
    number: str | None = Field(default=None, max_length=100)
    reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()


class CommunityConsent(Table, table=True):
    """What a community's meeting said to setting up a council; the latest one counts."""

    __tablename__ = "community_consents"
    __table_args__ = (Index("ix_community_consents_notice", "notice_id", "decided_on", "id"),)

    id: UUID = Field(primary_key=True)
    notice_id: UUID = Field(foreign_key="community_notices.id")
    consent: str = Field(max_length=20)
    decided_on: dt.date
    fingerprint: bytes = fingerprint()


class CommunityEnding(Table, table=True):
    """The act of ending a noticed community."""

    __tablename__ = "community_endings"

    id: UUID = Field(primary_key=True)
    notice_id: UUID = Field(foreign_key="community_notices.id", index=True)
    ended_on: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
