"""What is stored of mentorings."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Mentoring(Table, table=True):
    """A network stands by a tambon from a day until it ends."""

    __tablename__ = "mentorings"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("length(area_code) = 6", name="area_is_a_tambon"),
        Index("ix_mentorings_place", "area_code", "id"),
        Index("ix_mentorings_network", "network_id", "area_code", "id"),
        Index(
            "ux_mentorings_live",
            "network_id",
            "area_code",
            unique=True,
            postgresql_where=text("ends_on IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    network_id: UUID = Field(foreign_key="networks.id")
    area_code: str = area_code()
    starts_on: dt.date
    ends_on: dt.date | None = None
    """The first day on which it no longer holds."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class MentoringEnding(Table, table=True):
    """The act of ending a mentoring."""

    __tablename__ = "mentoring_endings"

    id: UUID = Field(primary_key=True)
    mentoring_id: UUID = Field(foreign_key="mentorings.id", index=True)
    ends_on: dt.date
    reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
