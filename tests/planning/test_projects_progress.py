"""Progress with spending and evidence, and what goes on in a later year: nothing is counted twice."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_plan_versions import adopt, change, items_of, opened

PERIOD = {"reported_on": "2025-01-05", "starts_on": "2024-10-01", "ends_on": "2025-01-01"}


def report(*spent: tuple[str | None, float], **facts: Any) -> dict[str, Any]:
    spendings = [{"budget_line_id": line, "amount": baht(amount)} for line, amount in spent]
    return {
        "id": str(new_id()),
        **PERIOD,
        "percent_done": 50,
        "done_th": "ครึ่งทาง",
        "spendings": spendings,
        "evidence": [{"note_th": "ใบตรวจรับงาน"}] if spent else [],
        **facts,
    }


async def told(movement: Movement, item: dict[str, Any], body: dict[str, Any]) -> Any:
    path = f"/v1/plan-items/{item['id']}/progress-reports"
    return await movement.send(path, body, movement.staff(item["area"]["code"]))


def carry(plan: dict[str, Any], amount: float, **facts: Any) -> dict[str, Any]:
    ids = {"id": str(new_id()), "into_item_id": str(new_id())}
    why = {"reason_th": "ทำไม่ทัน", "decided_on": "2025-09-20"}
    return {**ids, "into_plan_id": plan["id"], "amount": baht(amount), **why, **facts}


async def carried(movement: Movement, item: dict[str, Any], body: dict[str, Any]) -> Any:
    path = f"/v1/plan-items/{item['id']}/carry-overs"
    return await movement.send(path, body, movement.staff(item["area"]["code"]))


async def test_what_is_spent_stays_within_the_budget_or_says_why(movement: Movement) -> None:
    ids = [str(new_id()), str(new_id())]
    lines = [{"id": ids[0], "source": "COMMUNITY", "amount": baht(40)},
             {"id": ids[1], "source": "LAO", "amount": baht(60)}]  # fmt: skip
    item = await movement.adopted("720602", 100, budget_lines=lines)
    first = await told(movement, item, report((ids[0], 40), (None, 10)))
    assert (first.status_code, first.json()["spent"]) == (201, baht(50))
    for more in ((ids[0], "0.01"), (None, "50.01")):
        answer = await told(movement, item, report(more))  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken"), more
        assert answer.json()["errors"][0]["pointer"] == "#/over_budget_reason_th"
    why = report((None, 60), over_budget_reason_th="ราคาน้ำมันสูงขึ้น", percent_done=90)
    assert (await told(movement, item, why)).status_code == 201
    assert (await told(movement, item, why)).status_code == 200, "sent twice it counts once"
    shown = await movement.see(f"/v1/plan-items/{item['id']}/progress")
    assert (shown["percent_done"], shown["spent"], shown["left"]) == (90, baht(110), baht(0))
    listed = await movement.see(f"/v1/progress-reports?plan_item_id={item['id']}")
    assert len(listed["items"]) == 2


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"evidence": []}, "#/evidence", "required"),
        ({"evidence": [{}]}, "#/evidence/0", "required"),
        ({"evidence": [{"sha256": "abc"}]}, "#/evidence/0/sha256", "pattern-mismatch"),
        ({"percent_done": 101}, "#/percent_done", "out-of-range"),
        ({"ends_on": "2024-10-01"}, "#/ends_on", "end-before-start"),
        ({"reported_on": "2024-09-30"}, "#/reported_on", "too-early"),
        (
            {"spendings": [{"budget_line_id": str(new_id()), "amount": baht(1)}]},
            "#/spendings/0/budget_line_id",
            "unknown-reference",
        ),
    ],
)
async def test_a_report_that_cannot_be_is_pointed_at(
    movement: Movement, change: dict[str, Any], pointer: str, code: str
) -> None:
    item = await movement.adopted("720602", 100)
    answer = await told(movement, item, report((None, 1)) | change)
    assert answer.status_code == 422, answer.text
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


async def test_a_draft_has_no_progress(movement: Movement) -> None:
    draft = await movement.item(await movement.plan(), 1)
    assert (await told(movement, draft, report())).status_code == 409


async def test_what_its_year_did_not_finish_goes_on_and_is_counted_once(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    item = await movement.adopted("720602", 100, need_ids=[need["id"]], own_households=9)
    assert (await told(movement, item, report((None, 30)))).status_code == 201
    later = await movement.plan("720602", fiscal_year_be=2569)
    too_much = await carried(movement, item, carry(later, 70.01))
    assert too_much.json()["errors"][0]["code"] == "exceeds-left"
    body = carry(later, 70)
    first = await carried(movement, item, body)
    assert (first.status_code, (await carried(movement, item, body)).status_code) == (201, 200)
    again = await carried(movement, item, carry(later, 1))
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    who = movement.staff("720602")
    new = await movement.see(f"/v1/plan-items/{body['into_item_id']}", who)
    assert (new["own_budget"], new["carried"], new["carried_from_item_id"], new["need_ids"]) == (
        baht(70), baht(70), item["id"], [need["id"]],
    )  # fmt: skip
    assert new["households"] == 0, "households stay with the year in which they were counted"
    less = await planning.patch(
        f"/v1/plan-items/{new['id']}",
        json={"own_budget": baht(69)},
        headers=who | {"If-Match": '"r1"'},
    )
    assert less.json()["errors"][0]["pointer"] == "#/own_budget/amount"
    await planning.patch(
        f"/v1/plan-items/{new['id']}",
        json={"own_budget": baht(100)},
        headers=who | {"If-Match": '"r1"'},
    )
    rollup = await movement.see(f"/v1/rollups/{later['id']}", who)
    assert (rollup["total"], rollup["carried"]) == (baht(100), baht(70))
    shown = await movement.see(f"/v1/plan-items/{item['id']}/progress")
    assert (shown["carried_over"], shown["left"]) == (baht(70), baht(0))
    spent = await told(movement, item, report((None, 1)))
    assert spent.json()["code"] == "rule-broken", "carried money is not spent here any more"
    assert (await movement.see("/v1/carry-overs"))["items"] == [], "a draft is its area's"


async def test_a_project_goes_on_in_a_later_plan_of_its_own_area(movement: Movement) -> None:
    item = await movement.adopted("720602", 100)
    same_year = await movement.plan("720602")
    elsewhere = await movement.plan("720603", fiscal_year_be=2569)
    draft = await movement.item(await movement.plan(), 5)
    for source, plan, wanted in (
        (item, same_year, (422, "out-of-range")),
        (draft, await movement.plan("720602", fiscal_year_be=2569), (409, "")),
    ):
        answer = await carried(movement, source, carry(plan, 1))
        told_codes = [error["code"] for error in answer.json().get("errors", [{"code": ""}])]
        assert (answer.status_code, *told_codes) == wanted
    path = f"/v1/plan-items/{item['id']}/carry-overs"
    who = movement.people("NATIONAL_ADMIN", area="")
    answer = await movement.send(path, carry(elsewhere, 1), who)
    assert answer.json()["errors"][0]["code"] == "outside-parent"


async def test_what_was_spent_of_a_line_stays_with_it_through_versions_of_the_plan(
    movement: Movement,
) -> None:
    ids = [str(new_id()) for _ in range(3)]
    lines = [{"id": each, "source": source, "amount": baht(40)}
             for each, source in zip(ids, ("COMMUNITY", "LAO", "PROVINCE"), strict=True)]  # fmt: skip
    item = await movement.adopted("720602", 120, budget_lines=lines)
    spent = report((ids[0], 30), (ids[2], 10))
    assert (await told(movement, item, spent)).status_code == 201
    draft = await opened(movement, item["plan_id"])
    (copy,) = await items_of(movement, draft["id"])
    first, second, _ = copy["budget_lines"]
    kept = [{**first, "amount": baht(70)}, {**second, "amount": baht(50)}]
    assert (await change(movement, copy, budget_lines=kept)).status_code == 200
    assert (await adopt(movement, draft["id"])).status_code == 200
    now, before = [
        (await items_of(movement, plan))[0]["budget_lines"]
        for plan in (item["plan_id"], draft["id"])
    ]
    assert [(each["id"], each["amount"]) for each in now] == [
        (ids[0], baht(70)), (ids[1], baht(50))]  # fmt: skip
    assert [each["amount"] for each in before] == [baht(40)] * 3
    beyond = await told(movement, item, report((ids[0], "40.01")))  # type: ignore[arg-type]
    assert (beyond.status_code, beyond.json()["budget_line_ids"]) == (422, [ids[0]])
    assert (await told(movement, item, report((ids[0], 40)))).status_code == 201
    assert (await told(movement, item, report((None, 40)))).status_code == 201
    shown = await movement.see(f"/v1/plan-items/{item['id']}/progress")
    assert (shown["spent"], shown["left"]) == (baht(120), baht(0))
