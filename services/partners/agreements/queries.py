"""What is asked of agreements."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.agencies.queries import agency_block, main_id
from services.partners.agencies.tables import Agency
from services.partners.agreements.schemas import AgreementKind, AgreementStatus
from services.partners.agreements.tables import Agreement, AgreementParty
from services.partners.places.tables import Place
from shared import history
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Agreement.__table__.c
_party: Any = AgreementParty.__table__.c
_agency: Any = Agency.__table__.c
_place: Any = Place.__table__
_parties_of = AgreementParty.__table__.join(Agency.__table__, _agency.id == _party.agency_id)

_parties = (
    select(func.json_agg(aggregate_order_by(agency_block(_agency), _party.position)))
    .select_from(_parties_of)
    .where(_party.agreement_id == _c.id)
    .correlate(Agreement.__table__)
    .scalar_subquery()
)
_house = select(_agency.id).where(
    or_(_agency.id == bindparam("agency_id"), _agency.parent_id == bindparam("agency_id"))
)
_takes_part = _c.id.in_(select(_party.agreement_id).where(_party.agency_id.in_(_house)))


def _may_read(agreement: Any) -> Any:
    """Return who takes part in an agreement, as text[]: its parties, their agencies and their units.

    That is who may draft it (`actions.draft`), in the form of `views.scoped`.
    """
    party, acting = Agency.__table__.alias("party"), Agency.__table__.alias("acting")
    own = (party.c.id == acting.c.id, party.c.parent_id == acting.c.id)
    taking_part = (
        AgreementParty.__table__.join(party, party.c.id == _party.agency_id)
        .join(acting, or_(*own, acting.c.parent_id == party.c.id))
    )  # fmt: skip
    return (
        select(func.array_agg(func.concat("agency:", acting.c.id), type_=ARRAY(Text)))
        .select_from(taking_part)
        .where(_party.agreement_id == agreement)
        .correlate_except(AgreementParty.__table__, party, acting)
        .scalar_subquery()
    )


AGREEMENT = View(
    "agreement",
    select(
        _c.id,
        _c.kind,
        case((_place.c.code.is_not(None), area_block(_place.c))).label("area"),
        _c.title_th,
        _parties.label("parties"),
        _c.status,
        _c.signed_on,
        _c.starts_on,
        _c.ends_on,
        _c.ended_on,
        _c.end_reason_th,
        _c.under_agreement_id,
        _c.replaces_id,
        _c.superseded_by_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(Agreement.__table__.outerjoin(_place, _place.c.code == _c.area_code)),
    key=_c.id,
    area=_c.area_code,
    private=_c.status == AgreementStatus.DRAFT.value,
    parties=_may_read(_c.id),
)
HISTORY = history.listing(_may_read(cast(history.SUBJECT, Uuid)))
AGREEMENTS = Listing(
    AGREEMENT,
    filters={
        **area_filters(_c.area_code),
        "kind": _c.kind == bindparam("kind"),
        "status": _c.status == bindparam("status"),
        "agency_id": _takes_part,
        "under_agreement_id": _c.under_agreement_id == bindparam("under_agreement_id"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-updated_at": Sort((_c.updated_at,), descending=True),
    },
)


async def get(session: AsyncSession, agreement_id: UUID) -> Agreement | None:
    """Return the agreement, or None."""
    return await session.get(Agreement, agreement_id)


async def area_of(session: AsyncSession, agreement_id: UUID) -> str | None:
    """Return the area of an agreement ('' between agencies) without locking it, or None."""
    found: str | None = await session.scalar(select(_c.area_code).where(_c.id == agreement_id))
    return found


async def get_for_update(session: AsyncSession, agreement_id: UUID) -> Agreement | None:
    """Return the agreement, locked until the end of the transaction, or None."""
    found: Agreement | None = await session.scalar(
        select(Agreement).where(_c.id == agreement_id).with_for_update(key_share=True)
    )
    return found


async def holder_of(
    session: AsyncSession, province_code: str, *, besides: Collection[UUID]
) -> UUID | None:
    """Return the id of the province's active agreement, if it is none of `besides`."""
    found: UUID | None = await session.scalar(
        select(_c.id).where(
            _c.kind == AgreementKind.PROVINCE.value,
            _c.status == AgreementStatus.ACTIVE.value,
            _c.area_code == province_code,
            _c.id.not_in(besides),
        )
    )
    return found


async def parties(session: AsyncSession, agreement_id: UUID) -> list[Any]:
    """Return (id, parent_id, kind) of the parties of an agreement, in order."""
    rows = await session.execute(
        select(_agency.id, _agency.parent_id, _agency.kind)
        .select_from(_parties_of)
        .where(_party.agreement_id == agreement_id)
        .order_by(_party.position)
    )
    return list(rows)


async def active_between(
    session: AsyncSession, agencies: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """Return the active agreements between agencies that any of these takes part in, oldest first.

    Each with the agencies of its parties. They cannot end before this transaction does.
    """
    some: Any = select(_party.agreement_id).select_from(_parties_of)
    locked: Sequence[UUID] = (
        await session.scalars(
            select(_c.id)
            .where(
                _c.kind == AgreementKind.AGENCY.value,
                _c.status == AgreementStatus.ACTIVE.value,
                _c.id.in_(some.where(main_id(_agency).in_(agencies))),
            )
            .order_by(_c.id)
            .with_for_update(read=True)
        )
    ).all()
    rows = await session.execute(
        select(_party.agreement_id, main_id(_agency))
        .select_from(_parties_of)
        .where(_party.agreement_id.in_(locked))
    )
    found: dict[UUID, set[UUID]] = {each: set() for each in locked}
    for agreement, main in rows:
        found[agreement].add(main)
    return {agreement: frozenset(mains) for agreement, mains in found.items()}
