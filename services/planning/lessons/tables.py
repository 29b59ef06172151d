"""What is stored of lessons."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Lesson(Kept, table=True):
    """A lesson of a place; a draft until it is published."""

    __tablename__ = "lessons"
    __table_args__ = (
        CheckConstraint("distinctive = (pattern_th IS NOT NULL)", name="pattern_named"),
        CheckConstraint(
            "(status = 'PUBLISHED') = (published_on IS NOT NULL)", name="published_on_a_day"
        ),
        Index("ix_lessons_place", "area_code", "id"),
        Index("ix_lessons_issue_place", "issue_code", "area_code", "id"),
        Index("ix_lessons_distinctive_place", "distinctive", "area_code", "id"),
        Index("ix_lessons_team", "team_id", "area_code", "id"),
        Index("ix_lessons_drawn", "drawn_on", "id"),
        Index("ix_lessons_tag_keys", "tag_keys", postgresql_using="gin"),
        Index("ix_lessons_bigrams", "bigrams", postgresql_using="gin"),
    )

    team_id: UUID = Field(foreign_key="evaluation_teams.id")
    evaluation_id: UUID | None = Field(default=None, foreign_key="evaluations.id")
    area_code: str = area_code()
    issue_code: str | None = Field(default=None, foreign_key="issues.code", max_length=40)
    title_th: str = Field(max_length=500)
    lesson_th: str = Field(max_length=5000)
    distinctive: bool
    pattern_th: str | None = Field(default=None, max_length=500)
    tags: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    tag_keys: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    search_key: str = Field(sa_type=Text)
    bigrams: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    drawn_on: dt.date
    evidence: Any = Field(sa_column=Column(JSONB, nullable=False))
    status: str = Field(max_length=20)
    published_on: dt.date | None = None
