"""What `khabuan generate` leaves empty of planning, filled by plain statements: plans are looked at over them too.

Needs, plans, projects, proposals and results come from `khabuan.generate.planning` and are made here only where
they are not.
"""

from collections.abc import Mapping

FP = "decode(md5(random()::text), 'hex')"
ID = "overlay(gen_random_uuid()::text PLACING '01900000-0000-7' FROM 1)::uuid"
PLACES = "(SELECT code, row_number() OVER () AS n FROM places WHERE length(code) = 6) t"
_PROVINCES = "(SELECT code, row_number() OVER () AS n FROM places WHERE length(code) = 2) p"
_YEARS = "generate_series(2561, 2570) y"
_ITEMS = """(SELECT id, area_code, fiscal_year_be, own_baht FROM plan_items
    WHERE plan_status = 'ADOPTED' AND level = 'TAMBON' AND fiscal_year_be < 2570 AND right(id::text, 1) {0}) i"""
STATEMENTS: Mapping[str, str] = {
    "needs": f"""WITH made AS (
        INSERT INTO needs (id, fingerprint, revision, area_code, title_th, issue_code, voiced_on, status,
        voiced_at_th)
        SELECT {ID}, {FP}, 1, t.code, 'น้ำไม่พอ', 'WATER', '2025-01-01'::date + t.n::int % 600, 'RECORDED',
        'เวทีตำบล' FROM {PLACES}, generate_series(1, 10) RETURNING id, status, voiced_on)
        INSERT INTO need_steps (need_id, number, to_status, cause_kind, cause_id, happened_on)
        SELECT id, 1, status, 'NEED', id, voiced_on FROM made""",
    "plans": f"""INSERT INTO plans (id, fingerprint, revision, level, area_code, fiscal_year_be,
        horizon_years, title_th, status, adopted_on)
        SELECT {ID}, {FP}, 1, 'TAMBON', t.code, y, 1, 'แผนพัฒนาตำบล', 'ADOPTED',
        make_date(y - 544, 9, 1) FROM {PLACES},
        generate_series(2565, 2569) y""",
    "plan_items": f"""INSERT INTO plan_items (id, fingerprint, revision, plan_id, area_code, level,
        fiscal_year_be, plan_status, title_th, issue_code, own_baht, budget_baht, status)
        SELECT {ID}, {FP}, 1, id, area_code, level, fiscal_year_be, status, 'ขุดลอกคลอง', 'WATER', 0, 1000,
        'PLANNED'
        FROM plans, generate_series(1, 8)""",
    "proposals": f"""INSERT INTO proposals (id, fingerprint, revision, plan_item_id, area_code, fiscal_year_be,
        addressee_kind, addressee_th, title_th, asked_baht, submitted_on, status)
        SELECT {ID}, {FP}, 1, id, area_code, fiscal_year_be, 'LOCAL_GOVERNMENT', 'อบต.', 'x', 500,
        '2025-01-01'::date + (random() * 300)::int, 'SUBMITTED'
        FROM plan_items LIMIT 100000""",
    "results": f"""INSERT INTO results (id, fingerprint, revision, plan_item_id, area_code, reported_on,
        summary_th)
        SELECT {ID}, {FP}, 1, id, area_code, '2025-06-01'::date + (random() * 300)::int, 'x'
        FROM plan_items LIMIT 100000""",
    "addressees": f"""INSERT INTO addressees (id, fingerprint, revision, kind, area_code, name_th,
        acknowledge_days, answer_days)
        SELECT {ID}, {FP}, 1, CASE length(code) WHEN 2 THEN 'GOVERNOR' ELSE 'LAO' END, code, 'ผู้รับ ' || code, 15, 60
        FROM places WHERE length(code) IN (2, 6)""",
    "addressee_windows": f"""INSERT INTO addressee_windows (id, fingerprint, addressee_id, fiscal_year_be,
        takes_from, takes_until, decides_on, source_th, in_force)
        SELECT {ID}, {FP}, a.id, y, make_date(y - 544, 6, 1), make_date(y - 544, 10, 1), make_date(y - 544, 12, 1),
        'ประกาศ', true FROM addressees a, {_YEARS}""",
    "commitments": f"""INSERT INTO commitments (id, plan_item_id, agency_name_th, amount_baht, committed_on, status,
        status_th, revision)
        SELECT {ID}, i.id, 'กองทุน', 500, make_date(fiscal_year_be - 543, 1, 10), 'APPROVED', 'อนุมัติ', 1
        FROM {_ITEMS.format("IN ('0', '1')")}""",
    "progress_reports": f"""INSERT INTO progress_reports (id, fingerprint, revision, plan_item_id, area_code,
        reported_on, starts_on, ends_on, percent_done, done_th, evidence, spent_baht)
        SELECT {ID}, {FP}, 1, i.id, i.area_code, make_date(fiscal_year_be - 543, q * 3, 5),
        make_date(fiscal_year_be - 543, q * 3 - 2, 1), make_date(fiscal_year_be - 543, q * 3, 1), q * 30, 'ทำแล้ว',
        '[]', 100 FROM {_ITEMS.format("IN ('2', '3')")}, generate_series(1, 2) q""",
    "carry_overs": f"""WITH item AS (SELECT * FROM plan_items WHERE level = 'TAMBON' AND fiscal_year_be = 2569
            AND right(id::text, 1) = '4' AND area_code < '50'),
        target AS (SELECT DISTINCT ON (area_code) id, area_code FROM plans
            WHERE level = 'TAMBON' AND fiscal_year_be = 2570 AND status = 'ADOPTED'),
        made AS (INSERT INTO plan_items (id, fingerprint, revision, plan_id, area_code, level, fiscal_year_be,
            plan_status, title_th, issue_code, own_baht, budget_baht, carried_baht, carried_from_item_id, status,
            mode, created_at, updated_at)
            SELECT {ID}, {FP}, 1, t.id, i.area_code, i.level, 2570, 'ADOPTED', i.title_th, i.issue_code, 10, 10, 10,
            i.id, 'FINAL', i.mode, i.created_at, i.updated_at FROM item i JOIN target t USING (area_code)
            RETURNING id, carried_from_item_id, plan_id, area_code)
        INSERT INTO carry_overs (id, fingerprint, revision, plan_item_id, into_item_id, into_plan_id, area_code,
            amount_baht, reason_th, decided_on)
        SELECT {ID}, {FP}, 1, carried_from_item_id, id, plan_id, area_code, 10, 'ฝนมาเร็ว', '2026-10-10' FROM made""",
    "escalations": f"""INSERT INTO escalations (id, fingerprint, revision, proposal_id, area_code, rung, silence,
        silent_since_id, due_on, raised_on)
        SELECT {ID}, {FP}, 1, id, area_code, CASE WHEN random() < 0.9 THEN 'PROVINCE' ELSE 'NATIONAL' END,
        'ANSWER_OVERDUE', awaited_since_id, submitted_on + 60, submitted_on + 61 + (random() * 30)::int
        FROM proposals WHERE awaited_since_id IS NOT NULL AND right(id::text, 1) IN ('0', '1', '2', '3', '4', '5')""",
    "proposal_follow_ups": f"""INSERT INTO proposal_follow_ups (id, fingerprint, revision, proposal_id, noted_on,
        text_th) SELECT {ID}, {FP}, 1, id, submitted_on + 30 * g, 'โทรถามแล้ว' FROM proposals,
        generate_series(1, 2) g""",
    "official_items": f"""INSERT INTO official_items (id, fingerprint, proposal_id, area_code, plan_name_th,
        reference_th, fiscal_year_be, budget_baht, noted_on)
        SELECT {ID}, {FP}, id, area_code, 'แผนพัฒนาจังหวัด', 'หน้า 9', fiscal_year_be, granted_baht, submitted_on + 99
        FROM proposals WHERE status = 'ACCEPTED'""",
    "cycle_closings": f"""INSERT INTO cycle_closings (id, fingerprint, area_code, fiscal_year_be, closed_on, needs,
        funded, carried) SELECT {ID}, {FP}, t.code, y, make_date(y - 543, 10, 5), 9, 6, 3
        FROM {PLACES}, generate_series(2566, 2569) y""",
    "carried_needs": f"""INSERT INTO carried_needs (id, need_id, closing_id, area_code, from_year_be, into_year_be,
        status, age_days, age_years, times, refusals, reasons)
        SELECT {ID}, n.id, c.id, n.area_code, c.fiscal_year_be, c.fiscal_year_be + 1, n.status, 500, 1, 1, 1, '[]'
        FROM needs n JOIN cycle_closings c ON c.area_code = left(n.area_code, 6)
        WHERE n.status IN ('RECORDED', 'REJECTED')""",
    "need_mergers": f"""WITH pair AS (SELECT {ID} AS cause, area_code, id AS origin, lead(id) OVER (ORDER BY area_code,
            id) AS into_id, voiced_on, row_number() OVER (ORDER BY area_code, id) AS n FROM needs
            WHERE length(area_code) = 6 AND status = 'IN_PLAN'),
        chosen AS (SELECT * FROM pair WHERE n % 4 = 0 AND into_id IS NOT NULL LIMIT 40000),
        origins AS (INSERT INTO need_origins (origin_id, into_id, cause_id, cause_kind,
            standing) SELECT origin, into_id, cause, 'MERGER', true FROM chosen)
        INSERT INTO need_mergers (id, fingerprint, revision, area_code, into_id, into_is_new, into_steps, reason_th,
            merged_on) SELECT cause, {FP}, 1, area_code, into_id, false, 2, 'เรื่องเดียวกัน', voiced_on + 9
        FROM chosen""",
    "need_splits": f"""INSERT INTO need_splits (id, fingerprint, area_code, need_id, reason_th, split_on)
        SELECT {ID}, {FP}, area_code, id, 'สองเรื่อง', voiced_on + 9 FROM needs WHERE status = 'RECORDED'
        LIMIT 30000""",
    "joint_agendas": f"""INSERT INTO joint_agendas (id, fingerprint, revision, area_code, fiscal_year_be, title_th,
        status, adopted_on, meeting_th) SELECT {ID}, {FP}, 1, p.code, y, 'วาระร่วม', 'ADOPTED', make_date(y - 544, 9, 1),
        'เวทีจังหวัด' FROM {_PROVINCES}, {_YEARS}""",
    "agenda_issues": """INSERT INTO agenda_issues (agenda_id, position, issue_code, goal_th)
        SELECT id, n, code, 'เป้า' FROM joint_agendas, (VALUES (1, 'WATER'), (2, 'LAND')) i (n, code)""",
    "umbrella_projects": f"""INSERT INTO umbrella_projects (id, fingerprint, revision, area_code, fiscal_year_be,
        title_th, result_th, budget_baht, alone) SELECT {ID}, {FP}, 1, p.code, y, 'หนึ่งจังหวัดหนึ่งโครงการ', 'ผล', 800,
        true FROM {_PROVINCES}, {_YEARS}""",
    "umbrella_lines": f"""INSERT INTO umbrella_lines (id, fingerprint, revision, umbrella_id, area_code, issue_code,
        source_th, title_th, result_th, amount_baht, status) SELECT {ID}, {FP}, 1, id, area_code, 'WATER', 'จังหวัด',
        'ส่วน', 'ผล', 100, 'PLANNED' FROM umbrella_projects, generate_series(1, 8)""",
    "programmes": f"""INSERT INTO programmes (id, fingerprint, revision, code, track, name_th, name_en, source_th)
        VALUES ({ID}, {FP}, 1, 'INTEGRATED_PROVINCES', 'INTEGRATED', 'จังหวัดบูรณาการ', 'Integrated provinces', 'x')""",
    "cohorts": f"""INSERT INTO cohorts (id, fingerprint, revision, programme_id, fiscal_year_be, name_th,
        declared_size, declared_as, source_th) SELECT {ID}, {FP}, 1, id, y, 'รุ่น ' || y, 22, 'SIZE', 'x'
        FROM programmes, {_YEARS}""",
    "cohort_members": f"""INSERT INTO cohort_members (id, fingerprint, revision, cohort_id, area_code, stage,
        entered_on, source_th) SELECT {ID}, {FP}, 1, c.id, p.code, 'ENTERED', make_date(fiscal_year_be - 543, 1, 1), 'x'
        FROM cohorts c, {_PROVINCES} WHERE p.n <= 22""",
    "factor_overrides": f"""INSERT INTO factor_overrides (id, fingerprint, revision, area_code, fiscal_year_be,
        number, state, reason_th, evidence_link, decided_on) SELECT {ID}, {FP}, 1, p.code, y, g, 'MET', 'x', 'x',
        make_date(y - 543, 1, 1) FROM {_PROVINCES}, {_YEARS}, generate_series(1, 3) g""",
    "meetings": f"""INSERT INTO meetings (id, area_code, kind, state, held_from, held_to, revision)
        SELECT {ID}, t.code, 'MEETING', 'HELD', make_date(y - 543, 2, 1), make_date(y - 543, 2, 1), 1
        FROM {PLACES}, {_YEARS}""",
    "bodies": f"""INSERT INTO bodies (id, area_code, kind, issue_code, founded_on, revision)
        SELECT {ID}, t.code, 'COMMITTEE', 'WATER', '2020-01-01', 1 FROM {PLACES}, generate_series(1, 3)""",
    "holdings": f"""INSERT INTO holdings (id, area_code, organization_id, kind, source, as_of, revision)
        SELECT {ID}, area_code, id, 'FUND', 'SURVEY', '2025-01-01', 1 FROM organizations LIMIT 120000""",
    "agreements": f"""INSERT INTO agreements (id, area_code, kind, status, signed_on, starts_on, revision)
        SELECT {ID}, code, 'AGENCY', 'ACTIVE', '2024-10-01', '2024-10-01', 1
        FROM places, generate_series(1, 30) WHERE length(code) = 2""",
}
"""Of each table what fills it; later ones stand on the ones before."""
