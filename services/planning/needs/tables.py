"""What is stored of needs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from services.planning.base import NOW, Kept, Table
from shared.columns import area_code


class Need(Kept, table=True):
    """A need as it stands today; its past is in its steps and in the feed."""

    __tablename__ = "needs"
    __table_args__ = (
        CheckConstraint("households >= 0", name="households_not_negative"),
        CheckConstraint(
            "voiced_by_organization_id IS NOT NULL OR voiced_at_th IS NOT NULL", name="voiced"
        ),
        ForeignKeyConstraint(
            ["id", "steps", "status"],
            ["need_steps.need_id", "need_steps.number", "need_steps.to_status"],
            name="fk_needs_stands_where_its_steps_led",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        Index("ix_needs_place", "area_code", "id"),
        Index("ix_needs_issue_place", "issue_code", "area_code", "id"),
        Index("ix_needs_status_place", "status", "area_code", "id"),
        Index("ix_needs_verification_place", "verification", "area_code", "id"),
        Index("ix_needs_updated", "updated_at", "id"),
        Index("ix_needs_status_updated", "status", "updated_at", "id"),
    )

    area_code: str = area_code()
    title_th: str = Field(max_length=500)
    description_th: str | None = Field(default=None, max_length=5000)
    issue_code: str = Field(foreign_key="issues.code", max_length=40)
    voiced_on: dt.date
    voiced_by_organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    voiced_at_th: str | None = Field(default=None, max_length=500)
    households: int | None = None
    status: str = Field(max_length=20)
    steps: int = Field(
        default=1, sa_column=Column(Integer, nullable=False, server_default=text("1"))
    )
    """How many steps it took: the number of the last one."""
    cause_th: str | None = Field(default=None, max_length=5000)
    cycle_year_be: int | None = None
    """The year into which it was carried or in which it came late; else the year in which it was voiced."""
    verification: str = Field(
        default="UNVERIFIED",
        sa_column=Column(String(20), nullable=False, server_default=text("'UNVERIFIED'")),
    )


class ClosedYear(Table, table=True):
    """A planning year that is closed for an area and all that lies in it."""

    __tablename__ = "closed_years"

    area_code: str = Field(sa_column=Column(String(8, collation="C"), primary_key=True))
    fiscal_year_be: int = Field(primary_key=True)


class NeedStep(Table, table=True):
    """One step of a need from a state to a state; steps are only added, and each begins where the former ended."""

    __tablename__ = "need_steps"
    __table_args__ = (
        CheckConstraint("number >= 1 AND (number = 1) = (from_status IS NULL)", name="begins"),
        UniqueConstraint("need_id", "number", "to_status"),
        ForeignKeyConstraint(
            ["need_id", "previous", "from_status"],
            ["need_steps.need_id", "need_steps.number", "need_steps.to_status"],
            name="fk_need_steps_begins_where_the_former_ended",
        ),
        Index("ix_need_steps_cause", "cause_id", "need_id"),
    )

    need_id: UUID = Field(foreign_key="needs.id", primary_key=True)
    number: int = Field(primary_key=True)
    previous: int | None = Field(
        default=None,
        sa_column=Column(Integer, Computed("nullif(number - 1, 0)", persisted=True)),
    )
    from_status: str | None = Field(default=None, max_length=20)
    to_status: str = Field(max_length=20)
    cause_kind: str = Field(max_length=20)
    cause_id: UUID
    happened_on: dt.date
    written_at: dt.datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        nullable=False,
        sa_column_kwargs={"server_default": NOW},
    )


class NeedOrigin(Table, table=True):
    """That a need became part of another one: by a merger, or as a part of it by a split."""

    __tablename__ = "need_origins"
    __table_args__ = (
        CheckConstraint("origin_id <> into_id", name="two_needs"),
        Index("ix_need_origins_into", "into_id", "origin_id"),
        Index("ix_need_origins_cause", "cause_id", "origin_id"),
    )

    origin_id: UUID = Field(foreign_key="needs.id", primary_key=True)
    into_id: UUID = Field(foreign_key="needs.id", primary_key=True)
    cause_id: UUID = Field(primary_key=True)
    cause_kind: str = Field(max_length=20)
    standing: bool = True
    """False once the merger was undone."""
