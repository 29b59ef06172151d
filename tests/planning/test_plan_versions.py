"""Versions of plans: what was adopted stays readable, money is counted once, nothing that became of it is lost."""

import asyncio
from collections import Counter
from decimal import Decimal
from typing import Any

import httpx
import pytest

from services.planning.base import Table
from services.planning.plan_versions import queries
from services.planning.plan_versions.queries import Act, Content
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht

AGAIN = "2024-09-15"


def wanted(kind: str = "REVISE", **facts: Any) -> dict[str, Any]:
    """Return what opens a version."""
    return {"id": str(new_id()), "kind": kind, "reason_th": "น้ำท่วมเดือนกันยายน", **facts}


async def opened(
    movement: Movement, plan_id: str, kind: str = "REVISE", **facts: Any
) -> dict[str, Any]:
    """Open the draft of a version as the national administrator."""
    return await movement.done(
        f"/v1/plans/{plan_id}/versions", wanted(kind, **facts), admin(movement)
    )


def admin(movement: Movement) -> dict[str, str]:
    return movement.people("NATIONAL_ADMIN", area="")


async def items_of(movement: Movement, plan_id: str) -> list[dict[str, Any]]:
    """Return the items of a plan, drafts too."""
    return (await movement.see(f"/v1/plan-items?plan_id={plan_id}", admin(movement)))["items"]  # type: ignore[no-any-return]


async def change(movement: Movement, item: dict[str, Any], **facts: Any) -> httpx.Response:
    """Change an item of a draft."""
    tag = {"If-Match": f'"r{item["revision"]}"'}
    path = f"/v1/plan-items/{item['id']}"
    return await movement.client.patch(path, json=facts, headers={**admin(movement), **tag})


async def adopt(movement: Movement, plan_id: str, on: str = AGAIN) -> httpx.Response:
    """Adopt a plan as the national administrator."""
    body = {"id": str(new_id()), "adopted_on": on}
    return await movement.send(f"/v1/plans/{plan_id}/adoptions", body, admin(movement))


async def total(movement: Movement, plan_id: str) -> str:
    """Return what a plan costs, after looking whether every breakdown adds up to it."""
    shown = await movement.see(f"/v1/rollups/{plan_id}", admin(movement))
    whole = Decimal(shown["total"]["amount"])
    for parts in (shown["by_area"], shown["by_issue"]):
        assert sum(Decimal(each["amount"]["amount"]) for each in parts) == whole
    assert Decimal(shown["own"]["amount"]) + Decimal(shown["from_below"]["amount"]) == whole
    return str(shown["total"]["amount"])


async def test_a_new_version_takes_the_place_of_the_old_one_which_stays_readable(
    movement: Movement,
) -> None:
    item = await movement.adopted("720602", 1000)
    before = await movement.see(f"/v1/plans/{item['plan_id']}")
    draft = await opened(movement, before["id"])
    assert (draft["version"], draft["version_of_id"], draft["status"]) == (
        2,
        before["id"],
        "DRAFT",
    )
    (copy,) = await items_of(movement, draft["id"])
    assert (copy["version_of_id"], copy["budget"]) == (item["id"], baht(1000))
    assert (await change(movement, copy, own_budget=baht(700), title_th="ใหม่")).status_code == 200
    assert await movement.see(f"/v1/plan-items/{item['id']}") == item
    done = (await adopt(movement, draft["id"])).json()
    assert (done["id"], done["version"], done["status"], done["adopted_on"]) == (
        before["id"], 2, "ADOPTED", AGAIN,
    )  # fmt: skip
    assert (done["change_kind"], done["change_reason_th"]) == ("REVISE", "น้ำท่วมเดือนกันยายน")
    now = await movement.see(f"/v1/plan-items/{item['id']}")
    assert (now["title_th"], now["budget"], now["plan_id"]) == ("ใหม่", baht(700), before["id"])
    old = await movement.see(f"/v1/plans/{draft['id']}")
    assert (old["status"], old["version"], old["adopted_on"], old["title_th"], old["change_kind"]) == (
        "SUPERSEDED", 1, before["adopted_on"], before["title_th"], None,
    )  # fmt: skip
    former = await movement.see(f"/v1/plan-items/{copy['id']}")
    assert (former["title_th"], former["budget"], former["plan_status"]) == (
        item["title_th"], baht(1000), "SUPERSEDED",
    )  # fmt: skip
    listed = await movement.see(f"/v1/plans?version_of={before['id']}")
    assert [each["version"] for each in listed["items"]] == [1]
    assert (await total(movement, before["id"]), await total(movement, draft["id"])) == (
        "700.00", "1000.00",
    )  # fmt: skip


