"""Rules that are interpretations: their defaults have sources, and who sets one says why and from when."""

import datetime as dt
from typing import Any

import pytest

from services.registry.movement_rules import queries
from services.registry.movement_rules.schemas import MEANINGS, Rule
from shared.database import Database
from shared.ids import new_id
from tests.conftest import Client, People


def new(**facts: Any) -> dict[str, Any]:
    """Return what sets the target year otherwise in the whole country."""
    return {
        "id": str(new_id()),
        "rule": "TARGET_YEAR_BE",
        "value": 2575,
        "starts_on": "2026-12-01",
        "reason": "ใช้ปีเป้าหมายตามวาระครบรอบ 20 ปี พอช.",
        **facts,
    }


async def set_rule(registry: Client, people: People, **facts: Any) -> Any:
    """Set a rule as the national administrator."""
    who = {**people("NATIONAL_ADMIN"), "Idempotency-Key": str(new_id())}
    return await registry.post("/v1/movement-rule-settings", json=new(**facts), headers=who)


async def value(registry: Client, rule: str, **where: str) -> Any:
    """Return what holds somewhere on a day."""
    answer = await registry.get("/v1/movement-rules", params=where)
    return next(each["value"] for each in answer.json()["rules"] if each["rule"] == rule)


def test_every_rule_says_where_it_comes_from() -> None:
    assert set(MEANINGS) == set(Rule)
    assert all(meaning.source_th and meaning.name_th for meaning in MEANINGS.values())


async def test_a_rule_holds_from_its_day_in_its_province_and_a_later_setting_replaces_it(
    registry: Client, people: People
) -> None:
    assert await value(registry, "TARGET_YEAR_BE", on="2026-12-02") == 2579
    assert (await set_rule(registry, people)).status_code == 201
    made = await set_rule(registry, people, value=2570, area_code="18")
    assert made.status_code == 201, made.text
    asked = {"on": "2026-12-01"}
    assert await value(registry, "TARGET_YEAR_BE", on="2026-11-30") == 2579
    assert await value(registry, "TARGET_YEAR_BE", **asked) == 2575
    assert await value(registry, "TARGET_YEAR_BE", area="18", **asked) == 2570
    assert await value(registry, "TARGET_YEAR_BE", area="19", **asked) == 2575
    await set_rule(registry, people, value=2571, area_code="18", starts_on="2027-01-01")
    assert await value(registry, "TARGET_YEAR_BE", area="18", on="2027-01-01") == 2571
    listed = await registry.get("/v1/movement-rule-settings", params={"rule": "TARGET_YEAR_BE"})
    assert [each["value"] for each in listed.json()["items"]] == [2575, 2570, 2571]
    database: Database = registry.app.state.database
    async with database.transaction() as session:
        found = await queries.in_force(session, Rule.TARGET_YEAR_BE, "1801", dt.date(2026, 12, 5))
    assert found == 2570


@pytest.mark.parametrize(
    "facts",
    [
        {"value": True},
        {"value": [1, 2]},
        {"value": 3001},
        {"rule": "COUNCIL_EXPERTS_PERCENT", "value": 101},
        {"rule": "LADDER_DAYS", "value": [14, 7]},
        {"rule": "LADDER_DAYS", "value": [7]},
        {"rule": "CERTIFY_NEEDS_BOTH_SIDES", "value": 1},
        {"rule": "WHATEVER"},
        {"area_code": "1801"},
        {"reason": ""},
    ],
)
async def test_a_value_of_another_kind_is_refused(
    registry: Client, people: People, facts: dict[str, Any]
) -> None:
    answer = await set_rule(registry, people, **facts)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("#/")


async def test_only_the_nation_sets_rules(registry: Client, people: People) -> None:
    for role, area in (("REGION_OFFICE", "18"), ("PROVINCE_WORKING_GROUP", "18"), ("AUDITOR", "")):
        who = {**people(role, area=area), "Idempotency-Key": str(new_id())}
        answer = await registry.post(
            "/v1/movement-rule-settings", json=new(area_code="18"), headers=who
        )
        assert answer.status_code == 403
