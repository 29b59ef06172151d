"""What is read out of the texts is set by day and province: there and then it holds, nowhere else and not before."""

import datetime as dt
from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import admin, adopt
from tests.planning.test_programmes import cohort, named, programme
from tests.planning.test_submissions import ready

TODAY = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)).date()
YESTERDAY, TOMORROW = (TODAY + dt.timedelta(days=days) for days in (-1, 1))


async def switched(
    movement: Movement, rule: str, value: object, on: dt.date | str, area: str = "71"
) -> Any:
    """Set a rule in a province from a day on, or try."""
    body = {"id": str(new_id()), "rule": rule, "area_code": area, "value": value,
            "starts_on": str(on), "reason": "มติคณะทำงานจังหวัด"}  # fmt: skip
    return await movement.send("/v1/planning-rule-settings", body, admin(movement))


async def awaited(movement: Movement, area: str, on: str) -> tuple[str, str]:
    """Propose something of a province on a day; return by when it has to be acknowledged and answered."""
    item = await movement.adopted(area, 100)
    body = {"id": str(new_id()), "plan_item_id": item["id"], "addressee_kind": "GOVERNOR",
            "addressee_th": "ผู้ว่าราชการจังหวัด", "title_th": "ขอสนับสนุน", "asked": baht(100),
            "submitted_on": on}  # fmt: skip
    clock = (await movement.done("/v1/proposals", body, movement.staff(area)))["clock"]
    return clock["acknowledge_by"], clock["answer_by"]


async def test_the_clock_of_proposals_is_a_rule_of_the_day_of_submission(
    movement: Movement,
) -> None:
    for rule, days in (("ACKNOWLEDGE_DAYS", 5), ("ANSWER_DAYS", 20)):
        assert (await switched(movement, rule, days, "2025-02-01")).status_code == 201
    assert await awaited(movement, "71", "2025-01-31") == ("2025-02-15", "2025-04-01")
    assert await awaited(movement, "71", "2025-02-01") == ("2025-02-06", "2025-02-21")
    assert await awaited(movement, "72", "2025-02-01") == ("2025-02-16", "2025-04-02")


@pytest.mark.parametrize(
    ("value", "code"),
    [(-1, "out-of-range"), ([3001], "out-of-range"), ("ใช่", "wrong-type"), (1.5, "wrong-type"),
     ([], "invalid")],
)  # fmt: skip
async def test_a_value_that_is_none_is_pointed_at_once_where_it_stands(
    movement: Movement, value: object, code: str
) -> None:
    answer = await switched(movement, "ANSWER_DAYS", value, "2025-02-01")
    told = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    assert (answer.status_code, told) == (422, [("#/value", code)])


async def test_who_is_asked_again_has_the_days_of_that_day(movement: Movement) -> None:
    await switched(movement, "ANSWER_DAYS", 7, "2025-06-01", "72")
    made = await movement.propose(await movement.adopted("72", 100), 100)
    assert made["clock"]["answer_by"] == "2024-11-30"
    said = (await movement.answer(made, "REJECTED", reason_th="งบหมด")).json()
    reply = {"id": str(new_id()), "answer_id": said["answer"]["id"], "stance": "ASKED_AGAIN",
             "reason_th": "ขอทบทวน", "replied_on": "2025-06-01"}  # fmt: skip
    path = f"/v1/proposals/{made['id']}/replies"
    told = await movement.done(path, reply, movement.province)
    assert told["clock"]["answer_by"] == "2025-06-08"


async def umbrella(movement: Movement, area: str, year: int, **facts: Any) -> Any:
    """Open a project of a province and year, or try."""
    body = {"id": str(new_id()), "area_code": area, "fiscal_year_be": year, "title_th": "โครงการ",
            "result_th": "น้ำทั้งจังหวัด", "budget": baht(100), **facts}  # fmt: skip
    return await movement.send("/v1/umbrella-projects", body, movement.staff(area))


