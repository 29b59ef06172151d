"""Nodes: one open for an agency and a province, with its stage, strengths and resources (US7, US8)."""

from functools import partial
from typing import Any, NamedTuple

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.partners.conftest import act, agency, crowd, items


class Two(NamedTuple):
    """The two agencies of the pilots."""

    codi: str
    thaihealth: str


@pytest.fixture(scope="module")
async def two(partners: Client, people: People) -> Two:
    codi = await agency(partners, people, "CODI", kind="PUBLIC_ORGANIZATION")
    return Two(codi, await agency(partners, people, "THAIHEALTH"))


def new(agency_id: str, province: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "agency_id": agency_id,
        "province_code": province,
        "name_th": "โหนดจังหวัด",
        "opened_on": "2018-01-01",
        **facts,
    }


async def test_the_pilots_of_2562_have_their_stage_and_year(
    partners: Client, people: People, two: Two
) -> None:
    who = people("PARTNER_AGENCY", agency=two.thaihealth)
    for province, stage, year in (
        ("60", "FLAGSHIP", 2561), ("19", "PREPARATION", 2562), ("18", "PREPARATION", 2563),
    ):  # fmt: skip
        body = new(two.thaihealth, province, stage=stage, stage_year_be=year,
                   strengths_th=["ทีมพี่เลี้ยงระดับจังหวัด"], resources_th=["หลักสูตรแกนนำ"])  # fmt: skip
        made = await partners.post("/v1/nodes", json=body, headers=who)
        assert made.status_code == 201, made.text
        assert (await partners.get(made.headers["location"])).content == made.content
    mine = await items(partners, f"/v1/nodes?agency_id={two.thaihealth}&open=true")
    assert [(n["area"]["name_th"], n["stage"], n["stage_year_be"]) for n in mine] == [
        ("ชัยนาท", "PREPARATION", 2563), ("สระบุรี", "PREPARATION", 2562), ("นครสวรรค์", "FLAGSHIP", 2561),
    ]  # fmt: skip
    assert mine[0]["strengths_th"] == ["ทีมพี่เลี้ยงระดับจังหวัด"]
    assert mine[0]["resources_th"] == ["หลักสูตรแกนนำ"]
    flagships = await items(partners, "/v1/nodes?stage=FLAGSHIP")
    assert [each["area"]["code"] for each in flagships] == ["60"]


async def test_an_agency_has_one_open_node_in_a_province(
    partners: Client, people: People, two: Two
) -> None:
    admin, body = people("NATIONAL_ADMIN"), new(two.codi, "72")
    first = await partners.post("/v1/nodes", json=body, headers=admin)
    again = await partners.post("/v1/nodes", json=body, headers=admin)
    assert (first.status_code, again.status_code) == (201, 200)
    second = await partners.post("/v1/nodes", json=new(two.codi, "72"), headers=admin)
    assert (second.status_code, second.json()["code"]) == (409, "already-exists")
    assert second.json()["existing"] == body["id"]
    closure = {"id": str(new_id()), "closed_on": "2022-09-30", "reason_th": "จบโครงการ"}
    path = f"/v1/nodes/{body['id']}"
    closed = await act(partners, f"{path}/closures", closure, admin)
    assert (closed.json()["closed_on"], closed.json()["close_reason_th"]) == (
        "2022-09-30", "จบโครงการ",
    )  # fmt: skip
    assert (await act(partners, f"{path}/closures", closure, admin)).content == closed.content
    anew = await partners.post("/v1/nodes", json=new(two.codi, "72"), headers=admin)
    assert anew.status_code == 201
    late = await partners.post("/v1/nodes", json=body, headers=admin)
    assert (late.status_code, late.json()["closed_on"]) == (200, "2022-09-30")
    twice = await act(partners, f"{path}/closures", {**closure, "id": str(new_id())}, admin)
    assert (twice.status_code, twice.json()["code"]) == (409, "state-conflict")
    await settle(partners)
    history = await items(partners, f"{path}/history")
    assert [each["type"] for each in history] == ["node.opened", "node.closed"]
    for query, count in (("open=true", 1), ("open=false", 1), ("", 2)):
        assert len(await items(partners, f"/v1/nodes?area=72&{query}")) == count


