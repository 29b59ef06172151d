"""What is stored of meetings; the names of who came live with people, here are numbers and ids."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Meeting(Table, table=True):
    """A meeting of a body, an organization or an agency; '' as its area is the nation."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("num_nonnulls(body_id, organization_id, agency_th) = 1", name="organizer"),
        CheckConstraint("held_from <= held_to", name="days_in_order"),
        CheckConstraint("num_nulls(number, year_be) <> 1", name="number_with_year"),
        Index(
            "uq_meetings_number",
            "body_id",
            "organization_id",
            "agency_th",
            "year_be",
            "number",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("number IS NOT NULL"),
        ),
        Index("ix_meetings_search_key", "search_key"),
        Index("ix_meetings_bigrams", "bigrams", postgresql_using="gin"),
        Index("ix_meetings_held", "held_from", "id"),
        Index("ix_meetings_title", "title_sort", "id"),
        Index("ix_meetings_place", "area_code", "held_from", "id"),
        Index("ix_meetings_kind", "kind", "held_from", "id"),
        Index("ix_meetings_state", "state", "held_from", "id"),
        Index("ix_meetings_year", "year_be", "held_from", "id"),
        Index("ix_meetings_kind_year", "kind", "year_be", "held_from", "id"),
        Index("ix_meetings_body", "body_id", "held_from", "id"),
        Index("ix_meetings_organization", "organization_id", "held_from", "id"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=40)
    title_th: str = Field(max_length=500)
    number: int | None = None
    year_be: int | None = None
    body_id: UUID | None = Field(default=None, foreign_key="bodies.id")
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    agency_th: str | None = Field(default=None, max_length=200)
    area_code: str = area_code()
    venue_th: str | None = Field(default=None, max_length=200)
    venue_alias_th: str | None = Field(default=None, max_length=200)
    venue_area_code: str | None = Field(default=None, max_length=8)
    search_key: str | None = Field(default=None, sa_column=Column(Text(collation="C")))
    bigrams: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    title_sort: str = Field(
        default="",
        sa_column=Column(Text(collation="C"), nullable=False, server_default=text("''")),
    )
    """By its bytes titles are in the order of a Thai dictionary."""
    state: str = Field(max_length=20)
    held_from: dt.date
    held_to: dt.date
    """The last day of the meeting, itself included."""
    held_precision: str = Field(max_length=20)
    attendance: Any = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'[]'::jsonb"))
    )
    agenda: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    minutes_note_th: str | None = Field(default=None, max_length=500)
    next_words: str | None = Field(default=None, max_length=500)
    next_from: dt.date | None = None
    next_to: dt.date | None = None
    next_precision: str | None = Field(default=None, max_length=20)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class MeetingAttendee(Table, table=True):
    """Somebody who came to a meeting: who holds a seat, a person, or whoever came for an organization."""

    __tablename__ = "meeting_attendees"
    __table_args__ = (
        CheckConstraint("num_nonnulls(seat_id, person_id) <= 1", name="by_seat_or_person"),
        CheckConstraint("num_nonnulls(seat_id, person_id, organization_id) > 0", name="is_known"),
        Index("ix_meeting_attendees_meeting", "meeting_id", "id"),
        Index("ix_meeting_attendees_seat", "seat_id", "meeting_id", "id"),
        Index("ix_meeting_attendees_person", "person_id", "meeting_id", "id"),
        Index("ix_meeting_attendees_organization", "organization_id", "meeting_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meetings.id")
    role: str = Field(max_length=20)
    attendance_group: str = Field(max_length=40)
    """In which of the meeting's numbers this one is counted."""
    seat_id: UUID | None = Field(default=None, foreign_key="seats.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    """For whom they came; without seat and person nobody is named."""
    withdrawn_at: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True))
    )
    """Since when it is known that this was wrong: it counts no longer."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class MeetingAttendeeWithdrawal(Table, table=True):
    """The act of withdrawing an attendee who was written down by mistake."""

    __tablename__ = "meeting_attendee_withdrawals"

    id: UUID = Field(primary_key=True)
    attendee_id: UUID = Field(foreign_key="meeting_attendees.id", index=True)
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
