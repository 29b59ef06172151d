"""What is asked of certificates."""

from typing import Any, NamedTuple

from services.registry.certification.rules import Act
from services.registry.certification.schemas import ActKind
from shared.database import Database, ask

_CERTIFICATE = """
    SELECT c.facts, s.number, a.kind, a.done_on, a.expires_on, a.reason_th, a.undone_on
    FROM certifications c JOIN certification_acts a ON a.certification_id = c.id
    LEFT JOIN certifications s ON s.id = c.successor_id
    WHERE c.number = %(number)s ORDER BY a.step
"""


class Certificate(NamedTuple):
    """A certificate: what its newest edition states, and the acts that say whether it holds."""

    facts: dict[str, Any] | None
    acts: list[Act]
    successor: str | None
    """The number of the one that stands, when the organization had two."""


async def certificate(database: Database, number: str) -> Certificate | None:
    """Return the certificate with this number, or None."""
    async with database.reading() as connection:
        rows: Any = await (await ask(connection, _CERTIFICATE, {"number": number})).fetchall()
    if not rows:
        return None
    acts = [Act(ActKind(kind), *told) for _, _, kind, *told in rows]
    return Certificate(rows[0][0], acts, rows[0][1])
