"""Refresh tokens: good once, with the rights of today, and the end of everything when one is stolen."""

import asyncio

import pytest

from tests.conftest import Client
from tests.registry.signing import account, from_address, grant, me, renew, sign_in, soon

pytestmark = pytest.mark.usefixtures("calm")


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
