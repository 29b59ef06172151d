"""What is asked of lists of villages."""

from typing import Any

from sqlalchemy import select

from services.registry.villages.tables import VillageList
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

_c: Any = VillageList.__table__.c

VILLAGE_LIST = View(
    "village-list",
    select(
        _c.id,
        _c.area_code.label("province_code"),
        _c.source_th,
        _c.villages,
        _c.changed,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ),
    key=_c.id,
    area=_c.area_code,
)
VILLAGE_LISTS = Listing(
    VILLAGE_LIST,
    filters={**area_filters(_c.area_code)},
    sorts={"-id": Sort((), descending=True)},
)
