"""What is stored of resolutions."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Resolution(Table, table=True):
    """A resolution under its number in the meeting; its area is the meeting's."""

    __tablename__ = "resolutions"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="votes"),
        Index("ix_resolutions_place", "area_code", "meeting_id", "number", "id"),
        Index("ix_resolutions_kind", "kind", "area_code", "meeting_id", "number", "id"),
        Index("ix_resolutions_issues", "issues", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meetings.id")
    number: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    area_code: str = area_code()
    kind: str = Field(max_length=20)
    outcome: str = Field(max_length=20)
    text_th: str = Field(sa_column=Column(Text, nullable=False))
    issues: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    group_parts: Any = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'[]'::jsonb"))
    )
    """Whom a working group consists of: each part with how many people it makes in all."""
    group_total: int = 0
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
