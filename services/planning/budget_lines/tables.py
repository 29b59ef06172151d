"""What is stored of budget lines."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.planning.base import Table


class BudgetLine(Table, table=True):
    """A line of the own budget of an item, in its place among the lines."""

    __tablename__ = "budget_lines"
    __table_args__ = (
        CheckConstraint("amount_baht > 0", name="positive"),
        CheckConstraint("(source = 'AGENCY') = (agency_id IS NOT NULL)", name="agency_of_agency"),
        Index("ix_budget_lines_item", "plan_item_id", "place"),
        Index("ix_budget_lines_agency", "agency_id", "plan_item_id"),
        Index("ix_budget_lines_source", "source", "plan_item_id"),
    )

    id: UUID = Field(primary_key=True)
    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    place: int
    source: str = Field(max_length=20)
    agency_id: UUID | None = Field(default=None, foreign_key="agencies.id")
    source_th: str | None = Field(default=None, max_length=200)
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)
