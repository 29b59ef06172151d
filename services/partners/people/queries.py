"""What is asked of the copied mergers of people."""

import contextlib
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.database import ask, inside

# The registry lets all earlier records point to the last one; between two of its events there may be steps.
_NOW = """
    WITH RECURSIVE line AS (
        SELECT id, into_id FROM merged_people WHERE id = ANY(%(ids)s)
        UNION SELECT line.id, next.into_id FROM line JOIN merged_people next ON next.id = line.into_id
    )
    SELECT id, into_id FROM line WHERE NOT EXISTS (SELECT FROM merged_people m WHERE m.id = line.into_id)
"""


async def known_as(session: AsyncSession, *names: str) -> list[str]:
    """Return who these people and accounts are now: a person whose record was merged is the other one."""
    ids = []
    for name in names:
        with contextlib.suppress(ValueError):
            ids.append(UUID(name))
    if not ids:
        return list(names)
    rows: Any = await (await ask(await inside(session), _NOW, {"ids": ids})).fetchall()
    now = {str(one): str(into) for one, into in rows}
    return [now.get(name, name) for name in names]
