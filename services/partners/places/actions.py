"""What happens to the copied areas."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.places.tables import Place
from shared import copies
from shared.follow import Event

FACTS = ("code", "level", "name_th", "name_en")
VILLAGE = "VILLAGE"


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each area; villages are left to the registry."""
    rows = [
        {
            **{name: event.data[name] for name in FACTS},
            "valid_to": event.data.get("valid_to"),
            "revision": event.revision,
        }
        for event in events
        if event.data["level"] != VILLAGE
    ]
    if rows:
        await copies.take_in(session, Place, "code", *rows)
