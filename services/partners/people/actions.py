"""What happens to the copied mergers of people."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.people.tables import MergedPerson
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep whose record became part of which; all else about people is left to the registry."""
    rows = [
        {"id": UUID(event.subject), "into_id": UUID(into), "revision": event.revision}
        for event in events
        if (into := event.data.get("merged_into_id"))
    ]
    if rows:
        await copies.take_in(session, MergedPerson, "id", *rows)
