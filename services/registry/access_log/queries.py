"""What is asked of the access log."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Uuid, any_, bindparam, func, literal_column, select

from services.registry.access_log.tables import AccessEntry
from shared.database import ask
from shared.lists import Listing, Sort
from shared.views import View, instant

_c: Any = AccessEntry.__table__.c
ENTRY = View(
    "access-entry",
    select(
        _c.number,
        instant(_c.at).label("at"),
        _c.actor,
        _c.purpose,
        _c.route,
        _c.persons,
        _c.address,
        _c.request_id,
        _c.number.label("revision"),
    ),
    key=_c.number,
)
# Found first and ordered then: few of all entries are of one person, which no statistics tell.
_of_person: Any = func.array(
    select(AccessEntry.__table__.alias("seen").c.number)
    .where(
        literal_column("seen.persons").op("@>")(
            func.array_append(literal_column("'{}'::uuid[]"), bindparam("person", type_=Uuid))
        )
    )
    .scalar_subquery()
)
ENTRIES = Listing(
    ENTRY,
    filters={
        "person": _c.number == any_(_of_person),
        "actor": _c.actor == bindparam("actor"),
        "since": _c.at >= bindparam("since", type_=DateTime(timezone=True)),
    },
    sorts={"-number": Sort((), descending=True)},
)
_LOCK = "SELECT pg_advisory_xact_lock(1262571600)"
_LAST = (
    "SELECT (SELECT number FROM access_log ORDER BY number DESC LIMIT 1),"
    " (SELECT hash FROM access_log ORDER BY number DESC LIMIT 1), clock_timestamp()"
)
_TOUCHED = """
    WITH touched AS (
        SELECT unnest(persons) AS person_id, at FROM access_log
        WHERE at >= %(since)s AND (actor = %(subject)s OR token = %(token)s)
    )
    SELECT person_id, count(*), min(at), max(at) FROM touched GROUP BY person_id ORDER BY person_id
"""
_LOOKS = """
    SELECT coalesce(json_agg(row_to_json(seen)), '[]'::json)::text FROM (
        SELECT to_char(timezone('UTC', at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, purpose, route
        FROM access_log WHERE persons && %(persons)s::uuid[] ORDER BY number DESC LIMIT 1000
    ) seen
"""


async def last(connection: Any) -> tuple[int, bytes | None, dt.datetime]:
    """Lock the log until the end of the transaction; return its last number and hash, and the time."""
    await ask(connection, _LOCK)
    row: Any = await (await ask(connection, _LAST)).fetchone()
    return row[0] or 0, row[1], row[2].astimezone(dt.UTC)


async def looks_at(connection: Any, persons: Sequence[UUID]) -> str:
    """Return the newest thousand looks at a person (also under merged ids) as JSON text."""
    row: Any = await (await ask(connection, _LOOKS, {"persons": list(persons)})).fetchone()
    return str(row[0])


async def touched(
    connection: Any, *, subject: str | None, token: str | None, since: dt.datetime
) -> list[tuple[UUID, int, dt.datetime, dt.datetime]]:
    """Return (person, looks, first, last) of what a subject or a token was given since an instant."""
    values = {"subject": subject, "token": token, "since": since}
    return list(await (await ask(connection, _TOUCHED, values)).fetchall())
