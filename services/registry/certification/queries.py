"""What is asked of certifications."""

from typing import Any
from uuid import UUID

from sqlalchemy import Date as SqlDate
from sqlalchemy import and_, bindparam, case, cast, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.certification.schemas import CertificationState
from services.registry.certification.tables import Certification, CertificationAct
from services.registry.organizations.schemas import KIND_TH
from services.registry.organizations.tables import Organization
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant, json_object

_c: Any = Certification.__table__.c
_a: Any = CertificationAct.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_here = _place.c.code == func.left(_c.area_code, 6)
TODAY: Any = cast(func.timezone(literal_column("'Asia/Bangkok'"), func.now()), SqlDate)
_LAPSED = and_(_c.status == literal_column("'CERTIFIED'"), _c.expires_on <= TODAY)

CERTIFICATION = View(
    "certification",
    select(
        _c.id,
        json_object(id=_o.id, name_th=_o.name_th).label("organization"),
        area_block(_place.c, _c.area_code).label("area"),
        case((_LAPSED, "EXPIRED"), else_=_c.status).label("state"),
        case(
            (_c.number.is_(None), "FIND"), (_c.developments > 0, "DEVELOP"), else_="CERTIFY"
        ).label("stride"),
        _c.found_on,
        _c.finder_side,
        _c.community_endorsements,
        _c.local_agency_endorsements,
        _c.number,
        _c.edition,
        _c.certified_on,
        _c.expires_on,
        _c.developments,
        _c.developed_on,
        _c.successor_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Certification.__table__.join(Organization.__table__, _o.id == _c.organization_id).join(
            _place, _here
        )
    ),
    key=_c.id,
    area=_c.area_code,
)


def _stands(state: CertificationState) -> Any:
    """Return the condition of a state today; what is stored knows nothing of days that pass."""
    if state is CertificationState.EXPIRED:
        return _LAPSED
    stored = _c.status == literal_column(f"'{state.value}'")
    return and_(stored, _c.expires_on > TODAY) if state is CertificationState.CERTIFIED else stored


CERTIFICATIONS = Listing(
    CERTIFICATION,
    filters={
        **area_filters(_c.area_code),
        "organization": _c.organization_id == bindparam("organization"),
        "expires": _c.expires_on.is_not(None),
        "expires_before": and_(
            _c.expires_on < bindparam("expires_before", type_=SqlDate),
            or_(
                *(_c.status == literal_column(f"'{each}'") for each in ("CERTIFIED", "SUSPENDED"))
            ),
        ),
        **{f"state:{state}": _stands(state) for state in CertificationState},
    },
    sorts={"place": Sort((_c.area_code,)), "expires_on": Sort((_c.expires_on,))},
)
_NAMED = "(SELECT name_th FROM areas WHERE length(o.area_code) >= {0} AND code = left(o.area_code, {0}))"
_FACTS = f"""
    SELECT o.name_th, o.kind, {_NAMED.format(6)}, {_NAMED.format(4)}, {_NAMED.format(2)},
        CASE WHEN length(o.area_code) = 8 THEN ltrim(right(o.area_code, 2), '0') END
    FROM organizations o WHERE o.id = %(id)s
"""  # noqa: S608 - our own constants
_is_over = case(
    (_c.status.in_(("REFUSED", "REVOKED", "MERGED")), 2), (_c.status == "ENDED", 1), else_=0
)
_NEXT_NUMBER = """
    INSERT INTO certificate_numbers AS known (province, fiscal_year_be, last)
    VALUES (%(province)s, %(year)s, 1)
    ON CONFLICT (province, fiscal_year_be) DO UPDATE SET last = known.last + 1 RETURNING last
"""


async def organization_for_update(
    session: AsyncSession, organization_id: UUID
) -> Organization | None:
    """Return the organization, locked so that it is found once, or None."""
    statement = select(Organization).where(_o.id == organization_id).with_for_update()
    found: Organization | None = await session.scalar(statement)
    return found


async def organization(session: AsyncSession, organization_id: UUID) -> Organization | None:
    """Return the organization, or None."""
    found: Organization | None = await session.get(Organization, organization_id)
    return found


async def newest_for_update(session: AsyncSession, organization_id: UUID) -> Certification | None:
    """Return the newest certification of an organization, locked, or None when it was never found.

    One that is on its way, or ended with the organization, comes before all that are over: those of a second
    record may be newer.
    """
    statement = (
        select(Certification)
        .where(_c.organization_id == organization_id)
        .order_by(_is_over, _c.created_at.desc(), _c.id.desc())
        .limit(1)
        .with_for_update()
    )
    found: Certification | None = await session.scalar(statement)
    return found


async def numbered_for_update(session: AsyncSession, number: str) -> Certification | None:
    """Return the certification with this number, locked, or None."""
    statement = select(Certification).where(_c.number == number).with_for_update()
    found: Certification | None = await session.scalar(statement)
    return found


async def acts_of(session: AsyncSession, certification_id: UUID) -> list[CertificationAct]:
    """Return the acts of a certification in their order."""
    statement = (
        select(CertificationAct).where(_a.certification_id == certification_id).order_by(_a.step)
    )
    return list((await session.scalars(statement)).all())


async def next_number(session: AsyncSession, province: str, year_be: int) -> int:
    """Return the next number of a province and fiscal year, taken back when the transaction fails."""
    values = {"province": province, "year": year_be}
    row: Any = await (await ask(await inside(session), _NEXT_NUMBER, values)).fetchone()
    return int(row[0])


async def described(session: AsyncSession, organization_id: UUID) -> dict[str, Any]:
    """Return what a certificate says of an organization: its name, kind and place as they are today."""
    values = {"id": str(organization_id)}
    row: Any = await (await ask(await inside(session), _FACTS, values)).fetchone()
    name, kind, tambon, district, province, village = row
    return {
        "organization_id": str(organization_id),
        "organization_th": name,
        "kind_th": KIND_TH.get(kind, kind),
        "village": village,
        "tambon_th": tambon,
        "district_th": district,
        "province_th": province,
    }
