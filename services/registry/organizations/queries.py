"""What is asked of organizations."""

import dataclasses
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.areas.tables import Area
from services.registry.organizations import schemas
from services.registry.organizations.tables import Organization
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Organization.__table__.c
_place: Any = Area.__table__
# A village has no row of its own: its tambon stands for it.
_here = _place.c.code == func.left(_c.area_code, 6)

ORGANIZATION = View(
    "organization",
    select(
        _c.id,
        _c.kind,
        _c.name_th,
        _c.name_en,
        area_block(_place.c, _c.area_code).label("area"),
        _c.status,
        _c.issues,
        _c.members_count,
        _c.households_count,
        _c.founded_on,
        _c.founded_precision,
        _c.aliases,
        _c.succeeds_id,
        _c.merged_into_id,
        _c.villages,
        _c.objectives_th,
        _c.activities_th,
        _c.legal_form,
        _c.women_count,
        _c.men_count,
        _c.contact_membership_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Organization.__table__.join(_place, _here)),
    key=_c.id,
    area=_c.area_code,
)
ORGANIZATIONS = Listing(
    ORGANIZATION,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "status": _c.status == bindparam("status"),
        "succeeds": _c.succeeds_id == bindparam("succeeds"),
        "unmerged": _c.merged_into_id.is_(None),
        "issue": _c.issues.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("issue", type_=SqlText)
            )
        ),
    },
    sorts={
        "place": Sort((_c.area_code, _c.name_sort)),
        "name": Sort((_c.name_sort,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


_REFERENCES = (
    f"SELECT {areas.IN_USE},"  # noqa: S608 - our own constant
    " ARRAY(SELECT code FROM issues WHERE code = ANY(%(codes)s)),"
    " (SELECT json_agg(json_build_object('id', id, 'name_th', name_th)) FROM (SELECT id, name_th"
    " FROM organizations WHERE area_code = %(area_code)s AND kind = %(kind)s AND stems && %(stems)s"
    " AND id <> %(id)s AND status <> 'MERGED' ORDER BY id LIMIT 20) same)"
)
_STATUS = "SELECT status FROM organizations WHERE id = %(id)s"
_LINE = (
    "WITH RECURSIVE line AS (SELECT id, succeeds_id FROM organizations WHERE id = %(id)s"
    " UNION SELECT o.id, o.succeeds_id FROM line JOIN organizations o ON o.id = line.succeeds_id)"
    " SELECT id FROM line"
)
_SUCCESSIONS = "SELECT pg_advisory_xact_lock(hashtext('successions of organizations'))"
_IS_CONTACT = (
    "SELECT EXISTS (SELECT FROM memberships WHERE id = %(post)s AND organization_id = %(id)s"
    " AND post <> 'MEMBER' AND (ends_on IS NULL OR ends_on > (now() AT TIME ZONE interval '07:00')::date))"
)


@dataclasses.dataclass(frozen=True, slots=True)
class References:
    """What is known of the things that a new organization names."""

    area: bool
    """Whether its area (of a village: the tambon) is in use."""
    unknown_issues: list[str]
    same: list[dict[str, str]]
    """Organizations of its kind in its area with its name: id and name_th."""


async def get_for_update(session: AsyncSession, organization_id: UUID) -> Organization | None:
    """Return the organization, locked until the end of the transaction, or None."""
    statement = select(Organization).where(_c.id == organization_id).with_for_update()
    found: Organization | None = await session.scalar(statement)
    return found


async def status_of(session: AsyncSession, organization_id: UUID) -> str | None:
    """Return the status of an organization, None for one that is not there."""
    values = {"id": organization_id}
    row: Any = await (await ask(await inside(session), _STATUS, values)).fetchone()
    return None if row is None else str(row[0])


async def references(
    session: AsyncSession, new: schemas.OrganizationNew, stems: Sequence[str]
) -> References:
    """Return what is known of the area, the issues and the name of a new organization, in one question."""
    values = {
        "area_code": new.area_code,
        "codes": new.issues,
        "kind": new.kind.value,
        "stems": list(stems),
        "id": new.id,
    }
    row: Any = await (await ask(await inside(session), _REFERENCES, values)).fetchone()
    known, defined, same = row
    return References(known, [code for code in new.issues if code not in defined], same or [])


async def lock_successions(session: AsyncSession) -> None:
    """Let nobody else link successions until the end of the transaction: two at once could close a circle.

    Asked before any organization is locked, so that two who link never wait for each other.
    """
    await ask(await inside(session), _SUCCESSIONS, {})


async def line_of(session: AsyncSession, organization_id: UUID) -> list[UUID] | None:
    """Return an organization and all that it succeeds, or None for an unknown one."""
    rows: Any = await (await ask(await inside(session), _LINE, {"id": organization_id})).fetchall()
    return [row[0] for row in rows] or None


async def is_contact(session: AsyncSession, organization_id: UUID, membership_id: UUID) -> bool:
    """Say whether a post is an office of the organization that somebody may be asked in."""
    values = {"id": organization_id, "post": membership_id}
    row: Any = await (await ask(await inside(session), _IS_CONTACT, values)).fetchone()
    return bool(row[0])
