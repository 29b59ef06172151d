"""What is asked of people."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import and_, bindparam, case, cast, exists, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.bodies import queries as bodies
from services.registry.council_offices import queries as councils
from services.registry.organizations.tables import Organization
from services.registry.people.tables import LegalBasis, Membership, Person
from shared import privacy
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.privacy import Opened
from shared.views import View, area_block, instant, json_object, scoped

_p: Any = Person.__table__.c
_m: Any = Membership.__table__.c
_b: Any = LegalBasis.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
TODAY = bodies.TODAY
_TEXTS = ARRAY(SqlText)
GRANTED: Any = bindparam("granted", type_=_TEXTS)
REACHED: Any = bindparam("reached", type_=_TEXTS)


def party(organization_id: Any) -> Any:
    """Return an organization as `granted` and `reached` name it."""
    return literal_column("'organization:'").concat(cast(organization_id, SqlText))


live = bodies.live
_theirs = and_(_m.person_id == _p.id, live(_m))
_office = _m.post != "MEMBER"
_facts: Any = (
    select(
        func.coalesce(func.bool_or(_office), literal_column("false")).label("office"),
        func.coalesce(
            func.array_agg(party(_m.organization_id)), literal_column("'{}'::text[]"), type_=_TEXTS
        ).label("parties"),
        func.coalesce(
            func.json_agg(json_object(organization_id=_m.organization_id, post=_m.post)).filter(
                _office
            ),
            literal_column("'[]'::json"),
        ).label("posts"),
    )
    .where(_theirs)
    .correlate(Person.__table__)
    .lateral("facts")
).c
"""What the posts that a person holds today say about them, worked out once a row."""
USES: Any = (
    select((func.count() > 0).label("based"))
    .where(
        _b.person_id == _p.id,
        _b.purpose == bindparam("purpose", type_=SqlText),
        _b.closed_at.is_(None),
        or_(_b.expires_on.is_(None), _b.expires_on > TODAY),
    )
    .correlate(Person.__table__)
    .lateral("uses")
)
_sitting = bodies.sitting(Person.__table__)
_council = councils.sitting()
IN_OFFICE = or_(_facts.office, _sitting.c.sits, _council.c.sits)
"""Whether a person is public today: by a post in an organization, or by a seat in a body or council."""
_posted = select(_m.id).where(_theirs, _office).offset(literal_column("0")).exists()
HOLDS_OFFICE = or_(_posted, bodies.sits(_p.id), councils.sits_today())
"""The same, less to plan, for who only looks for people; asked row by row, not of all memberships at once."""
_covered = or_(_p.area_code.op("^@")(func.any(REACHED)), _facts.parties.op("&&")(REACHED))
_true: Any = literal_column("true")
_home = Person.__table__.join(_place, _place.c.code == _p.area_code)
HERE = _home.join(_facts.office.table, _true).join(_sitting, _true).join(_council, _true)


def _view(kind: str, source: Any, opened: Opened) -> View:
    """Return people as seen by somebody to whom these classes of fields are opened."""
    full = literal_column("false") if opened.restricted is None else opened.restricted
    statement = select(
        _p.id,
        area_block(_place.c).label("area"),
        _facts.posts.label("posts"),
        _sitting.c.seats.label("seats"),
        _council.c.council_seats.label("council_seats"),
        *privacy.columns(Person, opened),
        (~full).label("masked"),
        _p.attested_on,
        _p.status,
        _p.merged_into_id,
        _p.revision,
        instant(_p.created_at).label("created_at"),
        instant(_p.updated_at).label("updated_at"),
    ).select_from(source)
    scope = {"area": _p.area_code, "private": ~IN_OFFICE, "parties": _facts.parties}
    return View(kind, statement, key=_p.id, **scope)


FELLOW = _facts.parties.op("&&")(GRANTED)
PARTIES = _facts.parties
WITH_PURPOSE = and_(USES.c.based, _covered)
MASKED = _view("person-masked", HERE, Opened(office=IN_OFFICE, member=FELLOW))
"""People as everybody sees them; whose only post is member, as their own organization and area do."""
OPENED = _view(
    "person-opened",
    HERE.join(USES, _true),
    Opened(office=IN_OFFICE, member=FELLOW, restricted=WITH_PURPOSE),
)
"""People as somebody with a purpose sees them; takes `reached` and `purpose`."""
PERSON = View(
    "person",
    select(
        _p.id,
        _p.area_code,
        _p.status,
        _p.merged_into_id,
        _p.revision,
    ).select_from(HERE),
    key=_p.id,
    area=_p.area_code,
    private=~IN_OFFICE,
)
"""People as events tell of them: ids, no names."""
LEGAL_BASIS = View(
    "legal-basis",
    select(
        _b.id,
        _b.person_id,
        _b.purpose,
        _b.basis,
        _b.notice_version,
        _b.expires_on,
        instant(_b.closed_at).label("closed_at"),
        _b.revision,
    ).select_from(LegalBasis.__table__.join(Person.__table__, _p.id == _b.person_id)),
    key=_b.id,
    area=_p.area_code,
    private=literal_column("true"),
)

_in_public = and_(bodies.held_ever(_m), _office)
TOLD = or_(_in_public, ~_office)
"""Whose post it is, is told: of a public one once it has begun, unless it was withdrawn."""


def holder(held: Any, office: Any) -> Any:
    """Return who holds or held a post or seat: named in `office`, else masked (docs/decisions/0014)."""
    marks = privacy.declared(Person)
    names = [
        privacy.masked(_p[name], marks[name], Opened(office=office))
        for name in ("given_name_th", "family_name_th")
    ]
    erased: Any = literal_column("'ผู้นำ (ลบข้อมูลแล้ว)'")
    withdrawn: Any = literal_column("'รายการที่ถอนแล้ว'")
    nobody = (held.person_id.is_(None), erased), (held.ends_on <= held.starts_on, withdrawn)
    return case(*nobody, else_=func.concat_ws(" ", *names))


_seat: dict[str, Any] = {
    "key": _m.id,
    "area": _o.area_code,
    "private": ~_office,
    "parties": func.array_append(literal_column("'{}'::text[]"), party(_m.organization_id)),
}
_NAMES = "id person_id organization_id post starts_on ends_on term_years term_ends_on revision"
_post = tuple(_m[name] for name in _NAMES.split())
_of_organization = Membership.__table__.join(Organization.__table__, _o.id == _m.organization_id)
MEMBERSHIP = View("membership", select(*_post).select_from(_of_organization), **_seat)
"""Memberships as events tell of them: ids, no names."""
_who = case((TOLD, _m.person_id)).label("person_id")
SEAT = View(
    "seat",
    select(_post[0], _who, *_post[2:], holder(_m, _in_public).label("holder_th")).select_from(
        _of_organization.outerjoin(Person.__table__, _p.id == _m.person_id)
    ),
    **_seat,
)
"""Memberships as people see them; of a post that nothing is told of there is no id (docs/decisions/0014)."""

_seen_post = scoped(
    _m.post == "MEMBER",
    _p.area_code,
    func.array_append(literal_column("'{}'::text[]"), party(_m.organization_id)),
)


def _with_post(*conditions: Any) -> Any:
    held = exists().where(_theirs, *conditions).correlate(Person.__table__)
    return and_(held, held.where(_seen_post))  # the first alone lets a rare post be the start


_of = _m.organization_id == bindparam("organization")
_as = _m.post == bindparam("post")
_FILTERS = {
    **area_filters(_p.area_code),
    "organization": _with_post(_of),
    "post": _with_post(_as),
    "organization+post": _with_post(_of, _as),
    "status": _p.status == bindparam("status"),
    "in_office": and_(HOLDS_OFFICE, _p.name_sort.is_not(None)),
}
_new = _p.new_generation_on.is_not(None)
_SORTS = {"place": Sort((_p.area_code,)), "name": Sort((_p.name_sort,))}
_HOW: Any = {"sorts": _SORTS, "uneven": ("post", "organization+post")}
PEOPLE = Listing(MASKED, filters={**_FILTERS, "new_generation": and_(_new, FELLOW)}, **_HOW)
OPENED_PEOPLE = Listing(
    OPENED,
    filters={
        **_FILTERS,
        "new_generation": and_(_new, or_(FELLOW, WITH_PURPOSE)),
        "purpose": bindparam("purpose", type_=SqlText).is_not(None),
        "reached": cast(REACHED, _TEXTS).is_not(None),
    },
    **_HOW,
)

_ACCOUNTS = "SELECT id::text FROM accounts WHERE person_id = %(person)s ORDER BY id"
_PERSON_OF = """
    SELECT person_id FROM accounts
    WHERE id = CASE WHEN %(account)s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN %(account)s::uuid END
