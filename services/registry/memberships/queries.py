"""What is asked of memberships."""

from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.communities.queries import records_of
from services.registry.organizations.tables import Organization
from services.registry.people.queries import SEAT, TOLD, live
from services.registry.people.tables import Membership
from shared.lists import Listing, Sort, area_filters

_m: Any = Membership.__table__.c
_o: Any = Organization.__table__.c

SEATS = Listing(
    SEAT,
    filters={
        **area_filters(_o.area_code),
        "organization": _m.organization_id == bindparam("organization"),
        "person": and_(TOLD, _m.person_id.in_(records_of(bindparam("person")))),
        "post": _m.post == bindparam("post"),
        "term_ends_before": _m.term_ends_on < bindparam("term_ends_before", type_=Date),
        "live": live(_m),
    },
    sorts={"place": Sort((_o.area_code,)), "term": Sort((_m.term_ends_on,))},
)


async def get_for_update(session: AsyncSession, membership_id: UUID) -> Membership | None:
    """Return the membership, locked until the end of the transaction, or None."""
    statement = select(Membership).where(_m.id == membership_id).with_for_update()
    found: Membership | None = await session.scalar(statement)
    return found