async def test_money_is_counted_once_through_versions_of_both_levels(movement: Movement) -> None:
    low = await movement.adopted("720602", 1000)
    upper = await movement.plan("7206")
    above = await movement.item(upper, 50)
    await movement.include(low, above, 600)
    await movement.finalize(above)
    await movement.adopt(upper, "2024-08-25")
    draft = await opened(movement, upper["id"])
    (copy,) = await items_of(movement, draft["id"])
    assert copy["budget"] == baht(650)
    rest = await movement.item(await movement.plan("7206"))
    path = f"/v1/plan-items/{low['id']}/inclusions"
    too_much = movement.inclusion(rest, "400.01", decided_on=AGAIN)
    assert (await movement.send(path, too_much, admin(movement))).json()["code"] == "rule-broken"
    await movement.include(low, rest, 400, decided_on=AGAIN)
    below = await opened(movement, low["plan_id"])
    (less,) = await items_of(movement, below["id"])
    await change(movement, less, own_budget=baht("999.99"))
    refused = (await adopt(movement, below["id"])).json()
    assert (refused["code"], refused["plan_item_ids"]) == ("rule-broken", [low["id"]])
    less = (await items_of(movement, below["id"]))[0]
    await change(movement, less, own_budget=baht(2000))
    assert (await adopt(movement, below["id"])).status_code == 200
    assert (await adopt(movement, draft["id"], "2024-09-20")).status_code == 200
    assert await total(movement, low["plan_id"]) == "2000.00"
    assert await total(movement, upper["id"]) == "650.00"
    assert await total(movement, draft["id"]) == "650.00"
    shares = (await movement.see(f"/v1/inclusions?plan_item_id={low['id']}", admin(movement)))[
        "items"
    ]
    live = [each["share"]["amount"] for each in shares if each["into_plan_status"] != "SUPERSEDED"]
    assert sorted(live) == ["400.00", "600.00"]
    summary = await movement.see(f"/v1/plan-items?plan_id={upper['id']}")
    assert [each["budget"] for each in summary["items"]] == [baht(650)]


async def test_a_share_left_out_is_decided_anew_and_the_former_version_keeps_its_own(
    movement: Movement,
) -> None:
    low = await movement.adopted("720602", 1000)
    upper = await movement.plan("7206")
    above = await movement.item(upper, 0)
    edge = await movement.include(low, above, 600)
    await movement.finalize(above)
    await movement.adopt(upper, "2024-08-25")
    draft = await opened(movement, upper["id"], leave_out_inclusion_ids=[edge["id"]])
    (copy,) = await items_of(movement, draft["id"])
    assert copy["budget"] == baht(0)
    await movement.include(low, copy, 1000, decided_on=AGAIN)
    other = await movement.item(await movement.plan("7206"))
    path = f"/v1/plan-items/{low['id']}/inclusions"
    one = movement.inclusion(other, "0.01", decided_on=AGAIN)
    assert (await movement.send(path, one, admin(movement))).status_code == 422
    assert (await adopt(movement, draft["id"])).status_code == 200
    assert await total(movement, upper["id"]) == "1000.00"
    assert await total(movement, draft["id"]) == "600.00"


async def test_what_became_of_a_project_goes_on_with_its_new_version(movement: Movement) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 1000, need_ids=[need["id"]])
    proposal = await movement.propose(item, 500)
    draft = await opened(movement, item["plan_id"], "CHANGE")
    await movement.adopt(await movement.see(f"/v1/plans/{draft['id']}", admin(movement)), AGAIN)
    now = await movement.see(f"/v1/plan-items/{item['id']}")
    assert (now["need_ids"], now["plan_status"]) == ([need["id"]], "ADOPTED")
    assert (await movement.see(f"/v1/proposals/{proposal['id']}"))["plan_item_id"] == item["id"]
    former = await items_of(movement, draft["id"])
    assert [each["need_ids"] for each in former] == [[need["id"]]]
    told = (await movement.see(f"/v1/plan-items/{item['id']}/history", admin(movement)))["items"]
    assert "plan-item.adopted" in {each["type"] for each in told}