async def test_one_project_of_a_province_is_a_rule_of_today(movement: Movement) -> None:
    for area in ("71", "72"):
        assert (await umbrella(movement, area, 2570)).status_code == 201
    await switched(movement, "ONE_UMBRELLA", False, TOMORROW)
    assert (await umbrella(movement, "71", 2570)).status_code == 409, "not before its day"
    await switched(movement, "ONE_UMBRELLA", False, YESTERDAY)
    second = {"id": str(new_id())}
    assert (await umbrella(movement, "71", 2570, **second)).status_code == 201
    assert (await umbrella(movement, "72", 2570)).json()["code"] == "already-exists"
    await switched(movement, "ONE_UMBRELLA", True, TODAY)
    assert (await umbrella(movement, "71", 2570)).json()["code"] == "already-exists"
    again = await umbrella(movement, "71", 2570, **second)
    assert again.status_code == 200, (
        "what was opened while it was allowed is there, and told again"
    )


async def test_the_order_of_the_tracks_is_a_rule_of_the_day_of_entry(movement: Movement) -> None:
    into = await cohort(movement, await programme(movement, "SELF_MANAGING"), 2568, 5)
    await switched(movement, "INTEGRATED_FIRST", False, "2024-01-01")
    before = {"entered_on": "2023-12-31", "entered_precision": "DAY"}
    after = {"entered_on": "2024-01-01", "entered_precision": "DAY"}
    early = (await named(movement, into, "71", **before)).json()
    assert (early["code"], early["rule"]) == ("rule-broken", "INTEGRATED_FIRST")
    assert (await named(movement, into, "72", **after)).json()["code"] == "rule-broken"
    assert (await named(movement, into, "71", **after)).status_code == 201


async def test_the_thresholds_of_the_factors_are_rules_of_the_day_that_is_asked(
    movement: Movement,
) -> None:
    await movement.adopted("71", 100)
    path = "/v1/province-readiness-scores"
    before = await movement.see(f"{path}/71?as_of=2025-09-30")
    assert before["factors"][8]["computed"] == "NOT"
    await switched(movement, "SHARE_OF_PROJECTS", 0, "2025-10-01")
    await switched(movement, "FORUMS_A_YEAR", 4, "2025-10-01")
    assert await movement.see(f"{path}/71?as_of=2025-09-30") == before
    after = await movement.see(f"{path}/71?as_of=2025-10-01")
    assert after["factors"][8]["computed"] == "MET"
    assert after["limits"] == before["limits"] | {"share_of_projects": 0, "forums_a_year": 4}
    other = await movement.see(f"{path}/72?as_of=2025-10-01")
    assert other["limits"] == before["limits"]


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        ("ACKNOWLEDGE_DAYS", 0, "out-of-range"),
        ("ANSWER_DAYS", 732, "out-of-range"),
        ("SHARE_OF_NEEDS", 101, "out-of-range"),
        ("SHARE_OF_NEEDS", True, "wrong-type"),
        ("ONE_UMBRELLA", 1, "wrong-type"),
        ("FORUMS_A_YEAR", [1, 2], "wrong-type"),
    ],
)
async def test_a_rule_takes_values_of_its_own_kind_and_reach(
    movement: Movement, rule: str, value: object, code: str
) -> None:
    answer = await switched(movement, rule, value, TODAY)
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        ("#/value", code)
    ]


async def test_an_adoption_asks_for_all_its_rules_at_once(
    planning: Client, movement: Movement
) -> None:
    plan = await ready(movement, "720602")
    with counted(planning) as asked:
        assert (await adopt(movement, plan["id"], "2024-08-15")).status_code == 200
    assert sum("planning_rule_settings" in each for each in asked) == 1


@pytest.mark.parametrize(("area", "status"), [("72", 200), ("99", 404), ("7206", 422)])
async def test_the_rules_of_a_province_that_nobody_knows_are_not_there(
    planning: Client, area: str, status: int
) -> None:
    answer = await planning.get("/v1/planning-rules", params={"area": area})
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] in {"not-found", "validation-failed"}
