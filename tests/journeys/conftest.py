"""The whole platform: four apps in this process, or four real processes, over HTTP on loopback."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress
from typing import Any

import httpx
import pytest
import uvicorn

from gateway import main as gateway
from khabuan import processes
from services.partners import main as partners
from services.partners import settings as partners_settings
from services.planning import main as planning
from services.planning import settings as planning_settings
from services.registry import main as registry
from services.registry import settings as registry_settings
from tests.conftest import SERVICES, Ground

APPS: dict[str, tuple[Any, Any]] = {
    "registry": (registry, registry_settings),
    "planning": (planning, planning_settings),
    "partners": (partners, partners_settings),
}


COUNTRY = "country"
"""The run in which planning and partners followed the whole country; every other starts from it."""


def free_ports() -> dict[str, int]:
    """Return a free loopback port for each process."""
    held = {name: socket.socket() for name in (*SERVICES, "gateway")}
    for each in held.values():
        each.bind(("127.0.0.1", 0))
    ports = {name: each.getsockname()[1] for name, each in held.items()}
    for each in held.values():
        each.close()
    return ports


def environment(ground: Ground, name: str, ports: dict[str, int], run: str) -> dict[str, str]:
    """Return the variables with which a process starts."""
    made = {
        "KHABUAN_ENVIRONMENT": "development",
        "KHABUAN_LOG_LEVEL": "WARNING",
        "KHABUAN_JWKS_FILE": str(ground.keys.jwks),
        "KHABUAN_SERVICE_KEY_FILE": str(ground.keys.of(name)),
        "KHABUAN_CURSOR_SECRET": ground.keys.cursor_secret.read_text().strip(),
        "KHABUAN_POOL_SIZE": "4",
        **{f"{each.upper()}_URL": f"http://127.0.0.1:{ports[each]}" for each in SERVICES},
    }
    if name == "registry":
        made["KHABUAN_ISSUER_KEYS_FILE"] = str(ground.keys.issuer)
        made["KHABUAN_CERTIFICATE_KEY_FILE"] = str(ground.keys.certificate_key)
        made["KHABUAN_CERTIFICATE_FILE"] = str(ground.keys.certificate)
    if name in SERVICES:
        before = None if run == COUNTRY else COUNTRY
        made[f"{name.upper()}_DATABASE_URL"] = ground.fresh(name, run, of=before)
    return made


async def until_ready(ports: dict[str, int]) -> None:
    """Wait until every process is ready and planning and partners have taken in the country."""
    for name, port in ports.items():
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            for _ in range(1200):
                with suppress(httpx.HTTPError, KeyError):
                    answer = await client.get("/readyz")
                    if answer.status_code == 200 and knows_the_country(name, answer.json()):
                        break
                await asyncio.sleep(0.05)
            else:
                raise AssertionError(f"{name} did not become ready")


def knows_the_country(name: str, report: dict[str, Any]) -> bool:
    """Say whether a process that follows the registry has taken in its areas."""
    if name not in {"planning", "partners"}:
        return True
    followed = report["followers"]["registry"]
    return bool(followed["position"] >= 8441 and followed["behind"] == 0)


@asynccontextmanager
async def in_one_process(ground: Ground, run: str = "journey") -> AsyncIterator[httpx.AsyncClient]:
    """Run the four apps in this event loop, each on a port of its own."""
    ports = free_ports()
    standing: list[tuple[uvicorn.Server, asyncio.Task[None]]] = []
    async with AsyncExitStack() as stack:
        stack.push_async_callback(stop, standing)
        for name in (*SERVICES, "gateway"):
            with pytest.MonkeyPatch.context() as patch:
                for variable, value in environment(ground, name, ports, run).items():
                    patch.setenv(variable, value)
                module = APPS[name][0] if name in APPS else gateway
                app = module.create_app()
            config = uvicorn.Config(
                app,
                port=ports[name],
                http="httptools",
                log_config=None,
                lifespan="on",
                # As the real processes: longer than the gateway keeps a connection that nobody uses.
                timeout_keep_alive=75,
                # Followers hold a question open for many seconds: nobody waits for those of a test.
                timeout_graceful_shutdown=1,
            )
            server = uvicorn.Server(config)
            server.capture_signals = no_signals  # type: ignore[method-assign]
            standing.append((server, asyncio.create_task(server.serve())))
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports['gateway']}", timeout=15)
        )
        await until_ready(ports)
        yield client


@asynccontextmanager
async def as_four_processes(ground: Ground) -> AsyncIterator[httpx.AsyncClient]:
    """Run the four processes as `khabuan up` starts them."""
    ports, running = free_ports(), []
    try:
        for process in processes.PROCESSES:
            command = processes.command(
                process, f"127.0.0.1:{ports[process.name]}", python=sys.executable
            )
            own = environment(ground, process.name, ports, "four")
            running.append(subprocess.Popen(command, env={**os.environ, **own}))  # noqa: ASYNC220
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{ports['gateway']}", timeout=15
        ) as client:
            await until_ready(ports)
            yield client
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait(timeout=25)


def no_signals() -> Any:
    """Leave pytest's signal handlers alone."""
    return nullcontext()


async def stop(standing: "list[tuple[uvicorn.Server, asyncio.Task[None]]]") -> None:
    """Stop the servers together and wait for them: each lets nobody wait longer than its own second."""
    for server, _ in standing:
        server.should_exit = True
    await asyncio.gather(*(task for _, task in standing))


@pytest.fixture(scope="session")
async def country(ground: Ground) -> None:
    """Let planning and partners follow the country once a worker."""
    async with in_one_process(ground, COUNTRY):
        pass


@pytest.fixture(
    scope="module",
    params=["in one process", pytest.param("as four processes", marks=pytest.mark.slow)],
)
async def platform(
    ground: Ground, country: None, request: pytest.FixtureRequest
) -> AsyncIterator[httpx.AsyncClient]:
    """Lend a client of the gateway, the platform behind it run in both ways."""
    way = in_one_process if request.param == "in one process" else as_four_processes
    async with way(ground) as client:
        yield client
