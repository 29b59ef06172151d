"""What is stored of councils' terms and seats."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp


class CouncilTerm(Table, table=True):
    """A term of a council's members; counts are what the council told, seats may be fewer."""

    __tablename__ = "council_terms"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="ends_after_start"),
        Index("ix_council_terms_council", "council_id", "starts_on", "id"),
    )

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id")
    starts_on: dt.date
    ends_on: dt.date
    """The first day on which it no longer holds."""
    village_representatives: int | None = None
    community_representatives: int | None = None
    experts: int | None = None
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()


class CouncilSeat(Table, table=True):
    """A member's seat; without a person it is known by its kind only."""

    __tablename__ = "council_seats"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "(kind = 'VILLAGE') = (village_code IS NOT NULL)", name="village_of_its_own"
        ),
        CheckConstraint(
            "(kind = 'OTHER_COMMUNITY') = (community_id IS NOT NULL)", name="community_of_its_own"
        ),
        Index("ix_council_seats_council", "council_id", "id"),
        Index("ix_council_seats_kind", "kind", "council_id", "id"),
        Index("ix_council_seats_starts", "starts_on"),
        Index("ix_council_seats_person", "person_id", "council_id", "id"),
        Index("ix_council_seats_community", "community_id"),
    )

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id")
    kind: str = Field(max_length=20)
    village_code: str | None = Field(default=None, max_length=8)
    community_id: UUID | None = Field(default=None, foreign_key="community_notices.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    starts_on: dt.date
    ends_on: dt.date
    """The first day on which it no longer holds: the end of the term, or earlier."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class CouncilSeatEnding(Table, table=True):
    """Somebody leaves a seat before the term ends."""

    __tablename__ = "council_seat_endings"

    id: UUID = Field(primary_key=True)
    seat_id: UUID = Field(foreign_key="council_seats.id", index=True)
    ended_on: dt.date
    cause: str = Field(max_length=20)
    fingerprint: bytes = fingerprint()
