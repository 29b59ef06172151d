"""What happens to areas: the country is loaded."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy import text as text_of
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries
from services.registry.areas.tables import (
    Area,
    AreaGroup,
    AreaGroupMember,
    AreaSuccession,
    AreaVersion,
)
from shared import all_names, events, text
from shared.auth import Subject
from shared.ids import new_id

BATCH = 250
_AREA: Any = Area.__table__.c
_GO_ON = """
    UPDATE areas o SET ground = n.ground FROM area_successions s JOIN areas n ON n.code = s.successor_code
    WHERE o.code = s.old_code AND o.ground = o.code AND o.level = n.level AND o.valid_to = n.valid_from
    AND NOT EXISTS (SELECT FROM area_successions e WHERE e.successor_code = s.successor_code
                    AND e.old_code <> s.old_code)
"""
"""Former codes in the files are the same ground where one took the place of one on the day."""
_MEMBER: Any = AreaGroupMember.__table__.c


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
    untouched, and so does what an order or a person changed; each changed area leaves one event.
    """
    changed = await put(session, areas)
    await events.emit_many(session, "changed", queries.AREA, changed, by=by)
    untouched: Any = AreaGroup.__table__.c.revision == 1
    await _upsert(session, AreaGroup, "code", groups, where=untouched)
    await _load_successions(session, successions)
    await session.execute(text_of(_GO_ON))
    await _load_members(session, members)
    return len(changed)


async def put(session: AsyncSession, areas: Sequence[dict[str, Any]]) -> list[str]:
    """Bring areas to what the rows say, unless an order changed them; return the codes that changed."""
    changed: list[str] = []
    for start in range(0, len(areas), BATCH):
        changed += await _put(session, areas[start : start + BATCH])
    return changed


async def _put(session: AsyncSession, areas: Sequence[dict[str, Any]]) -> list[str]:
    rows = [
        {**area, **found_by(**_names(area)), "revision": 1, "ground": area["code"]}
        for area in areas
    ]
    statement = insert(Area).values(rows)
    new = statement.excluded
    facts = [name for name in rows[0] if name not in {"code", "ground", "revision"}]
    same_days = and_(
        *(_AREA[name].is_not_distinct_from(new[name]) for name in ("valid_from", "valid_to"))
    )
    statement = statement.on_conflict_do_update(
        index_elements=["code"],
        set_={**{name: new[name] for name in facts}, "revision": _AREA.revision + 1},
        where=and_(
            or_(and_(_AREA.valid_from.is_(None), _AREA.valid_to.is_(None)), same_days),
            or_(*(_AREA[name].is_distinct_from(new[name]) for name in facts)),
        ),
    )
    return list((await session.scalars(statement.returning(_AREA.code))).all())


def _names(area: dict[str, Any]) -> dict[str, Any]:
    return {name: area[name] for name in ("name_th", "name_en", "aliases") if name in area}


def found_by(name_th: str, name_en: str | None, aliases: Sequence[str] = ()) -> dict[str, Any]:
    """Return the columns by which an area is found and sorted: its Thai name first, then all that it is called."""
    found = all_names.keys([name_th, name_en or "", *aliases])
    return {**found, "name_sort": text.sort_key(name_th)}


async def _load_successions(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Write down the files' old codes, but for those that an order has put to use."""
    known = await queries.in_use(session, [row["old_code"] for row in rows])
    await _upsert(
        session, AreaSuccession, "old_code", [row for row in rows if row["old_code"] not in known]
    )


async def _load_members(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Replace the memberships that came from files; where somebody changed one, theirs stands."""
    await session.execute(delete(AreaGroupMember).where(_MEMBER.loaded))
    kept = await session.execute(select(_MEMBER.group_code, _MEMBER.area_code).distinct())
    theirs = {tuple(row) for row in kept}
    mine = [
        {**row, "id": new_id(), "loaded": True}
        for row in rows
        if (row["group_code"], row["area_code"]) not in theirs
    ]
    if mine:
        await session.execute(insert(AreaGroupMember), mine)


async def _upsert(
    session: AsyncSession, table: Any, key: str, rows: Sequence[dict[str, Any]], where: Any = None
) -> None:
    if not rows:
        return
    statement = insert(table).values(list(rows))
    fresh = {name: statement.excluded[name] for name in rows[0] if name != key}
    await session.execute(
        statement.on_conflict_do_update(index_elements=[key], set_=fresh, where=where)
    )


async def keep_version(session: AsyncSession, row: Area, until: dt.date) -> None:
    """Keep what an area was before it changes on a day; a time of no day leaves no version."""
    ended = until if row.valid_to is None else row.valid_to
    if row.valid_from is not None and row.valid_from >= ended:
        return
    same = (*queries.FACTS, *queries.KEYS)
    facts = {name: getattr(row, name) for name in same}
    await session.execute(insert(AreaVersion).values({**facts, "valid_to": ended}))
