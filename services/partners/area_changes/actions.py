"""What happens here when the law changes areas: what is present follows, dated facts stay."""

import datetime as dt
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.area_changes import queries
from shared.auth import Subject
from shared.follow import Event
from shared.moving import Change


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Follow what the registry ordered or reversed; what was changed by hand since stays as it is."""
    for event in events:
        by, told = Subject(event.actor, ()), event.data
        if told["status"] == "REVERSED":
            day = dt.date.fromisoformat(told["reversed_on"])
            change = Change(UUID(event.subject), day, reversal=True)
            await queries.MOVER.back(session, change, by=by)
            await queries.MOVER.along(session, told["opened"], change, by=by)
        else:
            day = dt.date.fromisoformat(told["effective_on"])
            change = Change(UUID(event.subject), day)
            await queries.MOVER.along(session, told["pairs"], change, by=by)
