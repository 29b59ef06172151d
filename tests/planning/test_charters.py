"""Charters: articles in order, agreements to live together, adopted by a meeting, amended with a reason."""

from typing import Any

import httpx
import pytest

from bench.words import word
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, take_in, told
from tests.planning.test_plan_versions import adopt as take_place
from tests.planning.test_plan_versions import opened

ARTICLES = [
    {"title_th": "น้ำ", "text_th": "ใช้ตามรอบ"},
    {"title_th": None, "text_th": "ทบทวนปีละครั้ง"},
]


def wanted(area: str = "720602") -> dict[str, Any]:
    """Return what drafts a charter."""
    return {"id": str(new_id()), "area_code": area, "title_th": f"ธรรมนูญ {word()}", "articles": ARTICLES,
            "agreements": [{"text_th": "ไม่เผาตอซัง"}]}  # fmt: skip


async def adopt(
    movement: Movement, charter: dict[str, Any], on: str, **facts: Any
) -> httpx.Response:
    """Adopt a charter in a meeting."""
    body = {"id": str(new_id()), "adopted_on": on, "meeting_th": "เวทีประชาคมตำบล", **facts}
    path = f"/v1/charters/{charter['id']}/adoptions"
    return await movement.send(path, body, movement.staff(charter["area"]["code"]))


async def test_a_charter_is_drafted_adopted_and_amended_and_every_version_stays_readable(
    planning: Client, movement: Movement
) -> None:
    who = movement.staff("720602")
    draft = await movement.done("/v1/charters", wanted(), who)
    assert (draft["articles"], draft["version"], draft["status"]) == (ARTICLES, 1, "DRAFT")
    path = f"/v1/charters/{draft['id']}"
    assert (await planning.get(path)).status_code == 404
    swapped = {"articles": ARTICLES[::-1]}
    changed = await planning.patch(path, json=swapped, headers=who | {"If-Match": '"r1"'})
    assert changed.json()["articles"] == ARTICLES[::-1]
    assert (await adopt(movement, draft, "2024-02-10")).json()["meeting_th"] == "เวทีประชาคมตำบล"
    frozen = await planning.patch(path, json=swapped, headers=who | {"If-Match": '"r3"'})
    assert frozen.status_code == 409
    asked = {"id": str(new_id()), "reason_th": "เพิ่มเรื่องขยะ"}
    second = await movement.done(f"{path}/amendments", asked, who)
    assert (second["version"], second["amends_id"], second["articles"]) == (
        2,
        draft["id"],
        ARTICLES[::-1],
    )
    other = await movement.send(f"{path}/amendments", asked | {"id": str(new_id())}, who)
    assert (other.status_code, other.json()["charter_id"]) == (409, second["id"])
    assert (await adopt(movement, second, "2024-02-09")).status_code == 422
    assert (await adopt(movement, second, "2025-02-10")).json()[
        "amendment_reason_th"
    ] == "เพิ่มเรื่องขยะ"
    assert (await movement.see(path))["status"] == "SUPERSEDED"
    listed = (await movement.see("/v1/charters?area=720602&area_scope=SELF&status=ADOPTED"))[
        "items"
    ]
    assert [each["id"] for each in listed] == [second["id"]]
    late = await movement.send(f"{path}/amendments", asked | {"id": str(new_id())}, who)
    assert late.status_code == 409


async def test_the_same_adoption_sent_again_changes_nothing(movement: Movement) -> None:
    charter = await movement.done("/v1/charters", wanted("7206"), movement.province)
    body = {"id": str(new_id()), "adopted_on": "2024-02-10", "meeting_th": "เวที"}
    path = f"/v1/charters/{charter['id']}/adoptions"
    first = await movement.send(path, body, movement.province)
    second = await movement.send(path, body, movement.province)
    assert (first.status_code, second.status_code, first.json()) == (200, 200, second.json())


async def test_the_same_amendment_sent_again_is_answered_with_what_became_of_it(
    movement: Movement,
) -> None:
    who, charter = movement.staff("720602"), await adopted(movement)
    path = f"/v1/charters/{charter['id']}/amendments"
    body = {"id": str(new_id()), "reason_th": "เพิ่มเรื่องขยะ"}
    made = await movement.done(path, body, who)
    await adopt(movement, made, "2025-02-10")
    again = await movement.send(path, body, who)
    assert (again.status_code, again.json()["status"]) == (200, "ADOPTED")
    other = await movement.send(path, {**body, "reason_th": "อื่น"}, who)
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")


@pytest.mark.parametrize(
    ("meeting", "status", "code"),
    [
        ({}, 200, None),
        ({"state": "PLANNED"}, 409, "state-conflict"),
        ({"held_from": "2024-02-11"}, 422, "too-early"),
        ({"area": {"code": "720603"}}, 422, "outside-parent"),
        (None, 422, "unknown-reference"),
    ],
)
async def test_a_meeting_that_adopts_a_charter_is_one_that_was_held_there(
    movement: Movement, meeting: dict[str, Any] | None, status: int, code: str | None
) -> None:
    charter = await movement.done("/v1/charters", wanted(), movement.staff("720602"))
    identity = str(new_id())
    if meeting is not None:
        facts = {"id": identity, "area": {"code": "720602"}, "kind": "ASSEMBLY", "state": "HELD",
                 "held_from": "2024-02-10", "held_to": "2024-02-10", **meeting}  # fmt: skip
        await take_in(movement.client, "registry", told("registry", "meeting", identity, facts))
    answer = await adopt(movement, charter, "2024-02-10", meeting_id=identity)
    assert answer.status_code == status, answer.text
    shown = answer.json()
    assert code in {None, shown.get("code"), *(e["code"] for e in shown.get("errors", []))}
    assert shown.get("meeting_id") == (identity if code is None else None)


