"""What is asked to find duplicates: few columns of the organizations around, judged outside the database."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.areas.tables import Area
from services.registry.duplicates.schemas import Known
from services.registry.organizations.tables import Organization
from shared import places
from shared.database import Database, ask
from shared.views import area_block, compiled, json_object

_MOST_AROUND, _MOST_SAME = 5000, 200
_WIDE_DIGITS = 4
_COLUMNS = f"id, kind, area_code, stems FROM {Organization.__tablename__} WHERE status <> 'MERGED'"
# Names of which one has three times the letters of the other are never alike.
_ALIKE = "(cardinality(stems) > 1 OR length(stems[1]) BETWEEN %(letters)s / 3 - 1 AND %(letters)s * 3 + 3)"
_AROUND = (
    f"(SELECT {_COLUMNS} AND area_code >= %(low)s AND area_code < %(high)s"
    f" AND (NOT %(wide)s OR length(area_code) <= {_WIDE_DIGITS}) AND {_ALIKE} LIMIT {_MOST_AROUND})"
)
_SAME = (
    f"(SELECT {_COLUMNS} AND stems @> ARRAY[%(stem)s] AND area_code >= %(from)s AND area_code < %(to)s"
    f" LIMIT {_MOST_SAME})"
)
_NEAR_SQL = f"{_AROUND} UNION {_SAME}"
_c: Any = Organization.__table__.c
_place: Any = Area.__table__
_shown = json_object(
    id=_c.id,
    name_th=_c.name_th,
    kind=_c.kind,
    status=_c.status,
    area=area_block(_place.c, _c.area_code),
)
_FACTS = compiled(
    select(_c.id, _shown)
    .select_from(Organization.__table__.join(_place, _place.c.code == func.left(_c.area_code, 6)))
    .where(_c.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
)


async def around(database: Database, stem: str, area: str | None) -> list[Known]:
    """Return the organizations of the district (of a province: those of wide areas) and all of this stem.

    Those of the same stem are looked for in the province, without an area in the country.
    """
    async with database.reading() as connection:
        return await around_on(connection, stem, area)


async def around_on(connection: AsyncConnection[Any], stem: str, area: str | None) -> list[Known]:
    """Return the same as `around`, on a connection that is open already."""
    near = places.prefix_range((area or "")[:_WIDE_DIGITS])
    province = places.prefix_range((area or "")[:2])
    values = {
        "low": near[0],
        "high": near[1],
        "wide": len(area or "") < _WIDE_DIGITS,
        "letters": len(stem),
        "stem": stem,
        "from": province[0],
        "to": province[1],
    }
    sql = _SAME if area is None else _NEAR_SQL
    rows: Any = await (await ask(connection, sql, values)).fetchall()
    return [Known(*row) for row in rows]


async def facts(database: Database, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what candidates show of themselves."""
    async with database.reading() as connection:
        rows: Any = await (await ask(connection, _FACTS, {"ids": list(ids)})).fetchall()
    return {row[0]: row[1] for row in rows}
