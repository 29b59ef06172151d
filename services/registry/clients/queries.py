"""What is asked of agencies' machines."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access.tables import Client
from shared.lists import Listing, Sort
from shared.views import View, instant

_c: Any = Client.__table__.c
CLIENT = View(
    "client",
    select(
        _c.id,
        _c.agency_id,
        _c.name_th,
        _c.method,
        _c.jwks,
        _c.secret_prefix,
        _c.former_prefix,
        instant(_c.former_until).label("former_until"),
        _c.status,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ),
    key=_c.id,
    area=literal_column("''"),
    private=literal_column("true"),
)
CLIENTS = Listing(
    CLIENT,
    filters={
        "agency_id": _c.agency_id == bindparam("agency_id"),
        "status": _c.status == bindparam("status"),
    },
    sorts={"-id": Sort((), descending=True)},
)


async def get_for_update(session: AsyncSession, client_id: UUID) -> Client | None:
    """Return the machine, locked until the end of the transaction, or None."""
    found: Client | None = await session.scalar(
        select(Client).where(_c.id == client_id).with_for_update()
    )
    return found
