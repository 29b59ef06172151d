"""What is stored of rules: how they were set otherwise, never how they are by themselves."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Table
from shared.columns import fingerprint, stamp


class PlanningRuleSetting(Table, table=True):
    """A rule set otherwise from a day on; a later one takes its place."""

    __tablename__ = "planning_rule_settings"
    __table_args__ = (
        Index("ix_planning_rule_settings_rule", "rule", "area_code", "starts_on", "id"),
    )

    id: UUID = Field(primary_key=True)
    rule: str = Field(max_length=60)
    area_code: str | None = Field(default=None, max_length=2)
    value: Any = Field(sa_column=Column(JSONB, nullable=False))
    starts_on: dt.date
    reason: str = Field(max_length=2000)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
