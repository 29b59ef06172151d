"""Puts the parts of a screen together into one answer that says how current each part is."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel, Field

from gateway import ready
from gateway.gather import Gatherer, Part, Question, Status
from gateway.ready import Shelf
from shared.contracts.partners import Commitments, PartnersSummary
from shared.contracts.planning import PlanningJourney, PlanningSummary
from shared.contracts.registry import RegistrySummary
from shared.errors import Problem


class Source(BaseModel):
    """How current a part of the screen is."""

    status: Status = Field(description="FRESH สด · STALE ของเดิมที่เก็บไว้ · MISSING ไม่มีให้")
    as_of: dt.datetime | None = Field(description="เวลาที่ระบบย่อยตอบ (UTC) · null เมื่อไม่มีให้")


class Sources(BaseModel):
    """How current each part is; a part that is null though FRESH is not there in its service."""

    registry: Source
    planning: Source
    partners: Source


SUMMARIES: dict[str, type[BaseModel]] = {
    "registry": RegistrySummary,
    "planning": PlanningSummary,
    "partners": PartnersSummary,
}


def summary(service: str, code: str) -> Question:
    """Return the question for a service's part of a dashboard or profile."""
    return Question(service, f"/internal/v1/summaries/{code}", SUMMARIES[service])


def journey(need_id: object) -> Question:
    """Return the question for the way of a need."""
    return Question("planning", f"/internal/v1/journeys/{need_id}", PlanningJourney)


def commitments(plan_item_ids: Iterable[UUID]) -> Question:
    """Return the question for the money committed to plan items; partners takes 200 at a time."""
    asked = ",".join(str(id) for id in plan_item_ids)
    return Question("partners", f"/internal/v1/commitments?plan_items={asked}", Commitments)


def gatherer(request: Request) -> Gatherer:
    """Return what asks the services."""
    found: Gatherer = request.app.state.gatherer
    return found


def answer(
    request: Request, head: Mapping[str, str], parts: Mapping[str, Part], *, owner: str
) -> Response:
    """Answer the screen; raise 404 when the service that owns its subject has just denied it.

    While all parts are fresh the bytes are kept for the next who ask.
    """
    if parts[owner].is_absent:
        raise Problem("not-found")
    bodies = [f'"{name}":'.encode() + (part.body or b"null") for name, part in parts.items()]
    start = json.dumps(head, ensure_ascii=False).encode()[:-1]
    sources = json.dumps({name: _source(part) for name, part in parts.items()}).encode()
    body = b",".join([start, *bodies, b'"sources":' + sources + b"}"])
    statuses = ",".join(part.status for part in parts.values()).encode()
    made = ready.make(body, b",".join([start, *bodies, statuses]), _until(parts))
    if made.until:
        shelf: Shelf = request.app.state.shelf
        shelf.put(request.scope["path"], made)
    asked = request.headers.get("if-none-match")
    known = asked is not None and ready.has(asked.encode("latin-1"), made.tag)
    return _response(made.unchanged if known else made.whole)


def _until(parts: Mapping[str, Part]) -> float:
    """Return when the first part expires, or 0 when one of them is not fresh."""
    fresh = all(part.status is Status.FRESH for part in parts.values())
    return min(part.until for part in parts.values()) if fresh else 0.0


def _source(part: Part) -> dict[str, str | None]:
    if part.as_of is None:
        return {"status": part.status.value, "as_of": None}
    as_of = part.as_of.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"status": part.status.value, "as_of": as_of}


def _response(messages: tuple[Any, Any]) -> Response:
    start, body = messages
    response = Response(body["body"] or None, start["status"])
    response.raw_headers = list(start["headers"])
    return response
