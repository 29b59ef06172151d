"""Signing in with a password: who gets in, what strangers learn, how often they may try."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pyotp
import pytest

from services.registry import credentials, throttle
from services.registry.access.tables import Account, Grant
from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, Ground, settle

PASSWORD = "น้ำประปาบ้านเรา ใสทุกวัน"
HASH = credentials._passwords.hash(credentials._normal(PASSWORD))
JSON = dict[str, Any]


@dataclass
class Person:
    """An account of these tests."""

    id: UUID
    login: str
    factor: str | None = None


async def account(
    client: Client, *, factor: str | None = None, role: str | None = "TAMBON_STAFF", **more: Any
) -> Person:
    """Put an account with one grant into the database."""
    made = Person(new_id(), f"user-{new_id().hex[-12:]}", factor)
    facts = {"password_hash": HASH, "status": "ACTIVE", "area_code": "", **more}
    if factor:
        facts |= {"totp_secret": factor, "totp_confirmed_at": dt.datetime.now(dt.UTC)}
    async with client.app.state.database.transaction() as session:
        session.add(Account(id=made.id, login=made.login, fingerprint=b"", **facts))
        if role:
            session.add(grant(made.id, role))
    return made


def grant(principal: UUID, role: str, **more: Any) -> Grant:
    facts = {"area_code": "720602", "starts_on": dt.date(2026, 1, 1), **more}
    return Grant(
        id=new_id(), principal_id=principal, role=role, reason="test", granted_by="test",
        fingerprint=b"", **facts,
    )  # fmt: skip


def from_address(client: Client, address: str) -> httpx.AsyncClient:
    """Return a client whose connection comes from another address."""
    transport = httpx.ASGITransport(client.app, client=(address, 1), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def sign_in(client: httpx.AsyncClient, person: Person, **more: Any) -> httpx.Response:
    asked = {"login": person.login, "password": PASSWORD, **more}
    return await client.post("/v1/sign-ins", json=asked)


async def renew(client: httpx.AsyncClient, token: str) -> httpx.Response:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return await client.post("/oauth/token", data=form)


async def me(client: httpx.AsyncClient, token: str) -> int:
    """Say how a question of a signed-in person is answered."""
    headers = {"Authorization": f"Bearer {token}"}
    return (await client.get("/v1/areas/72", headers=headers)).status_code


async def soon(client: httpx.AsyncClient, token: str, status: int) -> None:
    """Hold the registry to a status within the time that it looks for revocations."""
    for _ in range(60):
        if await me(client, token) == status:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{status} did not come")


@pytest.fixture(autouse=True)
def fresh_throttle(registry: Client) -> None:
    """Forget earlier tests' attempts."""
    registry.app.state.desk.throttle._storage.reset()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Count what reaches the hash, without its cost."""
    seen: list[str | None] = []

    def fits(password: str, kept: str | None) -> bool:
        seen.append(kept)
        return kept is not None and password == PASSWORD

    monkeypatch.setattr(credentials, "_fits", fits)
    return seen


async def test_who_knows_the_password_gets_a_token_with_their_rights(registry: Client) -> None:
    person = await account(registry)
    answer = await sign_in(registry, person)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    given = answer.json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 900)
    subject = registry.app.state.verifier.subject(f"Bearer {given['access_token']}")
    assert subject.id == str(person.id)
    assert [(g.role, g.area) for g in subject.grants] == [("TAMBON_STAFF", "720602")]
    assert not subject.strong
    assert await me(registry, given["access_token"]) == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong"},
        {"login": "nobody-there"},
        {"login": "x' OR 1=1 --"},
        {"password": "\N{THAI CHARACTER KO KAI}" * 128},
    ],
)
async def test_a_wrong_part_is_not_told_apart(registry: Client, wrong: JSON) -> None:
    person = await account(registry)
    answer = await sign_in(registry, person, **wrong)
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign-in-failed"
    plain = answer.json() | {"request_id": ""}
    other = (await sign_in(registry, person, password="other")).json() | {"request_id": ""}
    assert plain == other


async def test_unknown_logins_cost_a_hash_too(registry: Client, hashes: list[str | None]) -> None:
    person = await account(registry)
    await sign_in(registry, person, login="nobody")
    await sign_in(registry, person, password="wrong")
    assert hashes == [None, HASH]


async def test_no_hash_of_nobodys_fits(registry: Client) -> None:
    person = await account(registry, password_hash=None)
    assert (await sign_in(registry, person)).status_code == 401


@pytest.mark.parametrize("status", ["DISABLED", "INVITED"])
async def test_only_active_accounts_open(registry: Client, status: str) -> None:
    person = await account(registry, status=status)
    assert (await sign_in(registry, person)).json()["code"] == "sign-in-failed"


async def test_an_account_without_rights_hears_so(registry: Client) -> None:
    person = await account(registry, role=None)
    answer = await sign_in(registry, person)
    assert (answer.status_code, answer.json()["code"]) == (403, "no-rights")


async def test_a_second_factor_is_needed_and_makes_the_token_strong(registry: Client) -> None:
    factor = pyotp.random_base32()
    person = await account(registry, factor=factor)
    assert (await sign_in(registry, person)).json()["code"] == "sign-in-failed"
    assert (await sign_in(registry, person, code="000000")).status_code == 401
    code = pyotp.TOTP(factor).now()
    given = await sign_in(registry, person, code=code)
    assert given.status_code == 200, given.text
    token = given.json()["access_token"]
    assert registry.app.state.verifier.subject(f"Bearer {token}").strong
    again = await sign_in(registry, person, code=code)
    assert again.status_code == 401, "a code counts once"
    renewed = (await renew(registry, given.json()["refresh_token"])).json()["access_token"]
    assert registry.app.state.verifier.subject(f"Bearer {renewed}").strong


async def test_a_code_is_taken_once_of_twenty_at_once(
    registry: Client, hashes: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "PER_ACCOUNT", ())
    monkeypatch.setattr(throttle, "PER_NETWORK", ())
    factor = pyotp.random_base32()
    person = await account(registry, factor=factor)
    code = pyotp.TOTP(factor).now()
    async with from_address(registry, "192.0.2.1") as client:
        answers = await asyncio.gather(*(sign_in(client, person, code=code) for _ in range(20)))
    assert sorted(a.status_code for a in answers).count(200) == 1
    assert {a.status_code for a in answers} <= {200, 401, 503}


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
    assert set(statuses) == {401, 429}
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


async def test_signing_out_ends_the_token_and_the_session(registry: Client) -> None:
    person = await account(registry)
    given = (await sign_in(registry, person)).json()
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    body = {"refresh_token": given["refresh_token"]}
    answer = await registry.post("/v1/sign-outs", json=body, headers=headers)
    assert answer.json() == {"session_ended": True}
    await soon(registry, given["access_token"], 401)
    assert (await renew(registry, given["refresh_token"])).json()["error"] == "invalid_grant"


async def test_nobody_ends_anothers_session(registry: Client) -> None:
    one, other = await account(registry), await account(registry)
    mine, theirs = [(await sign_in(registry, who)).json() for who in (one, other)]
    headers = {"Authorization": f"Bearer {mine['access_token']}"}
    body = {"refresh_token": theirs["refresh_token"]}
    answer = await registry.post("/v1/sign-outs", json=body, headers=headers)
    assert answer.json() == {"session_ended": False}
    assert (await renew(registry, theirs["refresh_token"])).status_code == 200


async def test_nothing_secret_is_kept(registry: Client, capfd: pytest.CaptureFixture[str]) -> None:
    person = await account(registry)
    key = {"Idempotency-Key": str(new_id())}
    asked = {"login": person.login, "password": PASSWORD}
    answers = [
        await registry.post("/v1/sign-ins", json=asked, headers=key),
        await registry.post("/v1/sign-ins", json={**asked, "password": "canary-7f"}, headers=key),
    ]
    given = answers[0].json()
    renewed = await registry.post(
        "/oauth/token",
        data={"grant_type": "refresh_token", "refresh_token": given["refresh_token"]},
        headers={"Idempotency-Key": str(new_id())},
    )
    more = renewed.json()
    canaries = [
        PASSWORD, "canary-7f", given["access_token"], given["refresh_token"],
        more["access_token"], more["refresh_token"],
    ]  # fmt: skip
    await settle(registry)
    seen = "".join(capfd.readouterr())
    async with registry.app.state.database.reading() as connection:
        tables = await connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        for (table,) in await tables.fetchall():
            rows = await connection.execute(f'SELECT t::text FROM "{table}" t')
            if table != "areas":
                seen += str(await rows.fetchall())
    assert person.login in seen, "the search finds what is there"
    for canary in canaries:
        assert canary not in seen


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b'{"login":"a"}', b'{"login":1,"password":"x"}',
        b'{"login":"a\\u0000","password":"x"}', b'{"login":"a","password":"\\ud800"}',
        b'{"login":"a","password":"x","code":"12345"}', b'{"login":"a","password":"x","more":1}',
        '{"login":"a","password":"x","code":"๑๒๓๔๕๖"}'.encode(), b'{"login":"\xff"}',
        b'{"login":"a","password":"' + b"x" * 200 + b'"}',
    ],
)  # fmt: skip
async def test_a_bad_body_is_refused_before_any_work(
    registry: Client, body: bytes, hashes: list[str | None]
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await registry.post("/v1/sign-ins", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert not hashes


async def test_a_renewal_carries_the_rights_of_today(registry: Client) -> None:
    person = await account(registry)
    given = (await sign_in(registry, person)).json()
    async with registry.app.state.database.transaction() as session:
        session.add(grant(person.id, "AUDITOR", area_code=""))
    more = (await renew(registry, given["refresh_token"])).json()
    subject = registry.app.state.verifier.subject(f"Bearer {more['access_token']}")
    assert {g.role for g in subject.grants} == {"TAMBON_STAFF", "AUDITOR"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts SET status = 'DISABLED' WHERE id = %s",
        "UPDATE accounts SET sessions_after = clock_timestamp() WHERE id = %s",
        "UPDATE grants SET ended_at = now(), ended_by = 'x' WHERE principal_id = %s",
        "UPDATE sessions SET expires_at = now() WHERE principal_id = %s",
        (
            "UPDATE refresh_tokens SET expires_at = now() FROM sessions s"
            " WHERE s.id = session_id AND s.principal_id = %s"
        ),
    ],
)
async def test_a_session_ends_with_its_reason(registry: Client, change: str) -> None:
    person = await account(registry)
    given = (await sign_in(registry, person)).json()
    async with registry.app.state.database.reading() as connection:
        await connection.execute(change, (person.id,))
    answer = await renew(registry, given["refresh_token"])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_a_refresh_token_that_comes_twice_ends_everything(registry: Client) -> None:
    person = await account(registry)
    first, other = [(await sign_in(registry, person)).json() for _ in range(2)]
    second = (await renew(registry, first["refresh_token"])).json()
    stolen = await renew(registry, first["refresh_token"])
    assert stolen.json()["error"] == "invalid_grant"
    assert (await renew(registry, second["refresh_token"])).status_code == 400
    for token in (first, second, other):
        await soon(registry, token["access_token"], 401)
    fresh = await renew(registry, other["refresh_token"])
    assert fresh.status_code == 200, "the other session goes on with fresh tokens"
    await soon(registry, fresh.json()["access_token"], 200)


async def test_an_old_token_of_an_ended_session_harms_nobody(registry: Client) -> None:
    person = await account(registry)
    first = (await sign_in(registry, person)).json()
    await renew(registry, first["refresh_token"])
    await renew(registry, first["refresh_token"])
    fresh = (await sign_in(registry, person)).json()["access_token"]
    await renew(registry, first["refresh_token"])
    await asyncio.sleep(0.8)
    assert await me(registry, fresh) == 200


async def test_of_ten_renewals_at_once_one_is_given(registry: Client) -> None:
    person = await account(registry)
    given = (await sign_in(registry, person)).json()
    async with from_address(registry, "192.0.2.1") as client:
        answers = await asyncio.gather(*(renew(client, given["refresh_token"]) for _ in range(10)))
    assert [a.status_code for a in answers].count(200) <= 1
    assert {a.status_code for a in answers} <= {200, 400, 503}
    async with registry.app.state.database.reading() as connection:
        asked = "SELECT ended_at IS NOT NULL FROM sessions WHERE principal_id = %s"
        assert await (await connection.execute(asked, (person.id,))).fetchone() == (True,)


async def test_who_signs_in_is_in_the_feed_without_a_name(registry: Client) -> None:
    person = await account(registry)
    await sign_in(registry, person)
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        asked = "SELECT type, private, data::text FROM feed WHERE actor = %s"
        rows = await (await connection.execute(asked, (str(person.id),))).fetchall()
    assert [(kind, private) for kind, private, _ in rows] == [("session.opened", True)]
    assert person.login not in str(rows)
