"""What stands beside made-up plans is whole: forums, submissions, charters, facts, lessons and notices."""

from collections.abc import Mapping

import pytest

from khabuan.generate import nation, planning
from services.planning.notices import rules as notices
from services.planning.notices.schemas import Author
from shared import text
from tests.conftest import Ground
from tests.platform.test_generate_planning import SERVICES, all_of

PROJECTS, YEARS = 8_000, 4
Urls = Mapping[str, str]


@pytest.fixture(scope="module")
def url(ground: Ground) -> str:
    urls = {service: ground.fresh(service, "beside") for service in SERVICES}
    nation.only_organizations(urls["registry"], 9_000, 7)
    planning.rows(urls, PROJECTS, YEARS, 7)
    return urls["planning"]


WRONG: Mapping[str, str] = {
    "an adopted plan without a forum before": """
        SELECT p.id FROM plans p WHERE status = 'ADOPTED' AND NOT EXISTS (
            SELECT FROM deliberations d WHERE d.plan_id = p.id AND d.held_on < p.adopted_on AND d.kind = p.level)""",
    "a forum whose sides are not its people": """
        SELECT id FROM deliberations WHERE people <> (
            SELECT sum((side ->> 'people')::int) FROM jsonb_array_elements(attendance) side)""",
    "a tambon's or district's plan that nobody above received in time": """
        SELECT p.id FROM plans p WHERE status = 'ADOPTED' AND level IN ('TAMBON', 'DISTRICT')
        AND fiscal_year_be < 2570 AND NOT EXISTS (SELECT FROM submissions s WHERE s.plan_id = p.id
            AND s.status = 'RECEIVED' AND s.submitted_on >= p.adopted_on AND s.decided_on >= s.submitted_on)""",
    "a submission and its act that say different things": """
        SELECT s.id FROM submissions s LEFT JOIN submission_decisions d ON d.submission_id = s.id
        WHERE d.outcome IS DISTINCT FROM CASE WHEN s.status <> 'SUBMITTED' THEN s.status END""",
    "a charter that amends one that still stands": """
        SELECT n.id FROM charters n JOIN charters f ON f.id = n.amends_id
        WHERE f.status <> 'SUPERSEDED' OR n.version <> f.version + 1 OR n.area_code <> f.area_code""",
    "a small count that everybody sees": "SELECT id FROM facts WHERE hidden <> (value < 10)",
    "a table with other facts than it says": """
        SELECT t.id FROM fact_tables t LEFT JOIN facts f ON f.table_id = t.id
        GROUP BY t.id HAVING t.rows <> count(f) OR count(f) > 600
        OR bool_or(f.area_code NOT LIKE t.area_code || '%') OR t.published <> bool_and(f.status = 'PROVINCE_VERIFIED')""",
    "a fact that was looked at without an act": """
        SELECT f.id FROM facts f WHERE (SELECT count(*) FROM fact_verifications v WHERE v.table_id = f.table_id)
        <> num_nonnulls(f.area_verified_by, f.province_verified_by)""",
    "a verified fact of a province that tells no level": """
        SELECT f.id FROM facts f WHERE status = 'PROVINCE_VERIFIED' AND NOT EXISTS (
            SELECT FROM fact_levels l WHERE (l.set_code, l.year_be) = (f.set_code, f.year_be)
            AND l.province_code = left(f.area_code, 2) AND l.level = 'TAMBON')""",
    "an evaluation or lesson of a team that is elsewhere": """
        SELECT e.id FROM evaluations e JOIN evaluation_teams t ON t.id = e.team_id WHERE t.area_code <> e.area_code
        UNION ALL SELECT l.id FROM lessons l JOIN evaluation_teams t ON t.id = l.team_id
        WHERE t.area_code <> l.area_code""",
    "a step of which its author heard not once": """
        SELECT s.need_id FROM need_steps s LEFT JOIN notices n ON n.origin_id = s.need_id
            AND n.cause_id = s.cause_id AND n.happened_on = s.happened_on
            AND n.change = CASE s.to_status WHEN 'IN_PLAN' THEN 'PLANNED' WHEN 'DONE' THEN 'RESULTED' ELSE s.to_status END
        WHERE s.number > 1 GROUP BY s.need_id, s.number HAVING count(n.id) <> 1""",
    "a notice of nothing that happened": """
        SELECT n.id FROM notices n WHERE NOT EXISTS (
            SELECT FROM need_steps s WHERE s.need_id = n.origin_id AND s.cause_id = n.cause_id)""",
    "a notice that went another way than its author hears": """
        SELECT n.id FROM notices n LEFT JOIN notice_channels c ON c.organization_id = n.organization_id
        WHERE (n.state = 'SENT') <> (c.id IS NOT NULL) OR (n.state = 'HANDED_OVER') <> (n.handover_id IS NOT NULL)
        OR (n.state = 'ON_PAPER') <> (n.sent_at IS NULL)""",
    "a handover of other notices than it counts": """
        SELECT h.id FROM notice_handovers h LEFT JOIN notices n ON n.handover_id = h.id
        GROUP BY h.id HAVING h.notices <> count(n) OR max(n.happened_on) > h.handed_on""",
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_nothing_beside_the_plans_contradicts_them(url: str, what: str) -> None:
    assert all_of(url, WRONG[what]) == []


@pytest.mark.parametrize(
    ("table", "column", "seen"),
    [
        ("submissions", "status", {"RECEIVED", "RETURNED", "SUBMITTED"}),
        ("charters", "status", {"ADOPTED", "SUPERSEDED"}),
        ("facts", "status", {"PROVINCE_VERIFIED", "AREA_VERIFIED", "DRAFT"}),
        ("notices", "state", {"SENT", "HANDED_OVER", "ON_PAPER"}),
        ("lessons", "distinctive", {True, False}),
    ],
)
def test_lists_have_something_in_every_state(
    url: str, table: str, column: str, seen: set[str | bool]
) -> None:
    found = all_of(url, f"SELECT DISTINCT {column} FROM {table}")
    assert {row[0] for row in found} == seen


def test_authors_are_known_by_the_names_that_the_service_gives_them(url: str) -> None:
    found = all_of(
        url,
        "SELECT author, organization_id, forum_th, area_code, need_id, origin_id, title_th FROM notices"
        " ORDER BY id LIMIT 300",
    )
    for author, organization, forum, area, need, origin, title in found:
        told = Author(need, origin, title, area, organization, forum)
        ((known, _),) = notices.authors_of([told])
        assert author == known


def test_lessons_are_found_by_their_tags(url: str) -> None:
    found = all_of(url, "SELECT tags, tag_keys, search_key FROM lessons")
    assert found
    for tags, keys, words in found:
        assert keys == [text.loose_key(tag) for tag in tags]
        assert all(key in words for key in keys)
