"""The statements behind the partners' summaries."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.partners.funds.schemas import STATUS_TH
from services.partners.nodes.schemas import STAGE_TH
from shared.database import Database, ask

MOST_TOLD = 500


def _label(column: str, labels: Mapping[Any, str]) -> str:
    """Return SQL that answers the Thai label of a code."""
    choices = " ".join(f"WHEN '{code}' THEN '{thai}'" for code, thai in labels.items())
    return f"CASE {column} {choices} END"


_COMMITMENT = f"""
    json_build_object('id', c.id, 'plan_item_id', c.plan_item_id, 'plan_item_title_th', i.title_th,
        'area_code', c.area_code, 'agency_id', c.agency_id, 'agency_name_th', a.name_th,
        'amount', json_build_object('amount', c.amount_baht::text, 'currency', 'THB'),
        'committed_on', c.committed_on, 'fiscal_year_be', c.fiscal_year_be, 'status', c.status,
        'status_th', {_label("c.status", STATUS_TH)}) AS line
    FROM commitments c JOIN agencies a ON a.id = c.agency_id JOIN plan_items i ON i.id = c.plan_item_id
"""
_SUMMARY = f"""
    WITH here AS (SELECT code FROM places WHERE code = %(code)s),
    opened AS (
        SELECT n.*, a.name_th AS agency_name_th, coalesce(a.parent_id, a.id) AS main_id
        FROM nodes n JOIN agencies a ON a.id = n.agency_id
        WHERE n.area_code = %(code)s AND n.closed_on IS NULL
    ),
    local AS (
        SELECT id, under_agreement_id FROM agreements
        WHERE area_code = %(code)s AND kind = 'PROVINCE' AND status = 'ACTIVE'
    ),
    behind AS (
        SELECT g.id FROM agreements g JOIN agreement_parties p ON p.agreement_id = g.id
        JOIN agencies a ON a.id = p.agency_id
        WHERE g.area_code = '' AND g.kind = 'AGENCY' AND g.status = 'ACTIVE'
          AND coalesce(a.parent_id, a.id) IN (SELECT main_id FROM opened)
        GROUP BY g.id HAVING count(*) > 1
    ),
    shown AS (
        SELECT * FROM agreements WHERE id IN (SELECT id FROM local
            UNION SELECT under_agreement_id FROM local UNION SELECT id FROM behind)
        ORDER BY area_code DESC, signed_on DESC, id LIMIT 50
    ),
    newest AS (
        SELECT c.committed_on, c.id, {_COMMITMENT}
        WHERE c.area_code >= %(low)s AND c.area_code < %(high)s
        ORDER BY c.committed_on DESC, c.id DESC LIMIT 50
    )
    SELECT json_build_object(
        'code', here.code,
        'agencies', coalesce((SELECT json_agg(main_id) FROM opened), '[]'::json),
        'has_agreement', EXISTS (SELECT FROM local),
        'nodes', coalesce((SELECT json_agg(json_build_object('id', id, 'name_th', name_th,
            'agency_name_th', agency_name_th, 'stage', stage, 'stage_th', {_label("stage", STAGE_TH)},
            'stage_year_be', stage_year_be) ORDER BY opened_on, id)
            FROM (SELECT * FROM opened ORDER BY opened_on, id LIMIT 100) told), '[]'::json),
        'agreements', coalesce((SELECT json_agg(json_build_object('id', g.id, 'kind', g.kind,
            'title_th', g.title_th, 'status', g.status, 'signed_on', g.signed_on,
            'parties_th', (SELECT json_agg(a.name_th ORDER BY p.position) FROM agreement_parties p
                JOIN agencies a ON a.id = p.agency_id WHERE p.agreement_id = g.id))
            ORDER BY g.area_code DESC, g.signed_on DESC, g.id) FROM shown g), '[]'::json),
        'committed', json_build_object('amount', (
            SELECT coalesce(sum(amount_baht), 0.00)::text FROM commitments
            WHERE area_code >= %(low)s AND area_code < %(high)s AND status = 'APPROVED'),
            'currency', 'THB'),
        'commitments', coalesce((SELECT json_agg(line ORDER BY committed_on DESC, id DESC)
            FROM newest), '[]'::json)
    )::text FROM here
"""
_TO_ITEMS = f"""
    SELECT json_build_object('items', coalesce(json_agg(line ORDER BY committed_on DESC, id DESC),
        '[]'::json))::text
    FROM (SELECT c.committed_on, c.id, {_COMMITMENT} WHERE c.plan_item_id = ANY(%(items)s)
        ORDER BY c.committed_on DESC, c.id DESC LIMIT {MOST_TOLD}) newest
"""


async def summary(database: Database, code: str, low: str, high: str) -> dict[str, Any] | None:
    """Return what is stored for an area's summary, or None for a code that is not known here.

    Besides the contract's members: `agencies` of the open nodes, units counted for their agency,
    and `has_agreement`, whether the province has an active one.
    """
    async with database.reading() as connection:
        cursor = await ask(connection, _SUMMARY, {"code": code, "low": low, "high": high})
        row = await cursor.fetchone()
    found: dict[str, Any] | None = json.loads(str(row[0])) if row else None
    return found


async def commitments(database: Database, items: Sequence[UUID]) -> bytes:
    """Return the commitments to these plan items as JSON bytes, newest first."""
    async with database.reading() as connection:
        cursor = await ask(connection, _TO_ITEMS, {"items": list(items)})
        row = await cursor.fetchone()
    assert row is not None
    return str(row[0]).encode()
