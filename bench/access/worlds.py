"""What there is to ask about: in each service things public and private, at each level of the country."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI

from bench.access import world_partners, world_planning, world_registry
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.people import Desk

WORLDS: dict[str, Callable[[Hand], Awaitable[World]]] = {
    "registry": world_registry.furnish,
    "planning": world_planning.furnish,
    "partners": world_partners.furnish,
}


async def furnish(service: str, app: FastAPI, desk: Desk) -> World:
    """Make a service's world and return what there is."""
    return await WORLDS[service](Hand(app, desk))