@pytest.mark.parametrize(
    ("role", "area", "place", "status"),
    [
        ("TAMBON_STAFF", "720602", "720602", 201),
        ("TAMBON_STAFF", "720603", "720602", 403),
        ("PROVINCE_WORKING_GROUP", "72", "720602", 403),
        ("PROVINCE_WORKING_GROUP", "72", "72", 201),
        ("LEADER", "720602", "720602", 403),
        ("NATIONAL_ADMIN", "", "72060201", 422),
    ],
)
async def test_who_plans_for_a_place_writes_its_charter(
    movement: Movement, role: str, area: str, place: str, status: int
) -> None:
    who = movement.people(role, area=area)
    assert (await movement.send("/v1/charters", wanted(place), who)).status_code == status


async def adopted(movement: Movement, area: str = "720602") -> dict[str, Any]:
    """Return a charter in force."""
    made = await movement.done("/v1/charters", wanted(area), movement.staff(area))
    return (await adopt(movement, made, "2024-02-10")).json()  # type: ignore[no-any-return]


async def test_a_plan_names_the_charter_that_it_stands_on_and_keeps_it_through_its_versions(
    planning: Client, movement: Movement
) -> None:
    own, wide = await adopted(movement), await adopted(movement, "72")
    plan = await movement.plan("720602", charter_id=own["id"])
    assert plan["charter_id"] == own["id"]
    path, who = f"/v1/plans/{plan['id']}", movement.staff("720602")
    for tag, charter in (("r1", None), ("r2", wide["id"])):
        head = {**who, "If-Match": f'"{tag}"'}
        changed = await planning.patch(path, json={"charter_id": charter}, headers=head)
        assert changed.json()["charter_id"] == charter
    await movement.finalize(await movement.item(plan, 10))
    await movement.adopt(plan)
    found = await movement.see(f"/v1/plans?charter_id={wide['id']}")
    assert [each["id"] for each in found["items"]] == [plan["id"]]
    draft = await opened(movement, plan["id"])
    assert draft["charter_id"] == wide["id"]
    changed = await planning.patch(
        f"/v1/plans/{draft['id']}", json={"charter_id": own["id"]},
        headers={**who, "If-Match": '"r1"'},
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    assert (await take_place(movement, draft["id"])).json()["charter_id"] == own["id"]
    former = await movement.see(f"/v1/plans/{draft['id']}")
    assert (former["status"], former["charter_id"]) == ("SUPERSEDED", wide["id"])


async def test_a_plan_stands_on_no_draft_no_former_and_no_other_places_charter(
    movement: Movement,
) -> None:
    draft = await movement.done("/v1/charters", wanted(), movement.staff("720602"))
    strange = await movement.done("/v1/charters", wanted("71"), movement.staff("71"))
    former = await adopted(movement)
    asked = {"id": str(new_id()), "reason_th": "เพิ่มเรื่องขยะ"}
    path = f"/v1/charters/{former['id']}/amendments"
    await adopt(movement, await movement.done(path, asked, movement.staff("720602")), "2025-02-10")
    beside = await adopted(movement, "720601")
    for charter, code in (
        (draft, "not-in-force"), (former, "not-in-force"), (beside, "outside-parent"),
        (strange, "unknown-reference"), ({"id": str(new_id())}, "unknown-reference"),
    ):  # fmt: skip
        body = {"id": str(new_id()), "level": "TAMBON", "area_code": "720602", "fiscal_year_be": 2568,
                "horizon_years": 1, "title_th": f"แผน {word()}", "charter_id": charter["id"]}  # fmt: skip
        answer = await movement.send("/v1/plans", body, movement.staff("720602"))
        errors = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
        assert errors == [("#/charter_id", code)]


async def test_a_plan_by_a_charter_names_one_of_its_area_and_keeps_one(
    planning: Client, movement: Movement
) -> None:
    own, beside = await adopted(movement), await adopted(movement, "720601")
    who = movement.staff("720602")
    for charter, code in ((None, "required"), (beside["id"], "outside-parent")):
        body = {"id": str(new_id()), "level": "TAMBON", "area_code": "720602", "fiscal_year_be": 2568,
                "horizon_years": 1, "title_th": word(), "kind": "CHARTER", "charter_id": charter}  # fmt: skip
        answer = await movement.send("/v1/plans", body, who)
        errors = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
        assert (answer.status_code, errors) == (422, [("#/charter_id", code)])
    plan = await movement.plan("720602", kind="CHARTER", charter_id=own["id"])
    assert (plan["kind"], plan["charter_id"]) == ("CHARTER", own["id"])
    head = {**who, "If-Match": '"r1"'}
    bare = await planning.patch(f"/v1/plans/{plan['id']}", json={"charter_id": None}, headers=head)
    assert bare.json()["errors"][0]["code"] == "required"
    named = {"title_th": "แผนตามธรรมนูญ"}
    renamed = await planning.patch(f"/v1/plans/{plan['id']}", json=named, headers=head)
    assert renamed.status_code == 200
    found = await movement.see("/v1/plans?kind=CHARTER", who)
    assert [each["id"] for each in found["items"]] == [plan["id"]]
