"""Routes that only look are answered directly; FastAPI's own solver would answer every one of them the same."""

import pytest

from shared.routing import Route
from tests.conftest import Client

ASKED = [
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


@pytest.mark.parametrize("address", ASKED)
async def test_looking_directly_answers_what_the_framework_would(
    registry: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    same = {"X-Request-Id": "the-same-request"}
    direct = await registry.get(address, headers=same)
    routes = [route for route in registry.app.router.routes if isinstance(route, Route)]
    assert any(route.looks for route in routes)
    for route in routes:
        monkeypatch.setattr(route, "looks", False)
    framework = await registry.get(address, headers=same)
    assert (direct.status_code, direct.content) == (framework.status_code, framework.content)
    assert direct.headers == framework.headers


async def test_every_route_that_only_looks_is_answered_directly(registry: Client) -> None:
    slow = [
        route.path
        for route in registry.app.router.routes
        if isinstance(route, Route) and "GET" in (route.methods or ()) and not route.looks
    ]
    assert slow == []
