"""What is stored of rubrics: a version is written once and never changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp


class Rubric(Table, table=True):
    """One version of a rubric: frames of items with scale and weight, and the thresholds of the levels."""

    __tablename__ = "rubrics"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: UUID = Field(primary_key=True)
    code: str = Field(max_length=40)
    version: int
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    source_th: str = Field(max_length=500)
    frames: Any = Field(sa_column=Column(JSONB, nullable=False))
    thresholds: Any = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    items_count: int
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: Any = stamp()
