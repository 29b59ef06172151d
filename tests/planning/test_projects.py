"""A plan item as a whole project: place, period, steps, mode, indicator, households, and who pays."""

from decimal import Decimal
from typing import Any

import pytest

from services.planning.budget_lines import rules
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht, take_in, told

CODI = "019aa0d4-6c00-7000-8000-00000000a001"
WHOLE = {
    "place_code": "72060205",
    "starts_on": "2024-11-01",
    "ends_on": "2025-10-01",
    "activities": [
        {"title_th": "สำรวจแนวคลอง", "from_month": "2024-11", "to_month": "2024-12"},
        {"title_th": "สร้างฝาย", "from_month": "2025-01", "to_month": None},
    ],
    "mode": "DO_TOGETHER",
    "indicator_unit_th": "ไร่",
    "indicator_baseline": "150.00",
    "indicator_target": "800.00",
    "own_households": 120,
}


def line(amount: float | str, source: str = "COMMUNITY", **facts: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "source": source, "amount": baht(amount), **facts}


@pytest.fixture(scope="module", autouse=True)
async def _agency(planning: Client) -> None:
    facts = {"id": CODI, "code": "CODI", "name_th": "พอช."}
    await take_in(planning, "partners", told("partners", "agency", CODI, facts))


async def patched(
    planning: Client, movement: Movement, item: dict[str, Any], change: dict[str, Any]
) -> Any:
    shown = await movement.see(f"/v1/plan-items/{item['id']}", movement.staff("720602"))
    who = movement.staff("720602") | {"If-Match": f'"r{shown["revision"]}"'}
    return await planning.patch(f"/v1/plan-items/{item['id']}", json=change, headers=who)


async def test_a_project_is_told_whole(movement: Movement) -> None:
    lines = [line(50_000, source_th="กองทุนสวัสดิการ"), line(300_000, "AGENCY", agency_id=CODI)]
    item = await movement.item(await movement.plan(), 350_000, **WHOLE, budget_lines=lines)
    facts = {name: value for name, value in WHOLE.items() if name != "place_code"}
    assert {name: item[name] for name in facts} == facts
    assert item["place"] == {
        "code": "72060205", "level": "VILLAGE", "name_th": "หมู่ที่ 5 หนองสาหร่าย", "name_en": "Mu 5 Nong Sarai",
    }  # fmt: skip
    assert item["households"] == 120
    assert item["budget_lines"] == [
        {**lines[0], "agency_id": None},
        {**lines[1], "source_th": "พอช."},
    ]
    assert (item["carried"], item["carried_from_item_id"]) == (baht(0), None)


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"place_code": "72060305"}, "#/place_code", "outside-parent"),
        ({"place_code": "72069901"}, "#/place_code", "unknown-reference"),
        ({"ends_on": "2024-11-01"}, "#/ends_on", "end-before-start"),
        ({"mode": "DO_NOTHING"}, "#/mode", "not-a-choice"),
        ({"own_households": -1}, "#/own_households", "out-of-range"),
        ({"indicator_target": 800.5}, "#/indicator_target", "not-an-amount"),
        (
            {"activities": [{"title_th": "ก", "from_month": "2025-02", "to_month": "2025-01"}]},
            "#/activities/0/to_month",
            "end-before-start",
        ),
        (
            {"activities": [{"title_th": "ก", "from_month": "2568-02"}]},
            "#/activities/0/from_month",
            "pattern-mismatch",
        ),
    ],
)
async def test_what_does_not_fit_a_project_is_pointed_at(
    movement: Movement, change: dict[str, Any], pointer: str, code: str
) -> None:
    plan = await movement.plan()
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ฝาย", "issue_code": "WATER",
            "own_budget": baht(1), **WHOLE, **change}  # fmt: skip
    answer = await movement.send("/v1/plan-items", body, movement.staff("720602"))
    assert answer.status_code == 422, answer.text
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("facts", "at", "code"),
    [
        ({"source": "AGENCY"}, "agency_id", "required"),
        ({"source": "AGENCY", "agency_id": str(new_id())}, "agency_id", "unknown-reference"),
        ({"source": "LAO", "agency_id": CODI}, "agency_id", "not-with-this-source"),
        ({"source": "OTHER"}, "source_th", "required"),
        ({"amount": baht(0)}, "amount/amount", "out-of-range"),
    ],
)
async def test_a_line_says_whose_money_it_is(
    movement: Movement, facts: dict[str, Any], at: str, code: str
) -> None:
    plan = await movement.plan()
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ฝาย", "issue_code": "WATER",
            "own_budget": baht(100), "budget_lines": [line(10), line(10) | facts]}  # fmt: skip
    answer = await movement.send("/v1/plan-items", body, movement.staff("720602"))
    shown = [(e["pointer"], e["code"]) for e in answer.json()["errors"]]
    assert shown == [(f"#/budget_lines/1/{at}", code)]


