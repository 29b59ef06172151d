"""The gateway with the real registry behind it, and under the real server."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from gateway.main import create_app
from khabuan import load_areas
from services.registry.main import create_app as create_registry
from services.registry.settings import Settings as RegistrySettings
from shared import server as listening
from shared.server import Protocol
from tests.conftest import Client, Ground, People, into, running, service_settings
from tests.gateway.conftest import DOCUMENTS, Fake, Recorder, answer


@pytest.fixture(scope="module")
async def both(ground: Ground, chosen: Any) -> AsyncIterator[Client]:
    """Run the registry on PostgreSQL and the gateway before it; the others refuse."""
    registry = create_registry(
        service_settings(RegistrySettings, "registry", ground, ground.fresh("registry", "gateway"))
    )
    dead = {name: Fake(name) for name in ("planning", "partners")}
    for fake in dead.values():
        fake.fault = "refused"
    keys = {"jwks_file": ground.keys.jwks, "service_key_file": ground.keys.of("gateway")}
    async with running(registry) as inside:
        await load_areas.into(registry.state.database)
        documents = {**DOCUMENTS, "registry": registry.openapi()}
        transports = {"registry": into(inside._transport.app), **dead}  # type: ignore[attr-defined]
        async with running(create_app(chosen(**keys), transports, documents)) as client:
            yield client


async def test_the_real_registry_shows_through_and_fills_its_part(both: Client) -> None:
    area = await both.get("/v1/areas/720602")
    assert (area.status_code, area.json()["name_th"]) == (200, "หนองสาหร่าย")
    known = {"If-None-Match": area.headers["etag"]}
    assert (await both.get("/v1/areas/720602", headers=known)).status_code == 304
    dashboard = (await both.get("/v1/province-dashboards/72")).json()
    assert (dashboard["registry"]["tambons"], dashboard["registry"]["districts"]) == (110, 10)
    assert dashboard["sources"]["registry"]["status"] == "FRESH"
    assert dashboard["sources"]["planning"]["status"] == "MISSING"
    assert (await both.get("/v1/province-dashboards/99")).status_code == 404
    profile = (await both.get("/v1/tambon-profiles/720602")).json()
    assert profile["registry"]["district_name_th"] == "ดอนเจดีย์"


async def test_everybody_can_note_down_the_heads_of_the_feeds(both: Client) -> None:
    answer = await both.get("/.well-known/audit-head")
    told = answer.json()
    assert (answer.status_code, told["missing"]) == (200, ["planning", "partners"])
    [head] = told["heads"]
    assert (head["service"], len(head["hash"]), set(head)) == (
        "registry",
        64,
        {"service", "position", "hash", "at", "logs"},
    )
    assert [log["log"] for log in head["logs"]] == ["access_log"]
    assert head["position"] > 0
    assert (await both.get("/internal/v1/audit-head")).status_code == 404


async def test_the_real_registrys_rights_hold_through_the_gateway(
    both: Client, people: People
) -> None:
    new = {
        "id": "019aa0d4-6c00-7000-8000-000000000101",
        "kind": "SAVINGS_GROUP",
        "area_code": "720602",
        "name_th": "กลุ่มออมทรัพย์หนองสาหร่าย",
    }
    refused = await both.post("/v1/organizations", json=new)
    assert refused.status_code == 401
    elsewhere = people("TAMBON_STAFF", area="600101")
    assert (await both.post("/v1/organizations", json=new, headers=elsewhere)).status_code == 403
    here = people("TAMBON_STAFF", area="720602")
    made = await both.post("/v1/organizations", json=new, headers=here)
    assert made.status_code == 201, made.text
    found = await both.get(made.headers["location"])
    assert found.json()["name_th"] == new["name_th"]
    assert (await both.get("/internal/v1/summaries/72", headers=here)).status_code == 404


@asynccontextmanager
async def served(app: Any, path: Path) -> AsyncIterator[None]:
    """Serve an app by uvicorn on a socket as production does."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    config = uvicorn.Config(app, http=Protocol, lifespan="on", log_config=None)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listener]))
    try:
        while not server.started:
            assert not task.done()
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task
        listener.close()


