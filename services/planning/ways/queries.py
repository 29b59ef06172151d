"""The one statement behind journeys and passports: only adopted plans show."""

from uuid import UUID

from services.planning.need_origins.queries import KIN
from services.planning.ways.schemas import Way
from shared.database import Database, ask

_DONE = """(SELECT s.happened_on FROM need_steps s
                WHERE s.need_id = n.id AND s.to_status = 'DONE' LIMIT 1) AS done_on"""
_WAY = """
    WITH RECURSIVE {kin},
    up AS (
        SELECT i.id FROM kin, LATERAL (
            SELECT i.id FROM plan_item_needs n JOIN plan_items i ON i.id = n.plan_item_id
            WHERE n.need_id = kin.id AND i.plan_status = 'ADOPTED' OFFSET 0) i
        UNION
        SELECT e.into_item_id FROM up, LATERAL (
            SELECT into_item_id FROM inclusions WHERE plan_item_id = up.id
            AND decision = 'INCLUDED' AND into_plan_status = 'ADOPTED' OFFSET 0) e
    ),
    item_facts AS (
        SELECT f.* FROM up, LATERAL (
            SELECT i.id, i.title_th, i.area_code, coalesce(g.name_th, x.name_th) AS area_name_th, i.level,
                   coalesce(v.since, p.adopted_on) AS since, i.own_baht::text AS own, i.budget_baht::text AS budget,
                   coalesce(i.owner_th, s.name_th, o.name_th) AS owner_th,
                   (SELECT coalesce(json_agg(n.need_id ORDER BY n.need_id), '[]'::json)
                    FROM plan_item_needs n WHERE n.plan_item_id = i.id) AS need_ids
            FROM plan_items i JOIN plans p ON p.id = i.plan_id
            JOIN places x ON x.code = left(i.area_code, 6)
            LEFT JOIN area_groups g ON g.code = p.group_code
            LEFT JOIN organizations o ON o.id = i.owner_organization_id
            LEFT JOIN organizations s ON s.id = o.merged_into_id,
            LATERAL (SELECT min(w.adopted_on) AS since FROM (
                SELECT t.adopted_on, bool_and(t.carried) OVER (ORDER BY t.version DESC) AS unbroken FROM (
                    SELECT q.adopted_on, q.version,
                           EXISTS (SELECT FROM plan_item_needs n JOIN kin ON kin.id = n.need_id
                                   WHERE n.plan_item_id = b.id)
                           OR EXISTS (SELECT FROM inclusions e JOIN up u ON u.id = e.plan_item_id
                                      WHERE e.into_item_id = b.id AND e.decision = 'INCLUDED') AS carried
                    FROM plan_items b JOIN plans q ON q.id = b.plan_id
                    WHERE b.version_of_id = i.id AND b.plan_status = 'SUPERSEDED') t) w WHERE w.unbroken) v
            WHERE i.id = up.id OFFSET 0) f
    ),
    edge_facts AS (
        SELECT e.id, e.plan_item_id AS below, e.into_item_id AS above, e.decision, e.share_baht::text AS share,
               e.reason_th, e.decided_on, a.title_th AS above_title_th, a.area_code AS above_area_code,
               a.area_name_th AS above_area_name_th, a.level AS above_level
        FROM up, LATERAL (
            SELECT * FROM inclusions WHERE into_item_id = up.id
            AND decision = 'INCLUDED' AND into_plan_status = 'ADOPTED'
            UNION ALL
            SELECT * FROM inclusions WHERE plan_item_id = up.id
            AND decision = 'EXCLUDED' AND into_plan_status = 'ADOPTED' OFFSET 0) e, LATERAL (
            SELECT a.title_th, a.area_code, coalesce(g.name_th, x.name_th) AS area_name_th, a.level
            FROM plan_items a JOIN places x ON x.code = left(a.area_code, 6)
            JOIN plans p ON p.id = a.plan_id LEFT JOIN area_groups g ON g.code = p.group_code
            WHERE a.id = e.into_item_id OFFSET 0) a
    ),
    proposal_facts AS (
        SELECT f.* FROM up, LATERAL (
            SELECT p.id, p.plan_item_id, p.title_th, p.addressee_th, p.asked_baht::text AS asked, p.submitted_on,
                   p.acknowledged_on, p.status, p.due_on, p.answer_by, a.id AS answer_id, a.outcome,
                   a.granted_baht::text AS granted, a.reason_th, a.answered_on,
                   (SELECT coalesce(json_agg(json_build_object('plan_name_th', o.plan_name_th,
                        'reference_th', o.reference_th, 'budget', o.budget_baht::text)
                        ORDER BY o.noted_on, o.id), '[]'::json)
                    FROM official_items o WHERE o.proposal_id = p.id) AS official
            FROM proposals p LEFT JOIN answers a ON a.id = p.answer_id WHERE p.plan_item_id = up.id OFFSET 0) f
    ),
    result_facts AS (
        SELECT f.* FROM up, LATERAL (
            SELECT r.id, r.plan_item_id, r.reported_on, r.summary_th, r.spent_baht::text AS spent, r.closes
            FROM results r WHERE r.plan_item_id = up.id OFFSET 0) f
        ORDER BY f.reported_on, f.id LIMIT 200
    ),
    answered AS (
        SELECT n.need_id AS id FROM up, LATERAL (
            SELECT need_id FROM plan_item_needs WHERE plan_item_id = up.id OFFSET 0) n
        UNION SELECT id FROM ahead
        UNION
        SELECT o.into_id FROM answered, LATERAL (
            SELECT into_id FROM need_origins WHERE origin_id = answered.id AND standing OFFSET 0) o
    ),
    line_facts AS (
        SELECT o.origin_id, o.into_id, o.cause_id, o.cause_kind,
               (SELECT s.happened_on FROM need_steps s
                WHERE s.need_id = o.origin_id AND s.cause_id = o.cause_id LIMIT 1) AS happened_on,
               coalesce((SELECT m.reason_th FROM need_mergers m WHERE m.id = o.cause_id),
                        (SELECT p.reason_th FROM need_splits p WHERE p.id = o.cause_id)) AS reason_th
        FROM (
            SELECT k.* FROM answered, LATERAL (
                SELECT origin_id, into_id, cause_id, cause_kind FROM need_origins
                WHERE origin_id = answered.id AND standing OFFSET 0) k
            UNION
            SELECT origin_id, into_id, cause_id, cause_kind FROM need_origins WHERE into_id = %(id)s AND standing
        ) o
    ),
    kin_facts AS (
        SELECT f.* FROM (SELECT origin_id AS id FROM line_facts UNION SELECT into_id FROM line_facts) k, LATERAL (
            SELECT n.id, n.title_th, n.area_code, x.name_th AS area_name_th, n.status, n.verification, {done}
            FROM needs n JOIN places x ON x.code = left(n.area_code, 6) WHERE n.id = k.id OFFSET 0) f
    ),
    drop_facts AS (
        SELECT f.* FROM ahead, LATERAL (
            SELECT s.need_id, s.cause_id AS id, s.happened_on, p.change_reason_th AS reason_th
            FROM need_steps s JOIN adoptions a ON a.id = s.cause_id JOIN plans p ON p.id = a.plan_id
            WHERE s.need_id = ahead.id AND s.cause_kind = 'DROP' OFFSET 0) f
    ),
    step_facts AS (
        SELECT s.number, s.from_status, s.to_status, s.cause_kind, s.cause_id, s.happened_on,
               CASE s.cause_kind
                   WHEN 'DROP' THEN (SELECT p.change_reason_th FROM adoptions a JOIN plans p ON p.id = a.plan_id
                                     WHERE a.id = s.cause_id)
                   WHEN 'MERGER' THEN (SELECT m.reason_th FROM need_mergers m WHERE m.id = s.cause_id)
                   WHEN 'REVERSAL' THEN (SELECT r.reason_th FROM need_reversals r WHERE r.id = s.cause_id)
                   WHEN 'SPLIT' THEN (SELECT p.reason_th FROM need_splits p WHERE p.id = s.cause_id)
                   WHEN 'ANSWER' THEN (SELECT a.reason_th FROM answers a WHERE a.id = s.cause_id)
               END AS reason_th,
               to_char(s.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS written_at
        FROM need_steps s WHERE s.need_id = %(id)s
    ),
    need_fact AS (
        SELECT n.id, n.title_th, n.area_code, x.name_th AS area_name_th, n.issue_code, s.name_th AS issue_name_th,
               n.status, n.verification, n.voiced_on, {done},
               coalesce(m.name_th, o.name_th) AS organization_th, n.voiced_at_th AS forum_th, n.households
        FROM needs n JOIN places x ON x.code = left(n.area_code, 6) JOIN issues s ON s.code = n.issue_code
        LEFT JOIN organizations o ON o.id = n.voiced_by_organization_id
        LEFT JOIN organizations m ON m.id = o.merged_into_id WHERE n.id = %(id)s
    )
    SELECT json_build_object(
        'need', (SELECT row_to_json(need_fact) FROM need_fact),
        'lines', (SELECT coalesce(json_agg(line_facts ORDER BY cause_id, origin_id, into_id), '[]'::json)
                  FROM line_facts),
        'kin', (SELECT coalesce(json_agg(kin_facts ORDER BY id), '[]'::json) FROM kin_facts),
        'steps', (SELECT json_agg(step_facts ORDER BY number) FROM step_facts),
        'drops', (SELECT coalesce(json_agg(drop_facts ORDER BY id, need_id), '[]'::json) FROM drop_facts),
        'items', (SELECT coalesce(json_agg(item_facts ORDER BY id), '[]'::json) FROM item_facts),
        'edges', (SELECT coalesce(json_agg(edge_facts ORDER BY id), '[]'::json) FROM edge_facts),
        'proposals', (SELECT coalesce(json_agg(proposal_facts ORDER BY id), '[]'::json) FROM proposal_facts),
        'results', (SELECT coalesce(json_agg(result_facts ORDER BY id), '[]'::json) FROM result_facts)
    )::text FROM need_fact
""".replace("{kin}", KIN).replace("{done}", _DONE)
"""OFFSET 0 keeps what stands in LATERAL a look-up by its index for each thing on the way, however many the
planner takes them for: of a nation's plans it would rather read all (docs/plans.md). An item
carries the need since the first of the versions of its plan that did so without a break: a new version is no step."""


async def way(database: Database, need_id: UUID) -> Way | None:
    """Return what is known about the way of a need, or None when there is no such need."""
    async with database.reading() as connection:
        row = await (await ask(connection, _WAY, {"id": need_id, "ids": [need_id]})).fetchone()
    return Way.model_validate_json(row[0]) if row else None
