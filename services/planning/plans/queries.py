"""What is asked of plans."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.area_groups import queries as area_groups
from services.planning.places import queries as places
from services.planning.plans.schemas import LowerDraft
from services.planning.plans.tables import Plan
from shared import history
from shared.lists import Listing, Sort, area_filters
from shared.places import prefix_range
from shared.views import View, instant

TABLE: Any = Plan.__table__
_c: Any = TABLE.c
_group: Any = area_groups.TABLE.c
_place: Any = places.TABLE.c


def unadopted(status: Any) -> ColumnElement[bool]:
    """Return the condition that a plan of this status was never adopted: it is its people's."""
    found: ColumnElement[bool] = or_(status == "DRAFT", status == "WITHDRAWN")
    return found


def parties(plan_id: Any) -> Any:
    """Return the areas of the group whose plan a thing belongs to, for `views.scoped`; null for plain areas."""
    return select(_c.area_codes).where(_c.id == plan_id).scalar_subquery()


PRIVATE = unadopted(_c.status)

PLAN = View(
    "plan",
    select(
        _c.id,
        _c.level,
        places.block(_c.area_code).label("area"),
        _c.group_code,
        _group.name_th.label("group_name_th"),
        _c.kind,
        _c.issue_code,
        _c.charter_id,
        _c.fiscal_year_be,
        _c.horizon_years,
        _c.title_th,
        _c.status,
        _c.adopted_on,
        _c.version,
        _c.version_of_id,
        _c.change_kind,
        _c.change_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(places.TABLE, places.here(_c.area_code)).outerjoin(
            area_groups.TABLE, _group.code == _c.group_code
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
    parties=_c.area_codes,
)
HISTORY = history.listing(parties(cast(history.SUBJECT, Uuid)))
PLANS = Listing(
    PLAN,
    filters={
        **area_filters(_c.area_code),
        "version_of": _c.version_of_id == bindparam("version_of"),
        "group": _c.group_code == bindparam("group"),
        "kind": _c.kind == bindparam("kind"),
        "issue": _c.issue_code == bindparam("issue"),
        "charter_id": _c.charter_id == bindparam("charter_id"),
        "level": _c.level == bindparam("level"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "status": _c.status == bindparam("status"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get(session: AsyncSession, plan_id: UUID) -> Plan | None:
    """Return the plan, or None."""
    return await session.get(Plan, plan_id)


async def get_for_update(session: AsyncSession, plan_id: UUID) -> Plan | None:
    """Return the plan, locked until the end of the transaction, or None.

    Whoever locks items of a draft locks its plan first, then items, then needs, each by id.
    """
    statement = (
        select(Plan)
        .where(_c.id == plan_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found: Plan | None = await session.scalar(statement)
    return found


async def free_version(session: AsyncSession, plan: Plan) -> int:
    """Return the number of a first draft: the next after drafts of the same title there that were withdrawn."""
    same = (
        plan.area_code,
        plan.group_code,
        plan.fiscal_year_be,
        plan.horizon_years,
        plan.title_th,
    )
    columns = (_c.area_code, _c.group_code, _c.fiscal_year_be, _c.horizon_years, _c.title_th)
    asked = select(func.max(_c.version)).where(
        _c.status == "WITHDRAWN",
        _c.version_of_id.is_(None),
        *(column.is_not_distinct_from(value) for column, value in zip(columns, same, strict=True)),
    )
    return (await session.scalar(asked) or 0) + 1


async def drafts_below(
    session: AsyncSession, plan: Plan, levels: Sequence[str]
) -> list[LowerDraft]:
    """Return the first drafts of these levels and of the plan's year that lie in its areas, a hundred at most."""
    areas = plan.area_codes or [plan.area_code]
    within = [
        and_(_c.area_code >= low, _c.area_code < high) for low, high in map(prefix_range, areas)
    ]
    names = (
        func.coalesce(_group.name_th, _place.name_th),
        func.coalesce(_group.name_en, _place.name_en),
    )
    joined = TABLE.join(places.TABLE, places.here(_c.area_code)).outerjoin(
        area_groups.TABLE, _group.code == _c.group_code
    )
    asked = (
        select(_c.id, _c.title_th, *names)
        .select_from(joined)
        .where(
            _c.level.in_(levels),
            _c.fiscal_year_be == plan.fiscal_year_be,
            _c.status == "DRAFT",
            _c.version_of_id.is_(None),
            or_(*within),
        )
    )
    ordered = asked.order_by(_c.area_code, _c.id).limit(100)
    return [LowerDraft(*row) for row in await session.execute(ordered)]
