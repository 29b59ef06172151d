"""What is stored of people, their memberships and the legal bases for using their data."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp
from shared.privacy import Pii


class Person(Table, table=True):
    """A person as the movement knows them; an erased one stays as an empty seat."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("length(area_code) = 6", name="area_is_a_tambon"),
        Index("ix_people_area", "area_code", "id"),
        Index(
            "ix_people_counts",
            "area_code",
            postgresql_include=["id", "birth_year_be"],
            postgresql_where=text("status = 'ACTIVE'"),
        ),
        Index("ix_people_name", "name_sort", "area_code"),
        Index("ix_people_name_order", "name_sort", "id"),
        Index(
            "ix_people_new_generation",
            "area_code",
            "id",
            postgresql_where=text("new_generation_on IS NOT NULL"),
        ),
        Index("ix_people_search_key", "search_key"),
        Index("ix_people_bigrams", "bigrams", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    prefix_th: Annotated[str | None, Pii("member", "nothing", office=True)] = Field(
        default=None, max_length=40
    )
    given_name_th: Annotated[str | None, Pii("member", "name", office=True)] = Field(
        default=None, max_length=100
    )
    family_name_th: Annotated[str | None, Pii("member", "name", office=True)] = Field(
        default=None, max_length=100
    )
    name_sort: Annotated[str | None, Pii("secret")] = Field(
        default=None, sa_column=Column(Text(collation="C"))
    )
    """Finds two records of one person and sorts who is in public office; its order tells the name."""
    search_key: Annotated[str | None, Pii("secret")] = Field(
        default=None, sa_column=Column(Text(collation="C"))
    )
    bigrams: Annotated[list[str] | None, Pii("secret")] = Field(
        default=None, sa_column=Column(ARRAY(Text))
    )
    """Find who is in public office by their name; what is found is shown through the masked view."""
    birth_year_be: Annotated[int | None, Pii("restricted", "nothing")] = None
    phone: Annotated[str | None, Pii("restricted", "phone")] = Field(default=None, max_length=20)
    work_phone: Annotated[str | None, Pii("member", "phone")] = Field(default=None, max_length=20)
    email: Annotated[str | None, Pii("restricted")] = Field(default=None, max_length=254)
    line_id: Annotated[str | None, Pii("restricted")] = Field(default=None, max_length=60)
    address_th: Annotated[str | None, Pii("restricted")] = Field(default=None, max_length=500)
    expertise: Annotated[list[str] | None, Pii("member", "nothing")] = Field(
        default=None, sa_column=Column(ARRAY(Text))
    )
    """What a leader is good at: codes of issues, or words."""
    new_generation_on: Annotated[dt.date | None, Pii("member", "nothing")] = None
    """The day on which somebody was declared a leader of the new generation."""
    attested_by: str | None = Field(default=None, max_length=200)
    """Who saw the person's card; the card's number is never kept."""
    attested_on: dt.date | None = None
    notice_version: str = Field(max_length=40)
    status: str = Field(max_length=10)
    merged_into_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Membership(Table, table=True):
    """One post of one person in one organization; without a person it is a seat whose holder was erased."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(
            "ix_memberships_person",
            "person_id",
            "organization_id",
            postgresql_include=["post", "starts_on", "ends_on"],
        ),
        Index("ix_memberships_organization", "organization_id", "post", "id"),
        Index(
            "ux_memberships_live",
            "person_id",
            "organization_id",
            "post",
            unique=True,
            postgresql_where=text("ends_on IS NULL"),
        ),
        Index("ix_memberships_post", "post", "person_id"),
        Index("ix_memberships_term", "term_ends_on", "id"),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    organization_id: UUID = Field(foreign_key="organizations.id")
    post: str = Field(max_length=20)
    starts_on: dt.date
    ends_on: dt.date | None = None
    """The first day on which it no longer holds."""
    term_years: int | None = None
    term_ends_on: dt.date | None = None
    """The first day after the term for which somebody was chosen; the post goes on until it is ended."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class LegalBasis(Table, table=True):
    """Why a person's data may be used for one purpose (PDPA s.24), from whom it came, until when."""

    __tablename__ = "legal_bases"
    __table_args__ = (Index("ix_legal_bases_person", "person_id", "purpose"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    purpose: str = Field(max_length=40)
    basis: str = Field(max_length=40)
    source: Annotated[str, Pii("restricted")] = Field(max_length=500)
    notice_version: str = Field(max_length=40)
    expires_on: dt.date | None = None
    """The first day on which it no longer holds."""
    closed_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    """When it was withdrawn or its person was erased."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
