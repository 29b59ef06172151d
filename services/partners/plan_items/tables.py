"""The copied plan items."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import Column, Numeric
from sqlmodel import Field

from services.partners.base import Table
from shared.columns import area_code


class PlanItem(Table, table=True):
    """A line of a plan as planning has it, with the state of the plan it stands in."""

    __tablename__ = "plan_items"

    id: UUID = Field(primary_key=True)
    plan_id: UUID
    title_th: str = Field(max_length=500)
    area_code: str = area_code()
    level: str = Field(max_length=20)
    fiscal_year_be: int
    budget_baht: Decimal = Field(sa_column=Column(Numeric(15, 2), nullable=False))
    status: str = Field(max_length=40)
    plan_status: str = Field(max_length=40)
    revision: int
