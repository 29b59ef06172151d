"""The copied areas."""

import datetime as dt

from sqlalchemy import Column, String
from sqlmodel import Field

from services.partners.base import Table


class Place(Table, table=True):
    """A province, district or tambon as the registry has it."""

    __tablename__ = "places"

    code: str = Field(sa_column=Column(String(8, collation="C"), primary_key=True))
    level: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    valid_to: dt.date | None = None
    """The first day on which it no longer stands; facts of before are still about it."""
    revision: int
