"""The aggregates behind planning's summaries; drafts do not count."""

import json
from collections.abc import Mapping
from typing import Any

from services.planning.cohorts import queries as cohorts
from services.planning.fact_totals import queries as fact_totals
from services.planning.needs import schemas as needs
from services.planning.programmes import schemas as programmes
from services.planning.proposals import schemas as proposals
from shared.database import Database, ask
from shared.views import compiled

MOST_FACTS = 200


def _labels(labels: Mapping[Any, str]) -> str:
    return json.dumps({status.value: label for status, label in labels.items()})


def _baht(amount: str) -> str:
    return f"json_build_object('amount', ({amount})::numeric(32,2)::text, 'currency', 'THB')"


_ELSEWHERE = {needs.NeedStatus.MERGED, needs.NeedStatus.SPLIT, needs.NeedStatus.WITHDRAWN}
"""Needs whose way goes on in another one, or ended before it began, do not count a second time."""
_COHORT = compiled(cohorts.COHORT.seen)
_ORDER = [status.value for status in needs.NeedStatus if status not in _ELSEWHERE]
_SUMMARY = f"""
    WITH states AS (
        SELECT status, count(*) AS n FROM needs
        WHERE area_code >= %(low)s AND area_code < %(high)s AND status = ANY(%(order)s::text[]) GROUP BY status
    ),
    items AS (
        SELECT fiscal_year_be, issue_code, own_baht, budget_baht FROM plan_items
        WHERE area_code = %(code)s AND plan_status = 'ADOPTED'
    ),
    by_issue AS (
        SELECT fiscal_year_be, issue_code, count(*) AS n, sum(budget_baht) AS budget
        FROM items GROUP BY fiscal_year_be, issue_code
    ),
    issue_lists AS (
        SELECT b.fiscal_year_be, json_agg(json_build_object('issue_code', b.issue_code, 'issue_name_th',
               s.name_th, 'items', b.n, 'budget', {_baht("b.budget")}) ORDER BY b.budget DESC, b.issue_code) AS list
        FROM by_issue b JOIN issues s ON s.code = b.issue_code GROUP BY b.fiscal_year_be
    ),
    sums AS (
        SELECT fiscal_year_be, count(*) AS n, sum(budget_baht) AS budget, sum(budget_baht - own_baht) AS below
        FROM items GROUP BY fiscal_year_be
    ),
    adopted AS (
        SELECT fiscal_year_be, count(*) AS n FROM plans
        WHERE area_code = %(code)s AND status = 'ADOPTED' GROUP BY fiscal_year_be
        ORDER BY fiscal_year_be DESC LIMIT 50
    ),
    newest AS (
        SELECT * FROM proposals WHERE area_code >= %(low)s AND area_code < %(high)s
        ORDER BY submitted_on DESC, id DESC LIMIT 20
    )
    SELECT json_build_object(
        'code', %(code)s::text,
        'needs', coalesce((SELECT sum(n) FROM states), 0),
        'needs_by_status', coalesce((SELECT json_agg(json_build_object('status', status, 'status_th',
            %(need_labels)s::json ->> status, 'count', n) ORDER BY array_position(%(order)s::text[], status::text))
            FROM states), '[]'::json),
        'tambons_with_needs', (SELECT count(DISTINCT left(area_code, 6)) FROM needs
            WHERE area_code >= %(low)s AND area_code < %(high)s AND status = ANY(%(order)s::text[])),
        'years', coalesce((SELECT json_agg(json_build_object('fiscal_year_be', a.fiscal_year_be, 'plans', a.n,
            'adopted', a.n, 'items', coalesce(s.n, 0), 'budget', {_baht("coalesce(s.budget, 0)")},
            'from_below', {_baht("coalesce(s.below, 0)")}, 'by_issue', coalesce(l.list, '[]'::json))
            ORDER BY a.fiscal_year_be DESC)
            FROM adopted a LEFT JOIN sums s USING (fiscal_year_be) LEFT JOIN issue_lists l USING (fiscal_year_be)),
            '[]'::json),
        'proposals', coalesce((SELECT json_agg(json_build_object('id', id, 'title_th', title_th,
            'addressee_th', addressee_th, 'status', status, 'status_th', %(proposal_labels)s::json ->> status,
            'submitted_on', submitted_on, 'asked', {_baht("asked_baht")},
            'granted', CASE WHEN granted_baht IS NOT NULL THEN {_baht("granted_baht")} END)
            ORDER BY submitted_on DESC, id DESC) FROM newest), '[]'::json),
        'results', (SELECT count(*) FROM results WHERE area_code >= %(low)s AND area_code < %(high)s),
        'cohorts', coalesce((SELECT json_agg(json_build_object('id', c.id, 'track', c.track,
            'track_th', %(track_labels)s::json ->> c.track, 'fiscal_year_be', c.fiscal_year_be,
            'name_th', c.name_th, 'stage', m.stage, 'declared_size', c.declared_size, 'entered', c.entered,
            'said_th', c.said_th) ORDER BY c.fiscal_year_be DESC, c.id)
            FROM cohort_members m JOIN ({_COHORT}) c ON c.id = m.cohort_id
            WHERE m.area_code = %(code)s AND m.stage <> 'WITHDRAWN'), '[]'::json),
        'joint_agenda', (SELECT json_build_object('id', a.id, 'fiscal_year_be', a.fiscal_year_be,
            'title_th', a.title_th, 'issues_th', (SELECT json_agg(s.name_th ORDER BY i.position)
                FROM agenda_issues i JOIN issues s ON s.code = i.issue_code WHERE i.agenda_id = a.id),
            'has_plan', a.plan_id IS NOT NULL,
            'has_budget', EXISTS (SELECT FROM agenda_budget_lines l WHERE l.agenda_id = a.id))
            FROM joint_agendas a WHERE a.area_code = %(code)s AND a.status = 'ADOPTED'
            ORDER BY a.fiscal_year_be DESC LIMIT 1)
    )::text
"""
_FIXED = {
    "need_labels": _labels(needs.STATUS_TH),
    "proposal_labels": _labels(proposals.STATUS_TH),
    "track_labels": _labels(programmes.TRACK_TH),
    "order": _ORDER,
}


async def summary(database: Database, code: str, low: str, high: str) -> bytes:
    """Return the summary of an area as JSON bytes; an area without plans has empty lists."""
    async with database.reading() as connection:
        asked = {"code": code, "low": low, "high": high, **_FIXED}
        row = await (await ask(connection, _SUMMARY, asked)).fetchone()
    assert row is not None
    facts = json.dumps(await fact_totals.newest(database, code, MOST_FACTS), ensure_ascii=False)
    return f'{str(row[0])[:-1]},"facts":{facts}}}'.encode()
