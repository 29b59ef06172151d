"""What is stored of plans."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Plan(Kept, table=True):
    """A plan of an area, a group of areas or the nation from a fiscal year on; adopted, it is frozen."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("horizon_years IN (1, 3, 5)", name="horizon"),
        CheckConstraint(
            "(status IN ('DRAFT', 'WITHDRAWN')) = (adopted_on IS NULL)", name="adopted_on_a_day"
        ),
        UniqueConstraint(
            "area_code",
            "group_code",
            "fiscal_year_be",
            "horizon_years",
            "title_th",
            "version",
            name="uq_plans_title",
            postgresql_nulls_not_distinct=True,
            deferrable=True,
            initially="IMMEDIATE",
        ),
        Index(
            "ix_plans_version",
            "version_of_id",
            "area_code",
            "id",
            postgresql_where=text("version_of_id IS NOT NULL"),
        ),
        Index("ix_plans_place", "area_code", "id"),
        Index("ix_plans_level_place", "level", "area_code", "id"),
        Index("ix_plans_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_plans_status_place", "status", "area_code", "id"),
        Index("ix_plans_kind_place", "kind", "area_code", "id"),
        Index(
            "ix_plans_group",
            "group_code",
            "area_code",
            "id",
            postgresql_where=text("group_code IS NOT NULL"),
        ),
        Index(
            "ix_plans_issue_place",
            "issue_code",
            "area_code",
            "id",
            postgresql_where=text("issue_code IS NOT NULL"),
        ),
        Index(
            "ix_plans_charter",
            "charter_id",
            "area_code",
            "id",
            postgresql_where=text("charter_id IS NOT NULL"),
        ),
        Index("ix_plans_updated", "updated_at", "id"),
    )

    level: str = Field(max_length=20)
    area_code: str = area_code()
    """The province of a zone; '' for province groups, regions and the nation."""
    group_code: str | None = Field(default=None, max_length=40)
    area_codes: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    """The areas of the group on the plan's first day (docs/decisions/0016)."""
    kind: str = Field(max_length=20, sa_column_kwargs={"server_default": text("'DEVELOPMENT'")})
    issue_code: str | None = Field(default=None, foreign_key="issues.code", max_length=40)
    charter_id: UUID | None = Field(default=None, foreign_key="charters.id")
    """The charter that it stands on."""
    version_of_id: UUID | None = Field(default=None, foreign_key="plans.id")
    """The plan in force that this is a draft or a former version of."""
    change_kind: str | None = Field(default=None, max_length=20)
    change_reason_th: str | None = Field(default=None, max_length=5000)
    version: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    fiscal_year_be: int
    horizon_years: int
    title_th: str = Field(max_length=500)
    status: str = Field(max_length=20)
    adopted_on: dt.date | None = None
