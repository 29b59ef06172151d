"""What is stored of plan items."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    Numeric,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept, Table, Written
from shared.columns import area_code


class PlanItem(Kept, table=True):
    """A project of a plan. What lists ask of its plan (area, level, year, status) stands here as well."""

    __tablename__ = "plan_items"
    __table_args__ = (
        CheckConstraint("own_baht >= 0 AND budget_baht >= own_baht", name="money"),
        CheckConstraint(
            "own_households >= 0 AND households >= coalesce(own_households, 0)", name="households"
        ),
        CheckConstraint("carried_baht BETWEEN 0 AND own_baht", name="carried_is_own"),
        CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),
        Index("ix_plan_items_mode_place", "mode", "area_code", "id"),
        Index("ix_plan_items_plan", "plan_id", "area_code", "id"),
        Index("ix_plan_items_place", "area_code", "id"),
        Index("ix_plan_items_issue_place", "issue_code", "area_code", "id"),
        Index("ix_plan_items_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_plan_items_status_place", "status", "area_code", "id"),
        Index(
            "ix_plan_items_version",
            "version_of_id",
            postgresql_where=text("version_of_id IS NOT NULL"),
        ),
        Index("ix_plan_items_updated", "updated_at", "id"),
        Index("ix_plan_items_year_updated", "fiscal_year_be", "updated_at", "id"),
    )

    plan_id: UUID = Field(foreign_key="plans.id")
    version_of_id: UUID | None = Field(default=None, foreign_key="plan_items.id")
    """The item in force that this is a draft or a former state of (docs/decisions/0017)."""
    area_code: str = area_code()
    level: str = Field(max_length=20)
    fiscal_year_be: int
    plan_status: str = Field(max_length=20)
    title_th: str = Field(max_length=500)
    issue_code: str = Field(foreign_key="issues.code", max_length=40)
    own_baht: Decimal = Field(max_digits=15, decimal_places=2)
    budget_baht: Decimal = Field(max_digits=15, decimal_places=2)
    owner_organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    owner_th: str | None = Field(default=None, max_length=500)
    indicator_th: str | None = Field(default=None, max_length=500)
    expected_result_th: str | None = Field(default=None, max_length=5000)
    activities_th: str | None = Field(default=None, max_length=5000)
    place_code: str | None = Field(
        default=None, sa_column=Column(String(8, collation="C"), nullable=True)
    )
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    activities: Any = Field(
        default=None, sa_column=Column(JSONB, nullable=False, server_default=text("'[]'"))
    )
    mode: str | None = Field(default=None, max_length=20)
    indicator_unit_th: str | None = Field(default=None, max_length=200)
    indicator_baseline: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2)))
    indicator_target: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2)))
    own_households: int | None = None
    households: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    carried_baht: Decimal = Field(
        default=Decimal("0.00"),
        sa_column=Column(Numeric(15, 2), nullable=False, server_default=text("0")),
    )
    carried_from_item_id: UUID | None = Field(
        default=None, foreign_key="plan_items.id", unique=True
    )
    status: str = Field(max_length=20)


class ItemNeed(Table, table=True):
    """That an item answers a need."""

    __tablename__ = "plan_item_needs"
    __table_args__ = (Index("ix_plan_item_needs_need", "need_id", "plan_item_id"),)

    plan_item_id: UUID = Field(foreign_key="plan_items.id", primary_key=True)
    need_id: UUID = Field(foreign_key="needs.id", primary_key=True)


class Finalization(Written, table=True):
    """The act that made an item final."""

    __tablename__ = "finalizations"
    __table_args__ = (UniqueConstraint("plan_item_id", deferrable=True, initially="DEFERRED"),)

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
