"""Drafts are private: GET, lists, history, roll-ups and funding show them only to people of the area."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, settle
from tests.planning.conftest import Movement, baht

Draft = dict[str, Any]


@pytest.fixture(scope="module")
async def draft(planning: Client, movement: Movement) -> Draft:
    plan = await movement.plan("720602")
    item = await movement.item(plan, 100)
    await settle(planning)
    return {"plan": plan, "item": item}


def paths(draft: Draft) -> list[str]:
    plan, item = draft["plan"]["id"], draft["item"]["id"]
    return [f"/v1/plans/{plan}", f"/v1/plan-items/{item}", f"/v1/rollups/{plan}",
            f"/v1/plan-items/{item}/funding"]  # fmt: skip


def listings(draft: Draft) -> list[str]:
    plan, item = draft["plan"]["id"], draft["item"]["id"]
    return ["/v1/plans?area=720602", "/v1/plans?status=DRAFT", f"/v1/plan-items?plan_id={plan}",
            f"/v1/plans/{plan}/history", f"/v1/plan-items/{item}/history"]  # fmt: skip


STRANGERS = [
    None, ("TAMBON_STAFF", "720603"), ("PROVINCE_WORKING_GROUP", "71"), ("LEADER", "710911"),
    ("PARTNER_AGENCY", "72"), ("MEMBER", "720602"),
]  # fmt: skip
PEOPLE = [
    ("TAMBON_STAFF", "720602"), ("LEADER", "720602"), ("PROVINCE_WORKING_GROUP", "72"),
    ("REGION_OFFICE", "72"), ("AUDITOR", ""), ("NATIONAL_ADMIN", ""),
]  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
async def test_strangers_see_nothing_of_a_draft(
    planning: Client, movement: Movement, draft: Draft, who: tuple[str, str] | None
) -> None:
    headers = movement.people(who[0], area=who[1]) if who else {}
    for path in paths(draft):
        assert (await planning.get(path, headers=headers)).status_code == 404, path
    for path in listings(draft):
        assert (await planning.get(path, headers=headers)).json()["items"] == [], path


@pytest.mark.parametrize("who", PEOPLE)
async def test_people_of_the_area_see_the_draft(
    planning: Client, movement: Movement, draft: Draft, who: tuple[str, str]
) -> None:
    headers = movement.people(who[0], area=who[1])
    for path in paths(draft):
        answer = await planning.get(path, headers=headers)
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"].startswith("private"), path
    for path in listings(draft):
        assert len((await planning.get(path, headers=headers)).json()["items"]) >= 1, path


async def test_a_stranger_who_writes_learns_nothing(
    planning: Client, movement: Movement, draft: Draft
) -> None:
    plan, item, who = draft["plan"]["id"], draft["item"]["id"], movement.staff("720603")
    tag = who | {"If-Match": '"r1"'}
    answers = [
        await planning.patch(f"/v1/plans/{plan}", json={"title_th": "ก"}, headers=tag),
        await planning.patch(f"/v1/plan-items/{item}", json={"title_th": "ก"}, headers=tag),
        await movement.send(f"/v1/plan-items/{item}/finalizations", {"id": str(new_id())}, who),
        await movement.send(f"/v1/plans/{plan}/adoptions", {"id": str(new_id()), "adopted_on": "2024-08-15"}, who),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404] * 4
    body = {
        "id": str(new_id()),
        "plan_id": plan,
        "title_th": "ก",
        "issue_code": "WATER",
        "own_budget": baht(1),
    }
    refused = await movement.send("/v1/plan-items", body, who)
    nothing = await movement.send("/v1/plan-items", {**body, "plan_id": str(new_id())}, who)
    assert refused.status_code == nothing.status_code == 422
    assert refused.json()["errors"] == nothing.json()["errors"]


async def test_who_sees_but_does_not_plan_there_is_refused(
    planning: Client, movement: Movement, draft: Draft
) -> None:
    tag = movement.people("TAMBON_STAFF", area="7206") | {"If-Match": '"r1"'}
    answer = await planning.patch(
        f"/v1/plans/{draft['plan']['id']}", json={"title_th": "ก"}, headers=tag
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "outside-area-grant")


async def test_adopted_everybody_sees_it_but_not_how_it_was_drafted(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("720602", 100)
    await settle(planning)
    for path in (f"/v1/plan-items/{item['id']}", f"/v1/plans/{item['plan_id']}"):
        answer = await planning.get(path)
        assert answer.headers["cache-control"].startswith("public")
        public = (await movement.see(f"{path}/history"))["items"]
        ours = (await movement.see(f"{path}/history", movement.staff("720602")))["items"]
        assert len(public) == 1 < len(ours)


async def test_a_decision_is_private_until_the_plan_above_is_adopted(
    planning: Client, movement: Movement
) -> None:
    item = await movement.adopted("720602", 100)
    plan = await movement.plan("7206")
    into = await movement.item(plan)
    made = await movement.include(item, into, 100)
    path = f"/v1/inclusions/{made['id']}"
    below = movement.staff("720602")
    assert (await planning.get(path, headers=below)).status_code == 404
    assert (await movement.see(f"/v1/inclusions?plan_item_id={item['id']}", below))["items"] == []
    assert (await planning.get(path, headers=movement.province)).json() == made
    await movement.finalize(into)
    await movement.adopt(plan, "2024-09-01")
    shown = (await movement.see(f"/v1/inclusions?plan_item_id={item['id']}"))["items"]
    assert [(each["id"], each["into_plan_status"], each["revision"]) for each in shown] == [
        (made["id"], "ADOPTED", 2)
    ]
