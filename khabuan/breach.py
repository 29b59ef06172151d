"""`khabuan breach`: whose data somebody was given, in the numbers that the notice within 72 hours asks for."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Any

from khabuan import refusal
from shared import database, thai_time


def instant(written: str) -> dt.datetime:
    """Return the instant meant by a date (its first moment in Thailand) or a time with its offset."""
    try:
        if len(written) == len("2026-11-20"):
            day = thai_time.plain_date(written)
            return dt.datetime.combine(day, dt.time.min, thai_time.BANGKOK).astimezone(dt.UTC)
        return thai_time.instant(written)
    except ValueError:
        message = (
            f"--since is a date such as 2026-11-20 or 2026-11-20T12:00:00+07:00, not {written!r}"
        )
        raise refusal.Refusal(message, code=2) from None


async def find(
    url: str, *, subject: str | None, token: str | None, since: dt.datetime
) -> Mapping[str, Any]:
    """Return what the registry at `url` tells of the looks of a subject or a token since an instant."""
    from services.registry.data_requests import queries

    async with database.connect(url, pool_size=2) as opened, opened.transaction() as session:
        return await queries.breach(session, subject=subject, token=token, since=since)


def report(url: str, *, subject: str | None, token: str | None, since: str) -> list[str]:
    """Return the report in lines: the persons with their looks, then the counts by class of field.

    Raises `Refusal` (code 2) unless exactly one of subject and token is given.
    """
    if (subject is None) == (token is None):
        message = "name either --subject or --token"
        raise refusal.Refusal(message, code=2)
    start = instant(since)
    found = asyncio.run(find(url, subject=subject, token=token, since=start))
    who = f"subject {subject}" if subject else f"token {token}"
    lines = [f"{who} since {thai_time.write_instant(start)}: {found['count']} persons"]
    lines += [
        f"  {each['person_id']}  looks {each['looks']}, {thai_time.write_instant(each['first'])}"
        f" to {thai_time.write_instant(each['last'])}"
        for each in found["persons"]
    ]
    for kind, fields in sorted(found["by_class"].items()):
        counts = ", ".join(f"{name} {count}" for name, count in fields.items())
        lines.append(f"{kind}: {max(fields.values(), default=0)} persons at most ({counts})")
    return lines
