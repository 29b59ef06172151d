"""What is stored of charters."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class Charter(Kept, table=True):
    """A version of a charter; an amendment is a new one that takes its place when adopted."""

    __tablename__ = "charters"
    __table_args__ = (
        CheckConstraint("(status = 'DRAFT') = (adopted_on IS NULL)", name="adopted_on_a_day"),
        Index("ix_charters_place", "area_code", "id"),
        Index("ix_charters_status_place", "status", "area_code", "id"),
        Index("ix_charters_amends", "amends_id", "area_code", "id"),
        Index(
            "ix_charters_amended_once",
            "amends_id",
            unique=True,
            postgresql_where=text("status = 'DRAFT'"),
        ),
    )

    area_code: str = area_code()
    title_th: str = Field(max_length=500)
    articles: Any = Field(sa_column=Column(JSONB, nullable=False))
    """A list in order: `title_th`, `text_th`."""
    agreements: Any = Field(sa_column=Column(JSONB, nullable=False))
    """A list of agreements to live together, in order: `text_th`."""
    version: int = 1
    amends_id: UUID | None = Field(default=None, foreign_key="charters.id")
    amendment_reason_th: str | None = Field(default=None, max_length=5000)
    status: str = Field(max_length=20)
    adopted_on: dt.date | None = None
    meeting_th: str | None = Field(default=None, max_length=500)
    meeting_id: UUID | None = None


class CharterAdoption(Written, table=True):
    """The act by which a charter was adopted."""

    __tablename__ = "charter_adoptions"
    __table_args__ = (UniqueConstraint("charter_id", deferrable=True, initially="DEFERRED"),)

    charter_id: UUID = Field(foreign_key="charters.id")
