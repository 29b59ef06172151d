"""What is stored of indicator sets: a version is written once and never changed."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Kept


class IndicatorSet(Kept, table=True):
    """One version of a set of indicators; without an area it is the nation's."""

    __tablename__ = "indicator_sets"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("version >= 1", name="version_counts"),
        Index("ix_indicator_sets_place", "area_code", "code", "version", "id"),
    )

    code: str = Field(max_length=40)
    version: int
    area_code: str | None = Field(
        default=None, sa_column=Column(String(8, collation="C"), nullable=True)
    )
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    source_th: str = Field(max_length=500)
    note_th: str | None = Field(default=None, max_length=500)
    valid_from: dt.date
    indicators: Any = Field(sa_column=Column(JSONB, nullable=False))
