"""What is asked of commitments."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies.queries import agency_block
from services.partners.agencies.tables import Agency
from services.partners.funds.schemas import STATUS_TH, CommitmentStatus
from services.partners.funds.tables import Commitment
from services.partners.places.tables import Place
from services.partners.plan_items.tables import PlanItem
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, baht, instant

_c: Any = Commitment.__table__.c
_agency: Any = Agency.__table__
_item: Any = PlanItem.__table__
_place: Any = Place.__table__

COMMITMENT = View(
    "commitment",
    select(
        _c.id,
        agency_block(_agency.c).label("agency"),
        _c.plan_item_id,
        _item.c.title_th.label("plan_item_title_th"),
        area_block(_place.c).label("area"),
        baht(_c.amount_baht).label("amount"),
        _c.fiscal_year_be,
        _c.committed_on,
        _c.note_th,
        _c.status,
        case(*((_c.status == code.value, label) for code, label in STATUS_TH.items())).label(
            "status_th"
        ),
        _c.approved_on,
        _c.refused_on,
        _c.refuse_reason_th,
        _c.withdrawn_on,
        _c.withdraw_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Commitment.__table__.join(_agency, _agency.c.id == _c.agency_id)
        .join(_item, _item.c.id == _c.plan_item_id)
        .join(_place, _place.c.code == _c.area_code)
    ),
    key=_c.id,
    area=_c.area_code,
)
COMMITMENTS = Listing(
    COMMITMENT,
    filters={
        **area_filters(_c.area_code),
        "agency_id": _c.agency_id == bindparam("agency_id"),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "status": _c.status == bindparam("status"),
    },
    sorts={
        "-committed_on": Sort((_c.committed_on,), descending=True),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def item_of(session: AsyncSession, commitment_id: UUID) -> UUID | None:
    """Return the plan item of a commitment without locking anything, or None."""
    found: UUID | None = await session.scalar(
        select(_c.plan_item_id).where(_c.id == commitment_id)
    )
    return found


async def get_for_update(session: AsyncSession, commitment_id: UUID) -> Commitment | None:
    """Return the commitment, locked until the end of the transaction, or None."""
    found: Commitment | None = await session.scalar(
        select(Commitment).where(_c.id == commitment_id).with_for_update()
    )
    return found


async def committed_to(session: AsyncSession, item_id: UUID, *, besides: UUID) -> Decimal:
    """Return the sum in baht of the approved commitments to a plan item, but one."""
    total = await session.scalar(
        select(func.coalesce(func.sum(_c.amount_baht), 0)).where(
            _c.plan_item_id == item_id,
            _c.status == CommitmentStatus.APPROVED.value,
            _c.id != besides,
        )
    )
    return Decimal(total or 0)
