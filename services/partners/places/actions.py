"""What happens to the copied areas."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.places.tables import Place
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, event: Event) -> None:
    """Keep the newest state of an area."""
    values = {name: event.data[name] for name in ("code", "level", "name_th", "name_en")}
    await copies.take_in(session, Place, "code", {**values, "revision": event.revision})
