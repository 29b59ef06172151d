"""What is stored of people's requests about their data, and the ledger of erasures."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Text, text
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp
from shared.privacy import Pii


class DataRequest(Table, table=True):
    """What a person asks about their own data, by their account or on paper, and what was decided."""

    __tablename__ = "data_requests"
    __table_args__ = (
        Index("ix_data_requests_area", "area_code", "due_on", "id"),
        Index("ix_data_requests_due", "due_on", "id"),
        Index("ix_data_requests_status", "status", "due_on", "id"),
        Index("ix_data_requests_kind", "kind", "due_on", "id"),
        Index("ix_data_requests_person", "person_id", "id"),
        Index("ix_data_requests_by", "requested_by", "id"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=20)
    person_id: UUID = Field(foreign_key="people.id")
    area_code: str = area_code()
    channel: str = Field(max_length=10)
    details_th: Annotated[str | None, Pii("restricted")] = Field(
        default=None, sa_column=Column(Text)
    )
    requested_by: str = Field(max_length=200)
    received_on: dt.date
    due_on: dt.date
    status: str = Field(max_length=10)
    decision_id: UUID | None = None
    decision_fingerprint: bytes | None = None
    decided_by: str | None = Field(default=None, max_length=200)
    decided_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    reason_th: Annotated[str | None, Pii("restricted")] = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Erasure(Table, table=True):
    """That a person was erased: replayed on every restored backup, never changed."""

    __tablename__ = "erasures"

    person_id: UUID = Field(primary_key=True)
    by: str = Field(sa_column=Column(Text, nullable=False))
    erased_at: dt.datetime = Field(
        sa_column=Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))
    )
