"""Bodies: set up at their level by whoever is responsible there, found by place, and ended when empty."""

from typing import Any

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry.the_67 import DAY, body, seat


def admin(people: People) -> dict[str, str]:
    return people("NATIONAL_ADMIN", area="")


def act(who: dict[str, str]) -> dict[str, str]:
    return {**who, "Idempotency-Key": str(new_id())}


async def change(registry: Client, who: dict[str, str], id: str, **facts: Any) -> Any:
    tag = (await registry.get(f"/v1/bodies/{id}")).headers["etag"]
    headers = {**who, "If-Match": tag}
    return await registry.patch(f"/v1/bodies/{id}", json=facts, headers=headers)


async def test_a_body_stands_at_its_level_and_tells_its_place(
    registry: Client, people: People
) -> None:
    nation = await body(registry, admin(people), name_th="คปอ.", kind="COORDINATING_BODY")
    region = await body(registry, admin(people), group_code="R-SOUTH")
    province = await body(registry, people("PROVINCE_WORKING_GROUP", area="72"), area_code="72")
    shown = [(await registry.get(f"/v1/bodies/{id}")).json() for id in (nation, region, province)]
    assert [one["level"] for one in shown] == ["NATION", "REGION", "PROVINCE"]
    assert shown[0]["area"] == {
        "code": "", "level": "NATION", "name_th": "ทั้งประเทศ", "name_en": "Thailand"
    }  # fmt: skip
    assert (shown[2]["area"]["code"], shown[2]["area"]["name_th"]) == ("72", "สุพรรณบุรี")
    await settle(registry)
    told = (await registry.get(f"/v1/bodies/{nation}/history")).json()["items"]
    assert [entry["type"] for entry in told] == ["body.defined"]


async def test_nation_and_region_are_the_national_administrators(
    registry: Client, people: People
) -> None:
    new = {"id": str(new_id()), "kind": "CORE_TEAM", "name_th": "ทีมแกนกลาง"}
    group = people("PROVINCE_WORKING_GROUP", area="72")
    for place in ({}, {"group_code": "R-SOUTH"}, {"area_code": "71"}):
        refused = await registry.post("/v1/bodies", json={**new, **place}, headers=group)
        assert (refused.status_code, refused.json()["code"]) == (403, "outside-area-grant")
    tambon = people("TAMBON_STAFF", area="720602")
    refused = await registry.post(
        "/v1/bodies", json={**new, "area_code": "720602"}, headers=tambon
    )
    assert refused.json()["code"] == "insufficient-scope"


async def test_what_a_body_refers_to_must_be_known(registry: Client, people: People) -> None:
    new = {"id": str(new_id()), "kind": "CORE_TEAM", "name_th": "ทีมแกนกลาง"}
    wrong = {
        "area_code": "99",
        "group_code": "R-NOWHERE",
        "parent_id": str(new_id()),
        "succeeds_id": str(new_id()),
        "issue_code": "NO_SUCH_ISSUE",
    }
    for name, value in wrong.items():
        refused = await registry.post(
            "/v1/bodies", json={**new, name: value}, headers=admin(people)
        )
        assert refused.status_code == 422, name
        assert refused.json()["errors"][0]["pointer"] == f"#/{name}"
    both = {**new, "area_code": "72", "group_code": "R-SOUTH"}
    refused = await registry.post("/v1/bodies", json=both, headers=admin(people))
    assert refused.json()["errors"][0]["code"] == "only-one-of"


async def test_no_body_belongs_to_itself(registry: Client, people: People) -> None:
    top = await body(registry, admin(people))
    middle = await body(registry, admin(people), parent_id=top)
    low = await body(registry, admin(people), parent_id=middle)
    refused = await change(registry, admin(people), top, parent_id=low)
    assert refused.status_code == 422
    done = await change(registry, admin(people), low, parent_id=top, aliases=["ทีมย่อย"])
    assert (done.status_code, done.json()["parent_id"]) == (200, top)
    assert done.json()["aliases"] == ["ทีมย่อย"]


async def test_no_fewer_seats_than_are_held_on_some_day(registry: Client, people: People) -> None:
    made = await body(registry, admin(people), seats_count=3)
    for start, end in (("2550", "2552"), ("2551", None)):
        ends = {"ends_on": f"{int(end) - 543}-01-01"} if end else {}
        starts = f"{int(start) - 543}-01-01"
        taken = await seat(registry, admin(people), made, starts_on=starts, **ends)
        assert taken.status_code == 201, taken.text
    refused = await change(registry, admin(people), made, seats_count=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "body-full")
    assert refused.json()["full_on"] == "2008-01-01"
    assert (await change(registry, admin(people), made, seats_count=2)).status_code == 200


async def test_a_body_ends_once_nobody_sits_there(registry: Client, people: People) -> None:
    made = await body(registry, admin(people), founded_on=DAY)
    taken = (await seat(registry, admin(people), made)).json()["id"]
    path, ending = f"/v1/bodies/{made}/endings", {"ended_on": "2010-01-01", "reason": "หมดวาระ"}
    refused = await registry.post(path, json=ending, headers=act(admin(people)))
    assert (refused.status_code, refused.json()["code"]) == (409, "still-referenced")
    over = {"ends_on": "2009-12-31", "reason": "ครบวาระ"}
    ended = await registry.post(
        f"/v1/seats/{taken}/endings", json=over, headers=act(admin(people))
    )
    assert ended.status_code == 200, ended.text
    early = {**ending, "ended_on": "2001-01-01"}
    assert (await registry.post(path, json=early, headers=act(admin(people)))).status_code == 422
    done = await registry.post(path, json=ending, headers=act(admin(people)))
    assert (done.status_code, done.json()["ended_on"]) == (200, "2010-01-01")
    late = await seat(registry, admin(people), made, starts_on="2010-06-01")
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")


async def test_bodies_are_listed_in_one_query(registry: Client, people: People) -> None:
    top = await body(registry, admin(people), kind="CITIZENS_COUNCIL", area_code="80")
    await body(registry, admin(people), kind="SUB_TEAM", area_code="8001", parent_id=top)
    asked = {
        "area=80": 2,
        "area=80&kind=SUB_TEAM": 1,
        f"parent={top}": 1,
        "level=DISTRICT&area=80": 1,
        "group=R-NORTH": 0,
        "issue=NOTHING": 0,
    }
    for query, count in asked.items():
        with counted(registry) as statements:
            found = (await registry.get(f"/v1/bodies?{query}")).json()["items"]
        assert (len(found), len(statements)) == (count, 1), query


async def test_a_repeat_changes_nothing(registry: Client, people: People) -> None:
    new = {"id": str(new_id()), "kind": "SECRETARIAT", "name_th": "กองเลขาฯ"}
    first = await registry.post("/v1/bodies", json=new, headers=admin(people))
    again = await registry.post("/v1/bodies", json=new, headers=admin(people))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
