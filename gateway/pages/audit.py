"""The heads of the services' logs, for everybody to note down: who rewrites history later is found by them."""

import asyncio
import datetime as dt

from pydantic import BaseModel, Field, TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway.gather import Gatherer, Question
from gateway.settings import SERVICES

CACHE = {"Cache-Control": "public, max-age=2"}


class LogHead(BaseModel):
    """The newest entry of another log of a service."""

    log: str
    position: int = Field(ge=0)
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class Head(BaseModel):
    """The newest entry of a service's feed: its position, its hash in hexadecimal, and when it was so."""

    service: str
    position: int = Field(ge=0)
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    at: dt.datetime
    logs: list[LogHead] = Field([], max_length=5)


_HEAD: TypeAdapter[Head] = TypeAdapter(Head)


async def show_heads(request: Request) -> Response:
    """Answer the head of each service, the last one known when it is away; `missing` are those unknown."""
    gatherer: Gatherer = request.app.state.gatherer
    questions = [Question(name, "/internal/v1/audit-head", Head) for name in SERVICES]
    parts = await asyncio.gather(*(gatherer.part(question) for question in questions))
    heads = [_HEAD.validate_json(part.body).model_dump(mode="json") for part in parts if part.body]
    missing = [name for name, part in zip(SERVICES, parts, strict=True) if not part.body]
    return JSONResponse({"heads": heads, "missing": missing}, headers=CACHE)
