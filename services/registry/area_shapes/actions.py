"""What happens to shapes, and what is made of them for an answer."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.area_shapes import queries, rules, schemas
from services.registry.area_shapes.schemas import Known
from services.registry.area_shapes.tables import AreaShape
from services.registry.areas import queries as areas
from services.registry.areas.tables import Area
from shared import auth, copies, events
from shared.auth import Subject
from shared.exchange import Read
from shared.ids import new_id

NEAREST = 8
"""How many neighbours are told where no shapes are loaded."""
_S: Any = AreaShape.__table__.c
_FIELDS = ("code", "level", "name_th", "name_en")


async def load(
    session: AsyncSession, shapes: Sequence[schemas.ShapeNew], *, source_th: str, by: Subject
) -> list[tuple[str, str]]:
    """Load shapes of areas; return (code, what became of it) for each: loaded, unchanged or refused and why.

    A shape replaces all pieces that its area had. Raises 403.
    """
    auth.require(by, "areas.change", area="")
    known = await areas.names(session, [each.area_code for each in shapes])
    told, made, seen = [], [], set[str]()
    for each in shapes:
        judged = rules.judge(each.geometry)
        if each.area_code not in known:
            judged = rules.Judged("no area of today has this code")
        elif each.area_code in seen:
            judged = rules.Judged("twice in the file")
        elif not judged.refused:
            judged = judged._replace(
                refused=rules.astray(judged.bounds, _centre(known[each.area_code]))
            )
        seen.add(each.area_code)
        if judged.refused:
            told.append((each.area_code, f"refused: {judged.refused}"))
            continue
        asked = select(_S.geometry).where(_S.area_code == each.area_code)
        geometry = json.loads(json.dumps(each.geometry))
        if list(await session.scalars(asked)) == [geometry]:
            told.append((each.area_code, "unchanged"))
            continue
        await session.execute(delete(AreaShape).where(_S.area_code == each.area_code))
        west, south, east, north = judged.bounds
        bounds: dict[str, Any] = {"west": west, "south": south, "east": east, "north": north}
        row = AreaShape(
            id=new_id(), area_code=each.area_code, geometry=geometry, source_th=source_th, **bounds
        )
        session.add(row)
        made.append(row.id)
        told.append((each.area_code, "loaded"))
    await session.flush()
    await events.emit_many(session, "loaded", queries.AREA_SHAPE, made, by=by)
    return told


def _centre(area: Area) -> rules.Centre:
    own = area.geo_precision == area.level
    return rules.Centre(float(area.lat), float(area.lon), area.name_th, own)


async def neighbours(read: Read, code: str) -> bytes:
    """Return as JSON the areas of one level that touch an area, or the nearest by centres; raise 404.

    Where shapes are loaded, touching ones are known by SHAPE. What has no shape yet, and every area if this one
    has none, is told by CENTRE when it is among the nearest.
    """
    row = copies.found(await queries.here(read.database, code))
    level, lat, lon = row[1], row[4], row[5]
    own = await queries.pieces(read.database, code)
    found: dict[str, dict[str, Any]] = {}
    if own:
        others: dict[str, tuple[Any, list[Any]]] = {}
        for other in await queries.beside(read.database, code, level, rules.NEAR_ENOUGH):
            others.setdefault(other[0], (other, []))[1].append(other[4])
        for other, pieces in others.values():
            if rules.touch(own, pieces):
                found[other[0]] = {**_block(other), "known_by": Known.SHAPE, "distance_km": 0.0}
    near = await queries.nearest(read.database, level, lat, lon, but=code, most=NEAREST)
    judged = await queries.shaped(read.database, [other[0] for other in near]) if own else set()
    for other in near:
        if other[0] not in judged:
            found[other[0]] = {**_block(other), "known_by": Known.CENTRE, "distance_km": other[4]}
    answer = {"code": code, "level": level, "neighbours": list(found.values())}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


async def lookup(read: Read, point: schemas.Point) -> bytes:
    """Return as JSON where a point lies: by the shape of a tambon where one holds it, else the nearest centre.

    The nearest centre is looked for within the smallest loaded shape that holds the point.
    """
    lat, lon = point.lat, point.lon
    within = [
        _block(row)
        for row in await queries.over(read.database, lat, lon)
        if rules.holds(row[4], lat, lon)
    ]
    area, known_by, distance = (within[-1] if within else None), Known.SHAPE, 0.0
    if area is None or len(area["code"]) < 6:
        inside = area["code"] if area else ""
        near = await queries.nearest(read.database, "TAMBON", lat, lon, within=inside)
        row = copies.found(near[0] if near else None)
        area, known_by, distance = _block(row), Known.CENTRE, row[4]
    answer = {
        "lat": lat,
        "lon": lon,
        "area": area,
        "known_by": known_by,
        "distance_km": distance,
        "within": within,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _block(row: Any) -> dict[str, Any]:
    return dict(zip(_FIELDS, row[:4], strict=True))
