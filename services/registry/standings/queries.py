"""What is asked of the acts of certifications."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from services.registry.certification.rules import Act
from services.registry.certification.schemas import ActKind
from services.registry.certification.tables import CertificationAct
from services.registry.placings import queries as placings
from shared.database import Database, ask
from shared.lists import Listing, Sort
from shared.places import NATION, prefix_range
from shared.views import View

_a: Any = CertificationAct.__table__.c

ACTS = Listing(
    View(
        "certification-act",
        select(
            _a.id,
            _a.step,
            _a.kind,
            _a.done_on,
            _a.side,
            _a.endorser_organization_id.label("organization_id"),
            _a.agency_name_th,
            _a.post_th,
            _a.evidence_sha256,
            _a.note_th,
            _a.reason_th,
            _a.expires_on,
            _a.undone_on,
            _a.revision,
        ),
        key=_a.id,
    ),
    filters={"certification": _a.certification_id == bindparam("certification")},
    sorts={"step": Sort((_a.step,))},
)
_ACTS = """
    SELECT kind, done_on, expires_on, reason_th, undone_on FROM certification_acts
    WHERE certification_id = %(id)s ORDER BY step
"""
# The same fold over dated acts as `certification.rules.standing`, for all of an area at once. Of an organization
# counts what is on its way today, else the newest: a second record may have brought newer ones that are over.
# A village stands as its tambon does: not every village is loaded. What ended stays readable; what was not yet is not.
_PLACE = f"""
        SELECT code, level, name_th, name_en FROM areas WHERE code = left(%(code)s, 6)
            AND (valid_from IS NULL OR valid_from <= %(day)s)
        UNION ALL SELECT code, level, name_th, name_en FROM area_versions
        WHERE code = left(%(code)s, 6) AND {placings.HOLDS}"""  # noqa: S608 - our own names
_COUNTED = (
    f"""
    WITH place AS ({_PLACE}
        UNION ALL SELECT 'TH', 'NATION', 'ประเทศไทย', 'Thailand' WHERE %(code)s = 'TH'
        UNION ALL SELECT code, kind, name_th, name_en FROM area_groups WHERE code = %(code)s
    ),
"""  # noqa: S608 - our own names
    """
    newest AS (
        SELECT DISTINCT ON (organization_id) id FROM certifications c
        WHERE {here} AND found_on <= %(day)s
        ORDER BY organization_id, CASE WHEN status IN ('REFUSED', 'REVOKED', 'MERGED') THEN 2
            WHEN status = 'ENDED' THEN 1 ELSE 0 END, found_on DESC, created_at DESC, id DESC
    ),
    stood AS (
        SELECT acts.* FROM newest, LATERAL (
            SELECT (array_agg(kind ORDER BY step DESC) FILTER (WHERE kind NOT IN ('ENDORSE', 'DEVELOP')))[1] AS last,
                (array_agg(expires_on ORDER BY step DESC) FILTER (WHERE expires_on IS NOT NULL))[1] AS expires_on,
                bool_or(kind = 'DEVELOP') AS developing
            FROM certification_acts WHERE certification_id = newest.id AND done_on <= %(day)s
                AND (undone_on IS NULL OR undone_on > %(day)s)
        ) acts WHERE last <> 'MERGE'
    ),
    held AS (
        SELECT last, expires_on, developing, last IN ('CERTIFY', 'RENEW', 'REINSTATE') AS holds,
            expires_on <= %(day)s AS over FROM stood
    )
    SELECT json_build_object(
        'area', json_build_object('code', %(code)s::text, 'level', place.level,
            'name_th', place.name_th, 'name_en', place.name_en),
        'as_of', %(day)s::date,
        'found', count(held.*),
        'certified', count(*) FILTER (WHERE expires_on IS NOT NULL),
        'developing', count(*) FILTER (WHERE developing),
        'waiting', count(*) FILTER (WHERE last = 'FIND'),
        'valid', count(*) FILTER (WHERE holds AND NOT over),
        'expired', count(*) FILTER (WHERE holds AND over),
        'suspended', count(*) FILTER (WHERE last = 'SUSPEND'),
        'revoked', count(*) FILTER (WHERE last = 'REVOKE'),
        'ended', count(*) FILTER (WHERE last = 'END'),
        'refused', count(*) FILTER (WHERE last = 'REFUSE')
    )::text FROM place LEFT JOIN held ON true GROUP BY place.code, place.level, place.name_th, place.name_en
"""
)
_COUNTS = placings.of_a_day(_COUNTED, "certifications", "c")
_COUNTS_OF_GROUP = placings.of_a_group(_COUNTED, "certifications", "c")


async def acts(database: Database, certification_id: UUID) -> list[Act]:
    """Return the dated acts of a certification in their order, none for an unknown one."""
    async with database.reading() as connection:
        rows: Any = await (await ask(connection, _ACTS, {"id": certification_id})).fetchall()
    return [Act(ActKind(kind), *told) for kind, *told in rows]


async def counts(database: Database, code: str, day: dt.date) -> bytes | None:
    """Return the counts of an area, a group or the nation on a day as JSON bytes, None for a code not in use."""
    alone = code.isdigit()
    low, high = prefix_range(code if alone else "")
    statement = _COUNTS if alone or code == NATION else _COUNTS_OF_GROUP
    values = {"code": code, "low": low, "high": high, "day": day}
    async with database.reading() as connection:
        row = await (await ask(connection, statement.on(day), values)).fetchone()
    return str(row[0]).encode() if row else None
