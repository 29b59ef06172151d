"""What is stored of joint agendas."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept, Table, Written
from shared.columns import area_code


class JointAgenda(Kept, table=True):
    """The joint agenda of a province and fiscal year; adopted, its issues are frozen."""

    __tablename__ = "joint_agendas"
    __table_args__ = (
        CheckConstraint(
            "(status = 'ADOPTED') = (adopted_on IS NOT NULL)", name="adopted_on_a_day"
        ),
        CheckConstraint(
            "status = 'DRAFT' OR num_nonnulls(meeting_id, meeting_th) > 0", name="by_a_meeting"
        ),
        UniqueConstraint("area_code", "fiscal_year_be"),
        Index("ix_joint_agendas_place", "area_code", "id"),
        Index("ix_joint_agendas_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_joint_agendas_status_place", "status", "area_code", "id"),
        Index("ix_joint_agendas_updated", "updated_at", "id"),
    )

    area_code: str = area_code()
    fiscal_year_be: int
    title_th: str = Field(max_length=500)
    symbol_th: str | None = Field(default=None, max_length=500)
    status: str = Field(max_length=20)
    adopted_on: dt.date | None = None
    meeting_id: UUID | None = Field(default=None, foreign_key="meetings.id")
    meeting_th: str | None = Field(default=None, max_length=500)
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id")
    """The joint plan that goes with it: an adopted plan of the province."""


class AgendaIssue(Table, table=True):
    """An issue of a joint agenda, with the goal that the people set."""

    __tablename__ = "agenda_issues"
    __table_args__ = (
        UniqueConstraint("agenda_id", "issue_code"),
        Index("ix_agenda_issues_issue", "issue_code", "agenda_id"),
    )

    agenda_id: UUID = Field(foreign_key="joint_agendas.id", primary_key=True)
    position: int = Field(primary_key=True)
    issue_code: str = Field(foreign_key="issues.code", max_length=40)
    goal_th: str = Field(max_length=500)
    indicator_th: str | None = Field(default=None, max_length=500)


class AgendaBudgetLine(Table, table=True):
    """A line of the joint budget: who brings how much for which issue."""

    __tablename__ = "agenda_budget_lines"
    __table_args__ = (
        CheckConstraint("amount_baht > 0", name="money"),
        CheckConstraint("num_nonnulls(agency_id, source_th) = 1", name="from_one_source"),
    )

    agenda_id: UUID = Field(foreign_key="joint_agendas.id", primary_key=True)
    position: int = Field(primary_key=True)
    source: str = Field(max_length=20)
    agency_id: UUID | None = Field(default=None, foreign_key="agencies.id")
    source_th: str | None = Field(default=None, max_length=200)
    issue_code: str | None = Field(default=None, foreign_key="issues.code", max_length=40)
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)


class AgendaAdoption(Written, table=True):
    """The act by which a meeting adopted a joint agenda."""

    __tablename__ = "agenda_adoptions"
    __table_args__ = (UniqueConstraint("agenda_id", deferrable=True, initially="DEFERRED"),)

    agenda_id: UUID = Field(foreign_key="joint_agendas.id")
    adopted_on: dt.date
    meeting_id: UUID | None = Field(default=None, foreign_key="meetings.id")
    meeting_th: str | None = Field(default=None, max_length=500)
