"""Routes are answered directly; FastAPI's own solver would answer every request the same."""

import json
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from shared import paging
from shared.ids import new_id
from shared.routing import Route
from tests.conftest import Client, People

LOOKS = [
    "/v1/organizations?area=72&kind=SAVINGS_GROUP&limit=3",
    "/v1/organizations?area=7&limit=0&kind=NOBODY",
    "/v1/organizations?area=&area_scope=UP",
    "/v1/organizations?limit=100000000000000000000",
    "/v1/organizations?wrong=1",
    "/v1/organizations?limit=1&limit=2",
    "/v1/organizations?issue=%E0%B8%81",
    "/v1/organizations?cursor=AAAA",
    "/v1/organizations/nobody",
    "/v1/organizations/019aa0d4-6c00-7000-8000-00000000dead",
    "/v1/areas/720602",
    "/v1/areas/720602?as_of=2562-01-01",
    "/v1/areas/999?as_of=never&more=1",
    "/v1/areas?level=TAMBON&q=%E0%B8%94%E0%B8%87&limit=2",
]
GOOD: dict[str, Any] = {
    "kind": "SAVINGS_GROUP",
    "name_th": "กลุ่มออมทรัพย์หนองสาหร่าย",
    "area_code": "720602",
}
BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b'{"id": NaN}',
    b"\xff",
    b"{}",
    json.dumps({**GOOD, "id": "1", "members_count": -1, "area_code": "9", "more": 1}).encode(),
    json.dumps({**GOOD, "area_code": "72", "issues": ["A", "A"]}).encode(),
]
NOW = 1_795_000_000.0
SAME = {"X-Request-Id": "the-same-request", "Content-Type": "application/json"}


def framework_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for route in client.app.router.routes:
        if isinstance(route, Route):
            assert route.questions.known
            monkeypatch.setattr(route.questions, "known", False)


def assert_same(direct: httpx.Response, framework: httpx.Response) -> None:
    assert (direct.status_code, direct.content) == (framework.status_code, framework.content)
    assert direct.headers == framework.headers


@pytest.mark.parametrize("address", LOOKS)
async def test_looking_directly_answers_what_the_framework_would(
    registry: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(
        paging, "time", SimpleNamespace(time=lambda: NOW)
    )  # a cursor says when it was made
    direct = await registry.get(address, headers=SAME)
    framework_answers(registry, monkeypatch)
    assert_same(direct, await registry.get(address, headers=SAME))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_refusing_a_body_directly_answers_what_the_framework_would(
    registry: Client, people: People, monkeypatch: pytest.MonkeyPatch, method: str, body: bytes
) -> None:
    address = "/v1/organizations" + ("" if method == "POST" else f"/{new_id()}")
    headers = {**SAME, **people("NATIONAL_ADMIN", area=""), "If-Match": '"r1"'}
    direct = await registry.request(method, address, headers=headers, content=body)
    framework_answers(registry, monkeypatch)
    framework = await registry.request(method, address, headers=headers, content=body)
    assert direct.is_client_error
    assert_same(direct, framework)


async def test_writing_directly_is_remembered_as_the_frameworks_own(
    registry: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({**GOOD, "id": str(new_id())}).encode()
    headers = {**SAME, **people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
    direct = await registry.post("/v1/organizations", headers=headers, content=body)
    framework_answers(registry, monkeypatch)
    framework = await registry.post("/v1/organizations", headers=headers, content=body)
    assert (direct.status_code, framework.status_code) == (201, 201)
    assert direct.content == framework.content
    assert framework.headers["idempotent-replayed"] == "true"


async def test_a_missing_condition_is_told_before_a_bad_body(
    registry: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, headers = f"/v1/organizations/{new_id()}", people("TAMBON_STAFF", area="720602")
    direct = await registry.patch(address, headers={**headers, **SAME}, content=b"{}")
    framework_answers(registry, monkeypatch)
    framework = await registry.patch(address, headers={**headers, **SAME}, content=b"{}")
    assert direct.status_code == 428
    assert_same(direct, framework)
