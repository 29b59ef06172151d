"""Networks: levels, dated members in several of them, no circles, and the tambons they stand by."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.mentorings import rules as mentorings
from services.registry.networks import rules
from services.registry.networks.schemas import NetworkLevel
from shared.errors import Problem
from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage

nodes = st.integers(1, 6).map(lambda n: UUID(int=n))


@given(st.lists(st.tuples(nodes, nodes), max_size=25))
def test_however_networks_join_networks_there_is_never_a_circle(
    asked: list[tuple[UUID, UUID]],
) -> None:
    taken: list[tuple[UUID, UUID]] = []
    for network, joining in asked:
        try:
            rules.check_no_circle(network, joining, taken)
        except Problem:
            assert rules.lies_within(network, joining, taken)
        else:
            taken.append((network, joining))
    left = list(taken)
    while left:  # what nobody lies in can be taken away, again and again, unless there is a circle
        tops = {network for network, _ in left} - {joining for _, joining in left}
        assert tops, "a circle"
        left = [edge for edge in left if edge[0] not in tops]


@pytest.mark.parametrize(
    ("level", "area", "provinces", "covered"),
    [
        (NetworkLevel.PROVINCE, "72", [], True),
        (NetworkLevel.PROVINCE, "71", [], False),
        (NetworkLevel.DISTRICT, "7206", [], True),
        (NetworkLevel.TAMBON, "720602", [], False),
        (NetworkLevel.GROUP, "10", ["71", "72"], True),
        (NetworkLevel.GROUP, "72", ["71"], False),
        (NetworkLevel.NATION, "10", [], True),
    ],
)
def test_a_mentor_stands_above_the_tambon(
    level: NetworkLevel, area: str, provinces: list[str], *, covered: bool
) -> None:
    assert mentorings.covers(level, area, provinces, "720602") is covered


async def network(
    registry: Client, people: People, area: str = "72", level: str = "PROVINCE", **facts: Any
) -> str:
    made = await stage.organization(registry, people, kind="NETWORK", area=area)
    body = {"organization_id": made, "level": level, **facts}
    await stage.did(registry, "/v1/networks", body, stage.admin(people))
    return made


def joining(network_id: str, member: str, day: str = "2018-03-01", **facts: Any) -> dict[str, Any]:
    return {"network_id": network_id, "organization_id": member, "joined_on": day, **facts}


async def test_an_organization_belongs_to_several_networks_each_for_its_days(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    first, second = await network(registry, people), await network(registry, people)
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    body = joining(first, group, id="01980000-0000-7000-8000-000000000011")
    made = await stage.did(registry, "/v1/network-memberships", body, who)
    again = await stage.post(registry, "/v1/network-memberships", body, who)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    await stage.did(registry, "/v1/network-memberships", joining(second, group), who)
    twice = await stage.post(registry, "/v1/network-memberships", joining(first, group), who)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    path = f"/v1/network-memberships/{made['id']}"
    early = await stage.post(registry, f"{path}/endings", {"left_on": "2018-02-28"}, who)
    assert early.status_code == 422
    left = {"left_on": "2020-01-01", "reason_th": "ย้ายไปเครือข่ายใหม่"}
    await stage.did(registry, f"{path}/endings", left, who)
    assert (await stage.post(registry, f"{path}/endings", left, who)).status_code == 409
    over = joining(first, group, "2019-12-31")
    assert (await stage.post(registry, "/v1/network-memberships", over, who)).status_code == 409
    await stage.did(registry, "/v1/network-memberships", joining(first, group, "2020-01-01"), who)
    of = f"/v1/network-memberships?organization={group}"
    for day, networks in (
        ("2018-02-28", []),
        ("2019-12-31", [first, second]),
        ("2021-01-01", [first, second]),
    ):
        with counted(registry) as queries:
            page = await registry.get(f"{of}&on={day}")
        assert len(queries) == 1
        assert sorted(each["network_id"] for each in page.json()["items"]) == sorted(networks)
    shown = (await registry.get(f"/v1/networks/{first}")).json()
    assert (shown["members"], shown["level"]) == (1, "PROVINCE")
    await settle(registry)
    told = (await registry.get(f"/v1/networks/{first}/history")).json()["items"]
    assert [entry["type"] for entry in told] == [
        "network.set_up", "network.member_joined", "network.member_left", "network.member_joined",
    ]  # fmt: skip


async def test_networks_join_networks_but_never_in_a_circle(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    tambon = await network(registry, people, "720602", "TAMBON")
    province = await network(registry, people)
    nation = await network(registry, people, "10", "NATION")
    below = await stage.did(registry, "/v1/network-memberships", joining(province, tambon), who)
    await stage.did(registry, "/v1/network-memberships", joining(nation, province), who)
    for above, member in ((tambon, nation), (province, nation), (tambon, tambon)):
        refused = await stage.post(
            registry, "/v1/network-memberships", joining(above, member), who
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "rule-broken")
    await stage.did(
        registry, f"/v1/network-memberships/{below['id']}/endings", {"left_on": "2020-01-01"}, who
    )
    still = await stage.post(
        registry, "/v1/network-memberships", joining(tambon, nation, "2019-12-31"), who
    )
    assert still.json()["code"] == "rule-broken"
    await stage.did(
        registry, "/v1/network-memberships", joining(tambon, nation, "2020-01-01"), who
    )


async def test_a_level_is_that_of_the_area_of_a_group_or_of_the_country(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    made = await stage.organization(registry, people, kind="NETWORK", area="80")
    new = {"organization_id": made}
    for facts, pointer in (
        ({"level": "TAMBON"}, "#/level"),
        ({"level": "GROUP"}, "#/group_code"),
        ({"level": "PROVINCE", "group_code": "R-SOUTH"}, "#/group_code"),
        ({"level": "GROUP", "group_code": "R-NOWHERE"}, "#/group_code"),
    ):
        refused = await registry.post("/v1/networks", json={**new, **facts}, headers=who)
        assert refused.json()["errors"][0]["pointer"] == pointer
    south = {**new, "level": "GROUP", "group_code": "R-SOUTH"}
    await stage.did(registry, "/v1/networks", south, who)
    found = (await registry.get("/v1/networks?level=GROUP&group=R-SOUTH")).json()["items"]
    assert [each["id"] for each in found] == [made]
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="800101")
    wrong = {"organization_id": group, "level": "TAMBON"}
    refused = await registry.post("/v1/networks", json=wrong, headers=who)
    assert refused.json()["errors"][0]["pointer"] == "#/organization_id"


async def test_the_network_takes_members_in_and_either_side_may_part(
    registry: Client, people: People
) -> None:
    wide = await network(registry, people)
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="710911")
    theirs, ours = people("LEADER", organization=group), people("LEADER", organization=wide)
    path = "/v1/network-memberships"
    refused = await stage.post(registry, path, joining(wide, group), theirs)
    assert refused.status_code == 403
    made = await stage.did(registry, path, joining(wide, group), ours)
    far = people("TAMBON_STAFF", area="710912")
    left = {"left_on": "2025-01-01"}
    ending = f"{path}/{made['id']}/endings"
    assert (await stage.post(registry, ending, left, far)).status_code == 403
    await stage.did(registry, ending, left, theirs)


async def test_a_province_network_stands_by_its_tambons(registry: Client, people: People) -> None:
    who = stage.admin(people)
    wide = await network(registry, people)
    new = {"network_id": wide, "tambon_code": "720602", "starts_on": "2025-01-15"}
    made = await stage.did(registry, "/v1/mentorings", new, who)
    twice = await stage.post(registry, "/v1/mentorings", new, who)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    far = await stage.post(registry, "/v1/mentorings", {**new, "tambon_code": "710911"}, who)
    assert far.json()["rule"] == "MENTOR_COVERS_TAMBON"
    none = await stage.post(registry, "/v1/mentorings", {**new, "tambon_code": "720698"}, who)
    assert none.json()["errors"][0]["pointer"] == "#/tambon_code"
    rule = {
        "rule": "MENTOR_COVERS_TAMBON",
        "area_code": "71",
        "value": False,
        "starts_on": "2025-01-01",
        "reason": "จังหวัดข้างเคียงช่วยกัน",
    }
    await stage.did(registry, "/v1/movement-rule-settings", rule, who)
    await stage.did(registry, "/v1/mentorings", {**new, "tambon_code": "710911"}, who)
    path = f"/v1/mentorings/{made['id']}"
    await stage.did(registry, f"{path}/endings", {"ends_on": "2026-01-15"}, who)
    again = await stage.post(registry, f"{path}/endings", {"ends_on": "2026-01-15"}, who)
    assert again.status_code == 409
    on = (await registry.get("/v1/mentorings?area=72&on=2026-01-14")).json()["items"]
    assert [each["id"] for each in on] == [made["id"]]
    assert (await registry.get("/v1/mentorings?area=72&on=2026-01-15")).json()["items"] == []
    await settle(registry)
    told = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"] for entry in told] == ["mentoring.begun", "mentoring.ended"]
