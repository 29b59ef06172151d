"""Whether this process lives, and what it knows of the services behind it."""

import asyncio

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway.gather import Gatherer, Question, Status
from gateway.settings import SERVICES

NEVER_KEPT = {"Cache-Control": "no-store"}


class Ready(BaseModel):
    """What a service says of itself when it can work."""

    status: str


async def livez(_: Request) -> Response:
    """Answer while the loop runs."""
    return JSONResponse({"status": "alive"}, headers=NEVER_KEPT)


async def readyz(request: Request) -> Response:
    """Answer 200 whatever the services do: screens are shown without them, marked so."""
    gatherer: Gatherer = request.app.state.gatherer
    parts = await asyncio.gather(*(gatherer.part(_question(name)) for name in SERVICES))
    upstreams = {
        name: "ready" if part.status is Status.FRESH and part.body else "not-answering"
        for name, part in zip(SERVICES, parts, strict=True)
    }
    return JSONResponse({"status": "ready", "upstreams": upstreams}, headers=NEVER_KEPT)


def _question(service: str) -> Question:
    return Question(service, "/readyz", Ready)
