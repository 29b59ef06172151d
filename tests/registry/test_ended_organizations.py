"""Nothing new begins at an organization that was dissolved or became part of another one, in whatever feature."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry import council_stage as stage
from tests.registry.persons import basis
from tests.registry.test_organization_mergers import merge

DAY = "2025-06-12"
BEGUN: dict[str, dict[str, Any]] = {
    "/v1/holdings": {
        "organization_id": "GROUP",
        "kind": "SAVINGS",
        "value": {"amount": "100.00", "currency": "THB"},
        "as_of": DAY,
    },
    "/v1/people": {
        "area_code": "720602",
        "given_name_th": "สมชาย",
        "family_name_th": "ใจดี",
        "attested_on": DAY,
        "legal_bases": [basis()],
        "membership": {"organization_id": "GROUP", "post": "CHAIR", "starts_on": DAY},
    },
    "/v1/memberships": {
        "person_id": "PERSON",
        "organization_id": "GROUP",
        "post": "CHAIR",
        "starts_on": DAY,
    },
    "/v1/grants": {
        "principal_id": "ACCOUNT",
        "role": "LEADER",
        "organization_id": "GROUP",
        "starts_on": "2026-01-01",
        "reason": "ทดสอบ",
    },
    "/v1/community-notices": {
        **stage.notice(7, kind="OTHER", given_to="KAMNAN", area_code="720602"),
        "village_codes": ["72060201", "72060202"],
        "organization_id": "GROUP",
    },
    "/v1/meetings": {
        "kind": "MEETING",
        "title_th": "ประชุม",
        "area_code": "720602",
        "held_from": DAY,
        "organization_id": "GROUP",
    },
    "/v1/action-items": {
        "meeting_id": "HELD_MEETING",
        "text_th": "สำรวจ",
        "owner_kind": "ORGANIZATION",
        "owner_organization_id": "GROUP",
        "due_on": "2025-12-01",
    },
    "/v1/organizations/GROUP/finds": {
        "found_on": DAY,
        "finder_side": "COMMUNITY",
        "note_th": "เวที",
    },
    "/v1/networks": {"organization_id": "NEW_NETWORK", "level": "PROVINCE"},
    "/v1/network-memberships": {
        "network_id": "STANDING_NETWORK",
        "organization_id": "GROUP",
        "joined_on": DAY,
    },
    "/v1/network-memberships?of": {
        "network_id": "NETWORK",
        "organization_id": "STANDING",
        "joined_on": DAY,
    },
    "/v1/mentorings": {"network_id": "NETWORK", "tambon_code": "720602", "starts_on": DAY},
    "/v1/councils": {
        "organization_id": "NEW_COUNCIL",
        "area_kind": "TAMBON",
        "tambon_codes": ["720602"],
    },
    "/v1/council-terms": {"council_id": "COUNCIL", "starts_on": DAY},
    "/v1/council-reports": {"council_id": "COUNCIL", "year_be": 2567, "delivered_on": DAY},
}
KINDS = {
    "GROUP": ("SAVINGS_GROUP", "720602"),
    "NEW_NETWORK": ("NETWORK", "72"),
    "NETWORK": ("NETWORK", "72"),
    "NEW_COUNCIL": ("TAMBON_COUNCIL", "720602"),
    "COUNCIL": ("TAMBON_COUNCIL", "720602"),
}
Things = dict[str, str]


@pytest.fixture(scope="module")
async def standing(registry: Client, people: People) -> Things:
    """Return what stands beside the organizations that end."""
    admin = stage.admin(people)
    network = await _organization(registry, people, "NETWORK")
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    login = {"login": "of.the.group", "area_code": "720602"}
    meeting = {**BEGUN["/v1/meetings"], "organization_id": group}
    return {
        "STANDING_NETWORK": network,
        "STANDING": group,
        "PERSON": await stage.person(registry, people, group, "สมหญิง"),
        "ACCOUNT": (await stage.did(registry, "/v1/accounts", login, admin))["id"],
        "HELD_MEETING": (await stage.did(registry, "/v1/meetings", meeting, admin))["id"],
    }


async def _organization(registry: Client, people: People, name: str) -> str:
    """Register an organization; a network and a council have their own side, too."""
    kind, area = KINDS[name]
    if name == "COUNCIL":
        return await stage.council(registry, people)
    made = await stage.organization(registry, people, kind=kind, area=area)
    if name == "NETWORK":
        body = {"organization_id": made, "level": "PROVINCE"}
        await stage.did(registry, "/v1/networks", body, stage.admin(people))
    return made


async def _dissolve(registry: Client, people: People, one: str) -> None:
    path, admin = f"/v1/organizations/{one}", stage.admin(people)
    etag = (await registry.get(path, headers=admin)).headers["etag"]
    answer = await registry.patch(
        path, json={"status": "DISSOLVED"}, headers={**admin, "If-Match": etag}
    )
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module", params=["DISSOLVED", "MERGED"])
async def ended(
    registry: Client, people: People, standing: Things, request: pytest.FixtureRequest
) -> Things:
    """Return organizations that have ended, each in this way, and what stands."""
    gone = {name: await _organization(registry, people, name) for name in KINDS}
    for name, one in gone.items():
        if request.param == "DISSOLVED":
            await _dissolve(registry, people, one)
        else:
            into = await _organization(registry, people, name)
            answer = await merge(registry, stage.admin(people), one, into)
            assert answer.status_code in {200, 201}, (name, answer.text)
    return {**standing, **gone}


def _filled(told: Any, things: Things) -> Any:
    if isinstance(told, dict):
        return {name: _filled(value, things) for name, value in told.items()}
    return things.get(told, told) if isinstance(told, str) else told


@pytest.mark.parametrize("path", BEGUN)
async def test_nothing_new_begins_at_an_organization_that_has_ended(
    registry: Client, people: People, ended: Things, path: str
) -> None:
    body = _filled(BEGUN[path], ended)
    if path not in {"/v1/networks", "/v1/councils"}:  # whose id is the organization's
        body["id"] = str(new_id())
    where = path.partition("?")[0].replace("GROUP", ended["GROUP"])
    answer = await stage.post(registry, where, body, stage.admin(people))
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict"), answer.text


async def test_merged_councils_and_networks_leave_their_lists(
    registry: Client, people: People
) -> None:
    for name, path in (("NETWORK", "networks"), ("COUNCIL", "councils")):
        one, into = [await _organization(registry, people, name) for _ in range(2)]
        merged = await merge(registry, stage.admin(people), one, into)
        assert merged.status_code in {200, 201}, merged.text
        found = (await registry.get(f"/v1/{path}?area=72&limit=200")).json()["items"]
        assert into in {each["id"] for each in found}
        assert one not in {each["id"] for each in found}
        assert (await registry.get(f"/v1/{path}/{one}")).status_code == 200