async def test_a_project_is_left_out_only_while_nothing_became_of_it(movement: Movement) -> None:
    plan = await movement.plan("720602")
    items = [await movement.item(plan, 100), await movement.item(plan, 30)]
    for each in items:
        await movement.finalize(each)
    await movement.adopt(plan)
    await movement.propose(items[0], 50)
    path = f"/v1/plans/{plan['id']}/versions"
    body = wanted(leave_out_item_ids=[items[0]["id"]])
    refused = await movement.send(path, body, admin(movement))
    assert (refused.status_code, refused.json()["plan_item_ids"]) == (409, [items[0]["id"]])
    draft = await opened(movement, plan["id"], leave_out_item_ids=[items[1]["id"]])
    fresh = await movement.item(draft, 7)
    await movement.finalize(fresh)
    assert (await adopt(movement, draft["id"])).status_code == 200
    assert {each["id"] for each in await items_of(movement, plan["id"])} == {
        items[0]["id"],
        fresh["id"],
    }
    former = await items_of(movement, draft["id"])
    assert Counter(each["plan_status"] for each in former) == {"SUPERSEDED": 2}
    assert items[1]["id"] in {each["id"] for each in former}
    assert (await total(movement, plan["id"]), await total(movement, draft["id"])) == (
        "107.00",
        "130.00",
    )


async def test_kinds_of_versions_allow_what_their_names_say(movement: Movement) -> None:
    item = await movement.adopted("720602", 1)
    added = await opened(movement, item["plan_id"], "ADD")
    (copy,) = await items_of(movement, added["id"])
    assert (await change(movement, copy, title_th="ก")).status_code == 409
    second = await movement.send(
        f"/v1/plans/{item['plan_id']}/versions", wanted(), movement.staff("720602")
    )
    assert (second.status_code, second.json()["plan_id"]) == (409, added["id"])
    await movement.finalize(await movement.item(added, 2))
    assert (await adopt(movement, added["id"])).json()["version"] == 2
    changed = await opened(movement, item["plan_id"], "CHANGE")
    body = {"id": str(new_id()), "plan_id": changed["id"], "title_th": "ก", "issue_code": "WATER",
            "own_budget": baht(1)}  # fmt: skip
    assert (await movement.send("/v1/plan-items", body, admin(movement))).status_code == 409
    assert (await adopt(movement, changed["id"], "2024-09-14")).status_code == 422
    assert (await adopt(movement, changed["id"], "2024-09-16")).json()["version"] == 3
    assert await total(movement, item["plan_id"]) == "3.00"
    listed = await movement.see(f"/v1/plans?version_of={item['plan_id']}")
    assert sorted(each["version"] for each in listed["items"]) == [1, 2]
    former = await movement.send(f"/v1/plans/{added['id']}/versions", wanted(), admin(movement))
    assert former.status_code == 409


async def test_a_version_opened_or_adopted_twice_at_once_is_one(movement: Movement) -> None:
    item = await movement.adopted("720602", 5)
    path, body = f"/v1/plans/{item['plan_id']}/versions", wanted()
    answers = await asyncio.gather(*(movement.send(path, body, admin(movement)) for _ in range(4)))
    assert Counter(each.status_code for each in answers) == {201: 1, 200: 3}
    act = {"id": str(new_id()), "adopted_on": AGAIN}
    path = f"/v1/plans/{body['id']}/adoptions"
    answers = await asyncio.gather(*(movement.send(path, act, admin(movement)) for _ in range(4)))
    assert {each.status_code for each in answers} == {200}, [each.text for each in answers]
    assert {each.json()["version"] for each in answers} == {2}
    assert await total(movement, item["plan_id"]) == "5.00"


@pytest.mark.parametrize(("role", "area"), [("TAMBON_STAFF", "720603"), ("LEADER", "720602")])
async def test_only_who_plans_there_opens_a_version(
    planning: Client, movement: Movement, role: str, area: str
) -> None:
    item = await movement.adopted("720602", 5)
    who = movement.people(role, area=area)
    answer = await movement.send(f"/v1/plans/{item['plan_id']}/versions", wanted(), who)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("target", "parts"), [("plan_items.id", queries.OF_ITEMS), ("plans.id", queries.OF_PLANS)]
)
def test_every_reference_to_plans_and_items_says_what_becomes_of_it(
    target: str, parts: dict[str, Any]
) -> None:
    found = {
        f"{table.name}.{key.parent.name}"
        for table in Table.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == target
    }
    assert found == parts.keys()
    for name in (name for name, part in parts.items() if isinstance(part, Content | Act)):
        column = queries.column(name)
        for each in column.table.constraints:
            unique = type(each).__name__ == "UniqueConstraint" and column.name in each.columns
            assert not unique or each.deferrable, (
                f"{name} is exchanged: its unique constraint has to wait"
            )


