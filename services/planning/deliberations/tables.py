"""What is stored of deliberations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Written


class Deliberation(Written, table=True):
    """A forum held for a plan; it stays with the version that it considered."""

    __tablename__ = "deliberations"
    __table_args__ = (Index("ix_deliberations_plan", "plan_id", "held_on", "id"),)

    plan_id: UUID = Field(foreign_key="plans.id")
    held_on: dt.date
    kind: str = Field(max_length=20)
    place_th: str | None = Field(default=None, max_length=500)
    attendance: Any = Field(sa_column=Column(JSONB, nullable=False))
    """A list of `side` and `people`, each side once."""
    people: int
    conclusion_th: str | None = Field(default=None, max_length=5000)
    minutes_sha256: str | None = Field(default=None, max_length=64)
    meeting_id: UUID | None = None
    """The meeting in the registry, where it is recorded."""
    revision: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
