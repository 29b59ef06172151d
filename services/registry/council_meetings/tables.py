"""What is stored of the meetings of councils."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class CouncilMeeting(Table, table=True):
    """A meeting of the councils of a province, or of the country ('')."""

    __tablename__ = "council_meetings"
    __table_args__ = (
        CheckConstraint("length(area_code) IN (0, 2)", name="area_is_a_province_or_all"),
        CheckConstraint("held_until >= held_on", name="ends_after_start"),
        Index("ux_council_meetings_series", "area_code", "year_be", "number", unique=True),
        Index("ix_council_meetings_place", "area_code", "held_on", "id"),
        Index("ix_council_meetings_held_on", "held_on", "id"),
    )

    id: UUID = Field(primary_key=True)
    level: str = Field(max_length=20)
    area_code: str = area_code()
    year_be: int
    number: int
    held_on: dt.date
    held_until: dt.date
    venue_th: str | None = Field(default=None, max_length=200)
    meeting_id: UUID | None = None
    """Its record among all meetings, which holds what it resolved; known there, not here."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CouncilDelegate(Table, table=True):
    """Somebody who stands for a council in such a meeting, or an expert without one."""

    __tablename__ = "council_delegates"
    __table_args__ = (
        CheckConstraint("(kind = 'EXPERT') = (council_id IS NULL)", name="stands_for_a_council"),
        Index("ix_council_delegates_meeting", "council_meeting_id", "id"),
        Index("ix_council_delegates_council", "council_id", "council_meeting_id", "id"),
        Index("ix_council_delegates_person", "person_id", "council_meeting_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    council_meeting_id: UUID = Field(foreign_key="council_meetings.id")
    kind: str = Field(max_length=20)
    council_id: UUID | None = Field(default=None, foreign_key="councils.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    withdrawn_on: dt.date | None = None
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CouncilDelegateWithdrawal(Table, table=True):
    """The act of withdrawing a delegate."""

    __tablename__ = "council_delegate_withdrawals"

    id: UUID = Field(primary_key=True)
    delegate_id: UUID = Field(foreign_key="council_delegates.id", index=True)
    withdrawn_on: dt.date
    fingerprint: bytes = fingerprint()
