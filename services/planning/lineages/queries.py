"""The one statement behind a lineage: only adopted plans show."""

from uuid import UUID

from services.planning.lineages.schemas import Net
from shared.database import Database, ask

_NET = """
    WITH RECURSIVE origins_of AS (
        SELECT CAST(%(need_id)s AS uuid) AS id WHERE CAST(%(need_id)s AS uuid) IS NOT NULL
        UNION SELECT o.origin_id FROM origins_of, LATERAL (
            SELECT origin_id FROM need_origins WHERE into_id = origins_of.id AND standing OFFSET 0) o
    ), became AS (
        SELECT CAST(%(need_id)s AS uuid) AS id WHERE CAST(%(need_id)s AS uuid) IS NOT NULL
        UNION SELECT o.into_id FROM became, LATERAL (
            SELECT into_id FROM need_origins WHERE origin_id = became.id AND standing OFFSET 0) o
    ), seeds AS (
        SELECT i.id FROM (SELECT id FROM origins_of UNION SELECT id FROM became) k, LATERAL (
            SELECT i.id FROM plan_item_needs n JOIN plan_items i ON i.id = n.plan_item_id
            WHERE n.need_id = k.id AND i.plan_status = 'ADOPTED' OFFSET 0) i
        UNION SELECT id FROM plan_items WHERE id = CAST(%(item_id)s AS uuid) AND plan_status = 'ADOPTED'
    ), up AS (
        SELECT id FROM seeds
        UNION
        SELECT x.id FROM up, LATERAL (
            SELECT e.into_item_id AS id FROM inclusions e WHERE e.plan_item_id = up.id
            AND e.decision = 'INCLUDED' AND e.into_plan_status = 'ADOPTED'
            UNION ALL SELECT p.id FROM plan_items p WHERE p.carried_from_item_id = up.id AND p.plan_status = 'ADOPTED'
            OFFSET 0
        ) x
    ), down AS (
        SELECT id FROM seeds WHERE CAST(%(item_id)s AS uuid) IS NOT NULL
        UNION
        SELECT x.id FROM down, LATERAL (
            SELECT e.plan_item_id AS id FROM inclusions e WHERE e.into_item_id = down.id AND e.decision = 'INCLUDED'
            UNION ALL SELECT p.carried_from_item_id FROM plan_items p WHERE p.id = down.id
                AND p.carried_from_item_id IS NOT NULL
            OFFSET 0
        ) x
    ), around AS (SELECT id FROM up UNION SELECT id FROM down ORDER BY id LIMIT 2000),
    needed AS (
        SELECT id FROM origins_of UNION SELECT id FROM became
        UNION SELECT n.need_id FROM down, LATERAL (
            SELECT need_id FROM plan_item_needs WHERE plan_item_id = down.id OFFSET 0) n
    ), all_needs AS (
        SELECT id FROM needed
        UNION SELECT o.origin_id FROM all_needs, LATERAL (
            SELECT origin_id FROM need_origins WHERE into_id = all_needs.id AND standing OFFSET 0) o
    ),
    need_facts AS (
        SELECT f.* FROM all_needs, LATERAL (
            SELECT n.id, n.title_th, n.area_code, x.name_th AS area_name_th, n.voiced_on,
                   coalesce(o.merged_into_id, o.id) AS organization_id,
                   coalesce(m.name_th, o.name_th) AS organization_th
            FROM needs n JOIN places x ON x.code = left(n.area_code, 6)
            LEFT JOIN organizations o ON o.id = n.voiced_by_organization_id
            LEFT JOIN organizations m ON m.id = o.merged_into_id WHERE n.id = all_needs.id OFFSET 0) f
    ), item_facts AS (
        SELECT f.id, f.title_th, f.area_code, f.area_name_th, f.adopted_on, f.plan_id,
               ARRAY(SELECT n.need_id FROM plan_item_needs n WHERE n.plan_item_id = f.id
                     AND n.need_id IN (SELECT id FROM all_needs) ORDER BY 1) AS need_ids, f.carried_from
        FROM around, LATERAL (
            SELECT i.id, i.title_th, i.area_code, x.name_th AS area_name_th, p.adopted_on, i.plan_id,
                   i.carried_from_item_id AS carried_from
            FROM plan_items i JOIN plans p ON p.id = i.plan_id
            JOIN places x ON x.code = left(i.area_code, 6) WHERE i.id = around.id OFFSET 0) f
    ), edge_facts AS (
        SELECT e.id, e.plan_item_id AS below, e.into_item_id AS above, e.share_baht::text AS share, e.decided_on
        FROM around, LATERAL (
            SELECT * FROM inclusions WHERE plan_item_id = around.id
            AND decision = 'INCLUDED' AND into_plan_status = 'ADOPTED' OFFSET 0) e
        WHERE e.into_item_id IN (SELECT id FROM around)
    ), origin_facts AS (
        SELECT o.origin_id AS origin, o.into_id AS into, o.cause_id AS cause, o.cause_kind AS kind
        FROM all_needs, LATERAL (
            SELECT * FROM need_origins WHERE origin_id = all_needs.id AND standing OFFSET 0) o
        WHERE o.into_id IN (SELECT id FROM all_needs)
    ), proposal_facts AS (
        SELECT f.* FROM around, LATERAL (
            SELECT p.id, p.plan_item_id AS item, p.title_th, p.addressee_th, p.submitted_on, a.id AS answer,
                   a.outcome, a.answered_on
            FROM proposals p LEFT JOIN answers a ON a.id = p.answer_id WHERE p.plan_item_id = around.id OFFSET 0) f
    ), result_facts AS (
        SELECT f.* FROM around, LATERAL (
            SELECT r.id, r.plan_item_id AS item, r.reported_on FROM results r
            WHERE r.plan_item_id = around.id OFFSET 0) f ORDER BY f.reported_on, f.id LIMIT 500
    )
    SELECT json_build_object(
        'needs', (SELECT coalesce(json_agg(f ORDER BY id), '[]') FROM need_facts f),
        'items', (SELECT coalesce(json_agg(f ORDER BY id), '[]') FROM item_facts f),
        'edges', (SELECT coalesce(json_agg(f ORDER BY id), '[]') FROM edge_facts f),
        'origins', (SELECT coalesce(json_agg(f ORDER BY origin, "into"), '[]') FROM origin_facts f),
        'proposals', (SELECT coalesce(json_agg(f ORDER BY id), '[]') FROM proposal_facts f),
        'results', (SELECT coalesce(json_agg(f ORDER BY id), '[]') FROM result_facts f)
    )::text
"""
"""OFFSET 0 keeps what stands in LATERAL a look-up by its index, as in journeys."""


async def around_need(database: Database, need_id: UUID) -> Net | None:
    """Return what a need came from and what became of it, or None when there is no such need."""
    net = await _net(database, need_id, None)
    return net if any(need.id == need_id for need in net.needs) else None


async def around_item(database: Database, item_id: UUID) -> Net | None:
    """Return what an item of an adopted plan came from and became part of, or None when there is none."""
    net = await _net(database, None, item_id)
    return net if any(item.id == item_id for item in net.items) else None


async def _net(database: Database, need_id: UUID | None, item_id: UUID | None) -> Net:
    async with database.reading() as connection:
        cursor = await ask(connection, _NET, {"need_id": need_id, "item_id": item_id})
        row = await cursor.fetchone()
    assert row is not None
    return Net.model_validate_json(row[0])
