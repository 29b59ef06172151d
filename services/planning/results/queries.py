"""What is asked of results."""

from typing import Any

from sqlalchemy import Text, bindparam, cast, select

from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.results.tables import Result
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

TABLE: Any = Result.__table__
_c: Any = TABLE.c
_item = plan_items.TABLE

RESULT = View(
    "result",
    select(
        _c.id,
        _c.plan_item_id,
        _item.c.title_th.label("plan_item_title_th"),
        places.block(_c.area_code).label("area"),
        _c.reported_on,
        _c.summary_th,
        _c.starts_on,
        _c.ends_on,
        _c.indicator_value_th,
        cast(_c.indicator_value, Text).label("indicator_value"),
        _item.c.indicator_unit_th,
        cast(_item.c.indicator_target, Text).label("indicator_target"),
        baht(_c.spent_baht).label("spent"),
        _c.closes,
        _c.over_budget_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(
        TABLE.join(_item, _item.c.id == _c.plan_item_id).join(
            places.TABLE, places.here(_c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
RESULTS = Listing(
    RESULT,
    filters={
        **area_filters(_c.area_code),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
    },
    sorts={
        "-reported_on": Sort((_c.reported_on,), descending=True),
        "reported_on": Sort((_c.reported_on,)),
    },
    uneven=places.AROUND,
)
