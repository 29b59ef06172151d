"""The copied meetings, bodies, holdings and agreements: ids, areas, kinds and dates, nothing else."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from services.planning.base import Table
from shared.columns import area_code


class Meeting(Table, table=True):
    """A meeting as the registry knows it."""

    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_place", "area_code", "held_from", "id"),)

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    kind: str = Field(max_length=40)
    state: str = Field(max_length=20)
    held_from: dt.date
    held_to: dt.date
    revision: int


class Body(Table, table=True):
    """A committee or working group as the registry knows it."""

    __tablename__ = "bodies"
    __table_args__ = (Index("ix_bodies_place", "area_code", "issue_code", "id"),)

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    kind: str = Field(max_length=40)
    issue_code: str | None = Field(default=None, max_length=40)
    founded_on: dt.date | None = None
    ended_on: dt.date | None = None
    """The first day on which it no longer stands."""
    revision: int


class Holding(Table, table=True):
    """What an organization holds, as the registry knows it; its area is the organization's of that day."""

    __tablename__ = "holdings"
    __table_args__ = (Index("ix_holdings_place", "area_code", "source", "as_of", "id"),)

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    organization_id: UUID
    kind: str = Field(max_length=40)
    source: str = Field(max_length=40)
    as_of: dt.date
    revision: int


class Agreement(Table, table=True):
    """An agreement as the partners service knows it; '' as its area is between agencies."""

    __tablename__ = "agreements"
    __table_args__ = (Index("ix_agreements_place", "area_code", "signed_on", "id"),)

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    kind: str = Field(max_length=40)
    status: str = Field(max_length=40)
    signed_on: dt.date | None = None
    starts_on: dt.date
    ends_on: dt.date | None = None
    ended_on: dt.date | None = None
    revision: int
