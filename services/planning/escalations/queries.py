"""What is asked of escalations, and which silences nobody above has heard of."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.escalations.tables import Escalation
from services.planning.places import queries as places
from services.planning.proposals import queries as proposals
from services.planning.proposals.tables import NEVER, Proposal
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = Escalation.__table__
_c: Any = TABLE.c
_proposal: Any = proposals.TABLE.c

ESCALATION = View(
    "escalation",
    select(
        _c.id,
        _c.proposal_id,
        _proposal.title_th,
        _proposal.addressee_th,
        places.block(_c.area_code).label("area"),
        _c.rung,
        _c.silence,
        _c.due_on,
        _c.raised_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(
        TABLE.join(proposals.TABLE, _proposal.id == _c.proposal_id).join(
            places.TABLE, places.here(_c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
ESCALATIONS = Listing(
    ESCALATION,
    filters={
        **area_filters(_c.area_code),
        "rung": _c.rung == bindparam("rung"),
        "proposal_id": _c.proposal_id == bindparam("proposal_id"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-raised_on": Sort((_c.raised_on,), descending=True),
    },
)


async def next_silent(session: AsyncSession) -> Proposal | None:
    """Return the proposal whose addressee is silent longest and nobody above knows, locked; None when there is none.

    One that another process holds is left to it.
    """
    statement = (
        select(Proposal)
        .where(
            _proposal.due_on < proposals.TODAY,
            _proposal.due_on < NEVER,
            _proposal.escalated_on.is_(None),
        )
        .order_by(_proposal.due_on, _proposal.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found: Proposal | None = await session.scalar(statement)
    return found


async def today(session: AsyncSession) -> Any:
    """Return the day that it is in Thailand by the database's clock."""
    return await session.scalar(select(proposals.TODAY))


async def is_raised(session: AsyncSession, proposal_id: UUID, silent_since_id: UUID) -> bool:
    """Say whether this silence was told before."""
    count = select(func.count()).where(
        _c.proposal_id == proposal_id, _c.silent_since_id == silent_since_id
    )
    return bool(await session.scalar(count))
