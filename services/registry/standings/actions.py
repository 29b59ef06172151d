"""What is answered about where certifications stand."""

import datetime as dt
from uuid import UUID

from services.registry.certification import rules
from services.registry.certification.schemas import STATE_TH
from services.registry.standings import queries, schemas
from shared.database import Database
from shared.errors import Problem
from shared.thai_time import bangkok_date


def day_of(asked: dt.date | None) -> dt.date:
    """Return the day that is asked about: today in Thailand unless told."""
    return asked or bangkok_date(dt.datetime.now(dt.UTC))


async def standing(database: Database, certification_id: UUID, on: dt.date | None) -> bytes:
    """Return where a certification stands on a day as JSON; 404 before it was found."""
    day = day_of(on)
    found = rules.standing(await queries.acts(database, certification_id), day)
    if found is None:
        raise Problem("not-found")
    return (
        schemas.CertificationStanding(
            on=day,
            state=found.state,
            state_th=STATE_TH[found.state],
            stride=found.stride,
            since=found.since,
            expires_on=found.expires_on,
            reason_th=found.reason_th,
        )
        .model_dump_json()
        .encode()
    )


async def counts(database: Database, code: str, on: dt.date | None) -> bytes:
    """Return as JSON how many of an area, a group or the nation stand where on a day.

    404 for a code that was not in use by then.
    """
    found = await queries.counts(database, code, day_of(on))
    if found is None:
        raise Problem("not-found")
    return found
