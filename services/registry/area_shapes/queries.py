"""What is asked of shapes and centres."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.area_shapes.tables import AreaShape
from shared.database import Database, ask, inside
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

_KM = """
    6371.0088 * 2 * asin(least(1, sqrt(
        power(sin(radians({lat} - %(lat)s) / 2), 2)
        + cos(radians(%(lat)s)) * cos(radians({lat})) * power(sin(radians({lon} - %(lon)s) / 2), 2))))"""
_BLOCK = "code, level, name_th, name_en"
_HERE = f"SELECT {_BLOCK}, lat::float8, lon::float8 FROM areas WHERE code = %(code)s AND valid_to IS NULL"  # noqa: S608
_NEAREST = f"""
    SELECT {_BLOCK}, round(({_KM.format(lat="lat::float8", lon="lon::float8")})::numeric, 1)::float8 AS km
    FROM areas WHERE level = %(level)s AND valid_to IS NULL AND code <> %(code)s AND starts_with(code, %(within)s)
    ORDER BY {_KM.format(lat="lat::float8", lon="lon::float8")}, code LIMIT %(most)s"""  # noqa: S608
_BESIDE = """
    SELECT a.code, a.level, a.name_th, a.name_en, o.geometry FROM area_shapes m
    JOIN area_shapes o ON o.west <= m.east + %(near)s AND o.east >= m.west - %(near)s
        AND o.south <= m.north + %(near)s AND o.north >= m.south - %(near)s
    JOIN areas a ON a.code = o.area_code AND a.valid_to IS NULL AND a.level = %(level)s
    WHERE m.area_code = %(code)s AND o.area_code <> %(code)s ORDER BY a.code"""
_OVER = """
    SELECT a.code, a.level, a.name_th, a.name_en, s.geometry FROM area_shapes s
    JOIN areas a ON a.code = s.area_code AND a.valid_to IS NULL
    WHERE s.west <= %(lon)s AND s.east >= %(lon)s AND s.south <= %(lat)s AND s.north >= %(lat)s
    ORDER BY length(a.code), a.code"""
_PIECES_OF_BOTH = "SELECT area_code, geometry FROM area_shapes WHERE area_code = ANY(%(codes)s)"
_SHAPED = "SELECT DISTINCT area_code FROM area_shapes WHERE area_code = ANY(%(codes)s)"
_PIECES = "SELECT geometry FROM area_shapes WHERE area_code = %(code)s"


async def _rows(database: Database, sql: str, values: dict[str, Any]) -> list[Any]:
    async with database.reading() as connection:
        return await (await ask(connection, sql, values)).fetchall()


async def here(database: Database, code: str) -> Any:
    """Return (code, level, names, latitude, longitude) of an area of today, or None."""
    found = await _rows(database, _HERE, {"code": code})
    return found[0] if found else None


async def nearest(
    database: Database,
    level: str,
    lat: float,
    lon: float,
    *,
    but: str = "",
    within: str = "",
    most: int = 1,
) -> list[Any]:
    """Return (code, level, names, kilometres) of the areas of a level whose centres are nearest."""
    values = {"level": level, "lat": lat, "lon": lon, "code": but, "within": within, "most": most}
    return await _rows(database, _NEAREST, values)


async def beside(database: Database, code: str, level: str, near: float) -> list[Any]:
    """Return (code, level, names, geometry) of pieces whose bounds meet those of an area's."""
    return await _rows(database, _BESIDE, {"code": code, "level": level, "near": near})


async def over(database: Database, lat: float, lon: float) -> list[Any]:
    """Return (code, level, names, geometry) of pieces whose bounds hold a point, the widest areas first."""
    return await _rows(database, _OVER, {"lat": lat, "lon": lon})


async def pieces(database: Database, code: str) -> list[Any]:
    """Return the geometries of an area."""
    return [row[0] for row in await _rows(database, _PIECES, {"code": code})]


async def shaped(database: Database, codes: list[str]) -> set[str]:
    """Return which of these areas have a shape."""
    return {row[0] for row in await _rows(database, _SHAPED, {"codes": codes})}


async def pieces_of_both(
    session: AsyncSession, one: str, other: str
) -> tuple[list[Any], list[Any]]:
    """Return the geometries of two areas, inside a transaction."""
    asked = {"codes": [one, other]}
    rows = await (await ask(await inside(session), _PIECES_OF_BOTH, asked)).fetchall()
    return [row[1] for row in rows if row[0] == one], [row[1] for row in rows if row[0] == other]
