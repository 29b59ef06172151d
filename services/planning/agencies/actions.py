"""What happens to the copied agencies."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies.tables import Agency
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each agency."""
    await copies.take_in(session, Agency, "id", *(_row(event) for event in events))


def _row(event: Event) -> dict[str, Any]:
    return {
        "id": UUID(event.data["id"]),
        "code": event.data["code"],
        "name_th": event.data["name_th"],
        "revision": event.revision,
    }
