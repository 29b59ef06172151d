"""What is asked of agencies."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies.tables import Agency
from shared.lists import Listing, Sort
from shared.views import View, instant, json_object

_c: Any = Agency.__table__.c
_parent: Any = Agency.__table__.alias("parent")


def agency_block(agency: Any) -> ColumnElement[Any]:
    """Return the small object every answer shows for its agency: id, code and Thai name."""
    return json_object(id=agency.id, code=agency.code, name_th=agency.name_th)


def main_id(agency: Any) -> ColumnElement[Any]:
    """Return the agency that a unit counts for; an agency counts for itself."""
    return func.coalesce(agency.parent_id, agency.id)


AGENCY = View(
    "agency",
    select(
        _c.id,
        _c.code,
        _c.name_th,
        _c.name_en,
        _c.kind,
        case((_parent.c.id.is_not(None), agency_block(_parent.c))).label("parent"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Agency.__table__.outerjoin(_parent, _parent.c.id == _c.parent_id)),
    key=_c.id,
)
AGENCIES = Listing(
    AGENCY,
    filters={
        "kind": _c.kind == bindparam("kind"),
        "parent_id": _c.parent_id == bindparam("parent_id"),
        "code": _c.code == bindparam("code"),
    },
    sorts={
        "name": Sort((_c.name_sort,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get(session: AsyncSession, agency_id: UUID) -> Agency | None:
    """Return the agency, or None."""
    return await session.get(Agency, agency_id)


async def get_for_update(session: AsyncSession, agency_id: UUID) -> Agency | None:
    """Return the agency, locked until the end of the transaction, or None."""
    found: Agency | None = await session.scalar(
        select(Agency).where(_c.id == agency_id).with_for_update(key_share=True)
    )
    return found


async def holder_of(session: AsyncSession, code: str, *, besides: UUID) -> UUID | None:
    """Return the id of the agency that has this code, if it is another one than `besides`."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(_c.code == code, _c.id != besides)
    )
    return found


async def with_units(session: AsyncSession, ids: Sequence[UUID]) -> list[Any]:
    """Return (id, parent_id, kind) of these agencies and of all their units."""
    statement = select(_c.id, _c.parent_id, _c.kind)
    rows = await session.execute(statement.where(or_(_c.id.in_(ids), _c.parent_id.in_(ids))))
    return list(rows)
