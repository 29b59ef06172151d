"""Groups of areas are asked for by their code like areas and the nation, with the members of the day."""

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.certifying import Hands, group
from tests.registry.test_area_changes import ADMIN, made, order, seen


@pytest.fixture
def admin(people: People) -> dict[str, str]:
    return {**people("NATIONAL_ADMIN", area=""), **ADMIN}


async def zone(registry: Client, admin: dict[str, str], *members: str, kind: str = "ZONE") -> str:
    """Define a zone of districts until the first day of 2025."""
    code = f"{kind[0]}-TEST-{members[0]}"
    body = {
        "id": str(new_id()),
        "code": code,
        "kind": kind,
        "name_th": "โซนทดลอง",
        "area_code": members[0][:2],
        "member_codes": list(members),
        "valid_from": "2020-01-01",
        "valid_to": "2025-01-01",
        "source_th": "มติ",
    }
    await made(registry, "/v1/area-groups", body, admin)
    return code


async def test_follow_up_of_a_zone_counts_what_is_in_its_districts(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    code = await zone(registry, admin, "8101", "8102")
    staff = people("PROVINCE_WORKING_GROUP", area="81")
    for area in ("8101", "8102", "8103"):
        meeting = {
            "id": str(new_id()),
            "kind": "MEETING",
            "title_th": "เวทีอำเภอ",
            "agency_th": "คณะทำงานจังหวัด",
            "area_code": area,
            "held_from": "2024-02-01",
        }
        await made(registry, "/v1/meetings", meeting, staff)
        item = {
            "id": str(new_id()),
            "meeting_id": meeting["id"],
            "text_th": "ทบทวนข้อเสนอ",
            "owner_kind": "ROLE",
            "owner_th": "คณะทำงาน",
            "due_words": "ภายในเดือนมีนาคม 2567",
        }
        await made(registry, "/v1/action-items", item, staff)
    told = await seen(registry, f"/v1/follow-ups/{code}?as_of=2024-12-31")
    assert (told["place"], told["open"]) == (code, 2)
    assert (await seen(registry, f"/v1/follow-ups/{code}?as_of=2025-01-01"))["open"] == 0
    assert (await registry.get("/v1/follow-ups/E-NOWHERE")).status_code == 404
    unit = {"from_code": "8102", "to_code": "8298"}
    await made(registry, "/v1/area-changes", order("MOVE", "2026-11-20", unit), admin)
    after = await seen(registry, f"/v1/follow-ups/{code}?as_of=2024-12-31")
    assert after == told, "what is a later law's does not change the figure of a day"


async def test_the_three_strides_of_groups_are_those_of_their_members_of_the_day(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    code = await zone(registry, admin, "8201", "8202")
    for area in ("820101", "820201", "820301"):
        hands = Hands(registry, people, area)
        answer = await hands.find(await group(registry, people, area), on="2024-01-05")
        assert answer.status_code == 201, answer.text
    told = await seen(registry, f"/v1/certification-counts/{code}?on=2024-12-31")
    assert told["area"] == {
        "code": code, "level": "ZONE", "name_th": "โซนทดลอง", "name_en": None,
    }  # fmt: skip
    assert (told["found"], told["waiting"]) == (2, 2)
    later = await seen(registry, f"/v1/certification-counts/{code}?on=2025-01-01")
    assert later["found"] == 0
    south = await seen(registry, "/v1/certification-counts/R-SOUTH?on=2024-12-31")
    assert (south["area"]["level"], south["found"]) == ("REGION", 3)
    assert (await registry.get("/v1/certification-counts/R-NOWHERE")).status_code == 404


async def test_the_roll_up_of_a_group_is_that_of_its_members_of_the_day(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    code = await zone(registry, admin, "8301", "8302")
    for area in ("830101", "830201", "830301"):
        await group(registry, people, area, founded_on="2001-01-01")
    day = "2024-12-31"
    parts = [
        await seen(registry, f"/v1/area-rollups/{each}?as_of={day}") for each in ("8301", "8302")
    ]
    told = await seen(registry, f"/v1/area-rollups/{code}?as_of={day}")
    assert (told["code"], told["level"], told["name_th"]) == (code, "ZONE", "โซนทดลอง")
    for counted in ("districts", "tambons", "villages", "organizations"):
        assert told[counted] == sum(part[counted] for part in parts)
    assert told["districts"] == 2
    assert (await seen(registry, f"/v1/area-rollups/{code}?as_of=2025-01-01"))["tambons"] == 0


async def test_the_roll_up_of_a_region_is_the_sum_of_its_provinces_today_and_then(
    registry: Client, people: People
) -> None:
    for area in ("830101", "840101", "720101"):
        await group(registry, people, area, founded_on="2001-01-01")
    south = await seen(registry, "/v1/area-groups?member=83&limit=200")
    provinces = next(g["area_codes"] for g in south["items"] if g["code"] == "R-SOUTH")
    for day in ("", "?as_of=2020-01-01"):
        told = await seen(registry, f"/v1/area-rollups/R-SOUTH{day}")
        parts = [await seen(registry, f"/v1/area-rollups/{each}{day}") for each in provinces]
        assert told["level"] == "REGION"
        assert told["provinces"] == len(provinces) > 10
        for counted in ("districts", "tambons", "organizations", "tambons_with_organizations"):
            assert told[counted] == sum(part[counted] for part in parts), counted
    assert (await seen(registry, "/v1/area-rollups/R-SOUTH"))["organizations"] >= 2
    assert (await registry.get("/v1/area-rollups/R-NOWHERE")).status_code == 404


async def test_an_area_that_lies_in_another_member_of_its_group_counts_once(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    code = await zone(registry, admin, "8404", "840401", kind="ECO_REGION")
    await group(registry, people, "840401", founded_on="2001-01-01")
    whole = await seen(registry, "/v1/area-rollups/8404?as_of=2024-12-31")
    told = await seen(registry, f"/v1/area-rollups/{code}?as_of=2024-12-31")
    assert [told[n] for n in ("tambons", "organizations")] == [
        whole[n] for n in ("tambons", "organizations")
    ]


async def test_an_area_has_its_history(registry: Client, admin: dict[str, str]) -> None:
    await settle(registry)
    before = (await seen(registry, "/v1/areas/720701/history"))["items"]
    unit = {"from_code": "720701", "to_code": "720701", "name_th": "ใหม่สาม"}
    await made(registry, "/v1/area-changes", order("RENAME", "2020-01-01", unit), admin)
    await settle(registry)
    after = (await seen(registry, "/v1/areas/720701/history"))["items"]
    assert len(after) == len(before) + 1
    newest = max(after, key=lambda entry: entry["revision"])
    assert newest["data"]["name_th"] == "ใหม่สาม"
