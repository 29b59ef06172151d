"""What is asked of carry-overs."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from services.planning.carry_overs.tables import CarryOver
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.plans import queries as plans
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

TABLE: Any = CarryOver.__table__
_c: Any = TABLE.c
_into = plan_items.TABLE
PRIVATE: ColumnElement[bool] = plans.unadopted(_into.c.plan_status)

CARRY_OVER = View(
    "carry-over",
    select(
        _c.id,
        _c.plan_item_id,
        places.block(_c.area_code).label("area"),
        _c.into_plan_id,
        _c.into_item_id,
        baht(_c.amount_baht).label("amount"),
        _c.reason_th,
        _c.decided_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(
        TABLE.join(_into, _into.c.id == _c.into_item_id).join(
            places.TABLE, places.here(_c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
    parties=plans.parties(_c.into_plan_id),
)
CARRY_OVERS = Listing(
    CARRY_OVER,
    filters={
        **area_filters(_c.area_code),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
        "into_plan_id": _c.into_plan_id == bindparam("into_plan_id"),
    },
    sorts={"id": Sort(())},
)
