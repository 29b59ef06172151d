"""What is stored of plan items."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept, Table, Written
from shared.columns import area_code


class PlanItem(Kept, table=True):
    """A project of a plan. What lists ask of its plan (area, level, year, status) stands here as well."""

    __tablename__ = "plan_items"
    __table_args__ = (
        CheckConstraint("own_baht >= 0 AND budget_baht >= own_baht", name="money"),
        Index("ix_plan_items_plan", "plan_id", "area_code", "id"),
        Index("ix_plan_items_place", "area_code", "id"),
        Index("ix_plan_items_issue_place", "issue_code", "area_code", "id"),
        Index("ix_plan_items_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_plan_items_status_place", "status", "area_code", "id"),
        Index("ix_plan_items_updated", "updated_at", "id"),
    )

    plan_id: UUID = Field(foreign_key="plans.id")
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
