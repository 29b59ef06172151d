"""What is stored of cohorts and their members."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared.columns import area_code


class Cohort(Kept, table=True):
    """The provinces of a programme and fiscal year, as many as a source declares."""

    __tablename__ = "cohorts"
    __table_args__ = (
        CheckConstraint("declared_size > 0", name="declared"),
        Index(
            "ux_cohorts_year_group",
            "programme_id",
            "fiscal_year_be",
            text("coalesce(group_code, '')"),
            unique=True,
        ),
        Index("ix_cohorts_programme_year", "programme_id", "fiscal_year_be", "id"),
        Index("ix_cohorts_year", "fiscal_year_be", "id"),
    )

    programme_id: UUID = Field(foreign_key="programmes.id")
    fiscal_year_be: int
    group_code: str | None = Field(default=None, max_length=40)
    """The region or province group that it is of; None is the country."""
    name_th: str = Field(max_length=200)
    declared_size: int
    declared_as: str = Field(max_length=20)
    source_th: str = Field(max_length=500)


class CohortMember(Kept, table=True):
    """A province of a cohort, with the source that says so."""

    __tablename__ = "cohort_members"
    __table_args__ = (
        CheckConstraint(
            "(stage = 'ENTERED') <= (entered_on IS NOT NULL)", name="entered_on_a_day"
        ),
        Index(
            "ux_cohort_members_province",
            "cohort_id",
            "area_code",
            unique=True,
            postgresql_where=text("stage <> 'WITHDRAWN'"),
        ),
        Index("ix_cohort_members_place", "cohort_id", "area_code", "id"),
        Index("ix_cohort_members_province", "area_code", "cohort_id"),
    )

    cohort_id: UUID = Field(foreign_key="cohorts.id")
    area_code: str = area_code()
    stage: str = Field(max_length=20)
    entered_on: dt.date | None = None
    entered_precision: str | None = Field(default=None, max_length=20)
    readiness_th: str | None = Field(default=None, max_length=500)
    source_th: str = Field(max_length=500)


class CohortMemberStep(Written, table=True):
    """The act by which a member entered or was withdrawn."""

    __tablename__ = "cohort_member_steps"
    __table_args__ = (Index("ix_cohort_member_steps_member", "member_id", "id"),)

    member_id: UUID = Field(foreign_key="cohort_members.id")
    stage: str = Field(max_length=20)
    reason_th: str = Field(max_length=500)
