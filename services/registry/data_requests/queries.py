"""What is asked of requests about personal data, and of one person altogether."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import Uuid, and_, bindparam, cast, exists, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access_log.queries import touched
from services.registry.bodies.tables import Seat
from services.registry.data_requests.tables import DataRequest
from services.registry.people.queries import REACHED
from services.registry.people.tables import Membership, Person
from shared import privacy, reach
from shared.database import ask, inside
from shared.lists import Listing, Sort, area_filters
from shared.privacy import Opened
from shared.views import View, instant

_c: Any = DataRequest.__table__.c
_p: Any = Person.__table__.c
_m: Any = Membership.__table__.c
_s: Any = Seat.__table__.c
_r: Any = DataRequest.__table__.alias("concerning")
_me = bindparam("me", type_=ARRAY(SqlText))
_TRUE: Any = literal_column("true")
_own = _c.person_id == bindparam("own", type_=Uuid)
_mine = or_(_own, _c.requested_by == func.any(_me))
_concerned = or_(_mine, _c.area_code.op("^@")(func.any(REACHED)))


def _shown(opened: Opened) -> Any:
    return select(
        _c.id,
        _c.kind,
        _c.person_id,
        _c.area_code,
        _c.channel,
        *privacy.columns(DataRequest, opened),
        _c.received_on,
        _c.due_on,
        _c.status,
        instant(_c.decided_at).label("decided_at"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
    )


ANSWER = View("data-request-answer", _shown(Opened()), key=_c.id)
"""A request as answers to writes show it: without its words."""
MASKED = View("data-request-masked", _shown(Opened()).where(_concerned), key=_c.id)
OPENED = View("data-request-opened", _shown(Opened(restricted=_TRUE)).where(_concerned), key=_c.id)
"""Both only for those concerned; take `own`, `me` and `reached`."""
REQUEST = View(
    "data-request",
    select(_c.id, _c.kind, _c.person_id, _c.area_code, _c.due_on, _c.status, _c.revision),
    key=_c.id,
    area=_c.area_code,
    private=_TRUE,
)
REQUESTS = Listing(
    MASKED,
    filters={
        **area_filters(_c.area_code),
        "status": _c.status == bindparam("status"),
        "kind": _c.kind == bindparam("kind"),
        "own": or_(cast(bindparam("own", type_=Uuid), SqlText).is_not(None), _TRUE),
        "me": _me.is_not(None),
        "reached": REACHED.is_not(None),
        "reach": reach.is_among(
            _c.id,
            select(_r.c.id).where(_r.c.person_id == bindparam("own", type_=Uuid)),
            select(_r.c.id).where(_r.c.requested_by == func.any(_me)),
            reach.among(DataRequest, "id", reached=REACHED),
        ),
    },
    sorts={"due_on": Sort((_c.due_on,))},
)
_WHOLE = View(
    "personal-data",
    select(
        _p.id,
        _p.area_code,
        *privacy.columns(Person, Opened(restricted=_TRUE)),
        _p.attested_on,
        _p.notice_version,
        _p.status,
        _p.revision,
        instant(_p.created_at).label("created_at"),
        instant(_p.updated_at).label("updated_at"),
    ),
    key=_p.id,
)
_PARTS = """
    SELECT json_build_object(
        'account', (SELECT coalesce(json_agg(json_build_object('id', id, 'login', login, 'status', status)), '[]')
                    FROM accounts WHERE person_id = %(person)s),
        'memberships', (SELECT coalesce(json_agg(json_build_object('organization_id', organization_id,
                        'organization_th', o.name_th, 'post', post, 'starts_on', starts_on, 'ends_on', ends_on,
                        'term_years', term_years, 'term_ends_on', term_ends_on) ORDER BY starts_on), '[]')
                        FROM memberships m JOIN organizations o ON o.id = m.organization_id
                        WHERE m.person_id = %(person)s),
        'seats', (SELECT coalesce(json_agg(json_build_object('body_id', body_id, 'body_th', b.name_th, 'post', post,
                  'starts_on', starts_on, 'ends_on', ends_on) ORDER BY starts_on), '[]')
                  FROM seats s JOIN bodies b ON b.id = s.body_id WHERE s.person_id = %(person)s),
        'trainings', (SELECT coalesce(json_agg(json_build_object('name_th', name_th, 'organizer_th', organizer_th,
                      'trained_on', trained_on, 'training_hours', training_hours,
                      'certificate_sha256', certificate_sha256) ORDER BY id), '[]')
                      FROM trainings WHERE person_id = %(person)s),
        'purposes', (SELECT coalesce(json_agg(json_build_object('purpose', purpose, 'basis', basis, 'source', source,
                     'notice_version', notice_version, 'expires_on', expires_on, 'closed_at', closed_at)), '[]')
                     FROM legal_bases WHERE person_id = %(person)s),
        'recipients', (SELECT coalesce(json_agg(seen), '[]') FROM (
                       SELECT actor, purpose, count(*) AS times, max(at) AS last_at FROM access_log
                       WHERE persons && %(persons)s::uuid[] GROUP BY actor, purpose ORDER BY actor LIMIT 1000) seen),
        'requests', (SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'status', status,
                     'details_th', details_th, 'reason_th', reason_th, 'due_on', due_on)), '[]')
                     FROM data_requests WHERE person_id = %(person)s)
    )::text
