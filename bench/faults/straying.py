"""Planted bugs: a planning service that forgets what needs became, and one that forgets which years are closed."""

import importlib
from collections.abc import Iterable
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

_NEEDS = "services.planning.needs.queries"


def straying_planning() -> FastAPI:
    """Build planning so that a move stops at a need that was merged or split."""
    needs = importlib.import_module(_NEEDS)

    async def forget(_session: AsyncSession, _need_ids: Iterable[UUID]) -> list[UUID]:
        return []

    needs.became = forget  # type: ignore[attr-defined]
    return _planning()


def reopening_planning() -> FastAPI:
    """Build planning so that who comes late still comes into a year that is closed."""
    needs = importlib.import_module(_NEEDS)

    async def forget(_session: AsyncSession, _area_code: str, _voiced_on: object) -> None:
        return None

    needs.open_year = forget  # type: ignore[attr-defined]
    return _planning()


def _planning() -> FastAPI:
    app: FastAPI = importlib.import_module("services.planning.main").create_app()
    return app
