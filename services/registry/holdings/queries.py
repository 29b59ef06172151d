"""What is asked of holdings."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.holdings.tables import Holding
from services.registry.organizations.tables import Organization
from services.registry.placings import queries as placings
from shared import places
from shared.database import Database, ask_wide
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

_c: Any = Holding.__table__.c
_o: Any = Organization.__table__.c

HOLDING = View(
    "holding",
    select(
        _c.id,
        _c.organization_id,
        _c.kind,
        _c.measure,
        _c.source,
        baht(_c.value_baht).label("value"),
        cast(_c.quantity, Text).label("quantity"),
        _c.unit,
        _c.as_of,
        _c.note_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Holding.__table__.join(Organization.__table__, _o.id == _c.organization_id)),
    key=_c.id,
    area=_o.area_code,
)
HOLDINGS = Listing(
    HOLDING,
    filters={
        **area_filters(_o.area_code),
        "organization": _c.organization_id == bindparam("organization"),
        "kind": _c.kind == bindparam("kind"),
        "measure": _c.measure == bindparam("measure"),
        "source": _c.source == bindparam("source"),
    },
    sorts={"place": Sort((_o.area_code, _c.organization_id, _c.as_of), descending=True)},
)
# There is one newest statement of each kind, measure and source for an organization: to count them is to
# count organizations.
_SUMS = """
    SELECT json_build_object('as_of', %(day)s::date, 'items', coalesce(json_agg(line ORDER BY
        line.kind, line.measure, line.source), '[]'))::text
    FROM (
        SELECT kind, measure, source,
            json_build_object('amount', coalesce(sum(value_baht), 0)::numeric(33, 2)::text, 'currency', 'THB') AS value,
            count(*) AS statements, count(*) AS organizations
        FROM (
            SELECT DISTINCT ON (h.organization_id, h.kind, h.measure, h.source)
                h.organization_id, h.kind, h.measure, h.source, h.value_baht
            FROM holdings h JOIN organizations o ON o.id = h.organization_id
            WHERE {where} AND h.as_of <= %(day)s
            ORDER BY h.organization_id, h.kind, h.measure, h.source, h.as_of DESC
        ) newest
        GROUP BY kind, measure, source
    ) line
"""
_OF_AREA = placings.of_a_day(
    _SUMS.format(where="{here} AND o.status IN ('ACTIVE', 'DORMANT')"), "organizations", "o"
)
_OF_ALL = _SUMS.format(where="o.status IN ('ACTIVE', 'DORMANT')")
_OF_ONE = _SUMS.format(where="o.id = %(organization)s")


async def sums(
    database: Database, day: dt.date, organization_id: UUID | None, area: str | None
) -> bytes:
    """Return the sums of one organization, or of an area's that are not dissolved, as JSON bytes."""
    low, high = places.prefix_range(area or "")
    values = {"day": day, "organization": organization_id, "low": low, "high": high}
    sql = _OF_AREA.on(day) if area else _OF_ALL
    async with database.reading() as connection:
        sql = sql if organization_id is None else _OF_ONE
        row: Any = await (await ask_wide(connection, sql, values)).fetchone()
    return str(row[0]).encode()


async def get_for_update(session: AsyncSession, holding_id: UUID) -> Holding | None:
    """Return the statement, locked until the end of the transaction, or None."""
    found: Holding | None = await session.scalar(
        select(Holding).where(_c.id == holding_id).with_for_update()
    )
    return found


async def is_stated(session: AsyncSession, row: Holding) -> bool:
    """Say whether another statement tells of the same kind, measure, source and day."""
    names = ("organization_id", "kind", "measure", "source", "as_of")
    same = [_c[name] == getattr(row, name) for name in names]
    asked = select(_c.id).where(*same, _c.id != row.id).limit(1)
    return await session.scalar(asked) is not None


async def organization(session: AsyncSession, organization_id: UUID) -> Organization | None:
    """Return the organization that holds it, kept from changing until the end of the transaction."""
    asked = select(Organization).where(_o.id == organization_id).with_for_update(key_share=True)
    found: Organization | None = await session.scalar(asked)
    return found
