"""A right that ends is refused by all four processes within five seconds, and a new sign-in goes on without it."""

import asyncio
import time

import httpx

from shared.ids import new_id
from tests.conftest import People

PLACES = ("/v1/organizations", "/v1/needs", "/v1/agencies", "/v1/province-dashboards/72")
"""The registry, planning and partners through the gateway, and a screen of the gateway itself."""
PASSWORD = "ทุ่งนาเขียวขจี ปลายฝนต้นหนาว"


async def made(
    platform: httpx.AsyncClient, path: str, body: dict[str, object], who: dict[str, str]
) -> dict[str, str]:
    headers = {**who, "Idempotency-Key": str(new_id())}
    answer = await platform.post(path, json=body, headers=headers)
    assert answer.is_success, answer.text
    told: dict[str, str] = answer.json()
    return told


async def test_a_right_that_ends_is_refused_everywhere_within_five_seconds(
    platform: httpx.AsyncClient, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    account, grant = str(new_id()), str(new_id())
    login = f"staff.{account[-6:]}"
    invited = await made(platform, "/v1/accounts", {"id": account, "login": login}, admin)
    right = {
        "id": grant,
        "principal_id": account,
        "role": "TAMBON_STAFF",
        "area_code": "720602",
        "starts_on": "2026-10-01",
        "reason": "ทดลองเพิกถอน",
    }
    await made(platform, "/v1/grants", right, admin)
    member = {**right, "id": str(new_id()), "role": "TAMBON_STAFF", "area_code": "720603"}
    await made(platform, "/v1/grants", member, admin)
    chosen = {"invitation": invited["invitation"], "password": PASSWORD}
    await made(platform, f"/v1/accounts/{account}/passwords", chosen, {})
    sign_in = {"login": login, "password": PASSWORD}
    opened = await made(platform, "/v1/sign-ins", sign_in, {})
    who = {"Authorization": f"Bearer {opened['access_token']}"}
    for path in PLACES:
        assert (await platform.get(path, headers=who)).status_code == 200, path

    await made(platform, f"/v1/grants/{grant}/endings", {"reason": "ย้ายงาน"}, admin)
    began = time.monotonic()
    waiting = set(PLACES)
    while waiting:
        assert time.monotonic() - began < 5, waiting
        for path in sorted(waiting):
            answer = await platform.get(path, headers=who)
            if answer.status_code == 401:
                assert answer.json()["code"] == "token-revoked"
                waiting.discard(path)
        await asyncio.sleep(0.05)

    again = await made(platform, "/v1/sign-ins", sign_in, {})
    fresh = {"Authorization": f"Bearer {again['access_token']}"}
    for path in PLACES:
        assert (await platform.get(path, headers=fresh)).status_code == 200, path
    me = (await platform.get("/v1/me", headers=fresh)).json()
    assert [each["area"]["code"] for each in me["grants"]] == ["720603"]
