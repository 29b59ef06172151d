"""What is asked of headcounts."""

import datetime as dt

from shared.database import Database, ask, ask_wide

_COUNTS = """
    SELECT 'post', left(p.area_code, %(digits)s), m.post, count(*) FROM people p
    JOIN memberships m ON m.person_id = p.id AND m.starts_on <= %(day)s
        AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
    WHERE p.status = 'ACTIVE' AND p.area_code >= %(low)s AND p.area_code < %(high)s GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'generation', left(area_code, %(digits)s),
        coalesce((birth_year_be / 20 * 20)::text, 'UNKNOWN'), count(*)
    FROM people WHERE status = 'ACTIVE' AND area_code >= %(low)s AND area_code < %(high)s GROUP BY 1, 2, 3
"""
_PLACES = (
    "SELECT code, name_th FROM areas WHERE code >= %(low)s AND code < %(high)s"
    " AND length(code) BETWEEN 2 AND %(digits)s ORDER BY code"
)
Counts = dict[tuple[str, str, str], int]


async def counts(
    database: Database, day: dt.date, low: str, high: str, digits: int
) -> tuple[dict[str, str], Counts]:
    """Return the places down to `digits` (code: Thai name) and how many are of (by, place, value) there."""
    values = {"day": day, "low": low, "high": high, "digits": digits}
    async with database.reading() as connection:
        places = await (await ask(connection, _PLACES, values)).fetchall()
        found = await (await ask_wide(connection, _COUNTS, values)).fetchall()
    return (
        {str(code): str(name) for code, name in places},
        {(str(by), str(code), str(value)): int(str(n)) for by, code, value, n in found},
    )