async def test_of_many_nodes_opened_at_once_exactly_one_stands(
    partners: Client, people: People, two: Two
) -> None:
    admin = people("NATIONAL_ADMIN")
    opening = [
        partial(partners.post, "/v1/nodes", json=new(two.codi, "10"), headers=admin)
        for _ in range(20)
    ]
    answers = await crowd(partners, *opening)
    won = [each.json()["id"] for each in answers if each.status_code == 201]
    lost = [each for each in answers if each.status_code != 201]
    assert len(won) == 1
    assert {(e.status_code, e.json()["existing"]) for e in lost} == {(409, won[0])}


async def test_a_node_grows_under_the_revision_that_was_seen(
    partners: Client, people: People, two: Two
) -> None:
    who = people("PARTNER_AGENCY", agency=two.codi)
    path = (await partners.post("/v1/nodes", json=new(two.codi, "20"), headers=who)).headers[
        "location"
    ]
    change = {"stage": "FLAGSHIP", "stage_year_be": 2564, "reason": "ผ่านการเตรียมความพร้อม"}
    assert (await partners.patch(path, json=change, headers=who)).status_code == 428
    done = await partners.patch(path, json=change, headers={**who, "If-Match": '"r1"'})
    assert (done.status_code, done.json()["stage"], done.json()["revision"]) == (
        200, "FLAGSHIP", 2,
    )  # fmt: skip
    late = await partners.patch(path, json=change, headers={**who, "If-Match": '"r1"'})
    assert (late.status_code, late.json()["current_revision"]) == (412, 2)
    closure = {"id": str(new_id()), "closed_on": "2022-09-30", "reason_th": "จบโครงการ"}
    assert (await act(partners, f"{path}/closures", closure, who)).status_code == 200
    closed = await partners.patch(path, json=change, headers={**who, "If-Match": '"r3"'})
    assert (closed.status_code, closed.json()["code"]) == (409, "state-conflict")


async def test_an_agency_keeps_to_its_own_nodes(
    partners: Client, people: People, two: Two
) -> None:
    codi, thaihealth = (people("PARTNER_AGENCY", agency=each) for each in two)
    body = new(two.codi, "21")
    for who, status in (
        (thaihealth, 403), (people("REGION_OFFICE", area="21"), 403), ({}, 401), (codi, 201),
    ):  # fmt: skip
        answer = await partners.post("/v1/nodes", json=body, headers=who)
        assert answer.status_code == status
    path = f"/v1/nodes/{body['id']}"
    match = {"If-Match": '"r1"'}
    change = await partners.patch(path, json={"name_th": "อื่น"}, headers={**thaihealth, **match})
    assert change.status_code == 403
    closure = {"id": str(new_id()), "closed_on": "2022-09-30", "reason_th": "ปิด"}
    assert (await act(partners, f"{path}/closures", closure, thaihealth)).status_code == 403


async def test_a_node_that_does_not_fit_is_explained(
    partners: Client, people: People, two: Two
) -> None:
    admin = people("NATIONAL_ADMIN")
    for wrong, pointer in (
        ({"province_code": "99"}, "#/province_code"),
        ({"province_code": "720602"}, "#/province_code"),
        ({"agency_id": str(new_id())}, "#/agency_id"),
        ({"stage": "STAR"}, "#/stage"),
        ({"stage_year_be": 2018}, "#/stage_year_be"),
        ({"strengths_th": [" "]}, "#/strengths_th/0"),
    ):
        answer = await partners.post("/v1/nodes", json=new(two.codi, "22") | wrong, headers=admin)
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    made = await partners.post("/v1/nodes", json=new(two.codi, "22"), headers=admin)
    closure = {"id": str(new_id()), "closed_on": "2017-12-31", "reason_th": "ปิด"}
    path = f"{made.headers['location']}/closures"
    early = await act(partners, path, closure, admin)
    assert early.json()["errors"][0]["pointer"] == "#/closed_on"


async def test_a_page_of_nodes_is_one_query(partners: Client, people: People, two: Two) -> None:
    for province in ("90", "91", "92"):
        body = new(two.codi, province)
        await partners.post("/v1/nodes", json=body, headers=people("NATIONAL_ADMIN"))
    with counted(partners) as queries:
        page = (await partners.get(f"/v1/nodes?agency_id={two.codi}&open=true&limit=2")).json()
    assert len(queries) == 1
    assert (await partners.get(page["next"])).json()["items"]
    newest = await items(partners, "/v1/nodes?sort=-updated_at&limit=1")
    assert newest[0]["area"]["code"] == "92"
