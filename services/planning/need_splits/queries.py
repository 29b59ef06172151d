"""What is asked of splits of needs."""

from typing import Any

from sqlalchemy import bindparam, exists, func, literal, select

from services.planning.need_splits.tables import NeedSplit
from services.planning.needs import queries as needs
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = NeedSplit.__table__
_c: Any = TABLE.c
_line: Any = needs.ORIGINS.c
_part_ids = (
    select(func.json_agg(_line.into_id.op("ORDER BY")(_line.into_id)))
    .where(_line.cause_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
SPLIT = View(
    "need-split",
    select(
        _c.id,
        places.block(_c.area_code).label("area"),
        _c.need_id,
        _part_ids.label("part_ids"),
        _c.reason_th,
        _c.split_on,
        literal(1).label("revision"),
        instant(_c.created_at).label("created_at"),
    ).select_from(TABLE.join(places.TABLE, places.here(_c.area_code))),
    key=_c.id,
    area=_c.area_code,
)
SPLITS = Listing(
    SPLIT,
    filters={
        **area_filters(_c.area_code),
        "need_id": _c.need_id == bindparam("need_id"),
        "part_id": exists()
        .where(_line.cause_id == _c.id, _line.into_id == bindparam("part_id"))
        .correlate(TABLE),
    },
    sorts={"id": Sort(())},
    uneven=places.AROUND,
)
