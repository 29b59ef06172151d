"""How often a password may be tried, per account and per network."""

import asyncio

import httpx
import pytest

from services.registry import throttle
from shared import tokens
from tests.conftest import Client, Ground
from tests.registry.signing import Person, account, from_address, sign_in

pytestmark = pytest.mark.usefixtures("calm")


async def guesses(client: httpx.AsyncClient, number: int, person: Person | None) -> list[int]:
    statuses = []
    for turn in range(0, number, 50):
        asked = [
            {"login": person.login if person else f"user-{turn}-{each}", "password": "guess"}
            for each in range(50)
        ]
        answers = await asyncio.gather(*(client.post("/v1/sign-ins", json=a) for a in asked))
        statuses += [a.status_code for a in answers]
    return statuses


async def test_of_ten_thousand_guesses_thirty_reach_the_hash_at_most(
    registry: Client, hashes: list[str | None]
) -> None:
    person = await account(registry)
    async with from_address(registry, "203.0.113.7") as client:
        statuses = await guesses(client, 5000, person)
        statuses += await guesses(client, 5000, None)
    assert len(statuses) == 10_000
    assert set(statuses) - {503} == {401, 429}  # some are told that too many ask at once
    assert 0 < len(hashes) <= 30


async def test_one_account_is_not_guessed_from_many_networks(
    registry: Client, hashes: list[str | None]
) -> None:
    person = await account(registry)
    for number in range(40):
        async with from_address(registry, f"198.18.{number}.1") as client:
            answer = await sign_in(client, person, password="guess")
    assert len(hashes) == throttle.PER_ACCOUNT[0].amount
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60


async def test_many_accounts_are_not_guessed_from_one_network(
    registry: Client, hashes: list[str | None]
) -> None:
    for number in range(40):
        async with from_address(registry, f"2001:db8:1:1::{number:x}") as client:
            await client.post("/v1/sign-ins", json={"login": f"u{number}", "password": "guess"})
    assert len(hashes) == throttle.PER_NETWORK[0].amount


async def test_guessing_strangers_do_not_lock_the_owner_out(
    registry: Client, hashes: list[str | None]
) -> None:
    person = await account(registry)
    async with from_address(registry, "192.0.2.10") as home:
        assert (await sign_in(home, person)).status_code == 200
        async with from_address(registry, "203.0.113.66") as stranger:
            statuses = await guesses(stranger, 50, person)
        assert 429 in statuses
        assert (await sign_in(home, person)).status_code == 200
        for _ in range(5):
            await sign_in(home, person, password="guess")
        assert (await sign_in(home, person, password="guess")).status_code == 429


async def test_a_forwarded_address_is_believed_of_the_gateway_only(
    registry: Client, ground: Ground, hashes: list[str | None]
) -> None:
    vouchers = {
        name: tokens.service_token(ground.keys.of(name)) for name in ("gateway", "planning")
    }
    lies = [
        {},
        {"Caller-Voucher": "nonsense"},
        {"Caller-Voucher": vouchers["planning"]},
        {
            "Caller-Voucher": (await sign_in(registry, await account(registry))).json()[
                "access_token"
            ]
        },
    ]
    async with from_address(registry, "203.0.113.9") as client:
        hashes.clear()
        for number in range(40):
            address = f"198.18.{number}.1"
            headers = {
                "Caller-Address": address,
                "X-Forwarded-For": address,
                "Forwarded": f"for={address}",
                **lies[number % len(lies)],
            }
            asked = {"login": f"u{number}", "password": "guess"}
            await client.post("/v1/sign-ins", json=asked, headers=headers)
        assert len(hashes) == throttle.PER_NETWORK[0].amount
        hashes.clear()
        for number in range(20):
            headers = {
                "Caller-Address": f"198.19.{number}.1",
                "Caller-Voucher": vouchers["gateway"],
            }
            asked = {"login": f"v{number}", "password": "guess"}
            await client.post("/v1/sign-ins", json=asked, headers=headers)
        assert len(hashes) == 20


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:a:b:c::1", "2001:db8:a:b::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("localhost", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
        ("1.2.3.4, 5.6.7.8", "unknown"),
    ],
)
def test_an_address_stands_for_its_network(address: str | None, network: str) -> None:
    assert throttle.network_of(address) == network
