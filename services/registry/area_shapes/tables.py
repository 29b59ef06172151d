"""What is stored of shapes."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, stamp


class AreaShape(Table, table=True):
    """A piece of an area's land as GeoJSON with its bounds; an area that took another in has several."""

    __tablename__ = "area_shapes"
    __table_args__ = (
        Index("ix_area_shapes_area", "area_code"),
        Index("ix_area_shapes_bounds", "west", "east", "south", "north"),
    )

    id: UUID = Field(primary_key=True)
    area_code: str = area_code()
    geometry: Any = Field(sa_column=Column(JSONB, nullable=False))
    """Polygon or MultiPolygon, WGS 84, longitude first (RFC 7946)."""
    west: float
    south: float
    east: float
    north: float
    source_th: str = Field(max_length=500)
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
