"""US1-US6 and US15: the registry's stories through the gateway, with the figures that the stories name."""

import asyncio
from typing import Any

import httpx
import pytest

from khabuan import stories
from shared import tokens
from shared.ids import new_id
from tests.conftest import People
from tests.journeys.test_water import EXAMPLES, play

STORY = "01680000-0000-7000-8000-000000000{}".format
SAVINGS, THE_67, CRABS, ROW = STORY(301), STORY("d01"), STORY("d21"), STORY("e91")
ROTATING = STORY("d11")
MEETING = "01680000-0000-7000-8000-000000001401"
TOOK_OVER = "01680000-0000-7000-8000-000000001702"
RESOLUTION = "01680000-0000-7000-8000-000000001411"
DECLARED = STORY("d02")
REGIONS = {f"R-2550-{number}" for number in range(1, 9)}
NEEDED = ("10", "20", "70", "75", "76", "85")
Header = dict[str, str]


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with the stories of the registry told."""
    for path in (each for each in EXAMPLES if each.name.startswith(NEEDED)):
        for step in stories.read(path).steps:
            grant = dict(step.grant)
            who = people(grant.pop("role"), person=step.person, **grant)
            answer = await play(platform, step, who)
            assert answer.is_success, (path.name, step.number, answer.text)
    return platform


async def see(client: httpx.AsyncClient, path: str, who: Header | None = None) -> Any:
    """Return what is answered, which has to be there."""
    answer = await client.get(path, headers=who)
    assert answer.status_code == 200, (path, answer.text)
    return answer.json()


async def everything(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    """Return the things of all pages of a list."""
    page = await see(client, f"{path}{'&' if '?' in path else '?'}limit=200")
    items = list(page["items"])
    while page["next"]:
        page = await see(client, page["next"])
        items += page["items"]
    return items


async def send(client: httpx.AsyncClient, who: Header, path: str, **body: Any) -> httpx.Response:
    """Send something new, or an act."""
    headers = {**who, "Idempotency-Key": str(new_id())}
    return await client.post(path, json={"id": str(new_id()), **body}, headers=headers)


async def send_without_id(
    client: httpx.AsyncClient, who: Header, path: str, **body: Any
) -> httpx.Response:
    """Send an act that has no id of its own."""
    headers = {**who, "Idempotency-Key": str(new_id())}
    return await client.post(path, json=body, headers=headers)


async def test_us1_the_country_is_loaded_and_its_past_is_known(
    told: httpx.AsyncClient, people: People
) -> None:
    counts = [
        len(await everything(told, f"/v1/areas?level={level}"))
        for level in ("PROVINCE", "DISTRICT", "TAMBON")
    ]
    assert counts == [77, 928, 7436]
    for province, wanted in {
        "18": (8, 53),
        "60": (15, 130),
        "19": (13, 111),
        "72": (10, 110),
    }.items():
        within = await everything(told, f"/v1/areas?area={province}&area_scope=DESCENDANTS")
        levels = [each["level"] for each in within]
        assert (levels.count("DISTRICT"), levels.count("TAMBON")) == wanted, province
    south = [
        len(await everything(told, f"/v1/areas?group=R-SOUTH&level={level}"))
        for level in ("PROVINCE", "DISTRICT", "TAMBON")
    ]
    assert south == [14, 151, 1084]
    assert len(await everything(told, "/v1/areas?group=R-BKK-EAST&level=PROVINCE")) == 13
    lotus = await everything(told, "/v1/areas?name=หนองบัว&level=TAMBON")
    assert len(lotus) == 28
    assert all(each["district_name_th"] and each["province_name_th"] for each in lotus)
    sarai = await everything(told, "/v1/areas?name=หนองสาหร่าย&level=TAMBON")
    assert [each["code"] for each in sarai] == ["302106", "710911", "720602"]
    old = await see(told, "/v1/areas/500306")
    assert (old["code"], old["name_th"], old["superseded"]) == ("502501", "บ้านจันทร์", True)
    assert old["district_name_th"] == "กัลยาณิวัฒนา"
    for day, region in (("2019-04-09", "R-CENTRAL-WEST"), ("2024-09-05", "R-NORTH")):
        groups = (await see(told, f"/v1/areas/60?as_of={day}"))["groups"]
        held = [each for each in groups if each["kind"] == "REGION"]
        assert [(each["code"], each["date_precision"]) for each in held] == [
            (region, "NOT_LATER_THAN")
        ]
    change = {"kind": "RENAME", "area_code": "720602"}
    wrong = await send(
        told, people("PROVINCE_WORKING_GROUP", area="72"), "/v1/area-changes", **change
    )
    assert wrong.status_code == 403


async def test_us2_a_group_is_found_then_certified_by_both_sides_then_develops(
    told: httpx.AsyncClient, people: People
) -> None:
    staff, office = people("TAMBON_STAFF", area="250111"), people("REGION_OFFICE", area="25")
    group = str(new_id())
    made = await told.post(
        "/v1/organizations",
        json={
            "id": group,
            "kind": "SAVINGS_GROUP",
            "name_th": "กลุ่มสัจจะดงขี้เหล็ก",
            "area_code": "250111",
        },
        headers=staff,
    )
    assert made.status_code == 201, made.text
    at = f"/v1/organizations/{group}"
    decide = {
        "decision": "CERTIFY",
        "decided_on": "2026-11-12",
        "post_th": "ผู้อำนวยการ",
        "reason": "ครบ",
    }
    develop = {"done_on": "2026-11-15", "note_th": "อบรมบัญชี"}
    early = await send(told, office, f"{at}/certification-decisions", **decide)
    assert early.status_code == 409, early.text
    find = {"found_on": "2026-10-05", "finder_side": "COMMUNITY", "note_th": "เวที"}
    elsewhere = people("TAMBON_STAFF", area="710911")
    assert (await send(told, elsewhere, f"{at}/finds", **find)).status_code == 403
    assert (await send(told, staff, f"{at}/finds", **find)).status_code == 201
    before = await send(told, staff, f"{at}/developments", **develop)
    assert before.status_code == 409, "no stride is skipped"
    ours = {"side": "COMMUNITY", "post_th": "กำนัน", "endorsed_on": "2026-10-20", "note_th": "มติ"}
    assert (await send(told, staff, f"{at}/endorsements", **ours)).is_success
    one_side = await send(told, office, f"{at}/certification-decisions", **decide)
    assert one_side.status_code == 422, one_side.text
    rights = [{"role": "REGION_OFFICE", "area": "25"}]
    weak = {"Authorization": f"Bearer {tokens.sign(people.key, 'one-factor', rights)}"}
    theirs = {**ours, "side": "LOCAL_AGENCY", "agency_name_th": "อบต.ดงขี้เหล็ก"}
    assert (await send(told, staff, f"{at}/endorsements", **theirs)).is_success
    for who in (
        staff,
        people("REGION_OFFICE", area="71"),
        weak,
    ):
        assert (
            await send(told, who, f"{at}/certification-decisions", **decide)
        ).status_code == 403
    assert (await send(told, office, f"{at}/certification-decisions", **decide)).is_success
    for day in ("2026-11-15", "2026-11-18", "2026-11-20"):
        again = {**develop, "done_on": day}
        assert (await send(told, staff, f"{at}/developments", **again)).is_success
    counts = await see(told, "/v1/certification-counts/25")
    assert [counts[name] for name in ("found", "certified", "developing")] == [2, 2, 2]
    centre = await see(told, "/v1/local-data-centres/250111")
    [groups] = [each for each in centre["records"] if each["detail"] == "SAVINGS_GROUP"]
    assert (groups["count"], groups["verified"]) == (2, 2)
    assert groups["verified_by"] == ["COMMUNITY", "LOCAL_AGENCY"]
    listed = await everything(told, "/v1/certifications?area=250111")
    assert {each["organization"]["id"] for each in listed} == {SAVINGS, group}


async def test_us3_the_three_levels_of_chai_nat_are_counted_and_may_fall(
    told: httpx.AsyncClient, people: People
) -> None:
    shown = await see(told, "/v1/strength-coverages/18")
    assert (shown["tambons"], shown["assessed_tambons"], shown["assessed_percent"]) == (
        53,
        36,
        67.9,
    )
    assert (shown["strong_tambons"], shown["strong_percent"]) == (16, 30.2)
    assert shown["not_assessed_tambons"] == 17
    assert [each["tambons"] for each in shown["by_level"]] == [20, 12, 4]
    assert shown["target_year_be"] == 2579
    assert shown["years_left"] == 2579 - shown["fiscal_year_be"]
    lower = {
        "area_code": "180306",
        "rubric_id": DECLARED,
        "assessed_on": "2026-11-15",
        "level": "CAN_STAND",
        "strong_points": ["กลุ่มออมทรัพย์ยังทำงาน"],
        "weak_points": ["แกนนำย้ายออกสองคน"],
        "assessed_by_side": "JOINT",
        "assessed_by_th": "คณะทำงานจังหวัดชัยนาท",
    }
    at = "/v1/strength-assessments"
    assert (
        await send(told, people("PROVINCE_WORKING_GROUP", area="60"), at, **lower)
    ).status_code == 403
    assert (await send(told, people("MEMBER", area="180306"), at, **lower)).status_code == 403
    made = await send(told, people("PROVINCE_WORKING_GROUP", area="18"), at, **lower)
    assert made.status_code == 201, made.text
    shown = await see(told, "/v1/strength-coverages/18")
    assert [each["tambons"] for each in shown["by_level"]] == [21, 11, 4]
    kept = await everything(told, f"{at}?area=180306")
    assert [each["level"] for each in kept] == ["CAN_STAND", "STRONG"]
    assert (kept[0]["strong_points"], kept[0]["weak_points"]) == (
        lower["strong_points"],
        lower["weak_points"],
    )


async def test_us4_the_67_hold_67_seats_on_every_day(
    told: httpx.AsyncClient, people: People
) -> None:
    body = await see(told, f"/v1/bodies/{THE_67}")
    assert (body["seats_count"], body["co_chairs"]) == (67, "ONE_PER_REGION")
    sitting = await everything(told, f"/v1/bodies/{THE_67}/seats")
    assert len(sitting) == 67
    assert {each["form"] for each in sitting} == {"APPOINTED", "NETWORK"}
    chairs = [each["region_code"] for each in sitting if each["post"] == "CO_CHAIR"]
    assert (len(chairs), set(chairs)) == (8, REGIONS)
    below = await everything(told, f"/v1/bodies?parent={THE_67}")
    kinds = [each["kind"] for each in below]
    assert (kinds.count("ISSUE_SUBCOMMITTEE"), len(kinds)) == (7, 7 + 4)
    [secretariat] = [each["id"] for each in below if each["kind"] == "SECRETARIAT"]
    staff = await everything(told, f"/v1/bodies/{secretariat}/seats")
    assert len({each["region_code"] for each in staff} & REGIONS) == 8
    assert [each["headquarters"] for each in staff].count(True) == 2
    assert len(staff) == 10
    seat = {"body_id": THE_67, "form": "NETWORK", "starts_on": "2007-06-12"}
    admin = people("NATIONAL_ADMIN", area="")
    one_more = await send(told, admin, "/v1/seats", post="MEMBER", **seat)
    assert (one_more.status_code, one_more.json()["code"]) == (409, "body-full")
    for who in (people("REGION_OFFICE", area="72"), people("MEMBER", area="")):
        assert (await send(told, who, "/v1/seats", post="MEMBER", **seat)).status_code == 403
    member = next(each for each in sitting if each["post"] == "MEMBER" and each["id"] != ROTATING)
    ending = {"ends_on": "2009-01-01", "reason": "พ้นตำแหน่ง"}
    ended = await told.post(
        f"/v1/seats/{member['id']}/endings",
        json=ending,
        headers={**admin, "Idempotency-Key": str(new_id())},
    )
    assert ended.status_code == 200, ended.text
    free = {**seat, "starts_on": "2009-01-01"}
    second = await send(told, admin, "/v1/seats", post="CO_CHAIR", region_code="R-2550-1", **free)
    assert (second.status_code, second.json()["code"]) == (409, "region-has-co-chair")
    assert (await send(told, admin, "/v1/seats", post="MEMBER", **free)).status_code == 201
    days = ("2007-06-12", "2007-06-13", "2007-12-31", "2008-10-01", "2008-12-31", "2009-01-01")
    asked = [everything(told, f"/v1/bodies/{THE_67}/seats?on={day}") for day in days]
    then = await asyncio.gather(*asked)
    assert [len(each) for each in then] == [67] * 6
    assert all(ROTATING in {each["id"] for each in day} for day in then), (
        "who rotates keeps the seat"
    )
    assert [member["id"] in {each["id"] for each in day} for day in then] == [True] * 5 + [False]
    away = await everything(told, f"/v1/rotations?seat={ROTATING}&on=2007-12-31")
    assert [each["to_board_th"] for each in away] == ["คณะกรรมการสถาบันพัฒนาองค์กรชุมชน"]
    assert not await everything(told, f"/v1/rotations?seat={ROTATING}&on=2008-10-01")


async def test_us5_the_meeting_2_of_2550_gives_each_region_its_own_items(
    told: httpx.AsyncClient, people: People
) -> None:
    meeting = await see(told, f"/v1/meetings/{MEETING}")
    assert (meeting["number"], meeting["year_be"], meeting["venue_area_code"]) == (2, 2550, "13")
    assert (meeting["held_from"], meeting["held_to"]) == ("2007-06-12", "2007-06-13")
    assert (meeting["next_words"], meeting["next_from"], meeting["next_to"]) == (
        "ปลายเดือนกรกฎาคม 2550",
        "2007-07-21",
        "2007-07-31",
    )
    assert meeting["next_precision"] == "PART_OF_MONTH"
    decided = await see(told, f"/v1/resolutions/{RESOLUTION}")
    assert [part["total"] for part in decided["group_parts"]] == [8, 8, 2]
    assert decided["group_total"] == 18
    items = await everything(told, f"/v1/action-items?meeting={MEETING}")
    review = [each for each in items if each["text_th"].startswith("ทบทวน")]
    named = [each for each in items if each["text_th"].startswith("กำหนดผู้ประสานงาน")]
    assert {each["owner_group"] for each in review} == REGIONS
    assert (len(review), len(named)) == (8, 8)
    assert {(e["due_to"], e["due_precision"], e["due_words"]) for e in review} == {
        ("2007-06-30", "MONTH", "ภายในเดือนมิถุนายน 2550")
    }
    report = {"state": "DONE", "reported_on": "2007-06-25"}
    at = f"/v1/action-items/{review[0]['id']}/reports"
    for who in (people("MEMBER", area=""), people("TAMBON_STAFF", area="720602")):
        assert (await send(told, who, at, **report)).status_code in {403, 404}
    done = await send(told, people("NATIONAL_ADMIN", area=""), at, **report)
    assert done.is_success, done.text
    for day, wanted in (("2007-06-30", 0), ("2007-07-01", 23)):
        late = await everything(
            told, f"/v1/action-items?meeting={MEETING}&overdue=true&as_of={day}"
        )
        assert len(late) == wanted
    region = review[1]["owner_group"]
    own = await everything(told, f"/v1/action-items?owner_group={region}")
    assert (len(own), {each["owner_group"] for each in own}) == (3, {region})
    page = await see(told, f"/v1/follow-ups/{region}?as_of=2007-07-01")
    assert [owner["owner"] for owner in page["owners"]] == [region]
    assert (page["open"], page["overdue"]) == (3, 3)


async def test_us6_ban_nam_rap_goes_from_demonstration_to_council(
    told: httpx.AsyncClient, people: People
) -> None:
    shown = await see(told, f"/v1/demonstrations/{CRABS}")
    assert len(shown["story"]) == 4
    assert (shown["state"], shown["horizon_years"]) == ("DEMONSTRATION", 3)
    assert shown["strong_points"]
    assert shown["weak_points"]
    spread = await everything(told, "/v1/demonstration-expansions?area=92")
    assert {(each["area"]["code"], each["horizon_years"]) for each in spread} == {
        ("920206", 3),
        ("920213", 1),
    }
    ready = await see(told, "/v1/council-readiness/920211")
    assert ready["ready"] is False
    assert [each["met"] for each in ready["reasons"]] == [True, True, False]
    staff, office = people("TAMBON_STAFF", area="920211"), people("REGION_OFFICE", area="92")
    steps = f"/v1/demonstrations/{CRABS}/steps"
    on = {"reached_on": "2026-11-20"}
    outside = await send(
        told, people("TAMBON_STAFF", area="720602"), steps, state="ORGANIZATIONS_FOUND", **on
    )
    assert outside.status_code == 403
    assert (await send(told, staff, steps, state="ORGANIZATIONS_FOUND", **on)).status_code == 200
    early = await send(told, staff, steps, state="STRONG_CERTIFIED", **on)
    assert (early.status_code, early.json()["code"]) == (422, "rule-broken")
    at = f"/v1/organizations/{STORY('d41')}"
    word = {"post_th": "กำนัน", "endorsed_on": "2026-10-20", "note_th": "มติ"}
    for side, more in (("COMMUNITY", {}), ("LOCAL_AGENCY", {"agency_name_th": "อบต.บางสัก"})):
        answer = await send(told, staff, f"{at}/endorsements", side=side, **word, **more)
        assert answer.is_success, answer.text
    decide = {
        "decision": "CERTIFY",
        "decided_on": "2026-11-12",
        "post_th": "ผู้อำนวยการ",
        "reason": "ครบ",
    }
    assert (await send(told, office, f"{at}/certification-decisions", **decide)).is_success
    assert (await see(told, "/v1/council-readiness/920211"))["ready"] is True
    for state in ("STRONG_CERTIFIED", "COUNCIL_CANDIDATE"):
        assert (await send(told, staff, steps, state=state, **on)).status_code == 200
    council = str(new_id())
    made = await told.post(
        "/v1/organizations",
        json={
            "id": council,
            "kind": "TAMBON_COUNCIL",
            "name_th": "สภาองค์กรชุมชนบางสัก",
            "area_code": "920211",
        },
        headers=staff,
    )
    assert made.status_code == 201, made.text
    last = await send(told, staff, steps, state="COUNCIL", council_id=council, **on)
    assert (last.json()["state"], last.json()["council_id"]) == ("COUNCIL", council)
    moved = await told.patch(
        f"/v1/demonstration-expansions/{spread[0]['id']}",
        json={"state": "STARTED", "state_on": "2026-11-20"},
        headers={**staff, "If-Match": f'"r{spread[0]["revision"]}"'},
    )
    assert moved.status_code == 200, moved.text
    states = [e["state"] for e in await everything(told, "/v1/demonstration-expansions?area=92")]
    assert sorted(states) == ["PLANNED", "STARTED"], "each neighbour has its own state"


async def test_us15_a_dirty_row_is_neither_refused_nor_guessed(
    told: httpx.AsyncClient, people: People
) -> None:
    here = people("PROVINCE_WORKING_GROUP", area="46")
    row = await see(told, f"/v1/intake-rows/{ROW}", here)
    [conflict] = [each for each in row["findings"] if each["code"] == "PLACE_CONFLICT"]
    assert conflict["typed"] == "ป่าพะยอม"
    offers = {each["value"]: each["label_th"] for each in conflict["suggestions"]}
    assert offers == {
        "9310": "อำเภอป่าพะยอม จังหวัดพัทลุง",
        "931001": "ตำบลป่าพะยอม อำเภอป่าพะยอม จังหวัดพัทลุง",
    }
    assert (row["province_code"], row["columns"]["province"]) == ("46", "จ.กาฬสินธุ์")
    listed = await see(told, "/v1/intake-rows?area=46", here)
    other = next(each for each in listed["items"] if each["id"] != ROW)
    said = {f["code"]: [s["value"] for s in f["suggestions"]] for f in other["findings"]}
    assert said["NAME_RESPELLED"] == ["สภาองค์กรชุมชนตำบลเหนือ"]
    assert said["DATE_READ"] == ["2007-06-12"]
    assert said["NUMBER_READ"] == ["1200"]
    for who in (people("PROVINCE_WORKING_GROUP", area="45"), people("MEMBER", area="46"), {}):
        looked = await told.get(f"/v1/intake-rows/{ROW}", headers=who)
        assert looked.status_code in {401, 403, 404}
    group = {
        "id": str(new_id()),
        "kind": "RESOURCE_GROUP",
        "name_th": "ธนาคารต้นไม้ป่าพะยอม",
        "area_code": "931001",
    }
    resolved = await send_without_id(
        told, here, f"/v1/intake-rows/{ROW}/resolutions", organization=group
    )
    assert resolved.status_code == 403, "Kalasin registers nothing in Phatthalung"
    admin = people("NATIONAL_ADMIN", area="")
    resolved = await send_without_id(
        told, admin, f"/v1/intake-rows/{ROW}/resolutions", organization=group
    )
    assert (resolved.json()["status"], resolved.json()["organization_id"]) == (
        "RESOLVED",
        group["id"],
    )
    assert (await see(told, f"/v1/organizations/{group['id']}"))["area"]["code"] == "931001"


AS_WRITTEN = (
    ("ธนาคารต้นไม้", "DEMONSTRATION", "ธนาคารต้นไม้และบำนาญ ป่าพะยอม"),
    ("ป่าพะยอม", "DEMONSTRATION", "ธนาคารต้นไม้และบำนาญ ป่าพะยอม"),
    ("ฝายมีชีวิต", "DEMONSTRATION", "ฝายมีชีวิต"),
    ("ศจพ.ปชช.", "BODY", "ศจพ.ปชช."),
    ("ศจท.ปชช.", "BODY", "ศจพ.ปชช."),
    ("ศตจ.ปชช.", "BODY", "ศตจ.ปชช."),
    ("คปอ.", "BODY", "คณะประสานงานองค์กรชุมชน"),
    ("คณะประสานงานขบวนองค์กรชุมชน", "BODY", "คณะประสานงานองค์กรชุมชน"),
    ("คณะประสานงานเครือข่ายองค์กรชุมชน", "BODY", "คณะประสานงานองค์กรชุมชน"),
)


async def test_what_the_sources_name_is_found_as_they_write_it(told: httpx.AsyncClient) -> None:
    for typed, kind, name_th in AS_WRITTEN:
        asked = await told.get("/v1/search", params={"q": typed})
        [group] = [each for each in asked.json()["groups"] if each["kind"] == kind]
        assert name_th in [each["name_th"] for each in group["hits"]], typed


async def test_what_of_2550_is_made_up_says_so_and_who_took_over_is_linked(
    told: httpx.AsyncClient,
) -> None:
    regions = await everything(told, "/v1/area-groups?kind=REGION&as_of=2007-06-13")
    made_up = [each for each in regions if each["code"] in REGIONS]
    assert len(made_up) == 8
    assert all("ค่าทดสอบ" in each["source_th"] and "ค่าทดสอบ" in each["name_th"] for each in made_up)
    newer = await see(told, f"/v1/bodies/{TOOK_OVER}")
    older = await see(told, f"/v1/bodies/{newer['succeeds_id']}")
    assert older["name_th"] == "ศตจ.ปชช."


async def test_a_story_that_is_told_again_makes_nothing_twice(
    told: httpx.AsyncClient, people: People
) -> None:
    for path in (each for each in EXAMPLES if each.name.startswith(("75", "76", "85"))):
        for step in stories.read(path).steps[:30]:
            grant = dict(step.grant)
            who = people(grant.pop("role"), person=step.person, **grant)
            headers = {**who, "Content-Type": step.media_type, "Idempotency-Key": str(new_id())}
            answer = await told.request(step.method, step.path, content=step.body, headers=headers)
            replayed = answer.headers.get("idempotent-replayed")
            if step.method == "PUT":
                assert answer.status_code == 201, "a list's file goes once it was looked at"
                continue
            assert (answer.status_code, replayed) == (200, "true"), (path.name, step.number)
