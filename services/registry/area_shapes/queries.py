"""What is asked of shapes."""

from typing import Any

from sqlalchemy import select

from services.registry.area_shapes.tables import AreaShape
from shared.views import View

_s: Any = AreaShape.__table__.c

AREA_SHAPE = View(
    "area-shape",
    select(
        _s.id,
        _s.area_code,
        _s.west,
        _s.south,
        _s.east,
        _s.north,
        _s.source_th,
        _s.revision,
    ),
    key=_s.id,
    area=_s.area_code,
)
"""A shape without its points: events and answers say where it lies."""
