"""Partners in this process, with copies of places and plan items as their owners would tell them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple

import httpx
import pytest

from khabuan import areas
from services.partners.followers import FOLLOWS
from services.partners.main import create_app
from services.partners.settings import Settings
from shared import tokens
from shared.follow import Event
from shared.ids import new_id
from tests.conftest import Client, Ground, People, running, service_settings

Ask = Callable[[], Awaitable[httpx.Response]]
KNOWN = ("7206", "720602", "720603", "1801", "180101")


class Three(NamedTuple):
    """The agencies of the pilots, and the agreement between the first two."""

    codi: str
    thaihealth: str
    movement: str
    between: str


@pytest.fixture(scope="module")
async def partners(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    url = ground.fresh("partners", request.module.__name__.rsplit(".", 1)[-1])
    chosen = service_settings(Settings, "partners", ground, url, pool_size=8)
    async with running(create_app(chosen)) as client:
        told = [
            event("area", area.code, {"code": area.code, "level": area.level,
                                      "name_th": area.name_th, "name_en": area.name_en})
            for area in areas.read_areas()
            if len(area.code) == 2 or area.code in KNOWN
        ]  # fmt: skip
        await take_in(client, "registry", *told)
        yield client


@pytest.fixture(scope="session")
def gateway(ground: Ground) -> dict[str, str]:
    """Return the header with which the gateway calls internal routes."""
    return {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('gateway'))}"}


def event(kind: str, subject: str, data: dict[str, Any], *, revision: int = 1) -> Event:
    """Return an event as a follower of its owner's feed sees it."""
    return Event(1, f"{kind}.changed", kind, subject, revision, "", "test", "", data)


async def take_in(client: Client, source: str, *told: Event) -> None:
    """Let the events take effect through what the follower of `source` would call."""
    async with client.app.state.database.transaction() as session:
        for kind in dict.fromkeys(each.kind for each in told):
            await FOLLOWS[source][kind](session, *(each for each in told if each.kind == kind))


async def plan_item(client: Client, *, revision: int = 1, **facts: Any) -> str:
    """Let planning tell of an item of an adopted plan of FY2568 in tambon 720602; return its id."""
    budget, area = facts.pop("budget", "350000.00"), facts.pop("area", "720602")
    data = {
        "id": str(new_id()),
        "plan_id": str(new_id()),
        "title_th": "ขุดลอกสระเก็บน้ำหนองสาหร่าย",
        "area": {"code": area, "level": "TAMBON", "name_th": "", "name_en": ""},
        "level": "TAMBON",
        "fiscal_year_be": 2568,
        "budget": {"amount": budget, "currency": "THB"},
        "status": "PLANNED",
        "plan_status": "ADOPTED",
        **facts,
    }
    await take_in(client, "planning", event("plan-item", data["id"], data, revision=revision))
    return str(data["id"])


async def act(
    client: Client, path: str, body: dict[str, Any], who: dict[str, str]
) -> httpx.Response:
    """Do an act: a POST with a fresh Idempotency-Key."""
    return await client.post(path, json=body, headers={**who, "Idempotency-Key": str(new_id())})


async def crowd(client: Client, *asks: Ask) -> list[httpx.Response]:
    """Send all at once, each held at its last step for a moment, so that what can overlap does.

    A decision that is not made under a lock is then made by several at once, and not by chance.
    """
    async with client.app.state.database.reading() as connection:
        async with connection.transaction():
            await connection.execute("LOCK TABLE outbox IN EXCLUSIVE MODE")
            answers = asyncio.gather(*(_insist(ask) for ask in asks))
            await asyncio.sleep(0.3)
        return list(await answers)


async def _insist(ask: Ask) -> httpx.Response:
    """Come back when told to (503), as a client of a busy machine does."""
    for _ in range(20):
        answer = await ask()
        if answer.status_code != 503:
            return answer
        await asyncio.sleep(0.1)
    raise AssertionError("still busy")


async def agency(client: Client, people: People, code: str, **facts: Any) -> str:
    """Register an agency as the national administrator; return its id."""
    body = {
        "id": str(new_id()),
        "code": code,
        "name_th": f"หน่วยงาน {code}",
        "kind": "FUND",
        **facts,
    }
    made = await client.post("/v1/agencies", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    return str(body["id"])


async def draft(client: Client, people: People, *parties: str, **facts: Any) -> str:
    """Draft an agreement between agencies (or for a province) as the administrator; return its id."""
    body = {
        "id": str(new_id()),
        "kind": "PROVINCE" if "province_code" in facts else "AGENCY",
        "title_th": "บันทึกความร่วมมือ",
        "party_ids": list(parties),
        "starts_on": "2019-04-09",
        **facts,
    }
    made = await client.post("/v1/agreements", json=body, headers=people("NATIONAL_ADMIN"))
    assert made.status_code == 201, made.text
    return str(body["id"])


async def sign(client: Client, people: People, agreement: str, **facts: Any) -> httpx.Response:
    """Sign an agreement as an administrator who has not drafted it."""
    body = {"id": str(new_id()), "signed_on": "2019-04-09", **facts}
    path = f"/v1/agreements/{agreement}/signatures"
    return await act(client, path, body, people("NATIONAL_ADMIN", person="signer"))


def new_commitment(agency_id: str, item: str, amount: str = "200000.00", **facts: Any) -> Any:
    """Return the body of a proposed commitment of FY2568."""
    return {
        "id": str(new_id()),
        "agency_id": agency_id,
        "plan_item_id": item,
        "amount": {"amount": amount, "currency": "THB"},
        "fiscal_year_be": 2568,
        "committed_on": "2024-12-02",
        **facts,
    }


async def propose(
    client: Client, people: People, owner: str, item: str, amount: str = "1.00", **facts: Any
) -> str:
    """Propose a commitment as one person of the agency; return its path."""
    body = new_commitment(owner, item, amount, **facts)
    who = people("PARTNER_AGENCY", agency=owner)
    answer = await client.post("/v1/commitments", json=body, headers=who)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


async def approve(
    client: Client, people: People, owner: str, path: str, *, person: str = "checker", **facts: Any
) -> httpx.Response:
    """Approve a commitment as another person of the agency."""
    body = {"id": str(new_id()), "approved_on": "2025-02-03", **facts}
    who = people("PARTNER_AGENCY", agency=owner, person=person)
    return await act(client, f"{path}/approvals", body, who)


async def items(client: Client, path: str) -> list[dict[str, Any]]:
    """Return the items of the first page of a list."""
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.fixture(scope="module")
async def three(partners: Client, people: People) -> Three:
    codi = await agency(partners, people, "CODI", kind="PUBLIC_ORGANIZATION")
    thaihealth = await agency(partners, people, "THAIHEALTH")
    movement = await agency(partners, people, "MOVEMENT", kind="MOVEMENT")
    between = await draft(partners, people, codi, thaihealth)
    assert (await sign(partners, people, between)).status_code == 200
    return Three(codi, thaihealth, movement, between)
