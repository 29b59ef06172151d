"""What happens to the copied evidence: the newest state of each thing is kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evidence.tables import Agreement, Body, Holding, Meeting
from shared import copies
from shared.follow import Event


async def take_in_meetings(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each meeting."""
    await _keep(session, Meeting, _meeting, events)


async def take_in_bodies(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each body."""
    await _keep(session, Body, _body, events)


async def take_in_holdings(session: AsyncSession, *events: Event) -> None:
    """Keep the newest statement of each holding, in the area that its event tells."""
    await _keep(session, Holding, _holding, events)


async def take_in_agreements(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each agreement."""
    await _keep(session, Agreement, _agreement, events)


async def _keep(
    session: AsyncSession,
    table: Any,
    row: Callable[[Event], dict[str, Any]],
    events: tuple[Event, ...],
) -> None:
    rows = [{**row(event), "revision": event.revision} for event in events]
    await copies.take_in(session, table, "id", *rows)


def _day(data: dict[str, Any], name: str) -> dt.date | None:
    told = data.get(name)
    return dt.date.fromisoformat(told) if told else None


def _area(data: dict[str, Any]) -> str:
    return str((data.get("area") or {"code": ""})["code"])


def _meeting(event: Event) -> dict[str, Any]:
    data = event.data
    return {
        "id": UUID(data["id"]),
        "area_code": _area(data),
        "kind": data["kind"],
        "state": data["state"],
        "held_from": _day(data, "held_from"),
        "held_to": _day(data, "held_to"),
    }


def _body(event: Event) -> dict[str, Any]:
    data = event.data
    return {
        "id": UUID(data["id"]),
        "area_code": _area(data),
        "kind": data["kind"],
        "issue_code": data.get("issue_code"),
        "founded_on": _day(data, "founded_on"),
        "ended_on": _day(data, "ended_on"),
    }


def _holding(event: Event) -> dict[str, Any]:
    data = event.data
    return {
        "id": UUID(data["id"]),
        "area_code": event.area_code,
        "organization_id": UUID(data["organization_id"]),
        "kind": data["kind"],
        "source": data["source"],
        "as_of": _day(data, "as_of"),
    }


def _agreement(event: Event) -> dict[str, Any]:
    data = event.data
    days = ("signed_on", "starts_on", "ends_on", "ended_on")
    return {
        "id": UUID(data["id"]),
        "area_code": _area(data),
        "kind": data["kind"],
        "status": data["status"],
        **{name: _day(data, name) for name in days},
    }
