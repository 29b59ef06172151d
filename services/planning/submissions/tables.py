"""What is stored of submissions."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.planning.base import Kept, Written
from shared import columns


class Submission(Kept, table=True):
    """A version of a plan handed to a level above."""

    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint("(status = 'SUBMITTED') = (decided_on IS NULL)", name="decided_on_a_day"),
        Index("ix_submissions_plan", "plan_id", "id"),
        Index("ix_submissions_place", "area_code", "id"),
        Index("ix_submissions_status_place", "status", "area_code", "id"),
        Index("ix_submissions_year_place", "fiscal_year_be", "area_code", "id"),
        Index("ix_submissions_to", "to_level", "to_area_code", "status", "id"),
        Index("ix_submissions_to_place", "to_area_code", "area_code", "id"),
        Index(
            "ix_submissions_open",
            "plan_id",
            "to_level",
            unique=True,
            postgresql_where=text("status = 'SUBMITTED'"),
        ),
    )

    plan_id: UUID = Field(foreign_key="plans.id")
    plan_version: int
    area_code: str = columns.area_code()
    fiscal_year_be: int
    to_level: str = Field(max_length=20)
    to_area_code: str = columns.area_code()
    to_group_code: str | None = Field(default=None, max_length=40)
    to_area_codes: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    """The areas of the group on the plan's first day."""
    submitted_on: dt.date
    note_th: str | None = Field(default=None, max_length=5000)
    status: str = Field(max_length=20)
    decided_on: dt.date | None = None
    reason_th: str | None = Field(default=None, max_length=5000)
    item_reasons: Any = Field(
        default=None, sa_column=Column(JSONB, nullable=False, server_default=text("'[]'"))
    )
    """A list of `plan_item_id` and `reason_th`."""


class SubmissionDecision(Written, table=True):
    """The act by which a submission was returned or received."""

    __tablename__ = "submission_decisions"
    __table_args__ = (UniqueConstraint("submission_id", deferrable=True, initially="DEFERRED"),)

    submission_id: UUID = Field(foreign_key="submissions.id")
    outcome: str = Field(max_length=20)
