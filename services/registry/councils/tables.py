"""What is stored of councils."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Council(Table, table=True):
    """The council side of an organization; what happened to it is in its acts and in the feed."""

    __tablename__ = "councils"
    __table_args__ = (
        CheckConstraint("cardinality(tambon_codes) > 0", name="has_tambons"),
        CheckConstraint("term_ends_on > term_starts_on", name="term_ends_after_start"),
        Index("ix_councils_place", "area_code", "id"),
        Index("ix_councils_status_place", "status", "area_code", "id"),
        Index("ix_councils_tambons", "tambon_codes", postgresql_using="gin"),
        Index("ix_councils_number", "number", postgresql_where=text("number IS NOT NULL")),
        Index("ix_councils_term_ends_on", "term_ends_on", "id"),
        Index("ix_councils_updated", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True, foreign_key="organizations.id")
    """The organization's own id: a council is one record there."""
    area_code: str = area_code()
    area_kind: str = Field(max_length=20)
    tambon_codes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    status: str = Field(max_length=20)
    status_since: dt.date | None = None
    notice_status: str | None = Field(default=None, max_length=20)
    noticed_on: dt.date | None = None
    acknowledged_on: dt.date | None = None
    number: str | None = Field(default=None, max_length=100)
    communities_noticed: int | None = None
    communities_agreed: int | None = None
    term_starts_on: dt.date | None = None
    term_ends_on: dt.date | None = None
    village_representatives: int | None = None
    community_representatives: int | None = None
    experts: int | None = None
    reported_years_be: list[int] = Field(
        sa_column=Column(ARRAY(Integer), nullable=False, server_default=text("'{}'"))
    )
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CouncilNotice(Table, table=True):
    """A council's notice to CODI, with the communities that form it."""

    __tablename__ = "council_notices"
    __table_args__ = (
        Index("ix_council_notices_council", "council_id", "id"),
        Index(
            "ux_council_notices_open",
            "council_id",
            unique=True,
            postgresql_where=text("answered_on IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id")
    noticed_on: dt.date
    community_ids: list[UUID] = Field(
        sa_column=Column(ARRAY(Uuid), nullable=False, server_default=text("'{}'"))
    )
    communities_noticed: int | None = None
    communities_agreed: int | None = None
    sha256: str | None = Field(default=None, max_length=64)
    answered_on: dt.date | None = None
    fingerprint: bytes = fingerprint()


class CouncilNoticeAnswer(Table, table=True):
    """What CODI said to a council's notice."""

    __tablename__ = "council_notice_answers"

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id", index=True)
    status: str = Field(max_length=20)
    answered_on: dt.date
    number: str | None = Field(default=None, max_length=100)
    reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()


class CouncilStanding(Table, table=True):
    """From a day on a council is active, weak or dissolved."""

    __tablename__ = "council_standings"
    __table_args__ = (Index("ix_council_standings_council", "council_id", "since", "id"),)

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id")
    status: str = Field(max_length=20)
    since: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
