"""What is stored of councils' yearly reports."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp


class CouncilReport(Table, table=True):
    """A council's yearly report on the state of the tambon."""

    __tablename__ = "council_reports"
    __table_args__ = (
        Index("ux_council_reports_year", "council_id", "year_be", unique=True),
        Index("ix_council_reports_year", "year_be", "council_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    council_id: UUID = Field(foreign_key="councils.id")
    year_be: int
    delivered_on: dt.date
    sha256: str | None = Field(default=None, max_length=64)
    findings_th: str | None = Field(default=None, max_length=5000)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
