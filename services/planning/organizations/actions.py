"""What happens to the copied organizations."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.organizations.tables import Organization
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each organization."""
    await copies.take_in(session, Organization, "id", *(_row(event) for event in events))


def _row(event: Event) -> dict[str, Any]:
    into = event.data.get("merged_into_id")  # events of before mergers do not say
    return {
        "id": UUID(event.data["id"]),
        "name_th": event.data["name_th"],
        "area_code": event.data["area"]["code"],
        "status": event.data["status"],
        "merged_into_id": UUID(into) if into else None,
        "revision": event.revision,
    }
