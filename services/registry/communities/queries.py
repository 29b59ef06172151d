"""What is asked of communities that gave notice."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, case, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.communities.tables import CommunityNotice, CommunityRepresentative
from services.registry.people.tables import Person
from shared.lists import Listing, Sort, area_filters
from shared.places import prefix_range
from shared.views import View, area_block, instant

_c: Any = CommunityNotice.__table__.c
_r: Any = CommunityRepresentative.__table__.c
_p: Any = Person.__table__.c
_place: Any = Area.__table__
_here = _place.c.code == func.left(_c.area_code, 6)


def standing_for(person: Any) -> Any:
    """Return the id by which a person is known today: of a merged record the other's, of an erased one none."""
    return case((person.status != "ERASED", func.coalesce(person.merged_into_id, person.id)))


def records_of(person_id: Any) -> Any:
    """Return the records of a person by the id of any: the one that stands and those that became part of it."""
    here, known = (Person.__table__.alias(name) for name in ("record", "known_as"))
    stands: Any = (
        select(func.coalesce(known.c.merged_into_id, known.c.id))
        .where(known.c.id == person_id)
        .scalar_subquery()
    )
    return select(here.c.id).where(or_(here.c.id == stands, here.c.merged_into_id == stands))


_representatives = (
    select(
        func.coalesce(
            func.json_agg(aggregate_order_by(standing_for(_p), _r.position)),
            literal_column("'[]'::json"),
        )
    )
    .select_from(CommunityRepresentative.__table__.join(Person.__table__))
    .where(_r.notice_id == _c.id)
    .correlate(CommunityNotice.__table__)
    .scalar_subquery()
)
NOTICE = View(
    "community-notice",
    select(
        _c.id,
        _c.kind,
        _c.name_th,
        area_block(_place.c, _c.area_code).label("area"),
        _c.village_codes,
        _c.organization_id,
        _c.members_count,
        _c.resolved_on,
        _c.noticed_on,
        _c.given_to,
        _representatives.label("representative_ids"),
        _c.notice_form_sha256,
        _c.data_form_sha256,
        _c.resolution_form_sha256,
        _c.status,
        _c.number,
        _c.answered_on,
        _c.answer_reason_th,
        _c.consent,
        _c.consent_on,
        _c.council_id,
        _c.ended_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(CommunityNotice.__table__.join(_place, _here)),
    key=_c.id,
    area=_c.area_code,
)
_day = bindparam("holding", type_=Date)
NOTICES = Listing(
    NOTICE,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "status": _c.status == bindparam("status"),
        "consent": _c.consent == bindparam("consent"),
        "council": _c.council_id == bindparam("council"),
        "holding": and_(
            _c.status == "ACKNOWLEDGED",
            _c.answered_on <= _day,
            or_(_c.ended_on.is_(None), _c.ended_on > _day),
        ),
    },
    sorts={
        "place": Sort((_c.area_code, _c.name_sort)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get_for_update(session: AsyncSession, notice_id: UUID) -> CommunityNotice | None:
    """Return the notice, locked until the end of the transaction, or None."""
    statement = select(CommunityNotice).where(_c.id == notice_id).with_for_update()
    found: CommunityNotice | None = await session.scalar(statement)
    return found


def _within(code: str) -> Any:
    low, high = prefix_range(code)
    return and_(_c.area_code >= low, _c.area_code < high)


async def holding(
    session: AsyncSession, tambons: Collection[str], on: dt.date, *, council: UUID
) -> dict[UUID, str | None]:
    """Return the noticed communities of tambons on a day that form no other council, with their consent."""
    rows = await session.execute(
        select(_c.id, _c.consent).where(
            or_(*(_within(code) for code in tambons)),
            _c.status == "ACKNOWLEDGED",
            _c.answered_on <= on,
            or_(_c.ended_on.is_(None), _c.ended_on > on),
            or_(_c.council_id.is_(None), _c.council_id == council),
        )
    )
    return {row.id: row.consent for row in rows}


async def of_council(session: AsyncSession, council_id: UUID) -> Sequence[CommunityNotice]:
    """Return the communities that form a council, locked."""
    found = await session.scalars(
        select(CommunityNotice)
        .where(_c.council_id == council_id)
        .order_by(_c.id)
        .with_for_update()
    )
    return found.all()


async def among(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CommunityNotice]:
    """Return these communities, locked."""
    found = await session.scalars(
        select(CommunityNotice).where(_c.id.in_(ids)).order_by(_c.id).with_for_update()
    )
    return found.all()
