"""A planted bug: a registry in which nobody waits for whoever seats somebody in the same body."""

import importlib
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession


def crowding_registry() -> FastAPI:
    """Build the registry without the lock on bodies."""
    bodies = importlib.import_module("services.registry.bodies.queries")

    async def take(session: AsyncSession, body_id: UUID) -> Any:
        return await session.get(bodies.Body, body_id)

    bodies.get_for_update = take  # type: ignore[attr-defined]
    app: FastAPI = importlib.import_module("services.registry.main").create_app()
    return app
