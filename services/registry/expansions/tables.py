"""What is stored of expansions."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Expansion(Table, table=True):
    """One area to which a demonstration spreads, with a plan and a state of its own."""

    __tablename__ = "demonstration_expansions"
    __table_args__ = (
        # Not unique: two areas that a legal order makes one keep both their stories.
        Index("ix_demonstration_expansions_origin", "demonstration_id", "area_code", "id"),
        CheckConstraint("horizon_years IN (1, 3, 5)", name="horizon"),
        Index("ix_demonstration_expansions_place", "area_code", "id"),
        Index("ix_demonstration_expansions_state", "state", "area_code", "id"),
    )

    id: UUID = Field(primary_key=True)
    demonstration_id: UUID = Field(foreign_key="demonstrations.id")
    area_code: str = area_code()
    relation: str = Field(max_length=20)
    horizon_years: int
    plan_th: str = Field(max_length=5000)
    starts_on: dt.date
    state: str = Field(max_length=20)
    state_on: dt.date
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