async def exchange(path: Path, request: bytes) -> bytes:
    """Return everything that comes back on a connection until it is closed or silent."""
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(request)
    got = b""
    try:
        while True:
            async with asyncio.timeout(0.4 if got else 4):
                piece = await reader.read(65536)
            if not piece:
                break
            got += piece
    except TimeoutError:
        got += b"<open>"
    writer.close()
    return got


@pytest.fixture
async def front(tmp_path: Path, chosen: Any) -> AsyncIterator[tuple[Path, Recorder]]:
    recorder = Recorder(tmp_path / "registry.sock")
    async with recorder.listening() as address:
        settings = chosen(REGISTRY_URL=address, pass_seconds=0.2)
        async with served(create_app(settings, None, DOCUMENTS), tmp_path / "front.sock"):
            yield tmp_path / "front.sock", recorder


async def test_a_head_keeps_the_connection_open(front: tuple[Path, Recorder]) -> None:
    path, recorder = front
    recorder.says = answer(b"12345")
    for target in (b"/v1/areas", b"/livez"):
        head = b"HEAD " + target + b" HTTP/1.1\r\nhost: x\r\n\r\n"
        got = await exchange(path, head + head)
        assert got.count(b"HTTP/1.1 200 OK") == 2
        assert got.endswith(b"\r\n\r\n<open>")


async def test_a_request_hidden_behind_two_lengths_reaches_nobody(
    front: tuple[Path, Recorder],
) -> None:
    path, recorder = front
    hidden = b"GET /v1/areas/72 HTTP/1.1\r\nhost: x\r\n\r\n"
    for lengths in (
        b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"content-length: 0\r\ncontent-length: 5\r\n\r\n",
    ):
        await exchange(path, b"POST /v1/organizations HTTP/1.1\r\nhost: x\r\n" + lengths + hidden)
    assert not any(b"/v1/areas/72" in heard for heard in recorder.heard)


async def test_an_answer_that_breaks_off_in_the_middle_is_not_passed_on_as_whole(
    front: tuple[Path, Recorder],
) -> None:
    path, recorder = front
    recorder.says = b"HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n" + b"x" * 300_000
    got = await exchange(path, b"GET /v1/areas HTTP/1.1\r\nhost: x\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 200 OK")
    assert len(got) < 400_000
    assert not got.endswith(b"<open>"), "the caller must see that it is not whole"
    assert got.count(b"HTTP/1.1") == 1


async def test_a_head_without_end_is_refused_not_collected(front: tuple[Path, Recorder]) -> None:
    path, _ = front
    _, writer = await asyncio.open_unix_connection(path)
    writer.write(b"GET /livez HTTP/1.1\r\nHost: x\r\n")
    with pytest.raises(ConnectionError):
        for _ in range(200):
            writer.write(b"X-A: " + b"a" * 10_000 + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0.001)
    writer.close()


@pytest.mark.parametrize("sent", [b"", b"GET /livez HTTP/1.1\r\nHo", b"\r\n"])
async def test_a_head_that_does_not_come_ends_the_connection(
    front: tuple[Path, Recorder], sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = front
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.1)
    assert await exchange(path, sent) == b""


async def test_an_idle_connection_may_wait_for_its_next_request(
    front: tuple[Path, Recorder], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = front
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.1)
    got = await exchange(path, b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 200")
    assert got.endswith(b"<open>")


async def test_bodies_that_do_not_come_leave_room_for_others(front: tuple[Path, Recorder]) -> None:
    path, _ = front
    idle = [await asyncio.open_unix_connection(path) for _ in range(256)]
    for _, writer in idle:
        writer.write(b"POST /v1/organizations HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
    await asyncio.sleep(0.3)
    got = await exchange(path, b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
    for _, writer in idle:
        writer.close()
    assert got.startswith(b"HTTP/1.1 200")
