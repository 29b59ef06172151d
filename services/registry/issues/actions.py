"""What happens to the copied issues."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.issues.tables import Issue
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each issue."""
    rows = [
        {"code": event.data["code"], "name_th": event.data["name_th"], "revision": event.revision}
        for event in events
    ]
    await copies.take_in(session, Issue, "code", *rows)
