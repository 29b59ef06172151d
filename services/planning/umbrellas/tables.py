"""What is stored of umbrella projects."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class Umbrella(Kept, table=True):
    """The one project of a province and fiscal year, holding all issues."""

    __tablename__ = "umbrella_projects"
    __table_args__ = (
        CheckConstraint("budget_baht > 0", name="money"),
        Index(
            "ux_umbrella_projects_alone",
            "area_code",
            "fiscal_year_be",
            unique=True,
            postgresql_where=text("alone"),
        ),
        Index("ix_umbrella_projects_place", "area_code", "id"),
        Index("ix_umbrella_projects_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_umbrella_projects_updated", "updated_at", "id"),
    )

    area_code: str = area_code()
    fiscal_year_be: int
    title_th: str = Field(max_length=500)
    result_th: str = Field(max_length=500)
    budget_baht: Decimal = Field(max_digits=15, decimal_places=2)
    agenda_id: UUID | None = Field(default=None, foreign_key="joint_agendas.id")
    alone: bool
    """Opened while the rule held that there is one for a province and year."""


class UmbrellaLine(Kept, table=True):
    """Money that one source brings for one issue of an umbrella."""

    __tablename__ = "umbrella_lines"
    __table_args__ = (
        CheckConstraint("amount_baht > 0", name="money"),
        CheckConstraint("num_nonnulls(agency_id, source_th) = 1", name="from_one_source"),
        Index("ix_umbrella_lines_umbrella", "umbrella_id", "id"),
        Index("ix_umbrella_lines_agency", "agency_id", "id"),
        Index("ix_umbrella_lines_issue", "issue_code", "id"),
        Index("ix_umbrella_lines_place", "area_code", "id"),
        Index("ix_umbrella_lines_status", "status", "id"),
    )

    umbrella_id: UUID = Field(foreign_key="umbrella_projects.id")
    area_code: str = area_code()
    issue_code: str = Field(foreign_key="issues.code", max_length=40)
    agency_id: UUID | None = Field(default=None, foreign_key="agencies.id")
    source_th: str | None = Field(default=None, max_length=200)
    title_th: str = Field(max_length=500)
    result_th: str = Field(max_length=500)
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)
    status: str = Field(max_length=20)


class UmbrellaLineDecision(Written, table=True):
    """The act that moved a line to another state."""

    __tablename__ = "umbrella_line_decisions"
    __table_args__ = (Index("ix_umbrella_line_decisions_line", "line_id", "id"),)

    line_id: UUID = Field(foreign_key="umbrella_lines.id")
    status: str = Field(max_length=20)
    reason_th: str | None = Field(default=None, max_length=500)
