"""What happens to areas: the country is loaded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries
from services.registry.areas.tables import Area, AreaGroup, AreaGroupMember, AreaSuccession
from shared import events, text
from shared.auth import Subject

BATCH = 1000


async def load(
    session: AsyncSession,
    *,
    areas: Sequence[dict[str, Any]],
    groups: Sequence[dict[str, Any]],
    members: Sequence[dict[str, Any]],
    successions: Sequence[dict[str, Any]],
    by: Subject,
) -> int:
    """Bring areas, groups and old codes to what the files say; return how many areas changed.

    Each argument holds one dictionary a row, with the columns of its table. What is the same stays
    untouched; each changed area leaves one event.
    """
    changed: list[str] = []
    for start in range(0, len(areas), BATCH):
        changed += await _load_areas(session, areas[start : start + BATCH])
    await events.emit_many(session, "changed", queries.AREA, changed, by=by)
    await _upsert(session, AreaGroup, "code", groups)
    await _upsert(session, AreaSuccession, "old_code", successions)
    await session.execute(delete(AreaGroupMember))
    if members:
        await session.execute(insert(AreaGroupMember), list(members))
    return len(changed)


async def _load_areas(session: AsyncSession, areas: Sequence[dict[str, Any]]) -> list[str]:
    rows = []
    for area in areas:
        key = text.search_key(area["name_th"])
        rows.append({**area, "search_key": key, "bigrams": text.bigrams(key), "revision": 1})
    statement = insert(Area).values(rows)
    table, new = Area.__table__.c, statement.excluded
    facts = [name for name in rows[0] if name not in {"code", "revision"}]
    statement = statement.on_conflict_do_update(
        index_elements=["code"],
        set_={**{name: new[name] for name in facts}, "revision": table.revision + 1},
        where=or_(*(table[name].is_distinct_from(new[name]) for name in facts)),
    )
    return list((await session.scalars(statement.returning(table.code))).all())


async def _upsert(
    session: AsyncSession, table: Any, key: str, rows: Sequence[dict[str, Any]]
) -> None:
    if not rows:
        return
    statement = insert(table).values(list(rows))
    fresh = {name: statement.excluded[name] for name in rows[0] if name != key}
    await session.execute(statement.on_conflict_do_update(index_elements=[key], set_=fresh))
