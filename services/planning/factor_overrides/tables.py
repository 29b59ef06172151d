"""What is stored of factors: only overrides; what is computed is computed anew each time."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class FactorOverride(Kept, table=True):
    """That somebody sets a factor of a province and year otherwise than computed, and why."""

    __tablename__ = "factor_overrides"
    __table_args__ = (
        CheckConstraint("number BETWEEN 1 AND 10", name="one_of_ten"),
        CheckConstraint("ended_on >= decided_on", name="ends_after_start"),
        Index(
            "ux_factor_overrides_standing",
            "area_code",
            "fiscal_year_be",
            "number",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index("ix_factor_overrides_place", "area_code", "id"),
        Index("ix_factor_overrides_year_place", "fiscal_year_be", "area_code", "id"),
    )

    area_code: str = area_code()
    fiscal_year_be: int
    number: int
    state: str = Field(max_length=20)
    reason_th: str = Field(max_length=500)
    evidence_link: str = Field(max_length=500)
    decided_on: dt.date
    ended_on: dt.date | None = None
    """The first day on which it no longer holds."""
    end_reason_th: str | None = Field(default=None, max_length=500)


class FactorOverrideEnding(Written, table=True):
    """The act that ended an override."""

    __tablename__ = "factor_override_endings"
    __table_args__ = (Index("ix_factor_override_endings_override", "override_id", "id"),)

    override_id: UUID = Field(foreign_key="factor_overrides.id")
    ended_on: dt.date
    reason_th: str = Field(max_length=500)