async def test_lines_never_exceed_the_budget_and_are_all_of_it_when_it_is_final(
    planning: Client, movement: Movement
) -> None:
    item = await movement.item(await movement.plan(), 100, budget_lines=[line(60)])
    too_much = await patched(planning, movement, item, {"budget_lines": [line(60), line("40.01")]})
    assert (too_much.status_code, too_much.json()["code"]) == (422, "rule-broken")
    (wrong,) = too_much.json()["errors"]
    assert (wrong["code"], wrong["params"]) == (
        "above-the-sum",
        {"sum": "100.01", "max": "100.00"},
    )
    path = f"/v1/plan-items/{item['id']}/finalizations"
    answer = await movement.send(path, {"id": str(new_id())}, movement.staff("720602"))
    assert (answer.status_code, answer.json()["lines"]) == (422, "60.00")
    (wrong,) = answer.json()["errors"]
    assert (wrong["code"], wrong["detail"]) == (
        "not-the-sum",
        "รวมเป็น 60.00 ต้องรวมเท่ากับ 100.00",
    )
    lines = [line("60.01"), line("39.99", "LAO")]
    assert (await patched(planning, movement, item, {"budget_lines": lines})).status_code == 200
    await movement.finalize(item)
    less = await patched(planning, movement, item, {"own_budget": baht(90)})
    assert (less.status_code, less.json()["code"]) == (422, "rule-broken")
    both = {"own_budget": baht(90), "budget_lines": [line(90, "PROVINCE")]}
    done = await patched(planning, movement, item, both)
    assert [one["amount"] for one in done.json()["budget_lines"]] == [baht(90)]
    none = await patched(planning, movement, item, {"budget_lines": []})
    assert (none.status_code, none.json()["budget_lines"]) == (200, [])


async def test_a_line_stays_with_its_item(planning: Client, movement: Movement) -> None:
    theirs = line(10)
    await movement.item(await movement.plan(), 10, budget_lines=[theirs])
    item = await movement.item(await movement.plan(), 10)
    answer = await patched(planning, movement, item, {"budget_lines": [theirs]})
    assert (answer.status_code, answer.json()["code"]) == (409, "id-conflict")


async def test_a_whole_project_can_be_sent_twice(movement: Movement) -> None:
    plan = await movement.plan()
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ฝาย", "issue_code": "WATER",
            "own_budget": baht(10), **WHOLE, "budget_lines": [line(10)]}  # fmt: skip
    first = await movement.send("/v1/plan-items", body, movement.staff("720602"))
    again = await movement.send("/v1/plan-items", body, movement.staff("720602"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_projects_are_found_by_mode_and_payer(movement: Movement) -> None:
    plan = await movement.plan("720603")
    ours = await movement.item(plan, 5, mode="ASK_FOR_SUPPORT",
                               budget_lines=[line(5, "AGENCY", agency_id=CODI)])  # fmt: skip
    await movement.item(plan, 5, mode="DO_OURSELVES", budget_lines=[line(5)])
    who = movement.staff("720603")
    for asked in ("mode=ASK_FOR_SUPPORT", "source=AGENCY", f"agency_id={CODI}"):
        found = await movement.see(f"/v1/plan-items?plan_id={plan['id']}&{asked}", who)
        assert [one["id"] for one in found["items"]] == [ours["id"]], asked


def test_lines_of_another_sum_break_a_rule_only_where_they_must() -> None:
    half = [Decimal("50.00")]
    rules.check_sum(Decimal("100.00"), half, final=False)
    rules.check_sum(Decimal("100.00"), [], final=True)
    for own, final in ((Decimal("100.00"), True), (Decimal("49.99"), False)):
        with pytest.raises(Problem, match="rule-broken"):
            rules.check_sum(own, half, final=final)
