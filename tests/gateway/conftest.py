"""The gateway in this process, with services at its border that can fail in every way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.main import create_app
from gateway.settings import SERVICES, Settings
from gateway.views import examples
from khabuan import keys as development_keys
from tests.conftest import Client, running

GOOD = {
    "registry": {
        "/internal/v1/summaries/72": examples.REGISTRY_PROVINCE,
        "/internal/v1/summaries/720602": examples.REGISTRY_TAMBON,
    },
    "planning": {
        "/internal/v1/summaries/72": examples.PROVINCE["planning"],
        "/internal/v1/summaries/720602": examples.TAMBON["planning"],
        f"/internal/v1/journeys/{examples.NEED}": examples.JOURNEY["planning"],
    },
    "partners": {
        "/internal/v1/summaries/72": examples.PARTNERS_PROVINCE,
        "/internal/v1/summaries/720602": examples.PARTNERS_TAMBON,
        "/internal/v1/commitments": examples.JOURNEY["partners"],
    },
}
FAULTS = ("refused", "slow", "500", "garbage", "schema")


class Fake(httpx.AsyncBaseTransport):
    """A service that gives good answers, until it is told a fault."""

    def __init__(self, service: str) -> None:
        self.good = dict(GOOD[service])
        self.fault: str | None = None
        self.calls: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request)
        await asyncio.sleep(0)
        if self.fault == "refused":
            raise httpx.ConnectError("refused")
        if self.fault == "slow":
            await asyncio.sleep(5)
        if self.fault == "late":
            await asyncio.sleep(0.1)
        if self.fault == "500":
            return httpx.Response(500, json={"code": "internal-error"})
        if self.fault == "garbage":
            return httpx.Response(200, content=b'{"code": 72, \xff')
        if self.fault == "schema":
            return httpx.Response(200, json={"code": "72", "level": "PROVINCE"})
        if self.fault == "drips":
            return httpx.Response(200, stream=Drips())
        if self.fault == "bug":
            raise RuntimeError("a bug of ours")
        found = self.good.get(request.url.path)
        return httpx.Response(404) if found is None else httpx.Response(200, json=found)


class Drips(httpx.AsyncByteStream):
    """A body that never stops coming and never ends."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.05)


def document(*lines: str, **schemas: Any) -> dict[str, Any]:
    """Make the OpenAPI document of a service from lines like `GET /v1/a listA`."""
    paths: dict[str, Any] = {}
    for line in lines:
        method, path, name = line.split(" ")
        paths.setdefault(path, {})[method.lower()] = {
            "operationId": name,
            "tags": ["พื้นที่"],
            "responses": {"200": {"description": "ok"}},
        }
    return {"paths": paths, "components": {"schemas": schemas}}


DOCUMENTS = {
    "registry": document(
        "GET /v1/areas listAreas",
        "GET /v1/areas/{code} getArea",
        "POST /v1/organizations registerOrganization",
        "GET /v1/organizations listOrganizations",
        "PATCH /v1/organizations/{id} changeOrganization",
    ),
    "planning": document("GET /v1/needs listNeeds", "POST /v1/needs recordNeed"),
    "partners": document("GET /v1/agencies listAgencies"),
}


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> development_keys.Keys:
    return development_keys.make(tmp_path_factory.mktemp("gateway"))


@pytest.fixture(scope="session")
def chosen(keys: development_keys.Keys) -> Callable[..., Settings]:
    def choose(**more: Any) -> Settings:
        given = {
            "environment": "development",
            "jwks_file": keys.jwks,
            "service_key_file": keys.of("gateway"),
            "cursor_secret": keys.cursor_secret.read_text().strip(),
            "log_level": "WARNING",
            "follow": False,
            **{f"{name.upper()}_URL": f"http://{name}" for name in SERVICES},
        }
        return Settings(**{**given, **more})

    return choose


@pytest.fixture
def fakes() -> dict[str, Fake]:
    return {name: Fake(name) for name in SERVICES}


@pytest.fixture(scope="session")
def standing(chosen: Callable[..., Settings]) -> Any:
    """Lend a way to run a gateway in front of fakes."""

    @asynccontextmanager
    async def stand(fakes: dict[str, Fake], **more: Any) -> AsyncIterator[Client]:
        app = create_app(chosen(**more), dict(fakes), DOCUMENTS)
        async with running(app) as client:
            yield client

    return stand


class Recorder:
    """A service on a socket of its own that writes down what it hears and says what it is told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.heard: list[bytes] = []
        self.says = answer(b"{}")
        self.closes_after: int | None = None
        """After this many answers on a connection it hangs up on the next request."""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        server = await asyncio.start_unix_server(self._serve, self.path)
        async with server:
            yield f"unix:{self.path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served = 0
        try:
            while True:
                request = await _one_request(reader)
                self.heard.append(request)
                if served == self.closes_after:
                    break
                writer.write(self.says)
                await writer.drain()
                served += 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _one_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    size = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head + await reader.readexactly(int(size[0].split(b":")[1]) if size else 0)


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"content-length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.fixture
def patience() -> float:
    """Return the seconds the gateway waits: long, so that only a test that asks for less runs out."""
    return 8


@pytest.fixture
async def behind(
    tmp_path: Path, chosen: Callable[..., Settings], patience: float
) -> AsyncIterator[tuple[Client, Recorder]]:
    """Run a gateway whose registry is a recorder on a real socket; the others do not listen."""
    recorder = Recorder(tmp_path / "registry.sock")
    async with recorder.listening() as address:
        nobody = f"unix:{tmp_path}/nobody.sock"
        urls = {"REGISTRY_URL": address, "PLANNING_URL": nobody, "PARTNERS_URL": nobody}
        settings = chosen(**urls, pass_seconds=patience, body_seconds=0.3, max_body_bytes=4096)
        async with running(create_app(settings, None, DOCUMENTS)) as client:
            yield client, recorder


def parsed(request: bytes) -> tuple[str, dict[str, str], bytes]:
    """Return request line, headers and body of what a recorder heard."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return first, {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}, body
