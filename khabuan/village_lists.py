"""Villages of provinces from a CSV: every line is judged before the first is loaded."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from khabuan import area_files
from khabuan.area_files import Fault, Row

if TYPE_CHECKING:
    from shared.database import Database

MOST_VILLAGES = 5000
"""Villages of one list, as many as the registry takes."""
FAULTS = {
    "unknown-reference": "its tambon is not in use; load the tambon first",
    "outside-parent": "it is of another province",
    "missing": "write the village's name",
}


def judge(rows: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Return the lines that may be villages, and what is wrong with the others: the first fault of each."""
    from pydantic import ValidationError

    from services.registry.villages import schemas

    faults = {fault[0]: fault for fault in area_files.repeated(rows)}
    for row in rows:
        try:
            schemas.Village(**told(row))
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][-1])
            what = FAULTS.get(first["type"], first["msg"])
            said = what if field == "code" else f"{field}: {what}"
            faults.setdefault(row.line, (row.line, row.code, said))
    return [row for row in rows if row.line not in faults], list(faults.values())


def told(row: Row) -> dict[str, Any]:
    """Return a line as the body of a village; what is empty is left out."""
    whole = {"code": row.code, "name_th": row.name_th, "name_en": row.name_en}
    return {name: value for name, value in whole.items() if value}


def by_province(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the lines of each province, at most as many at once as the registry takes."""
    in_order = sorted(rows, key=lambda row: row.code)
    for province, group in itertools.groupby(in_order, lambda row: row.code[:2]):
        whole = list(group)
        for start in range(0, len(whole), MOST_VILLAGES):
            yield province, whole[start : start + MOST_VILLAGES]


async def strangers(database: "Database", rows: list[Row]) -> list[Fault]:
    """Return the lines that fit no tambon of today."""
    from services.registry.areas import queries as areas
    from services.registry.villages import rules, schemas
    from shared.errors import FIELDS, Problem

    async with database.transaction() as session:
        tambons = await areas.in_use(session, {row.code[:6] for row in rows})
    faults: list[Fault] = []
    for row in rows:
        try:
            rules.check([schemas.Village(**told(row))], row.code[:2], tambons)
        except Problem as problem:
            code = problem.errors[0].code
            faults.append(
                (row.line, row.code, FAULTS.get(code, FIELDS.get(code, FIELDS["invalid"])[1]))
            )
    return faults


async def load(database: "Database", rows: list[Row], new: Any, by: Any) -> list[str]:
    """Load one list; return what became of it, and each village that was known by another name."""
    from services.registry.areas import queries as areas
    from services.registry.villages import actions
    from shared.events import AlreadyDoneError

    try:
        async with database.transaction() as session:
            known = await areas.names(session, {row.code for row in rows})
            was = {code: area.name_th for code, area in known.items()}
            done = await actions.load(session, new, by=by)
            became = {each.code: each.name_th for each in new.villages}
    except AlreadyDoneError:
        return [f"{len(rows)} villages, loaded before"]
    renamed = [
        f"{code}: {was[code]} → {name}"
        for code, name in became.items()
        if code in was and was[code] != name
    ]
    return [f"{done.villages} villages, {done.changed} new or changed", *renamed]
