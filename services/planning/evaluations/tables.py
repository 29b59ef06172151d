"""What is stored of evaluations."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Evaluation(Kept, table=True):
    """What a team found; a draft until it is published, then it stands."""

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint(
            "(subject_kind IN ('PROVINCE', 'AREA')) = (subject_id IS NULL)", name="of_something"
        ),
        CheckConstraint(
            "(status = 'PUBLISHED') = (published_on IS NOT NULL)", name="published_on_a_day"
        ),
        Index("ix_evaluations_place", "area_code", "evaluated_on", "id"),
        Index("ix_evaluations_evaluated", "evaluated_on", "id"),
        Index("ix_evaluations_team", "team_id", "evaluated_on", "id"),
        Index("ix_evaluations_subject", "subject_id", "evaluated_on", "id"),
    )

    team_id: UUID = Field(foreign_key="evaluation_teams.id")
    area_code: str = area_code()
    subject_kind: str = Field(max_length=20)
    subject_id: UUID | None = None
    title_th: str = Field(max_length=500)
    evaluated_on: dt.date
    findings_th: str = Field(max_length=5000)
    policy_th: str | None = Field(default=None, max_length=500)
    evidence: Any = Field(sa_column=Column(JSONB, nullable=False))
    status: str = Field(max_length=20)
    published_on: dt.date | None = None
