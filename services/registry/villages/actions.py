"""What happens when a province loads its villages."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import actions as areas
from services.registry.areas import queries as places
from services.registry.areas.tables import Area
from services.registry.villages import queries, rules, schemas
from services.registry.villages.tables import VillageList
from shared import auth, events
from shared.auth import Subject
from shared.errors import field_problem


async def load(session: AsyncSession, new: schemas.VillageListNew, *, by: Subject) -> VillageList:
    """Load villages of a province; each that is new or gets another name leaves its event.

    A village has the point of its tambon until somebody knows a better one. Raises 403 outside the caller's
    area, 422 at each village that does not fit.
    """
    auth.require(by, "villages.load", area=new.province_code)
    named = {new.province_code, *(village.code[:6] for village in new.villages)}
    tambons = await places.names(session, named)
    if new.province_code not in tambons:
        raise field_problem("province_code", "unknown-reference")
    rules.check(new.villages, new.province_code, tambons.keys())
    known = await places.names(session, {village.code for village in new.villages})
    rows = [_row(each, tambons, known.get(each.code)) for each in new.villages]
    changed = await areas.put(session, rows)
    row = VillageList(
        id=new.id,
        area_code=new.province_code,
        source_th=new.source_th,
        villages=len(new.villages),
        changed=len(changed),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.VILLAGE_LIST)
    await events.emit_many(session, "changed", places.AREA, sorted(changed), by=by)
    await events.emit(session, "loaded", queries.VILLAGE_LIST, row.id, by=by)
    return row


def _mu(code: str, tambon: str | None) -> str | None:
    """Return the English name of a village by its number, None in a tambon without one."""
    return f"Mu {int(code[6:])} {tambon}"[:200] if tambon else None


def _row(village: schemas.Village, tambons: dict[str, Area], known: Area | None) -> dict[str, Any]:
    """Return a village's row; its English name stays only while its Thai name does."""
    tambon = tambons[village.code[:6]]
    same = known is not None and known.name_th == village.name_th
    english = known.name_en if known is not None and same else None
    return {
        "code": village.code,
        "level": "VILLAGE",
        "kind": "VILLAGE",
        "name_th": village.name_th,
        "name_en": village.name_en or english or _mu(village.code, tambon.name_en),
        "parent_code": tambon.code,
        "zip": tambon.zip,
        "lat": tambon.lat,
        "lon": tambon.lon,
        "geo_precision": tambon.geo_precision,
    }
