"""What happens when somebody asks how ready a province is."""

import datetime as dt

from services.planning.factors import queries, rules
from shared import copies
from shared.database import Database
from shared.thai_time import bangkok_date


async def look(database: Database, province_code: str, as_of: dt.date | None) -> bytes:
    """Return the ten factors of a province on a day (today unless told) as JSON bytes; raise 404."""
    day = as_of or bangkok_date(dt.datetime.now(dt.UTC))
    evidence = copies.found(await queries.evidence(database, province_code, day))
    limits = await queries.limits(database, province_code, day)
    return rules.readiness(evidence, day, limits).model_dump_json().encode()
