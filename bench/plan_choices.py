"""What is asked with: places, values of filters, days, and of which lists the things that are looked at."""

from collections.abc import Mapping, Sequence

DEEP = 5_000
"""Where “further on” is: so many rows behind the start."""
PLACES: Mapping[str, Sequence[str]] = {
    "code": ("TH", "30", "7206", "720602", "R-NORTH"),
    "area_code": ("30", "7206", "720602"),
    "province_code": ("30", "72"),
    "place": ("NATION", "TAMBON", "R-NORTH", "30", "720602"),
}
AREAS: Sequence[Mapping[str, str]] = (
    {"area": "30"},
    {"area": "720602"},
    {"area": "720602", "area_scope": "SELF"},
    {"area": "7206", "area_scope": "CHILDREN"},
    {"area": "720602", "area_scope": "ANCESTORS"},
)
KNOWN: Mapping[str, Sequence[str]] = {
    "q": ("หนอง", "ออมทรัพย์", "สม"),
    "name": ("หนองสาหร่าย",),
    "name_th": ("กลุ่มออมทรัพย์บ้านหนองขาม",),
    "parent": ("72",),
    "tambon": ("720602",),
    "member": ("720602",),
    "group": ("R-NORTH",),
    "owner_group": ("R-NORTH",),
    "region": ("R-NORTH",),
    "issue": ("WATER",),
    "year_be": ("2568",),
    "fiscal_year_be": ("2569",),
    "without_report_of": ("2568",),
    "code": ("720602",),
    "source": ("khabuan",),
    "actor": ("khabuan:generate",),
    "lat": ("14.0",),
    "lon": ("99.5",),
    "waiting_for_me": ("true",),
    "set": ("MADE_UP_A",),
    "indicator": ("I1",),
    "tag": ("น้ำ",),
    "programme": ("INTEGRATED_PROVINCES",),
    "province": ("30",),
    "to_area": ("3001",),
    "rule": ("LOWER_FINISHES_FIRST",),
}
DAYS = ("2016-10-01", "2026-11-01")
_LEVELS = ("NATION", "REGION", "PROVINCE", "DISTRICT", "TAMBON")
CHOSEN: Mapping[str, Sequence[tuple[str, Mapping[str, str]]]] = {
    "/v1/rollups/": [("/v1/plans", {"level": level}) for level in _LEVELS],
    "/v1/plan-items/": [
        ("/v1/plan-items", {}),
        ("/v1/plan-items", {"area": "30", "area_scope": "SELF"}),
        ("/v1/plan-items", {"area": "7206", "area_scope": "SELF"}),
        ("/v1/plan-items", {"area": "720602"}),
    ],
    "/v1/needs/": [
        ("/v1/needs", {"status": s}) for s in ("RECORDED", "ACCEPTED", "REJECTED", "DONE")
    ],
    "/internal/v1/journeys/": [
        ("/v1/needs", {"status": s}) for s in ("RECORDED", "ACCEPTED", "REJECTED", "DONE")
    ],
}
"""Of what begins so the first thing of each of these lists is asked, not just the first of all."""
NO_PLACES = ("/v1/issues/", "/v1/programmes/", "/v1/area-groups/")
"""Things that have a code and are no places."""
