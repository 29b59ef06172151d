"""The access log names where whoever looked sits, as the gateway tells, and no address that a caller makes up."""

import pytest

from gateway import caller
from shared import tokens
from tests.conftest import Client, Ground, People, settle
from tests.registry.persons import PLACE, rows
from tests.registry.signing import from_address
from tests.registry.test_data_requests import ask, ledger, somebody

__all__ = ["ledger"]
GATEWAY, READER = "10.0.0.9", "203.0.113.77"


async def logged(registry: Client) -> tuple[str, str | None]:
    """Return route and address of the newest look."""
    newest = "SELECT route, address FROM access_log ORDER BY number DESC LIMIT 1"
    route, address = (await rows(registry, newest))[0]
    return route, address


async def test_every_look_is_logged_with_the_readers_own_address(
    registry: Client, people: People, ground: Ground
) -> None:
    person, me = await somebody(registry, people)
    request = (await ask(registry, me)).headers["location"]
    staff, province = (
        people("TAMBON_STAFF", area=PLACE),
        people("PROVINCE_WORKING_GROUP", area="72"),
    )
    voucher = tokens.service_token(ground.keys.of("gateway"))
    vouched = {caller.ADDRESS_HEADER: READER, caller.VOUCHER_HEADER: voucher}
    seen = set()
    async with from_address(registry, GATEWAY) as gateway:
        for path, who in (
            (f"/v1/people/{person}?purpose=CONTACT_LEADERS", staff),
            (f"/v1/people?area={PLACE}&purpose=CONTACT_LEADERS", staff),
            ("/v1/me/personal-data", me),
            (request, province),
        ):
            answer = await gateway.get(path, headers={**who, **vouched})
            assert answer.status_code == 200, answer.text
            route, address = await logged(registry)
            assert address == READER, route
            seen.add(route)
    assert len(seen) == 4
    assert seen <= caller.TOLD, "the gateway says to each of them where its caller sits"


@pytest.mark.parametrize("voucher", ["nonsense", "planning"])
async def test_an_address_that_a_caller_makes_up_is_not_logged(
    registry: Client, people: People, ground: Ground, voucher: str
) -> None:
    person, _ = await somebody(registry, people)
    shown = tokens.service_token(ground.keys.of("planning")) if voucher == "planning" else voucher
    lies = {caller.ADDRESS_HEADER: READER, caller.VOUCHER_HEADER: shown, "X-Forwarded-For": READER}
    async with from_address(registry, "198.51.100.4") as liar:
        headers = {**people("TAMBON_STAFF", area=PLACE), **lies}
        path = f"/v1/people/{person}?purpose=CONTACT_LEADERS"
        assert (await liar.get(path, headers=headers)).status_code == 200
    assert (await logged(registry))[1] == "198.51.100.4"


async def test_what_is_no_address_is_not_logged_as_one(
    registry: Client, people: People, ground: Ground
) -> None:
    person, _ = await somebody(registry, people)
    voucher = tokens.service_token(ground.keys.of("gateway"))
    vouched = {caller.ADDRESS_HEADER: "unknown", caller.VOUCHER_HEADER: voucher}
    headers = {**people("TAMBON_STAFF", area=PLACE), **vouched}
    answer = await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=headers)
    assert answer.status_code == 200
    assert (await logged(registry))[1] is None


async def test_every_look_leaves_the_head_of_the_log_in_the_feed_and_not_who_looked(
    registry: Client, people: People, ground: Ground
) -> None:
    person, _ = await somebody(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    for _ in range(2):
        await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    await settle(registry)
    log = await rows(
        registry, "SELECT number, encode(hash, 'hex') FROM access_log ORDER BY number"
    )
    told = await rows(
        registry,
        "SELECT data, private, area_code, actor, reason FROM feed WHERE kind = 'access-log' ORDER BY position",
    )
    assert [(each["number"], each["hash"]) for each, *_ in told] == log
    assert {tuple(rest) for _, *rest in told} == {(True, "", "registry", None)}
    assert {name for each, *_ in told for name in each} == {"number", "hash"}
    inside = {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('gateway'))}"}
    head = (await registry.get("/internal/v1/audit-head", headers=inside)).json()
    assert head["logs"] == [{"log": "access_log", "position": log[-1][0], "hash": log[-1][1]}]
