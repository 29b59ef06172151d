"""What is asked of offices in councils: who chairs one, who sits in one.

Councils, their seats and memberships stand to the right of people; all that is asked here is who holds them when.
"""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Date, Uuid, any_, column, func, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.bodies.queries import live
from shared.database import ask, inside
from shared.views import json_object

_DATES = (column("starts_on", Date), column("ends_on", Date))
_seats = table(
    "council_seats", column("person_id", Uuid), column("council_id"), column("kind"), *_DATES
)
_THEIRS: Any = literal_column(
    "ARRAY(SELECT people.id WHERE people.status = 'ACTIVE' UNION ALL SELECT second.id FROM people second"
    " WHERE second.merged_into_id = people.id AND people.status = 'ACTIVE')"
)
"""The records of a person of the table `people`: who is merged sat under the other record."""

_COUNCIL = """
    SELECT o.area_code, c.status FROM organizations o LEFT JOIN councils c ON c.id = o.id
    WHERE o.id = %(council)s AND o.kind = 'TAMBON_COUNCIL'
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('chair of ' || %(council)s::text, 0))"
_CHAIRED = """
    SELECT id FROM memberships
    WHERE organization_id = %(council)s AND post = 'CHAIR' AND id <> %(besides)s
      AND (ends_on IS NULL OR (ends_on > starts_on AND ends_on > %(starts_on)s))
      AND (%(ends_on)s::date IS NULL OR starts_on < %(ends_on)s)
    ORDER BY starts_on, id LIMIT 1
"""
_SITS = """
    SELECT 1 FROM council_seats s JOIN people p ON p.id = s.person_id
    WHERE s.council_id = %(council)s AND %(person)s IN (p.id, p.merged_into_id)
      AND s.starts_on <= %(day)s AND s.ends_on > %(day)s LIMIT 1
"""


class Chaired(NamedTuple):
    """An organization that is a council: where it is, and its status once its council side is told."""

    area_code: str
    status: str | None


def sitting() -> Any:
    """Return what the council seats that a person of the table `people` holds today say, as a lateral.

    A council of the Act is a public body: who sits in one is in public office (docs/decisions/0014).
    """
    none: Any = literal_column("'[]'::json")
    found = func.json_agg(json_object(council_id=_seats.c.council_id, kind=_seats.c.kind))
    return (
        select((func.count() > 0).label("sits"), func.coalesce(found, none).label("council_seats"))
        .where(_seats.c.person_id == any_(_THEIRS), live(_seats.c))
        .lateral("counselling")
    )


def sits_today() -> Any:
    """Return the condition that a person of the table `people` sits in a council today."""
    held = select(_seats.c.council_id).where(_seats.c.person_id == any_(_THEIRS), live(_seats.c))
    return held.exists()


async def council(session: AsyncSession, organization_id: UUID) -> Chaired | None:
    """Return what a council is; None for any other organization."""
    found = await ask(await inside(session), _COUNCIL, {"council": organization_id})
    row: Any = await found.fetchone()
    return Chaired(*row) if row else None


async def chaired_by(
    session: AsyncSession,
    council_id: UUID,
    starts_on: dt.date,
    ends_on: dt.date | None,
    *,
    besides: UUID,
) -> UUID | None:
    """Return the first other post of chair on one of these days; from here on nobody else gives that post."""
    connection = await inside(session)
    await ask(connection, _LOCK, {"council": council_id})
    asked = {"council": council_id, "starts_on": starts_on, "ends_on": ends_on, "besides": besides}
    row = await (await ask(connection, _CHAIRED, asked)).fetchone()
    found: UUID | None = row[0] if row else None
    return found


async def sits(session: AsyncSession, council_id: UUID, person_id: UUID, day: dt.date) -> bool:
    """Say whether somebody sits in a council on a day, under this record or one that became part of it."""
    asked = {"council": council_id, "person": person_id, "day": day}
    found = await ask(await inside(session), _SITS, asked)
    return await found.fetchone() is not None
