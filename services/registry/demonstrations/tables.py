"""What is stored of demonstrations and of the dated steps on their way."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


def _list() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


class Demonstration(Table, table=True):
    """A demonstration area where it stands today; its past is in its steps and in the feed."""

    __tablename__ = "demonstrations"
    __table_args__ = (
        CheckConstraint("horizon_years IN (1, 3, 5)", name="horizon"),
        Index("ix_demonstrations_place", "area_code", "id"),
        Index("ix_demonstrations_state", "state", "area_code", "id"),
        Index("ix_demonstrations_practice", "practice", "area_code", "id"),
        Index("ix_demonstrations_issue", "issue_code", "area_code", "id"),
        Index("ix_demonstrations_updated", "updated_at", "id"),
        Index("ix_demonstrations_search_key", "search_key"),
        Index("ix_demonstrations_bigrams", "bigrams", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    name_th: str = Field(max_length=200)
    kind: str = Field(max_length=20)
    practice: str = Field(max_length=40)
    issue_code: str | None = Field(default=None, max_length=40)
    summary_th: str | None = Field(default=None, max_length=5000)
    note_th: str | None = Field(default=None, max_length=500)
    began_on: dt.date
    began_precision: str = Field(max_length=20)
    horizon_years: int | None = None
    plan_th: str | None = Field(default=None, max_length=5000)
    learning_centre: bool
    story: Any = _list()
    strong_points: Any = _list()
    weak_points: Any = _list()
    state: str = Field(max_length=30)
    council_id: UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    search_key: str | None = Field(default=None, sa_column=Column(Text(collation="C")))
    """The keys of its name and of what was made real there, each on a line."""
    bigrams: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Step(Table, table=True):
    """A step that was reached on a day, and by which organizations."""

    __tablename__ = "demonstration_steps"
    __table_args__ = (UniqueConstraint("demonstration_id", "position"),)

    id: UUID = Field(primary_key=True)
    demonstration_id: UUID = Field(foreign_key="demonstrations.id")
    position: int
    """0 is the demonstration itself, 4 the council."""
    state: str = Field(max_length=30)
    reached_on: dt.date
    organization_ids: Any = _list()
    council_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    note_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    created_at: dt.datetime | None = stamp()