async def test_a_version_may_keep_none_of_the_items_that_there_were(movement: Movement) -> None:
    old = await movement.adopted("720603", 1000)
    draft = await opened(movement, old["plan_id"], leave_out_item_ids=[old["id"]])
    assert await items_of(movement, draft["id"]) == []
    new = await movement.item(draft, 300)
    await movement.finalize(new)
    answer = await adopt(movement, draft["id"])
    assert (answer.status_code, answer.json()["id"]) == (200, old["plan_id"])
    assert [each["id"] for each in await items_of(movement, old["plan_id"])] == [new["id"]]
    assert [each["id"] for each in await items_of(movement, draft["id"])] == [old["id"]]
    assert await total(movement, old["plan_id"]) == "300.00"


async def withdrawn(movement: Movement, plan_id: str, **facts: Any) -> httpx.Response:
    """Withdraw the draft of a version, or try."""
    body = {"id": str(new_id()), "reason_th": "ใช้ฉบับเดิมต่อไป", **facts}
    return await movement.send(f"/v1/plans/{plan_id}/withdrawals", body, admin(movement))


async def test_a_draft_that_is_withdrawn_leaves_the_plan_as_it_is_and_room_for_another(
    planning: Client, movement: Movement
) -> None:
    low = await movement.adopted("720602", 1000)
    plan = await movement.plan("7206")
    upper = await movement.item(plan, 1)
    await movement.include(low, upper, 400)
    await movement.finalize(upper)
    await movement.adopt(plan, "2024-08-30")
    before = await movement.see(f"/v1/plans/{plan['id']}")
    draft = await opened(movement, plan["id"])
    other = await movement.item(draft, 1)
    await movement.include(low, other, 600)
    act = {"id": str(new_id())}
    gone = await withdrawn(movement, draft["id"], **act)
    assert (gone.status_code, gone.json()["status"]) == (200, "WITHDRAWN")
    again = await withdrawn(movement, draft["id"], **act)
    assert (again.status_code, again.json()) == (200, gone.json())
    assert (await withdrawn(movement, draft["id"])).status_code == 409
    assert await movement.see(f"/v1/plans/{plan['id']}") == before
    for path in (f"/v1/plans/{draft['id']}", f"/v1/plan-items/{other['id']}"):
        assert (await planning.get(path)).status_code == 404, "it was never adopted"
        assert (await planning.get(path, headers=movement.province)).status_code == 200
    other = await movement.see(f"/v1/plan-items/{other['id']}", movement.province)
    assert (await change(movement, other, title_th="อีกชื่อ")).status_code == 409
    assert (await adopt(movement, draft["id"])).status_code == 409
    second = await opened(movement, plan["id"])
    assert second["version"] == 3, "the number of a draft is its own"
    room = await movement.item(second, 1)
    await movement.include(low, room, 600)
    await movement.finalize(room)
    assert (await adopt(movement, second["id"])).json()["version"] == 3
    assert await total(movement, plan["id"]) == "1002.00"


async def test_only_an_open_draft_is_withdrawn_by_who_plans_there(
    movement: Movement,
) -> None:
    item = await movement.adopted("720602", 100)
    assert (await withdrawn(movement, item["plan_id"])).status_code == 409
    draft = await opened(movement, item["plan_id"])
    body = {"id": str(new_id()), "reason_th": "ไม่ใช้แล้ว"}
    path = f"/v1/plans/{draft['id']}/withdrawals"
    for area, status in (("720601", 404), ("720602", 200)):
        assert (await movement.send(path, body, movement.staff(area))).status_code == status


async def test_a_draft_in_which_a_project_of_another_year_goes_on_is_not_withdrawn(
    movement: Movement,
) -> None:
    item = await movement.adopted("720601", 1000)
    later = await movement.adopted("720601", 1, fiscal_year_be=2569)
    draft = await opened(movement, later["plan_id"])
    carry = {"id": str(new_id()), "into_plan_id": draft["id"], "into_item_id": str(new_id()),
             "amount": baht(400), "reason_th": "ทำไม่ทัน", "decided_on": "2025-09-20"}  # fmt: skip
    await movement.done(f"/v1/plan-items/{item['id']}/carry-overs", carry, admin(movement))
    refused = await withdrawn(movement, draft["id"])
    assert refused.json()["plan_item_ids"] == [carry["into_item_id"]]
