"""An area that ended by law takes nothing new, in whatever feature; what was stays readable."""

from collections.abc import Iterator
from typing import Any

import pytest

from services.registry.main import create_app
from services.registry.settings import Settings
from shared import openapi
from shared.ids import new_id
from tests.conftest import Client, Ground, People, service_settings
from tests.registry import council_stage as stage
from tests.registry.persons import basis
from tests.registry.test_area_changes import made, order

ENDED = {2: "79", 4: "7298", 6: "720698", 8: "72069801"}
PLACES = {"area_code", "venue_area_code", "tambon_code", "tambon_codes", "province_code"}
"""Fields of what is sent that hold codes of areas."""
NOT_ASKED = {
    "/v1/village-lists": "a list names its province and is judged village by village",
    "/v1/area-groups": "asked for its members, and its province below",
}
BODIES: dict[str, dict[str, Any]] = {
    "/v1/accounts": {"login": "ended.area"},
    "/v1/area-groups/{code}/members": {"valid_from": "2025-10-01", "source_th": "มติ"},
    "/v1/bodies": {"kind": "SUBCOMMITTEE", "name_th": "คณะทำงาน"},
    "/v1/community-notices": {
        "kind": "OTHER",
        "name_th": "ชุมชน",
        "resolved_on": "2009-05-10",
        "noticed_on": "2009-05-20",
        "given_to": "KAMNAN",
    },
    "/v1/council-meetings": {"number": 2, "held_on": "2025-11-20"},
    "/v1/councils": {"organization_id": "COUNCIL", "area_kind": "MUNICIPALITY"},
    "/v1/demonstrations": {
        "name_th": "บ้านน้ำราบ",
        "practice": "BLUE_CRAB_BANK",
        "began_on": "2007-01-01",
    },
    "/v1/demonstrations/{id}/expansions": {
        "relation": "INTERESTED",
        "horizon_years": 3,
        "plan_th": "เรียนรู้",
        "starts_on": "2025-12-01",
    },
    "/v1/grants": {"principal_id": "ACCOUNT", "role": "TAMBON_STAFF", "starts_on": "2026-10-01"},
    "/v1/imports": {"source_th": "บัญชีจังหวัด", "sha256": "0" * 64},
    "/v1/intake-rows": {"source_th": "เวทีจังหวัด", "columns": {"ชื่อกลุ่ม": "กลุ่มออมทรัพย์"}},
    "/v1/meetings": {
        "kind": "MEETING",
        "title_th": "ประชุม",
        "agency_th": "อำเภอ",
        "area_code": "720602",
        "held_from": "2025-06-12",
    },
    "/v1/mentorings": {"network_id": "NETWORK", "starts_on": "2025-01-15"},
    "/v1/movement-rule-settings": {
        "rule": "TARGET_YEAR_BE",
        "value": 2575,
        "starts_on": "2026-12-01",
        "reason": "ทดสอบ",
    },
    "/v1/organizations": {"kind": "SAVINGS_GROUP", "name_th": "กลุ่มออมทรัพย์"},
    "/v1/people": {
        "given_name_th": "สมชาย",
        "family_name_th": "ใจดี",
        "attested_on": "2026-11-12",
        "legal_bases": [basis()],
    },
    "/v1/seats": {
        "body_id": "BODY",
        "post": "MEMBER",
        "form": "APPOINTED",
        "starts_on": "2020-06-13",
    },
    "/v1/strength-assessments": {
        "rubric_id": "RUBRIC",
        "assessed_on": "2025-09-20",
        "assessed_by_side": "JOINT",
        "assessed_by_th": "คณะทำงาน",
        "level": "STRONG",
    },
}
"""What else each of them needs; words in capitals stand for things that the test sets up."""

OF_FILES = {"/v1/imports"}
"""What needs a file of its own; repeats of it are tested with it."""
OF_PROVINCES = {"/v1/area-groups/{code}/members", "/v1/movement-rule-settings"}


