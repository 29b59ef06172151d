"""The copied groups of areas."""

import datetime as dt
from typing import Any

from sqlalchemy import Column, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.planning.base import Table
from shared.columns import area_code


class AreaGroup(Table, table=True):
    """A group as the registry knows it, with all the memberships it has and had."""

    __tablename__ = "area_groups"

    code: str = Field(sa_column=Column(String(40), primary_key=True))
    kind: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    area_code: str = area_code()
    """Whose group it is: a province's zone is the province's; '' is the nation."""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    """The first day on which it no longer holds."""
    members: Any = Field(sa_column=Column(JSONB, nullable=False))
    """A list of `area_code`, `valid_from` and `valid_to`, as the registry tells them."""
    revision: int
