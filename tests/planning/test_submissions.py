"""Forums before adoption, plans handed upward, and the rules about them that a province can switch."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from services.planning.planning_rules.schemas import MEANINGS
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import admin, adopt, opened, withdrawn

FORUM = {"held_on": "2024-07-20", "kind": "TAMBON", "conclusion_th": "เห็นชอบ",
         "attendance": [{"side": "COMMUNITY", "people": 74}, {"side": "AGENCY", "people": 6}]}  # fmt: skip


async def ready(movement: Movement, area: str, **facts: Any) -> dict[str, Any]:
    """Return a draft plan that could be adopted."""
    plan = await movement.plan(area, **facts)
    await movement.finalize(await movement.item(plan, 100))
    return plan


async def switched(movement: Movement, rule: str, value: bool, area: str, on: str) -> None:
    """Set a planning rule in a province from a day on."""
    body = {"id": str(new_id()), "rule": rule, "area_code": area, "value": value, "starts_on": on,
            "reason": "มติคณะทำงานจังหวัด"}  # fmt: skip
    await movement.done("/v1/planning-rule-settings", body, admin(movement))


async def handed(
    movement: Movement, plan_id: str, to: str = "DISTRICT", **facts: Any
) -> dict[str, Any]:
    """Hand a plan to the level above."""
    body = {"id": str(new_id()), "to_level": to, "submitted_on": "2024-08-22", **facts}
    return await movement.done(f"/v1/plans/{plan_id}/submissions", body, admin(movement))


def returned(item: dict[str, Any]) -> dict[str, Any]:
    """Return what returns a plan because of one of its items."""
    reasons = [{"plan_item_id": item["id"], "reason_th": "ยังไม่มีแบบ"}]
    return {
        "id": str(new_id()),
        "decided_on": "2024-08-28",
        "reason_th": "ขอให้ปรับ",
        "item_reasons": reasons,
    }


async def test_a_forum_of_a_draft_counts_who_came_and_shows_with_the_plan(
    planning: Client, movement: Movement
) -> None:
    plan = await ready(movement, "720602")
    path = f"/v1/plans/{plan['id']}/deliberations"
    held = await movement.done(path, {"id": str(new_id()), **FORUM}, movement.staff("720602"))
    assert (held["people"], held["attendance"]) == (80, FORUM["attendance"])
    assert (await planning.get(f"/v1/deliberations/{held['id']}")).status_code == 404
    assert (await movement.see(f"/v1/deliberations?plan_id={plan['id']}"))["items"] == []
    await movement.adopt(plan)
    assert (await movement.see(f"/v1/deliberations?plan_id={plan['id']}"))["items"] == [held]
    late = await movement.send(path, {"id": str(new_id()), **FORUM}, movement.staff("720602"))
    assert late.status_code == 409
    draft = await opened(movement, plan["id"])
    path = f"/v1/plans/{draft['id']}/deliberations"
    second = await movement.done(path, {"id": str(new_id()), **FORUM}, movement.staff("720602"))
    await adopt(movement, draft["id"])
    for of, expected in ((plan["id"], second["id"]), (draft["id"], held["id"])):
        shown = (await movement.see(f"/v1/deliberations?plan_id={of}"))["items"]
        assert [each["id"] for each in shown] == [expected]


async def test_a_province_can_ask_for_a_forum_before_adoption_from_a_day_on(
    movement: Movement,
) -> None:
    await switched(movement, "ADOPTION_NEEDS_FORUM", True, "71", "2024-08-10")
    plan = await ready(movement, "710911")
    assert (await adopt(movement, plan["id"], "2024-08-15")).json()[
        "rule"
    ] == "ADOPTION_NEEDS_FORUM"
    path = f"/v1/plans/{plan['id']}/deliberations"
    after = {"id": str(new_id()), **FORUM, "held_on": "2024-08-16"}
    await movement.done(path, after, movement.staff("710911"))
    assert (await adopt(movement, plan["id"], "2024-08-15")).status_code == 422
    assert (await adopt(movement, plan["id"], "2024-08-16")).status_code == 200
    assert (await adopt(movement, (await ready(movement, "720602"))["id"])).status_code == 200
    assert (
        await adopt(movement, (await ready(movement, "710911"))["id"], "2024-08-09")
    ).is_success


async def test_a_plan_is_returned_with_reasons_and_handed_in_again_as_a_new_version(
    movement: Movement,
) -> None:
    item = await movement.adopted("720603", 100)
    plan_id = item["plan_id"]
    first = await handed(movement, plan_id)
    assert (first["status"], first["to_area_code"], first["plan_version"]) == (
        "SUBMITTED",
        "7206",
        1,
    )
    again = {"id": str(new_id()), "to_level": "DISTRICT", "submitted_on": "2024-08-23"}
    path = f"/v1/plans/{plan_id}/submissions"
    assert (await movement.send(path, again, admin(movement))).status_code == 409
    back = f"/v1/submissions/{first['id']}/returns"
    stranger = returned({"id": str(new_id())})
    refused = await movement.send(back, stranger, movement.province)
    assert refused.json()["errors"][0]["pointer"] == "#/item_reasons/0/plan_item_id"
    done = await movement.done(back, returned(item), movement.province)
    assert (done["status"], done["item_reasons"][0]["plan_item_id"]) == ("RETURNED", item["id"])
    assert (await movement.send(path, again, admin(movement))).status_code == 409
    await adopt(movement, (await opened(movement, plan_id))["id"], "2024-09-02")
    second = await handed(movement, plan_id, submitted_on="2024-09-03")
    assert second["plan_version"] == 2
    receipt = {"id": str(new_id()), "decided_on": "2024-09-04"}
    took = await movement.done(
        f"/v1/submissions/{second['id']}/receipts", receipt, movement.province
    )
    assert took["status"] == "RECEIVED"
    late = await movement.send(
        f"/v1/submissions/{second['id']}/returns", returned(item), movement.province
    )
    assert late.status_code == 409
    shown = (await movement.see(f"/v1/submissions?plan_id={plan_id}"))["items"]
    assert Counter(each["status"] for each in shown) == {"RETURNED": 1, "RECEIVED": 1}


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        ({"to_level": "PROVINCE"}, "to_level", "wrong-level"),
        ({"to_level": "DISTRICT", "to_group_code": "Z-72-NORTH"}, "to_group_code", "only-one-of"),
        ({"to_level": "DISTRICT", "submitted_on": "2024-08-01"}, "submitted_on", "too-early"),
    ],
)
async def test_a_plan_goes_up_one_level_after_it_was_adopted(
    movement: Movement, facts: dict[str, Any], field: str, code: str
) -> None:
    item = await movement.adopted("720601", 100)
    body = {"id": str(new_id()), "submitted_on": "2024-08-22", **facts}
    answer = await movement.send(f"/v1/plans/{item['plan_id']}/submissions", body, admin(movement))
    said = answer.json()["errors"][0]
    assert (said["pointer"], said["code"]) == (f"#/{field}", code)


async def test_a_province_hands_its_plan_to_its_region(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("71", 100, "2024-08-09")
    plan_id = item["plan_id"]
    sent = await handed(movement, plan_id, "REGION", to_group_code="R-CENTRAL-WEST")
    path = f"/v1/submissions/{sent['id']}/receipts"
    body = {"id": str(new_id()), "decided_on": "2024-08-29"}
    alone = movement.people("REGION_OFFICE", area="71")
    assert (await movement.send(path, body, alone)).status_code == 403
    assert (await movement.done(path, body, admin(movement)))["to_group_code"] == "R-CENTRAL-WEST"
    other = await movement.send(
        f"/v1/plans/{plan_id}/submissions",
        {"id": str(new_id()), "to_level": "PROVINCE_GROUP", "to_group_code": "G-NONE",
         "submitted_on": "2024-08-22"},
        admin(movement),
    )  # fmt: skip
    assert other.json()["errors"][0]["code"] == "unknown-reference"


async def test_what_was_handed_in_is_answered_before_the_plan_above_is_adopted(
    movement: Movement,
) -> None:
    year = {"fiscal_year_be": 2570}
    low = await movement.adopted("720602", 100, **year)
    sent = await handed(movement, low["plan_id"])
    upper = await ready(movement, "7206", **year)
    refused = (await adopt(movement, upper["id"], "2024-08-25")).json()
    assert (refused["rule"], refused["submission_ids"]) == (
        "SUBMISSIONS_DECIDED_FIRST",
        [sent["id"]],
    )
    await switched(movement, "SUBMISSIONS_DECIDED_FIRST", False, "72", "2024-08-26")
    assert (await adopt(movement, upper["id"], "2024-08-25")).status_code == 422
    assert (await adopt(movement, upper["id"], "2024-08-26")).status_code == 200


async def test_lower_plans_finish_first_where_a_province_says_so(movement: Movement) -> None:
    year = {"fiscal_year_be": 2571}
    below, upper = await ready(movement, "7201", **year), await ready(movement, "72", **year)
    await switched(movement, "LOWER_FINISHES_FIRST", True, "72", "2024-10-01")
    refused = (await adopt(movement, upper["id"], "2024-10-02")).json()
    assert (refused["rule"], refused["drafts"]) == ("LOWER_FINISHES_FIRST", 1)
    assert refused["plan_ids"] == [below["id"]]
    assert f"“{below['title_th']}” (เมืองสุพรรณบุรี)" in refused["detail"]
    strays = [await movement.plan("7201", **year) for _ in range(6)]
    many = (await adopt(movement, upper["id"], "2024-10-02")).json()
    assert (many["drafts"], len(many["plan_ids"])) == (7, 5)
    assert "และอีก 2 แผน" in many["detail"]
    act = {"id": str(new_id()), "adopted_on": "2024-10-02"}
    english = admin(movement) | {"Accept-Language": "en"}
    said = (await movement.send(f"/v1/plans/{upper['id']}/adoptions", act, english)).json()
    assert "(Mueang Suphan Buri)" in said["detail"]
    assert said["detail"].endswith("and 2 more")
    for stray in strays:
        assert (await withdrawn(movement, stray["id"])).status_code == 200
    await movement.adopt(below)
    assert (await adopt(movement, upper["id"], "2024-10-02")).status_code == 200


async def test_planning_rules_say_what_holds_where_since_when_and_why(
    planning: Client, movement: Movement
) -> None:
    await switched(movement, "LOWER_FINISHES_FIRST", True, "71", "2025-01-01")
    for day, value in (("2024-12-31", False), ("2025-01-01", True)):
        shown = await movement.see(f"/v1/planning-rules?area=71&on={day}")
        held = {each["rule"]: each["value"] for each in shown["rules"]}
        assert held["LOWER_FINISHES_FIRST"] is value
        assert held.keys() == set(MEANINGS)
    body = {"id": str(new_id()), "rule": "LOWER_FINISHES_FIRST", "value": 1, "starts_on": "2025-01-01",
            "reason": "ทดลอง"}  # fmt: skip
    answer = await movement.send("/v1/planning-rule-settings", body, admin(movement))
    assert answer.json()["errors"][0]["code"] == "wrong-type"
    who = movement.province
    assert (
        await movement.send("/v1/planning-rule-settings", body | {"value": True}, who)
    ).status_code == 403


async def test_a_plan_handed_in_by_many_at_once_lies_above_once(movement: Movement) -> None:
    item = await movement.adopted("720601", "12.34")
    path = f"/v1/plans/{item['plan_id']}/submissions"
    bodies = [
        {"id": str(new_id()), "to_level": "DISTRICT", "submitted_on": "2024-08-22"}
        for _ in range(5)
    ]
    answers = await asyncio.gather(
        *(movement.send(path, body, admin(movement)) for body in bodies)
    )
    assert Counter(each.status_code for each in answers) == {201: 1, 409: 4}
    assert baht("12.34") == item["budget"]
