"""Real PostgreSQL, the real apps, tokens of every role; a fresh copy of a migrated database for each module."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from alembic import command
from asgi_lifespan import LifespanManager
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from pydantic import SecretStr

from khabuan import keys as development_keys
from khabuan import load_areas, postgres
from shared import database, migrations, tokens
from shared.errors import Problem
from shared.settings import ServiceSettings

ROOT = Path(__file__).parents[1]
SERVICES = ("registry", "planning", "partners")
# A busy machine is no counterexample: nothing that is tried is held against a clock.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


@dataclass(frozen=True)
class Ground:
    """What tests stand on: a cluster, keys, and template databases that are migrated and loaded."""

    admin_url: str
    keys: development_keys.Keys
    worker: str
    templates: set[str] = field(default_factory=set)

    def url(self, database: str) -> str:
        return self.admin_url.rsplit("/", 1)[0] + f"/{database}"

    def fresh(self, service: str, name: str, *, of: str | None = None) -> str:
        """Return the URL of a new copy of a service's template, or of a database that nobody uses any more."""
        if not of and service not in self.templates:
            _make_template(self, service)
            self.templates.add(service)
        database = f"t_{self.worker}_{name}_{service}"
        copied = f"t_{self.worker}_{of}_{service}" if of else f"template_{self.worker}_{service}"
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{copied}"')
        return self.url(database)


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Start PostgreSQL once a run, and make the templates once a worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = tmp_path_factory.mktemp("home")
    given = os.environ.get("TEST_DATABASE_URL")
    cluster = None if given else postgres.start(home)
    try:
        admin_url = given or cluster.admin_url  # type: ignore[union-attr]
        ground = Ground(admin_url, development_keys.make(home), worker)
        yield ground
    finally:
        if cluster:
            cluster.stop()


def _make_template(ground: Ground, service: str) -> None:
    name = f"template_{ground.worker}_{service}"
    with psycopg.connect(ground.admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
    command.upgrade(migrations.config(service, ground.url(name)), "head")
    if service == "registry":
        with ThreadPoolExecutor(1) as outside:
            outside.submit(asyncio.run, _load_areas(ground.url(name))).result()


async def _load_areas(url: str) -> None:
    async with database.connect(url, pool_size=2) as opened:
        await load_areas.into(opened)


class People:
    """Makes tokens; `people("TAMBON_STAFF", area="720602")` returns the header, `person` a colleague's."""

    def __init__(self, keys: development_keys.Keys) -> None:
        self.key = json.loads(keys.issuer.read_text())

    def __call__(self, role: str, *, person: str = "", **reach: str) -> dict[str, str]:
        subject = ":".join(["test", role, *reach.values(), *([person] if person else [])])
        token = tokens.sign(self.key, subject, [{"role": role, **reach}], minutes=60, strong=True)
        return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def people(ground: Ground) -> People:
    return People(ground.keys)


class Client(httpx.AsyncClient):
    """A client that holds every successful write of the whole suite to leave an event."""

    app: FastAPI

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:  # type: ignore[override]
        database = getattr(self.app.state, "database", None)
        watched = database is not None and request.method not in {"GET", "HEAD", "OPTIONS"}
        before = await _events(database) if watched else 0
        answer = await super().send(request, **options)
        same = "etag" in answer.headers and (
            _revision(answer.headers["etag"]) == _revision(request.headers.get("if-match", ""))
        )
        if (
            watched
            and answer.is_success
            and not same
            and "idempotent-replayed" not in answer.headers
        ):
            assert await _events(database) > before, (
                f"{request.method} {request.url.path} left no event"
            )
        return answer


def _revision(tag: str) -> str:
    return tag.strip('"').partition(";")[0]


async def _events(database: Any) -> int:
    for _ in range(20):  # a hundred at once leave no connection for a while
        with suppress(Problem):
            async with database.reading() as connection:
                cursor = await connection.execute(
                    "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM feed)"
                )
                return (await cursor.fetchone())[0]
    raise AssertionError("the events could not be counted")


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[Client]:
    """Run an app in this process and lend a client for it."""
    async with LifespanManager(app, startup_timeout=20, shutdown_timeout=20) as manager:
        transport = httpx.ASGITransport(manager.app, raise_app_exceptions=False)
        client = Client(transport=transport, base_url="http://test")
        client.app = app
        async with client:
            yield client


def service_settings(
    kind: type[ServiceSettings], service: str, ground: Ground, url: str, **more: Any
) -> Any:
    """Return development settings of a service on a database of its own, following nobody."""
    peers = {f"{name.upper()}_URL": f"http://{name}" for name in SERVICES if name != service}
    issuer = {
        "issuer_keys_file": ground.keys.issuer,
        "certificate_key_file": ground.keys.certificate_key,
        "certificate_file": ground.keys.certificate,
    }
    issuer = issuer if service == "registry" else {}
    environment = {
        **issuer,
        f"{service.upper()}_DATABASE_URL": SecretStr(url),
        "environment": "development",
        "jwks_file": ground.keys.jwks,
        "service_key_file": ground.keys.of(service),
        "cursor_secret": ground.keys.cursor_secret.read_text().strip(),
        "follow": False,
        "pool_size": 4,
        "log_level": "WARNING",
        **more,
    }
    return kind(**environment, **{k: v for k, v in peers.items() if k in _aliases(kind)})


def _aliases(kind: type[ServiceSettings]) -> set[str]:
    return {str(field.validation_alias) for field in kind.model_fields.values()}


def into(app: FastAPI) -> httpx.AsyncBaseTransport:
    """Return a transport that calls an app of this process."""
    return httpx.ASGITransport(app)


async def settle(client: Client) -> None:
    """Wait until the relay has moved every committed event into the feed."""
    for _ in range(250):
        async with client.app.state.database.reading() as connection:
            cursor = await connection.execute("SELECT count(*) FROM outbox")
            if (await cursor.fetchone())[0] == 0:
                return
        await asyncio.sleep(0.02)
    raise AssertionError("the relay did not settle")


@contextmanager
def counted(client: Client) -> Iterator[list[str]]:
    """Record the statements that go through the reading pool."""
    seen: list[str] = []
    original = psycopg.AsyncConnection.execute

    async def execute(self: Any, query: Any, *rest: Any, **options: Any) -> Any:
        if (
            ("outbox" not in str(query) or "INTO access_log" in str(query))
            and "feed" not in str(query)
            and "advisory" not in str(query)
            and "FROM revocations" not in str(query)
        ):
            seen.append(str(query))
        return await original(self, query, *rest, **options)

    psycopg.AsyncConnection.execute = execute  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        psycopg.AsyncConnection.execute = original  # type: ignore[method-assign]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print how many probes of access were made, in whichever process."""
    passed = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    counts = [n for report in passed for name, n in report.user_properties if name == "probes"]
    if counts:
        terminalreporter.write_line(f"probes of access: {sum(counts):,}")