"""
_RECORDS = (
    "WITH RECURSIVE theirs(id) AS (SELECT id FROM people WHERE id = %(person)s UNION"
    " SELECT p.id FROM people p JOIN theirs t ON p.merged_into_id = t.id)"
    " SELECT id FROM theirs ORDER BY id"
)


async def get_for_update(session: AsyncSession, request_id: UUID) -> DataRequest | None:
    """Return the request, locked until the end of the transaction, or None."""
    statement = select(DataRequest).where(_c.id == request_id).with_for_update()
    found: DataRequest | None = await session.scalar(statement)
    return found


async def of_person(session: AsyncSession, person_id: UUID) -> Sequence[DataRequest]:
    """Return every request of a person, locked until the end of the transaction."""
    statement = select(DataRequest).where(_c.person_id == person_id).order_by(_c.id)
    return list(await session.scalars(statement.with_for_update()))


async def records(connection: Any, person_id: UUID) -> list[UUID]:
    """Return the ids of a person's records: their own and all that became part of it, step by step."""
    found = await (await ask(connection, _RECORDS, {"person": person_id})).fetchall()
    return [row[0] for row in found]


async def whole(connection: Any, person_id: UUID, persons: Sequence[UUID]) -> tuple[str, str]:
    """Return all that is known of a person as two JSON texts: the fields, and everything around them."""
    values = {"key": person_id, "granted": [""]}
    fields: Any = await (await ask(connection, _WHOLE.one_sql, values)).fetchone()
    around = {"person": person_id, "persons": list(persons)}
    parts: Any = await (await ask(connection, _PARTS, around)).fetchone()
    return str(fields[0]), str(parts[0])


async def idle(session: AsyncSession, before: dt.date, *, erase: bool) -> list[UUID]:
    """Return up to 500 active people without a post or seat since `before`; for contact data those who have any."""
    held, sits = (
        exists().where(c.person_id == _p.id, or_(c.ends_on.is_(None), c.ends_on >= before))
        for c in (_m, _s)
    )
    marks = privacy.declared(Person)
    contact = [_p[name].is_not(None) for name, mark in marks.items() if is_contact(mark)]
    statement = (
        select(_p.id)
        .where(_p.status == "ACTIVE", ~held, ~sits, func.date(_p.created_at) < before)
        .where(_TRUE if erase else or_(*contact))
        .order_by(_p.id)
        .limit(500)
    )
    return list(await session.scalars(statement))


def is_contact(mark: privacy.Pii) -> bool:
    """Say whether a field goes before its person does: all but names, which a post made public."""
    return mark.kind in {"member", "restricted"} and not mark.office


async def breach(
    session: AsyncSession,
    *,
    subject: str | None = None,
    token: str | None = None,
    since: dt.datetime,
) -> dict[str, Any]:
    """Return whose data a subject or a token was given since an instant, and how much of each class.

    For the notice within 72 hours (PDPA s.37(4)): persons with looks, first and last, and for each class of
    fields how many of the persons have the field.
    """
    found = await touched(await inside(session), subject=subject, token=token, since=since)
    persons = [row[0] for row in found]
    marks = {
        name: mark for name, mark in privacy.declared(Person).items() if mark.kind != "secret"
    }
    counts = await session.execute(
        select(*(func.count(_p[name]) for name in marks)).where(and_(_p.id.in_(persons)))
    )
    by_class: dict[str, dict[str, int]] = {}
    for (name, mark), count in zip(marks.items(), counts.one(), strict=True):
        by_class.setdefault(mark.kind, {})[name] = count
    looked = [
        {"person_id": one, "looks": looks, "first": first, "last": last}
        for one, looks, first, last in found
    ]
    return {"persons": looked, "count": len(persons), "by_class": by_class}
