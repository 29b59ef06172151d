"""The partners service: its features put together."""

from typing import Any

from fastapi import FastAPI

from services.partners.agencies import routes as agencies
from services.partners.agreements import routes as agreements
from services.partners.followers import FOLLOWS
from services.partners.funds import routes as funds
from services.partners.nodes import routes as nodes
from services.partners.settings import Settings
from services.partners.summaries import routes as summaries
from shared import app, settings


def create_app(
    chosen: Settings | None = None, transports: dict[str, Any] | None = None
) -> FastAPI:
    """Return the partners' app; tests hand in settings and transports."""
    return app.create(
        "partners",
        chosen or settings.load(Settings),
        title="Khabuan partners",
        features=[
            agencies.router,
            agreements.router,
            nodes.router,
            funds.router,
            summaries.router,
        ],
        follows=FOLLOWS,
        transports=transports,
    )
