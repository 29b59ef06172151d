"""What is asked of records that became part of another one."""

import contextlib
from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.database import ask, inside

# A merger lets all earlier records point to the last one: one step is enough.
_NOW = "SELECT merged_into_id FROM people WHERE id = ANY(%(ids)s) AND merged_into_id IS NOT NULL"


async def known_as(session: AsyncSession, names: Collection[str]) -> set[str]:
    """Return the names (of people or accounts) and, of people's records that were merged, whose they are now."""
    ids = []
    for name in names:
        with contextlib.suppress(ValueError):
            ids.append(UUID(name))
    cursor = await ask(await inside(session), _NOW, {"ids": ids})
    return {*names, *(str(row[0]) for row in await cursor.fetchall())}
