"""What is stored of assessments: each as it was made, and the days for which each one tells the level."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, ground, stamp

_OF_TAMBONS = text("organization_id IS NULL")
_OF_ORGANIZATIONS = text("organization_id IS NOT NULL")


def _list() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


class Assessment(Table, table=True):
    """An assessment as it was made; a wrong one is withdrawn, never rewritten."""

    __tablename__ = "strength_assessments"
    __table_args__ = (
        CheckConstraint("score_percent BETWEEN 0 AND 100", name="score_is_a_percentage"),
        Index("ix_strength_assessments_day", "assessed_on", "id"),
        Index("ix_strength_assessments_place", "area_code", "assessed_on", "id"),
        Index("ix_strength_assessments_ground", "ground", postgresql_where=_OF_TAMBONS),
        Index("ix_strength_assessments_level", "level", "assessed_on", "id"),
        Index("ix_strength_assessments_rubric", "rubric_id", "assessed_on", "id"),
        Index(
            "ix_strength_assessments_organization",
            "organization_id",
            "assessed_on",
            "id",
            postgresql_where=_OF_ORGANIZATIONS,
        ),
        Index(
            "ix_strength_assessments_by_body",
            "assessed_by_body_id",
            "assessed_on",
            "id",
            postgresql_where=text("assessed_by_body_id IS NOT NULL"),
        ),
        Index(
            "ix_strength_assessments_by_organization",
            "assessed_by_organization_id",
            "assessed_on",
            "id",
            postgresql_where=text("assessed_by_organization_id IS NOT NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    ground: str | None = ground(nullable=True)
    """Which tambon was assessed, whatever its code is by now; null of organizations."""
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    rubric_id: UUID = Field(foreign_key="rubrics.id")
    assessed_on: dt.date
    assessed_precision: str = Field(max_length=20)
    level: str | None = Field(default=None, max_length=20)
    """Null: assessed, and below the first level."""
    score_percent: Decimal | None = Field(default=None, sa_column=Column(Numeric(5, 2)))
    scores: Any = _list()
    strong_points: Any = _list()
    weak_points: Any = _list()
    assessed_by_side: str = Field(max_length=20)
    assessed_by_th: str = Field(max_length=200)
    assessed_by_organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    assessed_by_body_id: UUID | None = Field(default=None, foreign_key="bodies.id")
    replaces_id: UUID | None = Field(
        default=None, foreign_key="strength_assessments.id", index=True
    )
    withdrawn_at: dt.datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True))
    )
    withdrawal_reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Withdrawal(Table, table=True):
    """The act by which an assessment stops counting for every day."""

    __tablename__ = "strength_withdrawals"

    id: UUID = Field(primary_key=True)
    assessment_id: UUID = Field(foreign_key="strength_assessments.id", index=True)
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
    created_at: dt.datetime | None = stamp()


class Span(Table, table=True):
    """The days on which one assessment tells the level: derived from all of its subject (`rules.spans`).

    Written anew in the transaction of each act, so that no list has to look for the latest.
    """

    __tablename__ = "strength_spans"
    __table_args__ = (
        Index(
            "ix_strength_spans_tambon",
            "ground",
            "starts_on",
            "ends_on",
            "level",
            postgresql_where=_OF_TAMBONS,
        ),
        Index(
            "ix_strength_spans_level",
            "level",
            "ground",
            "starts_on",
            "ends_on",
            postgresql_where=_OF_TAMBONS,
        ),
        Index(
            "ix_strength_spans_organization",
            "organization_id",
            "starts_on",
            postgresql_where=_OF_ORGANIZATIONS,
        ),
    )

    assessment_id: UUID = Field(primary_key=True, foreign_key="strength_assessments.id")
    ground: str | None = ground(nullable=True)
    organization_id: UUID | None = None
    level: str | None = Field(default=None, max_length=20)
    starts_on: dt.date
    ends_on: dt.date | None = None
    """The first day on which another assessment tells the level."""
