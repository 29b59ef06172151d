"""Planted bugs: planning in which nobody holds shares, or proposals, against the money that there is."""

import importlib
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from fastapi import FastAPI

from services.planning.spoken_money.schemas import Spot


def leaking_planning() -> FastAPI:
    """Build planning without the rule that an item is never given away beyond what it has, nor asked for twice."""
    rules = importlib.import_module("services.planning.rollups.rules")
    rules.check_conserved = lambda *_: None  # type: ignore[attr-defined]
    return doubling_planning()


def doubling_planning() -> FastAPI:
    """Build planning in which a proposal looks at its own item alone, whatever was asked below and above it."""
    rules = importlib.import_module("services.planning.spoken_money.rules")
    exact = rules.left

    def of_itself(spots: Sequence[Spot], item_id: UUID) -> Decimal:
        alone: Decimal = exact([spot for spot in spots if spot.id == item_id], item_id)
        return alone

    rules.left = of_itself  # type: ignore[attr-defined]
    app: FastAPI = importlib.import_module("services.planning.main").create_app()
    return app
