"""What the ten factors look at: dated evidence of one province, in one statement."""

import datetime as dt

from services.planning.factors.schemas import Evidence, Limits
from services.planning.planning_rules import queries as planning_rules
from services.planning.planning_rules.schemas import Rule
from shared.database import Database, ask_wide
from shared.places import prefix_range
from shared.thai_time import fiscal_year_be, fiscal_year_bounds

# Drafts of plans and agendas are nobody's evidence. What has no date of its own (the state of a need) is as
# it is known today. Lists hold at most twenty ids; counts hold all. OFFSET 0: each is looked up by its index.
_EVIDENCE = """
    WITH agenda AS (
        SELECT a.id, a.symbol_th, a.adopted_on, a.plan_id,
            EXISTS (SELECT FROM agenda_budget_lines l WHERE l.agenda_id = a.id) AS budget,
            EXISTS (SELECT FROM plans p WHERE p.id = a.plan_id AND p.adopted_on <= %(day)s) AS plan
        FROM joint_agendas a
        WHERE a.area_code = %(code)s AND a.fiscal_year_be = %(year)s AND a.adopted_on <= %(day)s
    ),
    groups AS (
        SELECT b.id, b.issue_code FROM bodies b
        WHERE b.area_code >= %(low)s AND b.area_code < %(high)s AND b.issue_code IS NOT NULL
          AND (b.founded_on IS NULL OR b.founded_on <= %(day)s) AND (b.ended_on IS NULL OR b.ended_on > %(day)s)
    ),
    forums AS (
        SELECT m.id, m.held_to FROM meetings m
        WHERE m.area_code >= %(low)s AND m.area_code < %(high)s AND m.state = 'HELD'
          AND m.kind IN ('FORUM', 'MOBILE_FORUM', 'CENTRAL_SPACE', 'CENTRAL_FORUM', 'ASSEMBLY')
          AND m.held_to BETWEEN %(first)s AND %(day)s
    ),
    agreed AS (
        SELECT a.id FROM agreements a
        WHERE a.area_code = %(code)s AND a.status <> 'DRAFT' AND a.signed_on <= %(day)s AND a.starts_on <= %(day)s
          AND (a.ended_on IS NULL OR a.ended_on > %(day)s) AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)
    ),
    lately AS (
        SELECT i.id FROM plan_items i
        WHERE i.fiscal_year_be BETWEEN %(year)s - 4 AND %(year)s AND i.area_code >= %(low)s AND i.area_code < %(high)s
          AND i.plan_status = 'ADOPTED'
    ),
    pledged AS (
        SELECT c.id FROM lately i JOIN commitments c ON c.plan_item_id = i.id
        WHERE c.status = 'APPROVED' AND c.committed_on BETWEEN %(first)s AND %(day)s
    ),
    held AS (
        SELECT h.source, count(*) AS n FROM holdings h
        WHERE h.area_code >= %(low)s AND h.area_code < %(high)s AND h.as_of <= %(day)s GROUP BY h.source
    ),
    tambons AS (
        SELECT p.code FROM places p
        WHERE p.level = 'TAMBON' AND p.code >= %(low)s AND p.code < %(high)s
          AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
    ),
    joint AS (
        SELECT p.id FROM plans p
        WHERE p.area_code = %(code)s AND p.status = 'ADOPTED' AND p.adopted_on <= %(day)s
          AND %(year)s BETWEEN p.fiscal_year_be AND p.fiscal_year_be + p.horizon_years - 1
    ),
    carried AS (
        WITH RECURSIVE up (id) AS (
            SELECT n.plan_item_id FROM inclusions n JOIN joint j ON j.id = n.into_plan_id
            WHERE n.decision = 'INCLUDED' AND n.decided_on <= %(day)s
            UNION
            SELECT n.plan_item_id FROM up, LATERAL (
                SELECT plan_item_id FROM inclusions WHERE into_item_id = up.id
                AND decision = 'INCLUDED' AND decided_on <= %(day)s OFFSET 0) n
        )
        SELECT DISTINCT i.code FROM up, LATERAL (
            SELECT left(area_code, 6) AS code FROM plan_items WHERE id = up.id AND level = 'TAMBON' OFFSET 0) i
    ),
    projects AS (
        SELECT i.id, EXISTS (
            SELECT FROM results r WHERE r.plan_item_id = i.id AND r.reported_on <= %(day)s
        ) AS reported
        FROM plan_items i JOIN plans p ON p.id = i.plan_id
        WHERE i.fiscal_year_be BETWEEN %(year)s - 1 AND %(year)s AND i.area_code >= %(low)s AND i.area_code < %(high)s
          AND i.plan_status = 'ADOPTED' AND p.adopted_on <= %(day)s
    ),
    voiced AS (
        SELECT left(n.area_code, 6) AS code, n.cause_th IS NOT NULL OR n.status <> 'RECORDED' AS looked_at FROM needs n
        WHERE n.area_code >= %(low)s AND n.area_code < %(high)s
          AND n.status <> 'WITHDRAWN' AND n.voiced_on > %(year_ago)s AND n.voiced_on <= %(day)s
          AND length(n.area_code) >= 6
    ),
    told AS (
        SELECT t.id, cardinality(t.parties_th) AS parties FROM fact_tables t
        WHERE t.area_code >= %(low)s AND t.area_code < %(high)s AND t.published AND EXISTS (
            SELECT FROM facts f WHERE f.table_id = t.id AND f.verified_on <= %(day)s
              AND f.status IN ('PROVINCE_VERIFIED', 'UNDER_REVIEW'))
    ),
    evaluated AS (
        SELECT e.id, e.area_code = %(code)s AS of_province, e.evaluated_on > %(year_ago)s AS lately, e.evaluated_on
        FROM evaluations e
        WHERE e.area_code >= %(low)s AND e.area_code < %(high)s AND e.published_on <= %(day)s
          AND e.evaluated_on <= %(day)s
    )
    SELECT json_build_object(
        'agenda_id', (SELECT id FROM agenda),
        'agenda_day', (SELECT adopted_on FROM agenda),
        'plan_id', (SELECT plan_id FROM agenda WHERE plan),
        'has_budget', coalesce((SELECT budget FROM agenda), false),
        'former_agenda_id', (SELECT a.id FROM joint_agendas a WHERE a.area_code = %(code)s
            AND a.fiscal_year_be = %(year)s - 1 AND a.adopted_on <= %(day)s),
        'agendas_ever', (SELECT count(*) FROM joint_agendas a
            WHERE a.area_code = %(code)s AND a.adopted_on <= %(day)s),
        'issues', coalesce((SELECT json_agg(i.issue_code ORDER BY i.position)
            FROM agenda_issues i JOIN agenda a ON a.id = i.agenda_id), '[]'),
        'groups', coalesce((SELECT json_agg(json_build_object('id', g.id, 'issue_code', g.issue_code)
            ORDER BY g.issue_code, g.id) FROM groups g), '[]'),
        'data_sets', (SELECT count(*) FROM told),
        'joint_data_ids', coalesce((SELECT json_agg(t.id) FROM (
            SELECT id FROM told WHERE parties >= 2 ORDER BY id DESC LIMIT 20) t), '[]'),
        'evaluations_ever', EXISTS (SELECT FROM evaluated),
        'of_province', EXISTS (SELECT FROM evaluated WHERE of_province AND lately),
        'evaluation_ids', coalesce((SELECT json_agg(e.id) FROM (
            SELECT id FROM evaluated WHERE lately ORDER BY of_province DESC, evaluated_on DESC, id LIMIT 20) e), '[]'),
        'forums', (SELECT count(*) FROM forums),
        'forum_ids', coalesce((SELECT json_agg(f.id) FROM (
            SELECT id FROM forums ORDER BY held_to DESC, id LIMIT 20) f), '[]'),
        'meetings_ever', EXISTS (SELECT FROM meetings m
            WHERE m.area_code >= %(low)s AND m.area_code < %(high)s AND m.held_to <= %(day)s),
        'symbol_th', (SELECT a.symbol_th FROM joint_agendas a WHERE a.area_code = %(code)s
            AND a.adopted_on <= %(day)s AND a.fiscal_year_be <= %(year)s AND a.symbol_th IS NOT NULL
            ORDER BY a.fiscal_year_be DESC LIMIT 1),
        'symbol_agenda_id', (SELECT a.id FROM joint_agendas a WHERE a.area_code = %(code)s
            AND a.adopted_on <= %(day)s AND a.fiscal_year_be <= %(year)s AND a.symbol_th IS NOT NULL
            ORDER BY a.fiscal_year_be DESC LIMIT 1),
        'agreement_ids', coalesce((SELECT json_agg(a.id ORDER BY a.id) FROM agreed a), '[]'),
        'agreements_ever', EXISTS (SELECT FROM agreements a
            WHERE a.area_code = %(code)s AND a.signed_on <= %(day)s),
        'commitments', (SELECT count(*) FROM pledged),
        'commitment_ids', coalesce((SELECT json_agg(c.id) FROM (
            SELECT id FROM pledged ORDER BY id LIMIT 20) c), '[]'),
        'commitments_ever', EXISTS (SELECT FROM lately i JOIN commitments c ON c.plan_item_id = i.id
            WHERE c.committed_on <= %(day)s),
        'holdings', coalesce((SELECT json_object_agg(h.source, h.n) FROM held h), '{}'),
        'tambons', (SELECT count(*) FROM tambons),
        'joint_plan_ids', coalesce((SELECT json_agg(j.id ORDER BY j.id) FROM joint j), '[]'),
        'tambons_in_plan', (SELECT count(*) FROM carried JOIN tambons USING (code)),
        'projects', (SELECT count(*) FROM projects),
        'projects_reported', (SELECT count(*) FROM projects WHERE reported),
        'needs', (SELECT count(*) FROM voiced),
        'needs_analysed', (SELECT count(*) FROM voiced WHERE looked_at),
        'tambons_with_needs', (SELECT count(DISTINCT code) FROM voiced JOIN tambons USING (code)),
        'needs_ever', EXISTS (SELECT FROM needs n
            WHERE n.area_code >= %(low)s AND n.area_code < %(high)s AND n.voiced_on <= %(day)s),
        'overrides', coalesce((SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'state', o.state,
            'reason_th', o.reason_th, 'evidence_link', o.evidence_link, 'decided_on', o.decided_on)
            ORDER BY o.number) FROM factor_overrides o WHERE o.area_code = %(code)s AND o.fiscal_year_be = %(year)s
            AND o.decided_on <= %(day)s AND (o.ended_on IS NULL OR o.ended_on > %(day)s)), '[]'),
        'cohorts', coalesce((SELECT json_agg(json_build_object('cohort_id', c.id, 'track', p.track,
            'fiscal_year_be', c.fiscal_year_be, 'name_th', c.name_th, 'stage', m.stage)
            ORDER BY c.fiscal_year_be, c.id)
            FROM cohort_members m JOIN cohorts c ON c.id = m.cohort_id JOIN programmes p ON p.id = c.programme_id
            WHERE m.area_code = %(code)s AND (m.stage = 'PLANNED' OR m.stage = 'ENTERED' AND m.entered_on <= %(day)s)),
            '[]'),
        'area', json_build_object('code', l.code, 'level', l.level, 'name_th', l.name_th, 'name_en', l.name_en)
    )::text
    FROM places l WHERE l.code = %(code)s AND l.level = 'PROVINCE'
"""
DAYS_OF_A_YEAR = 365
THRESHOLDS = {
    "forums_a_year": Rule.FORUMS_A_YEAR,
    "share_of_tambons": Rule.SHARE_OF_TAMBONS,
    "share_of_projects": Rule.SHARE_OF_PROJECTS,
    "share_of_needs": Rule.SHARE_OF_NEEDS,
}


async def evidence(database: Database, province_code: str, day: dt.date) -> Evidence | None:
    """Return what is known about a province on a day, None for a province that is not known."""
    year = fiscal_year_be(day)
    low, high = prefix_range(province_code)
    values = {
        "code": province_code,
        "low": low,
        "high": high,
        "day": day,
        "year": year,
        "first": fiscal_year_bounds(year)[0],
        "year_ago": day - dt.timedelta(days=DAYS_OF_A_YEAR),
    }
    async with database.reading() as connection:
        row = await (await ask_wide(connection, _EVIDENCE, values)).fetchone()
    return None if row is None else Evidence.model_validate_json(str(row[0]))


async def limits(database: Database, province_code: str, day: dt.date) -> Limits:
    """Return the thresholds that hold in a province on a day."""
    async with database.reading() as connection:
        held = await planning_rules.each(connection, THRESHOLDS.values(), province_code, day)
    return Limits(**{name: held[rule] for name, rule in THRESHOLDS.items()})
