"""What is stored of lists of villages; the villages themselves are areas."""

import datetime as dt
from uuid import UUID

from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class VillageList(Table, table=True):
    """One list of villages of a province as it was sent."""

    __tablename__ = "village_lists"

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    source_th: str = Field(max_length=500)
    villages: int
    changed: int
    """How many of them were new or had another name before."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
