"""What tests of councils stand on: communities that gave notice, and a council of Nong Sarai."""

from typing import Any

from bench.words import word
from shared.ids import new_id
from tests.conftest import Client, People

TAMBON = "720602"
"""A name without digits: thirteen of them could be a national id."""


async def post(client: Client, path: str, body: dict[str, Any], who: dict[str, str]) -> Any:
    """Send an act with a key of its own."""
    return await client.post(path, json=body, headers={**who, "Idempotency-Key": str(new_id())})


async def did(client: Client, path: str, body: dict[str, Any], who: dict[str, str]) -> Any:
    """Send an act that has to succeed, and return the answer."""
    answer = await post(client, path, body, who)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def admin(people: People) -> dict[str, str]:
    """Return the national administrator, who gives a reason for everything."""
    return {**people("NATIONAL_ADMIN", area=""), "Change-Reason": "test"}


async def organization(
    client: Client,
    people: People,
    *,
    kind: str = "TAMBON_COUNCIL",
    area: str = TAMBON,
    name: str = "",
) -> str:
    """Register an organization and return its id."""
    body = {
        "id": str(new_id()),
        "kind": kind,
        "name_th": name or f"องค์กร {word()}",
        "area_code": area,
    }
    return str((await did(client, "/v1/organizations", body, admin(people)))["id"])


def notice(village: int = 1, **facts: Any) -> dict[str, Any]:
    """Return what notes that a community of one village gave notice."""
    return {
        "kind": "VILLAGE",
        "name_th": f"ชุมชนบ้านหนองสาหร่าย หมู่ที่ {village}",
        "area_code": f"{TAMBON}{village:02}",
        "resolved_on": "2009-05-10",
        "noticed_on": "2009-05-20",
        "given_to": "VILLAGE_HEAD",
        **facts,
    }


async def community(
    client: Client, people: People, village: int, *, consent: str | None = "AGREED", **facts: Any
) -> str:
    """Bring a community to the point where its notice is acknowledged and it said what it says."""
    who = admin(people)
    made = await did(client, "/v1/community-notices", notice(village, **facts), who)
    path = f"/v1/community-notices/{made['id']}"
    answer = {"status": "ACKNOWLEDGED", "answered_on": "2009-06-01", "number": f"{village}/2552"}
    await did(client, f"{path}/answers", answer, who)
    if consent:
        said = {"consent": consent, "decided_on": "2009-07-15"}
        await did(client, f"{path}/consents", said, who)
    return str(made["id"])


async def council(
    client: Client, people: People, *, area: str = TAMBON, acknowledged: bool = True, **facts: Any
) -> str:
    """Set up a council whose communities are known by number only."""
    who = admin(people)
    made = await organization(client, people, area=area)
    body = {"organization_id": made, "area_kind": "PART", "tambon_codes": [area], **facts}
    await did(client, "/v1/councils", body, who)
    if acknowledged:
        told = {"noticed_on": "2009-08-01", "communities_noticed": 40, "communities_agreed": 34}
        await did(client, f"/v1/councils/{made}/notices", told, who)
        answer = {
            "status": "ACKNOWLEDGED",
            "answered_on": "2009-08-20",
            "number": f"สพ {made[-6:]}/2552",
        }
        await did(client, f"/v1/councils/{made}/notice-answers", answer, who)
    return made


async def person(client: Client, people: People, group: str, name: str) -> str:
    """Register somebody in public office in an organization."""
    body = {
        "id": str(new_id()),
        "area_code": TAMBON,
        "given_name_th": name,
        "family_name_th": "ใจดี",
        "attested_on": "2025-11-12",
        "legal_bases": [
            {
                "purpose": "CONTACT_LEADERS",
                "basis": "PUBLIC_TASK",
                "source": "แบบรายงานตัว",
                "notice_version": "2569-1",
            }
        ],
        "membership": {"organization_id": group, "post": "COMMITTEE", "starts_on": "2025-10-01"},
    }
    return str((await did(client, "/v1/people", body, admin(people)))["id"])
