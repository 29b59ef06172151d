"""What is stored of bodies and their seats; the names of who sits there live with people."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Body(Table, table=True):
    """A committee, team or group; '' as its area is the nation, a region is told by its group."""

    __tablename__ = "bodies"
    __table_args__ = (
        CheckConstraint("seats_count > 0", name="has_seats"),
        CheckConstraint("parent_id <> id", name="is_not_its_parent"),
        Index("ix_bodies_place", "area_code", "name_sort", "id"),
        Index("ix_bodies_kind_place", "kind", "area_code", "name_sort", "id"),
        Index("ix_bodies_level_place", "level", "area_code", "name_sort", "id"),
        Index("ix_bodies_parent", "parent_id", "area_code", "name_sort", "id"),
        Index(
            "ix_bodies_group",
            "group_code",
            "area_code",
            "name_sort",
            "id",
            postgresql_where=text("group_code IS NOT NULL"),
        ),
        Index("ix_bodies_search_key", "search_key"),
        Index("ix_bodies_bigrams", "bigrams", postgresql_using="gin"),
        Index("ix_bodies_issue", "issue_code", "area_code", "name_sort", "id"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=30)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    aliases: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    level: str = Field(max_length=20)
    area_code: str = area_code()
    group_code: str | None = Field(default=None, max_length=40)
    parent_id: UUID | None = Field(default=None, foreign_key="bodies.id")
    succeeds_id: UUID | None = Field(default=None, foreign_key="bodies.id", index=True)
    issue_code: str | None = Field(default=None, max_length=40)
    mechanism: str = Field(max_length=20)
    seats_count: int | None = None
    """How many seats there are; without a number there is no limit."""
    co_chairs: str = Field(max_length=20)
    founded_on: dt.date | None = None
    founded_precision: str | None = Field(default=None, max_length=20)
    ended_on: dt.date | None = None
    """The first day on which it no longer stands."""
    ended_precision: str | None = Field(default=None, max_length=20)
    source_th: str | None = Field(default=None, max_length=500)
    name_sort: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    search_key: str | None = Field(default=None, sa_column=Column(Text(collation="C")))
    bigrams: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Seat(Table, table=True):
    """A seat taken in a body for a time; without a person it was never named or its holder was erased."""

    __tablename__ = "seats"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("person_id IS NULL OR holder = 'NAMED'", name="a_person_is_named"),
        Index("ix_seats_body", "body_id", "id"),
        Index("ix_seats_post", "post", "body_id", "id"),
        Index("ix_seats_form", "form", "body_id", "id"),
        Index("ix_seats_region", "region_code", "body_id", "id"),
        Index("ix_seats_starts", "starts_on"),
        Index("ix_seats_person", "person_id", "body_id"),
        Index("ix_seats_stands_in", "stands_in_for_id"),
    )

    id: UUID = Field(primary_key=True)
    body_id: UUID = Field(foreign_key="bodies.id")
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    holder: str = Field(max_length=10)
    """NAMED, UNNAMED (the source names a place, not a person) or ERASED."""
    stands_in_for_id: UUID | None = Field(default=None, foreign_key="seats.id")
    """The seat that this one fills while its holder is away; it is no seat of its own."""
    post: str = Field(max_length=20)
    form: str = Field(max_length=20)
    region_code: str | None = Field(default=None, max_length=40)
    province_code: str | None = Field(default=None, max_length=2)
    issue_code: str | None = Field(default=None, max_length=40)
    headquarters: bool = False
    starts_on: dt.date
    starts_precision: str = Field(max_length=20)
    ends_on: dt.date | None = None
    """The first day on which it no longer holds."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Rotation(Table, table=True):
    """That who holds a seat serves on another board for a time."""

    __tablename__ = "rotations"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("num_nonnulls(to_body_id, to_board_th) = 1", name="goes_to_one_board"),
        Index("ix_rotations_seat", "seat_id", "id"),
        Index("ix_rotations_body", "to_body_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    seat_id: UUID = Field(foreign_key="seats.id")
    to_body_id: UUID | None = Field(default=None, foreign_key="bodies.id")
    to_board_th: str | None = Field(default=None, max_length=200)
    starts_on: dt.date
    ends_on: dt.date | None = None
    """The first day on which it no longer holds."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
