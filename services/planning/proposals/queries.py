"""What is asked of proposals."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.proposals.tables import Answer, Proposal
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant, json_object

TABLE: Any = Proposal.__table__
ANSWERS: Any = Answer.__table__
_c: Any = TABLE.c
_answer: Any = ANSWERS.c
_item = plan_items.TABLE
_answered = case(
    (
        _answer.id.is_not(None),
        json_object(
            id=_answer.id,
            outcome=_answer.outcome,
            granted=baht(_answer.granted_baht),
            reason_th=_answer.reason_th,
            answered_on=_answer.answered_on,
            reference_th=_answer.reference_th,
        ),
    )
)

PROPOSAL = View(
    "proposal",
    select(
        _c.id,
        _c.plan_item_id,
        _item.c.title_th.label("plan_item_title_th"),
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.addressee_kind,
        _c.addressee_th,
        _c.title_th,
        baht(_c.asked_baht).label("asked"),
        _c.submitted_on,
        _c.status,
        _c.acknowledged_on,
        _answered.label("answer"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(_item, _item.c.id == _c.plan_item_id)
        .join(places.TABLE, places.here(_c.area_code))
        .outerjoin(ANSWERS, _answer.proposal_id == _c.id)
    ),
    key=_c.id,
    area=_c.area_code,
)
PROPOSALS = Listing(
    PROPOSAL,
    filters={
        **area_filters(_c.area_code),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
        "status": _c.status == bindparam("status"),
        "addressee_kind": _c.addressee_kind == bindparam("addressee_kind"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-submitted_on": Sort((_c.submitted_on,), descending=True),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, proposal_id: UUID) -> Proposal | None:
    """Return the proposal, locked until the end of the transaction, or None."""
    statement = select(Proposal).where(_c.id == proposal_id).with_for_update(key_share=True)
    found: Proposal | None = await session.scalar(statement)
    return found


async def spoken_for(session: AsyncSession, item_id: UUID, but: UUID) -> Decimal:
    """Return what other proposals of an item ask for, or were granted once they are answered."""
    amount = case(
        (_c.status == "REJECTED", 0), else_=func.coalesce(_c.granted_baht, _c.asked_baht)
    )
    found = select(func.sum(amount)).where(_c.plan_item_id == item_id, _c.id != but)
    return await session.scalar(found) or Decimal("0.00")
