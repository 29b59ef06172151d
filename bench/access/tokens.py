"""Every token that must not count, shown to every route of all four processes."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
from asgi_lifespan import LifespanManager

from bench.access import document, forge, forged_claims, wire
from bench.access.forge import Forge
from bench.access.model import STRONG
from bench.access.people import Desk
from gateway.main import create_app
from gateway.settings import Settings
from khabuan import keys
from shared.ids import new_id

SERVICES = ("registry", "planning", "partners")
LOOK_SECONDS = 1.5
PLACES = {"code": "720602", "area": "72"}
REFUSED = frozenset({400, 401})
"""401, or 400 for a request that shows two tokens at once."""


@dataclass
class Outcome:
    """What was shown, and what was taken for good."""

    tokens: int = 0
    routes: int = 0
    probes: int = 0
    accepted: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Good tokens that were not taken: then the others prove nothing."""
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Say whether nothing counted that must not, and what must did."""
        return not (self.accepted or self.crashed or self.refused)


@asynccontextmanager
async def standing(urls: Mapping[str, str], made: keys.Keys) -> AsyncGenerator[dict[str, Any]]:
    """Run the four processes in this one, with a subject and a token whose rights ended."""
    for url in urls.values():
        _revoke(url)
    async with AsyncExitStack() as stack:
        apps: dict[str, Any] = {
            name: await stack.enter_async_context(wire.running(name, urls[name], made))
            for name in SERVICES
        }
        addresses: Any = {f"{name.upper()}_URL": f"http://{name}" for name in SERVICES}
        settings = Settings(
            environment="development",
            jwks_file=made.jwks,
            service_key_file=made.of("gateway"),
            cursor_secret=made.cursor_secret.read_text().strip(),  # type: ignore[arg-type]
            log_level="WARNING",
            **addresses,
        )
        transports = {name: httpx.ASGITransport(app) for name, app in apps.items()}
        documents = {name: app.openapi() for name, app in apps.items()}
        gateway = create_app(settings, transports, documents)
        await stack.enter_async_context(LifespanManager(gateway))
        await asyncio.sleep(LOOK_SECONDS)
        yield {**apps, "gateway": gateway}


def _revoke(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for name in (
            f"subject:{forged_claims.REVOKED_SUBJECT}",
            f"token:{forged_claims.REVOKED_TOKEN}",
        ):
            connection.execute(
                "INSERT INTO revocations (name, not_before, until, revision) VALUES"
                " (%s, extract(epoch FROM now())::bigint + 60, extract(epoch FROM now())::bigint + 86400, 1)"
                " ON CONFLICT DO NOTHING",
                (name,),
            )


async def run(
    apps: Mapping[str, Any], made: keys.Keys, *, part: float = 1.0, seed: int = 0
) -> Outcome:
    """Show each token to each route, or a `part` of the pairs that the seed chooses."""
    chance, outcome, desk = random.Random(seed), Outcome(), Desk(made)
    wrong = list(forge.all_of(Forge(made)))
    outcome.tokens = len(wrong)
    weak = desk.of(
        [{"role": role, "area": ""} for role in ("NATIONAL_ADMIN", "AUDITOR")], strong=False
    )
    for process, app in apps.items():
        for operation in document.operations(app):
            outcome.routes += 1
            shown = [pair for pair in wrong if chance.random() < part]
            for name, headers in shown:
                await _show(outcome, process, app, operation, name, headers)
            if operation.action in STRONG:
                await _show(outcome, process, app, operation, "a weak token", [*weak.items()])
        answer = await wire.call(app, "GET", _USUAL[process], Forge(made).good())
        if answer.status != 200:
            outcome.refused.append(f"{process}: {answer.status} {answer.body.decode()[:200]}")
    return outcome


_USUAL = {
    "registry": "/v1/organizations",
    "planning": "/v1/plans",
    "partners": "/v1/agreements",
    "gateway": "/v1/plans",
}


async def _show(
    outcome: Outcome,
    process: str,
    app: Any,
    operation: document.Operation,
    name: str,
    headers: list[tuple[str, str]],
) -> None:
    path = operation.path
    while "{" in path:
        parameter = path.partition("{")[2].partition("}")[0]
        path = path.replace(f"{{{parameter}}}", PLACES.get(parameter, str(new_id())))
    body = None
    if operation.writes:
        headers = [*headers, ("Idempotency-Key", str(new_id())), ("If-Match", '"r1"')]
        headers += [("Change-Reason", "test"), ("Content-Type", operation.media)]
        body = b"{}"
    answer = await wire.call(app, operation.method, path, headers, body)
    outcome.probes += 1
    outcome.statuses[answer.status] += 1
    said = f"{process} {operation.method} {operation.path} with {name}: {answer.status}"
    if answer.status >= 500:
        outcome.crashed.append(said)
    elif answer.status not in ({401, 403, 404, 422} if name == "a weak token" else REFUSED):
        outcome.accepted.append(said)