"""
_FACTS = (
    "SELECT area_code, ARRAY(SELECT organization_id FROM memberships WHERE person_id = people.id"
    " AND starts_on <= (now() AT TIME ZONE interval '07:00')::date"
    " AND (ends_on IS NULL OR ends_on > (now() AT TIME ZONE interval '07:00')::date))"
    " FROM people WHERE id = %(person)s"
)


async def live_memberships(
    session: AsyncSession, person_id: UUID, day: dt.date
) -> list[tuple[UUID, str, str]]:
    """Return (organization_id, its area_code, post) of a person's posts on a day, where the organization stands."""
    statement = (
        select(_m.organization_id, _o.area_code, _m.post)
        .join_from(Membership.__table__, Organization.__table__, _o.id == _m.organization_id)
        .where(_m.person_id == person_id, _m.starts_on <= day)
        .where(or_(_m.ends_on.is_(None), _m.ends_on > day), _o.status.in_(("ACTIVE", "DORMANT")))
        .order_by(_m.organization_id, _m.post)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def get_for_update(session: AsyncSession, person_id: UUID) -> Person | None:
    """Return the person, locked until the end of the transaction, or None."""
    statement = select(Person).where(_p.id == person_id).with_for_update()
    found: Person | None = await session.scalar(statement)
    return found


async def basis_for_update(session: AsyncSession, basis_id: UUID) -> LegalBasis | None:
    """Return the legal basis, locked until the end of the transaction, or None."""
    statement = select(LegalBasis).where(_b.id == basis_id).with_for_update()
    found: LegalBasis | None = await session.scalar(statement)
    return found


async def memberships_of(session: AsyncSession, person_id: UUID) -> Sequence[Membership]:
    """Return every membership of a person, locked until the end of the transaction."""
    statement = select(Membership).where(_m.person_id == person_id).order_by(_m.id)
    return list(await session.scalars(statement.with_for_update()))


async def bases_of(session: AsyncSession, person_id: UUID) -> Sequence[LegalBasis]:
    """Return every legal basis of a person, locked until the end of the transaction."""
    statement = select(LegalBasis).where(_b.person_id == person_id).order_by(_b.id)
    return list(await session.scalars(statement.with_for_update()))


async def organization_area(session: AsyncSession, organization_id: UUID) -> str | None:
    """Return where an organization is, or None for an unknown one."""
    found: str | None = await session.scalar(select(_o.area_code).where(_o.id == organization_id))
    return found


async def accounts_of(session: AsyncSession, person_id: UUID) -> list[str]:
    """Return the ids of the accounts that a person signs in with."""
    found = await ask(await inside(session), _ACCOUNTS, {"person": person_id})
    return [str(row[0]) for row in await found.fetchall()]


async def person_of(connection: Any, account: str) -> UUID | None:
    """Return the person that an account belongs to, or None; `connection` is the driver's."""
    row = await (await ask(connection, _PERSON_OF, {"account": account})).fetchone()
    found: UUID | None = row[0] if row else None
    return found


async def facts(connection: Any, person_id: UUID) -> tuple[str, list[UUID]]:
    """Return the area of a person and the organizations in which they hold a post today."""
    row: Any = await (await ask(connection, _FACTS, {"person": person_id})).fetchone()
    return str(row[0]), list(row[1])