def asking(ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield every (path, field) of the document that makes something in an area that is named."""
    app = create_app(service_settings(Settings, "registry", ground, ground.admin_url))
    document = openapi.document(app)
    for path, operations in document["paths"].items():
        if "post" in operations and path not in NOT_ASKED:
            content = operations["post"].get("requestBody", {}).get("content", {})
            told = content.get("application/json", {}).get("schema", {}).get("$ref", "")
            schema = document["components"]["schemas"].get(told.rpartition("/")[2], {})
            yield from ((path, f) for f in schema.get("properties", {}) if f in PLACES)


@pytest.fixture(scope="module")
async def things(registry: Client, people: People) -> dict[str, str]:
    """End one area of each level, and return what the bodies name."""
    admin = stage.admin(people)
    pool = registry.app.state.database
    async with pool.transaction() as session:
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        for digits, code in ENDED.items():
            level = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON", 8: "VILLAGE"}[digits]
            await raw.execute(
                "INSERT INTO areas (code, level, kind, name_th, name_en, parent_code, lat, lon, geo_precision,"
                " valid_to, search_key, bigrams, ground, revision) SELECT %s, %s, kind, 'ที่ยุบแล้ว', 'Ended', NULL,"
                " lat, lon, geo_precision, '2020-01-01', '', '{}', %s, 1 FROM areas WHERE code = '72'",
                (code, level, code),
            )
    network = await stage.organization(registry, people, kind="NETWORK", area="72")
    setting = {"organization_id": network, "level": "PROVINCE"}
    await stage.did(registry, "/v1/networks", setting, admin)
    body = {"kind": "SUBCOMMITTEE", "name_th": "คณะอนุกรรมการ", "founded_on": "2007-06-13"}
    shown = {**BODIES["/v1/demonstrations"], "area_code": "920211"}
    login = {"login": "somebody", "area_code": "720602"}
    rubric: dict[str, Any] = {
        "id": str(new_id()),
        "code": "DECLARED",
        "version": 1,
        "name_th": "ประกาศระดับ",
        "frames": [],
        "source_th": "เอกสาร",
        "thresholds": None,
    }
    return {
        "RUBRIC": (await made(registry, "/v1/rubrics", rubric, admin))["id"],
        "COUNCIL": await stage.organization(registry, people),
        "NETWORK": network,
        "BODY": (await made(registry, "/v1/bodies", body, admin))["id"],
        "ACCOUNT": (await made(registry, "/v1/accounts", login, admin))["id"],
        "{id}": (await made(registry, "/v1/demonstrations", shown, admin))["id"],
        "{code}": "R-SOUTH",
    }


def codes(field: str) -> list[str]:
    """Return the ended codes that a field may name; of a village that nobody listed the tambon has ended."""
    levels = {"tambon_code": (6,), "tambon_codes": (6,), "province_code": (2,)}
    if field in levels:
        return [ENDED[level] for level in levels[field]]
    return [*ENDED.values(), "72069802"]


async def test_nothing_new_is_put_into_an_area_that_has_ended(
    registry: Client, people: People, ground: Ground, things: dict[str, str]
) -> None:
    asked = list(asking(ground))
    assert {path for path, _ in asked} == set(BODIES), "a feature that names areas is asked here"
    taken, admin = [], stage.admin(people)
    reasons: dict[tuple[str, str], set[str]] = {}
    for path, field in asked:
        body = {name: things.get(str(value), value) for name, value in BODIES[path].items()}
        for code in codes(field):
            place = ["720602", code] if field == "tambon_codes" else code
            where = path.replace("{id}", things["{id}"]).replace("{code}", things["{code}"])
            new = {"id": str(new_id()), **body, field: place}
            if path == "/v1/community-notices" and len(code) == 6:
                new["village_codes"] = [f"{code}01", f"{code}02"]
            if path == "/v1/councils":  # whose id is the organization's
                del new["id"]
            answer = await stage.post(registry, where, new, admin)
            errors = answer.json().get("errors", [])
            if answer.status_code != 422 or not errors[0]["pointer"].startswith(f"#/{field}"):
                taken.append((path, field, code, answer.status_code, answer.text[:300]))
            reasons.setdefault((path, field), set()).update(each["code"] for each in errors)
    assert not taken, "\n".join(map(str, taken))
    assert [at for at, told in reasons.items() if "unknown-reference" not in told] == []


async def test_what_was_sent_before_an_area_ended_and_is_sent_again_is_answered_as_the_first_time(
    registry: Client, people: People, ground: Ground, things: dict[str, str]
) -> None:
    admin = stage.admin(people)
    sent: list[tuple[str, dict[str, Any]]] = []
    for path, field in asking(ground):
        if path in OF_FILES:
            continue
        body = {name: things.get(str(value), value) for name, value in BODIES[path].items()}
        place = {"tambon_codes": ["720603"], "province_code": "74"}.get(field, "720603")
        if path in OF_PROVINCES:
            place = "74"
        if path == "/v1/community-notices":
            body |= {"kind": "VILLAGE", "given_to": "VILLAGE_HEAD"}
            place = "72060301"
        if path == "/v1/councils":
            body["organization_id"] = await stage.organization(registry, people, area="720603")
            body["area_kind"] = "TAMBON"
        new = {"id": str(new_id()), **body, field: place}
        if path == "/v1/councils":
            del new["id"]
        where = path.replace("{id}", things["{id}"]).replace("{code}", things["{code}"])
        first = await stage.post(registry, where, new, admin)
        assert first.status_code in {200, 201}, (path, field, first.text)
        sent.append((where, new))
    for old, to in (("720603", "720696"), ("74", "69")):
        units = {"from_code": old, "to_code": to}
        await made(registry, "/v1/area-changes", order("MOVE", "2026-11-20", units), admin)
    again = [(where, await stage.post(registry, where, new, admin)) for where, new in sent]
    wrong = [
        (where, each.status_code, each.text[:300])
        for where, each in again
        if each.status_code != 200
    ]
    assert not wrong, "\n".join(map(str, wrong))


async def test_what_was_in_an_area_before_it_ended_stays_readable(
    registry: Client, people: People
) -> None:
    admin = stage.admin(people)
    kept = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="720605")
    meeting = {**BODIES["/v1/meetings"], "area_code": "720605", "id": str(new_id())}
    held = await stage.did(registry, "/v1/meetings", meeting, admin)
    units = {"from_code": "720605", "to_code": "720697"}
    await made(registry, "/v1/area-changes", order("MOVE", "2026-01-01", units), admin)
    again = await stage.post(registry, "/v1/meetings", {**meeting, "id": str(new_id())}, admin)
    assert again.json()["errors"][0]["pointer"] == "#/area_code"
    there = await registry.get(f"/v1/organizations/{kept}")
    assert there.json()["area"]["code"] == "720697"
    assert (await registry.get(f"/v1/meetings/{held['id']}")).status_code == 200
    for view in ("local-data-centres", "certification-counts"):
        then = await registry.get(f"/v1/{view}/720605")
        assert then.status_code == 200, (view, then.text)
    assert (await registry.get("/v1/areas/720605?as_of=2025-12-31")).status_code == 200


async def test_no_change_names_an_area_or_village_that_has_ended(
    registry: Client, people: People, things: dict[str, str]
) -> None:
    admin = stage.admin(people)
    pool = registry.app.state.database
    async with pool.transaction() as session:
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        await raw.execute(
            "INSERT INTO areas (code, level, kind, name_th, name_en, parent_code, lat, lon, geo_precision,"
            " valid_to, search_key, bigrams, ground, revision) SELECT '72060297', 'VILLAGE', kind, 'ที่ยุบแล้ว', 'Ended',"
            " '720602', lat, lon, geo_precision, '2020-01-01', '', '{}', '72060297', 1 FROM areas WHERE code = '72'"
        )
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    head = {**admin, "If-Match": '"r1"'}
    told = {"villages": ["72060201", "72060297"]}
    refused = await registry.patch(f"/v1/organizations/{group}", json=told, headers=head)
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == "#/villages/1"
    assert refused.json()["errors"][0]["code"] == "unknown-reference"
    new = {"kind": "WELFARE_FUND", "name_th": "กองทุน", "area_code": "720602", **told}
    made = await stage.post(registry, "/v1/organizations", {"id": str(new_id()), **new}, admin)
    assert made.json()["errors"][0]["pointer"] == "#/villages/1"
    notice = {**BODIES["/v1/community-notices"], "area_code": "720602"}
    notice |= {"id": str(new_id()), "village_codes": ["72060201", "72060297"]}
    given = await stage.post(registry, "/v1/community-notices", notice, admin)
    assert given.json()["errors"][0]["pointer"] == "#/village_codes/1"


async def test_an_organization_left_in_an_ended_area_is_only_dissolved_until_it_moves(
    registry: Client, people: People, things: dict[str, str]
) -> None:
    admin = stage.admin(people)
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    pool = registry.app.state.database
    async with pool.transaction() as session:
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        await raw.execute("UPDATE organizations SET area_code = '720698' WHERE id = %s", (group,))
    path, head = f"/v1/organizations/{group}", {**admin, "If-Match": '"r1"'}
    for change in (
        {"members_count": 5},
        {"status": "DORMANT"},
        {"name_th": "ชื่อใหม่", "status": "DISSOLVED"},
    ):
        refused = await registry.patch(path, json=change, headers=head)
        assert (refused.status_code, refused.json()["code"]) == (409, "area-ended"), change
        assert refused.json()["area_code"] == "720698"
        assert "สิ้นสุดตามกฎหมาย" in refused.json()["detail"]
    ended = await registry.patch(
        path, json={"status": "DISSOLVED", "reason": "เลิกกลุ่ม"}, headers=head
    )
    assert ended.status_code == 200, ended.text
