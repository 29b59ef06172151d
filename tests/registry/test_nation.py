"""The nation has one code wherever a place is asked for by its code: TH."""

import pytest

from tests.conftest import Client, People, counted
from tests.registry import council_stage as stage

WHOLE = ("area-rollups", "strength-coverages", "certification-counts", "follow-ups")


@pytest.mark.parametrize("view", WHOLE)
async def test_the_nation_is_asked_for_by_the_same_code_everywhere(
    registry: Client, view: str
) -> None:
    with counted(registry) as queries:
        answer = await registry.get(f"/v1/{view}/TH")
    assert answer.status_code == 200, answer.text
    assert len(queries) <= 3
    again = await registry.get(f"/v1/{view}/TH")
    assert again.content == answer.content
    assert (await registry.get(f"/v1/{view}/TX")).status_code == 422


async def test_the_roll_up_of_the_nation_is_the_sum_of_its_provinces(
    registry: Client, people: People
) -> None:
    for area in ("720602", "601501", "710911"):
        await stage.organization(registry, people, kind="SAVINGS_GROUP", area=area)
    nation = (await registry.get("/v1/area-rollups/TH")).json()
    assert (nation["code"], nation["level"], nation["name_th"]) == ("TH", "NATION", "ประเทศไทย")
    assert (nation["provinces"], nation["districts"], nation["tambons"]) == (77, 928, 7_436)
    parts = [
        (await registry.get(f"/v1/area-rollups/{code}")).json() for code in ("72", "60", "71")
    ]
    assert nation["organizations"] == sum(part["organizations"] for part in parts) == 3
    assert nation["tambons_with_organizations"] == 3
    assert [part["provinces"] for part in parts] == [1, 1, 1]
    work = (await registry.get("/v1/area-rollups/TH?as_of=2001-01-01")).json()
    assert work["organizations"] == 0


async def test_follow_up_of_the_nation_holds_what_was_given_at_every_level(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    meeting = {"kind": "MEETING", "title_th": "ประชุม", "organization_id": group,
               "area_code": "720602", "held_from": "2025-06-12"}  # fmt: skip
    held = await stage.did(registry, "/v1/meetings", meeting, who)
    item = {"meeting_id": held["id"], "text_th": "งาน", "owner_kind": "ORGANIZATION",
            "owner_organization_id": group, "due_words": "ภายในเดือนมิถุนายน 2568"}  # fmt: skip
    given = await stage.post(registry, "/v1/action-items", item, who)
    assert given.status_code == 201, given.text
    assert (await registry.get("/v1/follow-ups/TH")).json()["open"] == 1
    assert (await registry.get("/v1/follow-ups/NATION")).json()["open"] == 0
