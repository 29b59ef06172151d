"""What is asked of plan items."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.budget_lines import queries as budget_lines
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from services.planning.plan_items.tables import ItemNeed, PlanItem
from services.planning.plans import queries as plans
from services.planning.plans.tables import Plan
from shared import history
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, baht, instant

TABLE: Any = PlanItem.__table__
NEEDS: Any = ItemNeed.__table__
_c: Any = TABLE.c
_link: Any = NEEDS.c
PRIVATE: ColumnElement[bool] = plans.unadopted(_c.plan_status)
PARTIES: Any = plans.parties(_c.plan_id)
STANDING: ColumnElement[bool] = _c.status != literal_column("'WITHDRAWN'")
"""It is part of its plan: what was taken out of the draft counts for nothing."""

_need_ids = (
    select(func.json_agg(_link.need_id.op("ORDER BY")(_link.need_id)))
    .where(_link.plan_item_id == _c.id)
    .correlate(TABLE)
    .scalar_subquery()
)
_spot: Any = places.TABLE.alias("spot")
ITEM = View(
    "plan-item",
    select(
        _c.id,
        _c.plan_id,
        _c.version_of_id,
        _c.title_th,
        places.block(_c.area_code).label("area"),
        _c.level,
        _c.fiscal_year_be,
        _c.issue_code,
        func.coalesce(_need_ids, literal_column("'[]'::json")).label("need_ids"),
        baht(_c.own_baht).label("own_budget"),
        baht(_c.budget_baht).label("budget"),
        organizations.meant(_c.owner_organization_id).label("owner_organization_id"),
        func.coalesce(_c.owner_th, organizations.NAME).label("owner_th"),
        _c.indicator_th,
        _c.expected_result_th,
        _c.activities_th,
        case((_c.place_code.is_not(None), area_block(_spot.c, _c.place_code))).label("place"),
        _c.starts_on,
        _c.ends_on,
        _c.activities,
        _c.mode,
        _c.indicator_unit_th,
        cast(_c.indicator_baseline, Text).label("indicator_baseline"),
        cast(_c.indicator_target, Text).label("indicator_target"),
        _c.own_households,
        _c.households,
        budget_lines.shown(TABLE).label("budget_lines"),
        baht(_c.carried_baht).label("carried"),
        _c.carried_from_item_id,
        _c.status,
        _c.plan_status,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        organizations.joined(
            TABLE.join(places.TABLE, places.here(_c.area_code)).outerjoin(
                _spot, _spot.c.code == func.left(_c.place_code, places.TAMBON_DIGITS)
            ),
            _c.owner_organization_id,
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
    parties=PARTIES,
)
_told = TABLE.alias("told")
_parties_told = (
    select(plans.TABLE.c.area_codes)
    .join(_told, _told.c.plan_id == plans.TABLE.c.id)
    .where(_told.c.id == cast(history.SUBJECT, Uuid))
)
HISTORY = history.listing(_parties_told.scalar_subquery())
ITEMS = Listing(
    ITEM,
    filters={
        **area_filters(_c.area_code),
        "standing": STANDING,
        "plan_id": _c.plan_id == bindparam("plan_id"),
        "issue": _c.issue_code == bindparam("issue"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "status": _c.status == bindparam("status"),
        "need_id": exists()
        .where(_link.plan_item_id == _c.id, _link.need_id == bindparam("need_id"))
        .correlate(TABLE),
        "mode": _c.mode == bindparam("mode"),
        "source": budget_lines.with_source(TABLE),
        "agency_id": budget_lines.of_agency(TABLE),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
    uneven=("source", "agency_id"),
)


async def get(session: AsyncSession, item_id: UUID) -> PlanItem | None:
    """Return the item, or None."""
    return await session.get(PlanItem, item_id)


async def plan_of(session: AsyncSession, item_id: UUID) -> Plan | None:
    """Return the plan of an item, None when there is no such item."""
    found: Plan | None = await session.scalar(
        select(Plan).join(PlanItem, _c.plan_id == plans.TABLE.c.id).where(_c.id == item_id)
    )
    return found


async def lock_each(session: AsyncSession, item_ids: Sequence[UUID]) -> dict[UUID, PlanItem]:
    """Return the items, locked in the order of their ids until the end of the transaction."""
    statement = (
        select(PlanItem)
        .where(_c.id.in_(item_ids))
        .order_by(_c.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {item.id: item for item in (await session.scalars(statement)).all()}


async def lock_of_plan(session: AsyncSession, plan_id: UUID) -> list[PlanItem]:
    """Return the items of a plan, locked in the order of their ids."""
    statement = (
        select(PlanItem)
        .where(_c.plan_id == plan_id, STANDING)
        .order_by(_c.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list((await session.scalars(statement)).all())


async def needs_of(session: AsyncSession, item_ids: Sequence[UUID]) -> list[UUID]:
    """Return the needs that the items answer, each once."""
    statement = select(_link.need_id).where(_link.plan_item_id.in_(item_ids)).distinct()
    return list((await session.scalars(statement)).all())


async def answered_in(session: AsyncSession, plan_id: UUID) -> set[tuple[UUID, UUID]]:
    """Return which items of a plan answer which needs."""
    statement = (
        select(_link.plan_item_id, _link.need_id)
        .join(TABLE, _c.id == _link.plan_item_id)
        .where(_c.plan_id == plan_id, STANDING)
    )
    return {(row[0], row[1]) for row in await session.execute(statement)}


async def total_of(session: AsyncSession, plan_id: UUID) -> Decimal:
    """Return what all items of a plan cost together."""
    found = select(func.sum(_c.budget_baht)).where(_c.plan_id == plan_id, STANDING)
    return await session.scalar(found) or Decimal("0.00")
