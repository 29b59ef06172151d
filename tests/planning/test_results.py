"""What came of a project: of which period, how much of what was aimed at, for how much money."""

from typing import Any

import httpx
import pytest

from shared.ids import new_id
from tests.conftest import People
from tests.planning.conftest import Movement, baht
from tests.planning.test_evaluations import faults


@pytest.fixture(scope="module")
async def item(movement: Movement) -> dict[str, Any]:
    """Return a project of 1,000 baht that aims at 800 rai."""
    aim = {"indicator_unit_th": "ไร่", "indicator_target": "800.00"}
    return await movement.adopted("720602", 1000, **aim)


async def reported(movement: Movement, item: dict[str, Any], **facts: Any) -> httpx.Response:
    """Report on a project, or try."""
    body = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ", **facts}
    path = f"/v1/plan-items/{item['id']}/results"
    return await movement.send(path, body, movement.staff(item["area"]["code"]))


async def test_a_result_says_its_period_and_what_was_reached_beside_what_was_aimed_at(
    movement: Movement, item: dict[str, Any]
) -> None:
    period = {"starts_on": "2024-11-01", "ends_on": "2025-09-01"}
    made = (await reported(movement, item, **period, indicator_value="640.5")).json()
    assert {name: made[name] for name in period} == period
    assert (made["indicator_value"], made["indicator_target"], made["indicator_unit_th"]) == (
        "640.50", "800.00", "ไร่",
    )  # fmt: skip
    plain = (await reported(movement, item)).json()
    assert (plain["starts_on"], plain["ends_on"], plain["indicator_value"]) == (None, None, None)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"starts_on": "2024-11-01"}, ("#/ends_on", "required")),
        ({"ends_on": "2024-11-01"}, ("#/starts_on", "required")),
        ({"starts_on": "2024-11-01", "ends_on": "2024-11-01"}, ("#/ends_on", "end-before-start")),
        ({"starts_on": "2025-09-01", "ends_on": "2025-10-01"}, ("#/reported_on", "too-early")),
    ],
)
async def test_half_a_period_and_one_that_is_still_to_come_are_refused(
    movement: Movement, item: dict[str, Any], facts: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert faults(await reported(movement, item, **facts)) == [fault]


async def test_more_money_than_the_project_has_needs_a_reason(
    movement: Movement, item: dict[str, Any]
) -> None:
    assert (await reported(movement, item, spent=baht(1000))).status_code == 201
    over = await reported(movement, item, spent=baht("1000.01"))
    assert (over.status_code, over.json()["code"]) == (422, "rule-broken")
    assert (over.json()["budget"], over.json()["spent"]) == ("1000.00", "1000.01")
    why = {"over_budget_reason_th": "ค่าวัสดุขึ้นราคา"}
    made = await reported(movement, item, spent=baht("1000.01"), **why)
    assert (made.status_code, made.json()["over_budget_reason_th"]) == (201, "ค่าวัสดุขึ้นราคา")


async def test_money_that_went_into_a_later_year_is_not_there_to_be_spent(
    movement: Movement, people: People
) -> None:
    item = await movement.adopted("720601", 1000)
    later = await movement.plan("720601", fiscal_year_be=2569)
    carry = {"id": str(new_id()), "into_plan_id": later["id"], "into_item_id": str(new_id()),
             "amount": baht(400), "reason_th": "ทำไม่ทัน", "decided_on": "2025-08-20"}  # fmt: skip
    who = people("NATIONAL_ADMIN", area="")
    await movement.done(f"/v1/plan-items/{item['id']}/carry-overs", carry, who)
    assert (await reported(movement, item, spent=baht("600.01"))).json()["budget"] == "600.00"
    assert (await reported(movement, item, spent=baht("600.00"))).status_code == 201
