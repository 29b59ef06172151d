"""What is stored of plans."""

import datetime as dt

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Plan(Kept, table=True):
    """A plan of one area from a fiscal year on; adopted, it is frozen."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("horizon_years IN (1, 3, 5)", name="horizon"),
        CheckConstraint(
            "(status = 'ADOPTED') = (adopted_on IS NOT NULL)", name="adopted_on_a_day"
        ),
        UniqueConstraint("area_code", "fiscal_year_be", "horizon_years", "title_th"),
        Index("ix_plans_place", "area_code", "id"),
        Index("ix_plans_level_place", "level", "area_code", "id"),
        Index("ix_plans_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_plans_status_place", "status", "area_code", "id"),
        Index("ix_plans_updated", "updated_at", "id"),
    )

    level: str = Field(max_length=20)
    area_code: str = area_code()
    fiscal_year_be: int
    horizon_years: int
    title_th: str = Field(max_length=500)
    status: str = Field(max_length=20)
    adopted_on: dt.date | None = None
