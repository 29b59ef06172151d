"""What partners' things were at an instant; drafts of then are for their parties and areas, today as then."""

import asyncio
from typing import Any

from services.partners.agencies import routes as agencies
from services.partners.agreements import routes as agreements
from services.partners.funds import routes as funds
from services.partners.nodes import routes as nodes
from shared import routing
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.partners.conftest import agency, draft, sign


async def _now(partners: Client) -> str:
    await settle(partners)
    async with partners.app.state.database.reading() as connection:
        row: Any = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
    await asyncio.sleep(0.01)
    return str(row[0].isoformat())


async def test_a_draft_of_then_is_for_its_parties_even_when_it_is_signed_now(
    partners: Client, people: People
) -> None:
    first, second = (
        await agency(partners, people, "AO1"),
        await agency(partners, people, "AO2"),
    )
    agreement = await draft(partners, people, first, second)
    drafted = await _now(partners)
    signed = await sign(partners, people, agreement)
    assert signed.status_code in (200, 201), signed.text
    after = await _now(partners)
    path = f"/v1/agreements/{agreement}"
    party = people("PARTNER_AGENCY", agency=first)
    stranger = people("PARTNER_AGENCY", agency=str(new_id()))
    for who, then, status in (
        ({}, drafted, 404), (stranger, drafted, 404), (party, drafted, 200),
        (people("NATIONAL_ADMIN"), drafted, 200), ({}, after, 200),
    ):  # fmt: skip
        answer = await partners.get(path, params={"as_of": then}, headers=who)
        assert answer.status_code == status, (who, then)
    told = await partners.get(path, params={"as_of": drafted}, headers=party)
    assert told.json()["status"] == "DRAFT"
    assert (await partners.get(path, params={"as_of": after})).json()["status"] == "ACTIVE"


def test_every_thing_with_a_history_can_be_asked_of_an_instant() -> None:
    found = {}
    for module in (agencies, agreements, funds, nodes):
        for route in module.router.routes:
            if isinstance(route, routing.Route) and "GET" in (route.methods or ()):
                found[route.path] = route.known
    histories = [path for path in found if path.endswith("/history")]
    assert len(histories) == 4
    assert all("as_of" in found[path.removesuffix("/history")] for path in histories)
