"""Ten years of made-up plans: the same for the same seed, whole, and each roll-up the sum of its rows."""

import asyncio
from collections.abc import Mapping
from typing import Any

import psycopg
import pytest

from khabuan import table_hashes
from khabuan.generate import nation, planning
from khabuan.generate.planning_pen import COLUMNS
from services.planning.flows import rules as flows
from services.planning.flows.schemas import Sums
from services.planning.needs.rules import NEXT
from services.planning.needs.schemas import NeedStatus
from services.planning.rollups import queries as rollups
from shared import database
from tests.conftest import Ground

PROJECTS, YEARS = 2_400, 3
SERVICES = ("registry", "planning", "partners")
Urls = Mapping[str, str]


def _fresh(ground: Ground, name: str) -> dict[str, str]:
    urls = {service: ground.fresh(service, name) for service in SERVICES}
    nation.only_organizations(urls["registry"], 9_000, 7)
    return urls


def _schema(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()


def _hashes(url: str) -> dict[str, Any]:
    with psycopg.connect(url, options=table_hashes.SESSION) as connection:
        found = table_hashes.of(connection)
    return {table: found[table] for table in COLUMNS}


def all_of(url: str, sql: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql.encode()).fetchall()


@pytest.fixture(scope="module")
def urls(ground: Ground) -> Urls:
    made = _fresh(ground, "planned")
    planning.rows(made, PROJECTS, YEARS, 7)
    return made


def test_the_same_seed_makes_the_same_plans_and_another_one_others(
    ground: Ground, urls: Urls
) -> None:
    again, other = _fresh(ground, "planned_again"), _fresh(ground, "planned_otherwise")
    planning.rows(again, PROJECTS, YEARS, 7)
    planning.rows(other, PROJECTS, YEARS, 8)
    first = _hashes(urls["planning"])
    assert _hashes(again["planning"]) == first
    others = _hashes(other["planning"])
    assert not [table for table in COLUMNS if others[table] == first[table]]
    assert all(first[table]["rows"] for table in COLUMNS)


def test_so_many_projects_as_asked_are_planned_by_the_tambons(urls: Urls) -> None:
    found = all_of(
        urls["planning"],
        "SELECT level, count(*), count(DISTINCT fiscal_year_be) FROM plan_items GROUP BY 1",
    )
    counted = {level: (count, years) for level, count, years in found}
    assert counted["TAMBON"] == (PROJECTS, YEARS)
    assert set(counted) == {"TAMBON", "DISTRICT", "PROVINCE", "REGION", "NATION"}


def test_indexes_references_and_rules_are_as_they_were(ground: Ground, urls: Urls) -> None:
    assert _schema(urls["planning"]) == _schema(ground.fresh("planning", "planned_never"))


async def test_each_kept_roll_up_is_what_the_service_counts_from_the_rows(urls: Urls) -> None:
    kept = dict(all_of(urls["planning"], "SELECT plan_id, sums FROM kept_rollups"))
    adopted = all_of(urls["planning"], "SELECT id FROM plans WHERE status = 'ADOPTED'")
    assert set(kept) == {plan for (plan,) in adopted}
    async with (
        database.connect(urls["planning"], pool_size=2) as opened,
        opened.reading() as connection,
    ):
        for plan, sums in kept.items():
            counted = flows.sums(plan, *await rollups.tree_of_plan(connection, plan))
            assert Sums.model_validate(sums) == counted


def test_no_satang_and_no_household_is_lost_or_made_on_the_way_up(urls: Urls) -> None:
    wrong = """
        SELECT p.id FROM plan_items p LEFT JOIN (
            SELECT into_item_id, sum(share_baht) AS money, sum(households) AS people FROM inclusions GROUP BY 1
        ) up ON up.into_item_id = p.id
        WHERE p.budget_baht <> p.own_baht + coalesce(up.money, 0)
           OR p.households <> coalesce(p.own_households, 0) + coalesce(up.people, 0)
        UNION ALL
        SELECT p.id FROM plan_items p JOIN (
            SELECT plan_item_id, sum(share_baht) AS money, sum(households) AS people FROM inclusions GROUP BY 1
        ) of ON of.plan_item_id = p.id WHERE of.money > p.budget_baht OR of.people > p.households
        UNION ALL
        SELECT p.id FROM plan_items p JOIN budget_lines l ON l.plan_item_id = p.id
        GROUP BY p.id HAVING sum(l.amount_baht) <> p.own_baht
    """
    assert all_of(urls["planning"], wrong) == []
    part = """
        SELECT sum((sums ->> 'total')::numeric), (SELECT sum(budget_baht) FROM plan_items WHERE level = 'NATION')
        FROM kept_rollups JOIN plans ON id = plan_id WHERE level = 'NATION'
    """
    ((told, summed),) = all_of(urls["planning"], part)
    assert told == summed > 0


def test_each_need_went_a_way_that_needs_may_go_and_never_back_in_time(urls: Urls) -> None:
    steps = all_of(
        urls["planning"],
        "SELECT from_status, to_status, happened_on - lag(happened_on) OVER way FROM need_steps"
        " WINDOW way AS (PARTITION BY need_id ORDER BY number)",
    )
    gone = {(before, after) for before, after, _ in steps if before}
    assert all(NeedStatus(after) in NEXT[NeedStatus(before)] for before, after in gone)
    assert len(gone) >= 8
    assert min(days for before, _, days in steps if before) >= 0
    unanswered = """
        SELECT n.id FROM needs n WHERE status <> 'RECORDED'
        AND NOT EXISTS (SELECT FROM plan_item_needs WHERE need_id = n.id)
    """
    assert all_of(urls["planning"], unanswered) == []


def test_plans_are_told_once(urls: Urls) -> None:
    for service, told in (
        ("planning", planning.TOLD),
        ("partners", planning.TOLD_BY_PARTNERS),
    ):
        rows = sum(all_of(urls[service], f"SELECT count(*) FROM {t}")[0][0] for t, _, _ in told)
        assert asyncio.run(nation.tell(urls[service], tellable=told)) == rows > 0
        assert asyncio.run(nation.tell(urls[service], tellable=told)) == 0


def test_the_story_of_the_issues_finds_them_defined_as_it_tells(urls: Urls) -> None:
    defined = all_of(urls["planning"], "SELECT code, id::text FROM issues ORDER BY code")
    assert ("WATER", "01680000-0000-7000-8000-000000000107") in [
        (code, identity) for code, identity in defined
    ]
    assert len(defined) == 12
