"""What is asked with: places, values of filters, days, and of which lists the things that are looked at."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

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


def required(parameters: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the query parameters without which nothing is answered."""
    return frozenset(p["name"] for p in parameters if p["in"] == "query" and p.get("required"))


def combinations(
    values: Mapping[str, Sequence[str]], always: frozenset[str], *, whole: bool
) -> Iterator[dict[str, str]]:
    """Yield what is asked together: each filter alone, within places, in every order, and with each other.

    Without `whole` each filter alone and each place.
    """
    first = {name: values[name][0] for name in always if name in values}
    sorts: list[dict[str, str]] = [{}, *({"sort": each} for each in values.get("sort", ())[1:])]
    areas: list[Mapping[str, str]] = [{}, *(AREAS if "area" in values else ())]
    filters = {n: v for n, v in values.items() if n not in ("sort", "area")}
    alone: list[dict[str, str]] = [{}] + [
        {name: value} for name, chosen in filters.items() for value in chosen
    ]
    for area, sort in itertools.product(areas, sorts):
        yield {**first, **area, **sort}
    wide = (
        itertools.product(areas[:3], alone, sorts) if whole else (({}, one, {}) for one in alone)
    )
    for area, one, sort in wide:
        yield {**first, **area, **one, **sort}
    if not whole:
        return
    for left, right in itertools.combinations(filters, 2):
        yield {**first, left: filters[left][0], right: filters[right][0]}


def named(thing: Mapping[str, Any], names: Collection[str]) -> Iterator[str]:
    """Yield the ids under these names in a thing and in what is within it."""
    for key, value in thing.items():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                if key in names and isinstance(each.get("id"), str):
                    yield each["id"]
                yield from named(each, names)
            elif key in names and isinstance(each, str):
                yield each
