"""What happens to the copied groups of areas."""

import datetime as dt

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.area_groups import queries
from shared.follow import Event

FACTS = ("code", "kind", "name_th", "name_en", "area_code", "members")
DAYS = ("valid_from", "valid_to")


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each group; what comes from files is told again under the same revision."""
    newest = {event.data["code"]: event for event in events}
    rows = [
        {
            **{name: event.data[name] for name in FACTS},
            **{name: _day(event.data[name]) for name in DAYS},
            "revision": event.revision,
        }
        for event in newest.values()
    ]
    statement = insert(queries.TABLE).values(rows)
    fresh = {name: statement.excluded[name] for name in rows[0] if name != "code"}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["code"],
            set_=fresh,
            where=queries.TABLE.c.revision <= statement.excluded.revision,
        )
    )


def _day(told: str | None) -> dt.date | None:
    return dt.date.fromisoformat(told) if told else None
