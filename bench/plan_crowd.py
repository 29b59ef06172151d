"""Fill what `khabuan generate` leaves empty, so that no plan is looked at over an empty table.

Plain rows beside the generated ones, several for each council, network or tambon: suggestions, notices, seats,
documents, resolutions, accounts; commitments of agencies. Of planning see plan_crowd_planning.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from bench import plan_crowd_planning

FEW = 2_000
"""A table with more rows than this is left as it is."""
_FP = plan_crowd_planning.FP
_ID = plan_crowd_planning.ID
_TAMBONS = "(SELECT code, row_number() OVER () AS n FROM areas WHERE level = 'TAMBON') t"
_PLACES = plan_crowd_planning.PLACES
REGISTRY: Mapping[str, str] = {
    "suggestions": f"""INSERT INTO suggestions (id, subject_kind, subject_id, area_code, organization_id,
        revision_seen, old, proposed, reason_th, made_by, made_by_account, province_at, region_at, status,
        fingerprint, revision, created_at, closed_at)
        SELECT {_ID}, 'ORGANIZATION', id, area_code, id, 1, '{{"members_count": 1}}', '{{"members_count": 2}}',
        'x', 'somebody:' || n % 5000, 'account:' || n % 5000, at + interval '7 days', at + interval '14 days',
        CASE WHEN n % 3 = 0 THEN 'OPEN' ELSE 'ACCEPTED' END, {_FP}, 1, at,
        CASE WHEN n % 3 = 0 THEN NULL ELSE at + interval '9 days' END
        FROM (SELECT id, area_code, row_number() OVER () AS n, now() - random() * interval '900 days' AS at
              FROM organizations LIMIT 120000) o""",
    "community_notices": f"""INSERT INTO community_notices (id, kind, name_th, name_sort, area_code, resolved_on,
        noticed_on, given_to, status, fingerprint, revision)
        SELECT {_ID}, 'LOCAL', 'ชุมชน ' || t.n, 'ชุมชน ' || t.n || g, t.code, '2024-01-01', '2024-01-05',
        'HEADMAN',
        'NOTICED', {_FP}, 1
        FROM {_TAMBONS}, generate_series(1, 12) g""",
    "council_terms": f"""INSERT INTO council_terms (id, council_id, starts_on, ends_on, fingerprint, revision)
        SELECT {_ID}, id, '2024-01-01', '2028-01-01', {_FP}, 1 FROM councils""",
    "council_seats": f"""INSERT INTO council_seats (id, council_id, kind, starts_on, ends_on, fingerprint,
        revision)
        SELECT {_ID}, id, 'EXPERT', '2024-01-01', '2028-01-01', {_FP}, 1 FROM councils, generate_series(1, 12)""",
    "council_reports": f"""INSERT INTO council_reports (id, council_id, year_be, delivered_on, fingerprint,
        revision)
        SELECT {_ID}, id, y, '2025-01-01', {_FP}, 1 FROM councils, generate_series(2565, 2568) y""",
    "council_meetings": f"""INSERT INTO council_meetings (id, level, area_code, year_be, number, held_on,
        held_until, fingerprint, revision)
        SELECT {_ID}, 'PROVINCE', code, y, n, make_date(y - 543, n * 5, 1), make_date(y - 543, n * 5, 2), {_FP}, 1
        FROM areas, generate_series(2552, 2569) y, generate_series(1, 2) n WHERE level = 'PROVINCE'""",
    "council_delegates": f"""INSERT INTO council_delegates (id, council_meeting_id, kind, council_id,
        fingerprint, revision)
        SELECT {_ID}, m.id, 'COUNCIL', c.id, {_FP}, 1 FROM council_meetings m
        JOIN councils c ON c.area_code >= m.area_code AND c.area_code < m.area_code || '~'
        WHERE m.year_be = 2568""",
    "document_files": """INSERT INTO document_files (sha256, media_type, size_bytes, content, stored_by)
        SELECT encode(sha256(n::text::bytea), 'hex'), 'application/pdf', length(n::text), n::text::bytea, 'x'
        FROM generate_series(1, 30000) n""",
    "attachments": f"""INSERT INTO attachments (id, subject_kind, subject_id, area_code, document_type, sha256,
        media_type, size_bytes, title_th, is_public, dated_precision, status, attached_by, fingerprint, revision)
        SELECT {_ID}, 'MEETING', id, area_code, 'MINUTES', encode(sha256((1 + n % 30000)::text::bytea), 'hex'),
        'application/pdf', 10, 'รายงานการประชุม', n % 2 = 0, 'DAY', 'ATTACHED', 'x', {_FP}, 1
        FROM (SELECT *, row_number() OVER () AS n FROM meetings) m""",
    "meeting_attendees": f"""INSERT INTO meeting_attendees (id, meeting_id, role, attendance_group,
        organization_id, fingerprint, revision)
        SELECT {_ID}, m.id, 'MEMBER', 'PARTICIPANTS', m.organization_id, {_FP}, 1
        FROM meetings m, generate_series(1, 3) WHERE m.organization_id IS NOT NULL""",
    "resolutions": f"""INSERT INTO resolutions (id, meeting_id, number, area_code, kind, outcome, text_th,
        issues, group_total, fingerprint, revision)
        SELECT {_ID}, id, '1', area_code, 'RESOLUTION', 'ADOPTED', 'มติ',
        CASE WHEN random() < 0.025 THEN '{{WATER}}'::text[] ELSE '{{}}' END, 1, {_FP}, 1 FROM meetings""",
    "holdings": f"""INSERT INTO holdings (id, organization_id, kind, measure, value_baht, source, as_of,
        fingerprint, revision)
        SELECT {_ID}, id, 'FUND', 'MONEY', 1000, 'SURVEY', '2025-01-01', {_FP}, 1
        FROM organizations LIMIT 120000""",
    "access_log": """INSERT INTO access_log (number, at, actor, token, purpose, route, persons, request_id, hash)
        SELECT 1000000 + row_number() OVER (), now() - random() * interval '900 days',
        'account:' || (random() * 5000)::int, 't', 'CONTACT_LEADERS', 'x', ARRAY[id], 'r', '' FROM people""",
    "accounts": f"""INSERT INTO accounts (id, login, area_code, status, fingerprint, revision)
        SELECT {_ID}, 'somebody.' || t.n || '.' || g, t.code, 'ACTIVE', {_FP}, 1
        FROM {_TAMBONS}, generate_series(1, 4) g""",
    "grants": f"""INSERT INTO grants (id, principal_id, role, area_code, starts_on, reason, granted_by,
        fingerprint, revision)
        SELECT {_ID}, id, 'TAMBON_STAFF', area_code, '2025-01-01', 'x', 'x', {_FP}, 1 FROM accounts""",
    "demonstration_expansions": f"""INSERT INTO demonstration_expansions (id, demonstration_id, area_code,
        relation,
        horizon_years, plan_th, starts_on, state, state_on, fingerprint, revision)
        SELECT {_ID}, id, area_code, 'NEIGHBOUR', 3, 'x', '2025-01-01', 'PLANNED', '2025-01-01', {_FP}, 1
        FROM demonstrations, generate_series(1, 5)""",
    "mentorings": f"""INSERT INTO mentorings (id, network_id, area_code, starts_on, fingerprint, revision)
        SELECT {_ID}, id, area_code, '2025-01-01', {_FP}, 1 FROM networks""",
    "trainings": f"""INSERT INTO trainings (id, person_id, fingerprint, revision)
        SELECT {_ID}, id, {_FP}, 1 FROM people""",
    "bodies": f"""INSERT INTO bodies (id, kind, name_th, level, area_code, mechanism, co_chairs, name_sort,
        fingerprint, revision)
        SELECT {_ID}, 'COMMITTEE', 'คณะทำงาน', 'TAMBON', t.code, 'COORDINATION', '[]', 'คณะทำงาน', {_FP}, 1
        FROM {_TAMBONS}, generate_series(1, 4)""",
    "seats": f"""INSERT INTO seats (id, body_id, holder, post, form, headquarters, starts_on, starts_precision,
        fingerprint, revision)
        SELECT {_ID}, id, 'ผู้แทน', 'MEMBER', 'PERSON', false, '2025-01-01', 'DAY', {_FP}, 1 FROM bodies,
        generate_series(1, 8)""",
    "organization_mergers": f"""INSERT INTO organization_mergers (id, merged_id, into_id, area_code, reason,
        former_status,
        added_aliases, moved_count, ended_count, stayed_count, fingerprint, revision)
        SELECT {_ID}, id, lag(id) OVER (ORDER BY id), area_code, 'x', 'ACTIVE', '[]', 0, 0, 0, {_FP}, 1
        FROM (SELECT * FROM organizations ORDER BY id LIMIT 30001) o ORDER BY id OFFSET 1""",
    "data_requests": f"""INSERT INTO data_requests (id, kind, person_id, area_code, channel, requested_by,
        received_on, due_on, status, fingerprint, revision)
        SELECT {_ID}, 'CORRECTION', id, area_code, 'SELF', 'x', '2026-01-01', '2026-01-31', 'DONE', {_FP}, 1
        FROM people LIMIT 30000""",
    "intake_rows": f"""INSERT INTO intake_rows (id, source_th, columns, area_code, province_code, findings, codes,
        status, fingerprint, revision)
        SELECT {_ID}, 'แบบสำรวจ', '{{}}', t.code, left(t.code, 2), '[]', ARRAY['unknown-area'], 'OPEN', {_FP}, 1
        FROM {_TAMBONS}, generate_series(1, 4)""",
}
PARTNERS: Mapping[str, str] = {
    "agencies": f"""INSERT INTO agencies (id, code, name_th, kind, name_sort, fingerprint, revision)
        SELECT {_ID}, 'LAO_' || t.code, 'อบต. ' || t.n, 'LOCAL_GOVERNMENT', 'อบต. ' || t.n, {_FP}, 1
        FROM {_PLACES}""",
    "nodes": f"""INSERT INTO nodes (id, agency_id, area_code, name_th, stage, opened_on, fingerprint, revision)
        SELECT {_ID}, a.id, p.code, 'พื้นที่ปฏิบัติการ', 'NODE', '2025-01-01', {_FP}, 1
        FROM (SELECT id FROM agencies WHERE code ^@ 'LAO_' LIMIT 300) a, places p WHERE p.level = 'PROVINCE'""",
    "agreements": f"""INSERT INTO agreements (id, kind, area_code, title_th, starts_on, status, drafted_by,
        signed_by, fingerprint, revision)
        SELECT {_ID}, 'AGENCY', '', 'ความร่วมมือ ' || t.code, '2024-10-01', 'ACTIVE', 'x', 'y', {_FP}, 1
        FROM {_PLACES}, generate_series(1, 4)""",
    "agreement_parties": """INSERT INTO agreement_parties (agreement_id, position, agency_id)
        SELECT g.id, 0, a.id FROM agreements g JOIN agencies a ON a.code = 'LAO_' || right(g.title_th, 6)""",
    "plan_items": f"""INSERT INTO plan_items (id, plan_id, title_th, area_code, level, fiscal_year_be, budget_baht,
        status, plan_status, revision)
        SELECT {_ID}, {_ID}, 'ขุดลอกคลอง', t.code, 'TAMBON', y, 1000, 'PLANNED', 'ADOPTED', 1
        FROM {_PLACES}, generate_series(2565, 2569) y, generate_series(1, 3)""",
    "commitments": f"""INSERT INTO commitments (id, agency_id, plan_item_id, area_code, amount_baht, fiscal_year_be,
        committed_on, status, proposed_by, approved_by, fingerprint, revision)
        SELECT {_ID}, a.id, i.id, i.area_code, 500, i.fiscal_year_be, make_date(i.fiscal_year_be - 543, 1, 10),
        'APPROVED', 'x', 'y', {_FP}, 1
        FROM plan_items i JOIN agencies a ON a.code = 'LAO_' || i.area_code""",
}
WRITTEN = (
    *("community_notices", "suggestions", "resolutions", "council_meetings", "bodies"),
    *("plan_items", "plans", "nodes", "commitments", "agreements", "agencies"),
)
"""Tables that are listed by when a row was written: not all of theirs are written in one moment."""
COPIED = {("planning", "bodies"), ("planning", "agreements"), ("planning", "commitments")}
COPIED |= {("partners", "plan_items")}
"""Of these a service has a copy only, which does not say when it was written."""
_SPREAD = "UPDATE {table} SET updated_at = updated_at - make_interval(mins => abs(hashtext(id::text)) % 1000000)"
CROWDS: Mapping[str, Mapping[str, str]] = {
    "registry": REGISTRY,
    "planning": plan_crowd_planning.STATEMENTS,
    "partners": PARTNERS,
}


def places(urls: Mapping[str, str]) -> None:
    """Give planning and partners the areas, where their followers have not."""
    with psycopg.connect(urls["registry"]) as registry:
        found = registry.execute(
            "SELECT code, level, name_th, name_en FROM areas WHERE valid_to IS NULL"
        ).fetchall()
    for service in ("planning", "partners"):
        with psycopg.connect(urls[service]) as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO places (code, level, name_th, name_en, revision)"
                " VALUES (%s, %s, %s, %s, 1) ON CONFLICT DO NOTHING",
                found,
            )


def fill(service: str, url: str) -> Sequence[str]:
    """Fill the small tables of a service's database, and analyze; return what could not be filled, and why."""
    failed = []
    with psycopg.connect(url, autocommit=True) as connection:
        for table, statement in CROWDS.get(service, {}).items():
            if _rows(connection, table) > FEW:
                continue
            try:
                connection.execute(statement.encode())
                if table in WRITTEN and (service, table) not in COPIED:
                    connection.execute(_SPREAD.format(table=table).encode())
            except psycopg.Error as error:
                failed.append(f"{table}: {str(error).splitlines()[0]}")
        connection.execute("VACUUM (ANALYZE)")
    return failed


def _rows(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM (SELECT FROM {table} LIMIT {FEW + 1}) found".encode()
    ).fetchone()
    return int(row[0]) if row else 0
