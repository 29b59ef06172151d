"""Services in this process: apps on databases of their own, asked without a network and without a trace."""

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from asgi_lifespan import LifespanManager
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import Message

from khabuan import keys
from services.partners import main as partners
from services.partners.settings import Settings as PartnersSettings
from services.planning import main as planning
from services.planning.settings import Settings as PlanningSettings
from services.registry import main as registry
from services.registry.settings import Settings as RegistrySettings
from shared.database import Database
from shared.settings import ServiceSettings

Facts = dict[str, Any]
APPS: dict[str, tuple[Any, type[ServiceSettings]]] = {
    "registry": (registry.create_app, RegistrySettings),
    "planning": (planning.create_app, PlanningSettings),
    "partners": (partners.create_app, PartnersSettings),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON, None when there is none."""
        return json.loads(self.body) if self.body else None

    @property
    def ok(self) -> bool:
        """Say whether it was done."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Undone(Database):
    """A database on which every write is worked out to its end and then taken back."""

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Lend a session whose work is undone at the end of the block."""
        session = AsyncSession(self.engine, expire_on_commit=False)
        try:
            yield session
        finally:
            await session.close()


def settings(service: str, url: str, made: keys.Keys) -> ServiceSettings:
    """Return development settings of a service that follows nobody."""
    kind = APPS[service][1]
    peers = {
        alias: f"http://{alias.removesuffix('_URL').lower()}"
        for alias in (str(field.validation_alias) for field in kind.model_fields.values())
        if alias.endswith("_URL") and "DATABASE" not in alias
    }
    given: Facts = {
        f"{service.upper()}_DATABASE_URL": SecretStr(url),
        "environment": "development",
        "jwks_file": made.jwks,
        "service_key_file": made.of(service),
        "cursor_secret": made.cursor_secret.read_text().strip(),
        "follow": False,
        "pool_size": 4,
        "log_level": "WARNING",
    }
    if "issuer_keys_file" in kind.model_fields:
        given["issuer_keys_file"] = made.issuer
        given["certificate_key_file"] = made.certificate_key
        given["certificate_file"] = made.certificate
    return kind(**given, **peers)


@asynccontextmanager
async def running(service: str, url: str, made: keys.Keys) -> AsyncGenerator[FastAPI]:
    """Run a service in this process for the length of the block."""
    app: FastAPI = APPS[service][0](settings(service, url, made))
    async with LifespanManager(app, startup_timeout=30, shutdown_timeout=30):
        yield app


async def call(
    app: Any,
    method: str,
    target: str,
    headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    body: object = None,
) -> Answer:
    """Ask an app as a server would; a body is sent as JSON unless it is bytes."""
    path, _, query = target.partition("?")
    content = body if isinstance(body, bytes) else b"" if body is None else _dump(body)
    given = list(headers.items() if isinstance(headers, Mapping) else headers)
    if body is not None and not any(name.lower() == "content-type" for name, _ in given):
        given.append(("Content-Type", "application/json"))
    given += [("Host", "test"), *([("Content-Length", str(len(content)))] if content else [])]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given],
        "client": ("127.0.0.1", 50_000),
        "server": ("test", 80),
        "state": {},
    }
    parts: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]
    status, heads, chunks = 0, {}, []

    async def receive() -> Message:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            heads.update({k.decode().lower(): v.decode() for k, v in message["headers"]})
        else:
            chunks.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(status, heads, b"".join(chunks))


def _dump(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
