"""Signing in with a password: who gets in, and what strangers learn."""

import asyncio
import time
from uuid import UUID

import pyotp
import pytest

from services.registry import throttle
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.persons import PLACE, register
from tests.registry.signing import (
    HASH,
    JSON,
    PASSWORD,
    account,
    from_address,
    me,
    renew,
    sign_in,
    soon,
)

pytestmark = pytest.mark.usefixtures("calm")


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


async def test_two_accounts_of_one_person_carry_the_same_person(
    registry: Client, people: People
) -> None:
    person = await register(registry, people("TAMBON_STAFF", area=PLACE))
    named = set()
    for _ in range(2):
        mine = await account(registry, person_id=UUID(person))
        for token in (given := (await sign_in(registry, mine)).json(),
                      (await renew(registry, given["refresh_token"])).json()):  # fmt: skip
            subject = registry.app.state.verifier.subject(f"Bearer {token['access_token']}")
            named.add((subject.person, subject.human))
    assert named == {(person, person)}
    alone = (await sign_in(registry, await account(registry))).json()["access_token"]
    subject = registry.app.state.verifier.subject(f"Bearer {alone}")
    assert (subject.person, subject.human) == ("", subject.id)


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
    assert answer.json() == {"session_ended": True}, "the caller's own"
    assert (await renew(registry, theirs["refresh_token"])).status_code == 200
    assert (await renew(registry, mine["refresh_token"])).status_code == 400


async def test_signing_out_refuses_every_token_of_the_session(registry: Client) -> None:
    person = await account(registry)
    here, elsewhere = [(await sign_in(registry, person)).json() for _ in range(2)]
    newer = (await renew(registry, here["refresh_token"])).json()
    headers = {"Authorization": f"Bearer {newer['access_token']}"}
    body = {"refresh_token": newer["refresh_token"]}
    answer = await registry.post("/v1/sign-outs", json=body, headers=headers)
    assert answer.json() == {"session_ended": True}
    for token in (here["access_token"], newer["access_token"], elsewhere["access_token"]):
        await soon(registry, token, 401)
    assert (await renew(registry, newer["refresh_token"])).status_code == 400
    other = await renew(registry, elsewhere["refresh_token"])
    assert other.status_code == 200, "another session goes on"
    await soon(registry, other.json()["access_token"], 200)


async def test_signing_out_without_a_refresh_token_ends_all_sessions_of_the_account(
    registry: Client,
) -> None:
    person = await account(registry)
    sessions = [(await sign_in(registry, person)).json() for _ in range(3)]
    headers = {"Authorization": f"Bearer {sessions[0]['access_token']}"}
    answers = await asyncio.gather(
        *(registry.post("/v1/sign-outs", json={}, headers=headers) for _ in range(20))
    )
    assert {"session_ended": True} in [each.json() for each in answers]
    for each in sessions:
        await soon(registry, each["access_token"], 401)
        assert (await renew(registry, each["refresh_token"])).json()["error"] == "invalid_grant"
    again = (await sign_in(registry, person)).json()
    await soon(registry, again["access_token"], 200)
    subject = registry.app.state.verifier.subject(f"Bearer {again['access_token']}")
    assert subject.issued <= time.time() + 2, "who signs out again and again delays nobody"


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


async def test_who_signs_in_is_in_the_feed_without_a_name(registry: Client) -> None:
    person = await account(registry)
    await sign_in(registry, person)
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        asked = "SELECT type, private, data::text FROM feed WHERE actor = %s"
        rows = await (await connection.execute(asked, (str(person.id),))).fetchall()
    assert [(kind, private) for kind, private, _ in rows] == [("session.opened", True)]
    assert person.login not in str(rows)
