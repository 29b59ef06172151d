"""What is stored of progress."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept, Table
from shared.columns import area_code


class ProgressReport(Kept, table=True):
    """One report on a period of a project of an adopted plan."""

    __tablename__ = "progress_reports"
    __table_args__ = (
        CheckConstraint("percent_done BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),
        CheckConstraint("spent_baht >= 0", name="spent_not_negative"),
        Index("ix_progress_reports_item", "plan_item_id", "reported_on", "id"),
        Index("ix_progress_reports_place", "area_code", "reported_on", "id"),
        Index("ix_progress_reports_reported", "reported_on", "id"),
    )

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    area_code: str = area_code()
    reported_on: dt.date
    starts_on: dt.date
    ends_on: dt.date
    percent_done: int
    done_th: str = Field(max_length=5000)
    evidence: Any = Field(sa_column=Column(JSONB, nullable=False))
    spent_baht: Decimal = Field(max_digits=15, decimal_places=2)
    over_budget_reason_th: str | None = Field(default=None, max_length=5000)


class ProgressSpending(Table, table=True):
    """What a report says was spent of one line, or of none in particular."""

    __tablename__ = "progress_spendings"
    __table_args__ = (
        CheckConstraint("amount_baht > 0", name="positive"),
        Index("ix_progress_spendings_line", "budget_line_id", "report_id"),
    )

    report_id: UUID = Field(foreign_key="progress_reports.id", primary_key=True)
    place: int = Field(primary_key=True)
    budget_line_id: UUID | None = Field(default=None, foreign_key="budget_lines.id")
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)
