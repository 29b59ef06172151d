"""What is asked of groups of areas."""

from typing import Any
from uuid import UUID

from sqlalchemy import Date, bindparam, exists, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.queries import holds
from services.registry.areas.tables import AreaGroup, AreaGroupMember
from shared.lists import Listing, Sort
from shared.views import View, json_object

_g: Any = AreaGroup.__table__.c
_m: Any = AreaGroupMember.__table__.c
_as_of = bindparam("as_of", type_=Date)
_NOTHING: Any = literal_column("'[]'::json")
_facts = (
    _g.code,
    _g.kind,
    _g.name_th,
    _g.name_en,
    _g.area_code,
    _g.valid_from,
    _g.valid_to,
    _g.date_precision,
    _g.source.label("source_th"),
)
_members = (
    select(
        func.json_agg(
            json_object(
                id=_m.id,
                area_code=_m.area_code,
                valid_from=_m.valid_from,
                valid_to=_m.valid_to,
                date_precision=_m.date_precision,
            ).op("ORDER BY")(_m.area_code)
        )
    )
    .where(_m.group_code == _g.code)
    .correlate(AreaGroup.__table__)
    .scalar_subquery()
)
AREA_GROUP = View(
    "area-group",
    select(*_facts, func.coalesce(_members, _NOTHING).label("members"), _g.revision),
    key=_g.code,
    area=_g.area_code,
)


def _codes(*more: Any) -> Any:
    found = (
        select(func.json_agg(_m.area_code.op("ORDER BY")(_m.area_code)))
        .where(_m.group_code == _g.code, holds(_m, _as_of), *more)
        .correlate(AreaGroup.__table__)
        .scalar_subquery()
    )
    return func.coalesce(found, _NOTHING)


AREA_GROUPS = Listing(
    View(
        "area-group",
        select(
            *_facts,
            _codes(func.length(_m.area_code) == literal_column("2")).label("province_codes"),
            _codes().label("area_codes"),
            _g.revision,
        ),
        key=_g.code,
    ),
    filters={
        "standing": holds(_g, _as_of),
        "kind": _g.kind == bindparam("kind"),
        "member": exists()
        .where(
            _m.group_code == _g.code,
            bindparam("member", type_=_m.area_code.type).op("^@")(_m.area_code),
            holds(_m, _as_of),
        )
        .correlate(AreaGroup.__table__),
    },
    sorts={"code": Sort(())},
)


async def get_for_update(session: AsyncSession, code: str) -> AreaGroup | None:
    """Return the group, locked until the end of the transaction, or None."""
    found: AreaGroup | None = await session.scalar(
        select(AreaGroup).where(_g.code == code).with_for_update()
    )
    return found


async def member_for_update(session: AsyncSession, member_id: UUID) -> AreaGroupMember | None:
    """Return the membership, locked until the end of the transaction, or None."""
    found: AreaGroupMember | None = await session.scalar(
        select(AreaGroupMember).where(_m.id == member_id).with_for_update()
    )
    return found


async def periods(session: AsyncSession, group_code: str, area_code: str) -> list[tuple[Any, Any]]:
    """Return (first day, day after the last) of each time that an area was in a group."""
    asked = select(_m.valid_from, _m.valid_to).where(
        _m.group_code == group_code, _m.area_code == area_code
    )
    return [(begun, ended) for begun, ended in await session.execute(asked)]
