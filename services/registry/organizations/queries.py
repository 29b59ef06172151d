"""What is asked of organizations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
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
        "issue": _c.issues.op("@>")(
            func.array_append(
                cast(literal_column("'{}'"), ARRAY(SqlText)), bindparam("issue", type_=SqlText)
            )
        ),
    },
    sorts={
        "place": Sort((_c.area_code, _c.name_sort)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


_REFERENCES = (
    "SELECT EXISTS (SELECT FROM areas WHERE code = %(area)s),"
    " ARRAY(SELECT code FROM issues WHERE code = ANY(%(codes)s))"
)


async def get_for_update(session: AsyncSession, organization_id: UUID) -> Organization | None:
    """Return the organization, locked until the end of the transaction, or None."""
    statement = select(Organization).where(_c.id == organization_id).with_for_update()
    found: Organization | None = await session.scalar(statement)
    return found


async def references(
    session: AsyncSession, area_code: str, issues: Sequence[str]
) -> tuple[bool, list[str]]:
    """Say whether the area (of a village: its tambon) is in use, and which issues nobody has defined."""
    values = {"area": area_code[:6], "codes": list(issues)}
    row = await (await ask(await inside(session), _REFERENCES, values)).fetchone()
    assert row is not None
    known, defined = row
    return known, [code for code in issues if code not in defined]
