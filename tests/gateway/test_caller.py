"""Where a caller sits: the connection counts, and a header only behind our own proxy."""

import ipaddress
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway import caller
from gateway.main import create_app
from gateway.settings import SERVICES, Settings
from khabuan import keys as development_keys
from shared import tokens
from tests.conftest import running
from tests.gateway.conftest import DOCUMENTS, document

PROXIES = [ipaddress.ip_network(each) for each in ("10.0.0.0/8", "fd00::/8")]
CALLER, LIE = "203.0.113.5", "198.51.100.1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        (CALLER, [], CALLER),
        (CALLER, [LIE], CALLER),
        (CALLER, ["10.0.0.1"], CALLER),
        ("10.0.0.1", [CALLER], CALLER),
        ("10.0.0.1", [f"{LIE}, {CALLER}"], CALLER),
        ("10.0.0.1", [f"{LIE}, {CALLER}, 10.0.0.2"], CALLER),
        ("10.0.0.1", [LIE, CALLER], CALLER),
        ("fd00::1", ["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", ["unknown"], "unknown"),
        ("10.0.0.1", [], ""),
        ("10.0.0.1", ["10.0.0.2"], ""),
        (None, [LIE], ""),
    ],
)
def test_the_last_hop_that_is_not_ours_is_the_caller(
    peer: str | None, forwarded: list[str], found: str
) -> None:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    scope = {"client": (peer, 1) if peer else None, "headers": headers}
    assert caller.address(scope, PROXIES) == found


async def test_the_service_that_counts_tries_hears_the_caller_from_us_alone(
    chosen: Callable[..., Settings], keys: development_keys.Keys
) -> None:
    heard: list[httpx.Request] = []

    async def service(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(200, json={})

    documents: dict[str, Any] = {
        **DOCUMENTS,
        "registry": document("POST /v1/sign-ins signIn", "POST /v1/others other"),
    }
    transports = dict.fromkeys(SERVICES, httpx.MockTransport(service))
    app = create_app(chosen(), transports, documents)
    lies = {"Caller-Address": LIE, "Caller-Voucher": "x", "X-Forwarded-For": LIE}
    async with running(app) as client:
        for path in ("/v1/sign-ins", "/v1/others"):
            assert (await client.post(path, json={}, headers=lies)).status_code == 200
    told, untold = [{k.lower(): v for k, v in each.headers.items()} for each in heard]
    assert told["caller-address"] == "127.0.0.1"
    voucher = tokens.Verifier(keys.jwks).subject(f"Bearer {told['caller-voucher']}")
    assert voucher.id == "service:gateway"
    assert not {"caller-address", "caller-voucher"} & untold.keys()
    assert LIE not in str(told.values()) + str(untold.values())
