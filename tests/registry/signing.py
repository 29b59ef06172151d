"""Accounts of the sign-in tests, and how their owners sign in."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from services.registry import credentials
from services.registry.access.tables import Account, Grant
from shared.ids import new_id
from tests.conftest import Client

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
