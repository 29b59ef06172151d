"""Issues: a taxonomy in time, found by any of their names, and what is called otherwise is answered clearly."""

from typing import Any

import pytest

from services.planning.issues import rules
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, counted, settle
from tests.planning.conftest import Movement
from tests.planning.test_needs import facts


async def defined(movement: Movement, code: str, **more: Any) -> dict[str, Any]:
    """Define an issue."""
    body = {"id": str(new_id()), "code": code, "name_th": f"ประเด็น {code}", "name_en": code}
    return await movement.done("/v1/issues", body | more, movement.people("NATIONAL_ADMIN"))


async def codes(movement: Movement, query: str) -> list[str]:
    """Return the codes of the issues that a list shows."""
    return [each["code"] for each in (await movement.see(f"/v1/issues?{query}"))["items"]]


async def test_an_issue_is_found_by_any_of_its_names(planning: Client, movement: Movement) -> None:
    await defined(
        movement, "SAVINGS", name_th="กลุ่มออมทรัพย์", aliases_th=["สัจจะ ออมทรัพย์", "เงินออมชุมชน"]
    )
    await defined(movement, "SEEDS", name_th="เมล็ดพันธุ์", aliases_th=["พันธุ์ข้าว"])
    for name in ("ออมทรัพย์", "สัจจะออมทรัพย์", "สัจจะ  ออม ทรัพย", "savings", "SAVI", "เงินออม"):
        with counted(planning) as queries:
            assert await codes(movement, f"q={name}") == ["SAVINGS"], name
        assert len(queries) == 1
    assert await codes(movement, "q=%25") == []


async def test_a_code_called_otherwise_is_answered_with_the_one_to_use(
    planning: Client, movement: Movement
) -> None:
    await defined(movement, "IRRIGATION", aliases_th=["CANALS", "คลองส่งน้ำ"])
    who = movement.staff("720602")
    answer = await planning.post("/v1/needs", json=facts(issue_code="CANALS"), headers=who)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (
        422,
        "#/issue_code",
        "known-as",
    )
    assert (error["params"], "IRRIGATION" in error["detail"]) == ({"use": "IRRIGATION"}, True)
    await defined(movement, "DITCHES", aliases_th=["CANALS"])
    vague = await planning.post("/v1/needs", json=facts(issue_code="CANALS"), headers=who)
    assert vague.json()["errors"][0]["code"] == "unknown-reference"


async def test_an_issue_has_its_time_and_the_one_that_follows_it(
    planning: Client, movement: Movement
) -> None:
    await defined(movement, "OLD_AGE", valid_until="2024-01-01")
    await defined(movement, "ELDERS", valid_from="2024-01-01", succeeds_code="OLD_AGE")
    who = movement.staff("720602")
    for code, day, status in (
        ("OLD_AGE", "2023-12-31", 201), ("OLD_AGE", "2024-01-01", 422),
        ("ELDERS", "2024-01-01", 201), ("ELDERS", "2023-12-31", 422),
    ):  # fmt: skip
        body = facts(issue_code=code, voiced_on=day)
        answer = await planning.post("/v1/needs", json=body, headers=who)
        assert answer.status_code == status, (code, day, answer.text)
        if status == 422:
            assert answer.json()["errors"][0]["code"] == "not-in-use"
    late = await planning.post(
        "/v1/needs", json=facts(issue_code="OLD_AGE"), headers=who | {"Accept-Language": "en"}
    )
    assert "ELDERS" in late.text
    assert "OLD_AGE" in await codes(movement, "on=2023-12-31")
    assert "OLD_AGE" not in await codes(movement, "on=2024-01-01&limit=200")


async def test_issues_stand_below_others_without_a_circle(
    planning: Client, movement: Movement
) -> None:
    await defined(movement, "FOOD")
    await defined(movement, "RICE", parent_code="FOOD")
    await defined(movement, "JASMINE", parent_code="RICE")
    assert await codes(movement, "parent=FOOD") == ["RICE"]
    who = movement.people("NATIONAL_ADMIN") | {"If-Match": '"r1"'}
    circle = await planning.patch("/v1/issues/FOOD", json={"parent_code": "JASMINE"}, headers=who)
    assert circle.json()["errors"][0] | {"detail": ""} == circle.json()["errors"][0] | {
        "detail": ""
    }
    assert (circle.status_code, circle.json()["errors"][0]["code"]) == (422, "circle")
    gone = await planning.patch("/v1/issues/FOOD", json={"parent_code": "NOTHING"}, headers=who)
    assert gone.json()["errors"][0]["code"] == "unknown-reference"


async def test_names_and_time_of_an_issue_change_under_its_revision(
    planning: Client, movement: Movement
) -> None:
    await defined(movement, "CRAFTS")
    who = movement.people("NATIONAL_ADMIN") | {"If-Match": '"r1"'}
    change = {"aliases_th": ["จักสาน"], "reason": "คนในพื้นที่เรียกอย่างนี้"}
    refused = await planning.patch("/v1/issues/CRAFTS", json=change, headers=movement.province | {"If-Match": '"r1"'})  # fmt: skip
    assert refused.status_code == 403
    done = await planning.patch("/v1/issues/CRAFTS", json=change, headers=who)
    assert (done.json()["aliases_th"], done.json()["revision"]) == (["จักสาน"], 2)
    assert (await planning.patch("/v1/issues/CRAFTS", json=change, headers=who)).status_code == 412
    assert await codes(movement, "q=จักสาน") == ["CRAFTS"]
    wrong = {"valid_from": "2024-01-01", "valid_until": "2024-01-01"}
    ends = await planning.patch(
        "/v1/issues/CRAFTS", json=wrong, headers=who | {"If-Match": '"r2"'}
    )
    assert ends.json()["errors"][0]["pointer"] == "#/valid_until"
    await settle(planning)
    told = (await movement.see("/v1/issues/CRAFTS/history"))["items"]
    assert [each["type"] for each in told] == ["issue.defined", "issue.changed"]


def test_nothing_stands_above_itself() -> None:
    above = {"A": None, "B": "A", "C": "B"}
    rules.check_above("D", "parent_code", "C", above)
    for other in ("A", "C"):
        with pytest.raises(Problem):
            rules.check_above("A", "parent_code", other, above)


async def test_a_name_in_place_of_an_issue_code_is_told_where_codes_are(
    movement: Movement,
) -> None:
    body = {"id": str(new_id()), "area_code": "720602", "title_th": "น้ำ", "issue_code": "น้ำ",
            "voiced_on": "2024-03-15", "voiced_at_th": "เวที"}  # fmt: skip
    answer = await movement.send("/v1/needs", body, movement.staff("720602"))
    (wrong,) = answer.json()["errors"]
    assert (wrong["pointer"], wrong["code"]) == ("#/issue_code", "pattern-mismatch")
    assert "/v1/issues" in wrong["detail"]
