"""Put a service together: settings, database, relay, followers, features, errors, health."""

import asyncio
import signal
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from types import FrameType
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.routing import Route

from shared import (
    audit,
    database,
    feed,
    follow,
    handlers,
    housekeeping,
    http,
    logging,
    openapi,
    revisions,
    revocations,
    tokens,
)
from shared.edge import Edge
from shared.routing import Reading, policy, router
from shared.settings import ServiceSettings

LONGEST_POLL_MS = 30_000


class FeedQuery(BaseModel):
    """Where to go on reading the feed, and how long to wait for news."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 500
    timeout: Annotated[int, Field(ge=0, le=LONGEST_POLL_MS, description="ms")] = 0


def create(
    name: str,
    settings: ServiceSettings,
    *,
    title: str,
    features: Iterable[APIRouter],
    follows: follow.Follows,
    transports: dict[str, Any] | None = None,
    purges: Sequence[housekeeping.Purge] = (),
    workers: Sequence[Callable[[database.Database], Coroutine[Any, Any, None]]] = (),
) -> FastAPI:
    """Return the service's app; `transports` lets tests join services without a network.

    `workers` do what nobody asks for, beside the requests, until the app ends.
    """
    logging.set_up(name, level=settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            url = settings.database_url.get_secret_value()
            state.database = await stack.enter_async_context(
                database.connect(url, pool_size=settings.pool_size)
            )
            state.schema_head = revisions.head(name)
            state.relay = feed.Relay(state.database)
            _end_long_polls_on_sigterm(state.relay)
            state.followers = []
            tasks = [
                asyncio.create_task(state.relay.run()),
                asyncio.create_task(housekeeping.run(state.database, purges)),
                asyncio.create_task(
                    revocations.watch(state.verifier, lambda: revocations.live(state.database))
                ),
            ]
            tasks += [asyncio.create_task(work(state.database)) for work in workers]
            stack.push_async_callback(_end, tasks)
            for source, handlers in follows.items():
                client = await stack.enter_async_context(
                    http.client(
                        settings.upstreams()[f"{source}_url"],
                        transport=(transports or {}).get(source),
                    )
                )
                state.followers.append(
                    follow.Follower(
                        source,
                        handlers,
                        database=state.database,
                        relay=state.relay,
                        client=client,
                        key_file=settings.service_key_file,
                    )
                )
            if settings.follow:
                tasks += [asyncio.create_task(f.run()) for f in state.followers]
            yield

    app = FastAPI(
        title=title,
        version="1",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.name = name
    app.state.event_prefix = settings.event_prefix
    app.state.verifier = tokens.Verifier(settings.jwks_file)
    app.state.cursor_secret = settings.cursor_secret.get_secret_value().encode()
    for feature in (*features, _inside(), audit.inside()):
        app.router.routes.extend(feature.routes)
    app.router.routes += [Route("/livez", _livez), Route("/readyz", _readyz)]
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]
    handlers.add(app)
    app.add_middleware(
        Edge,
        in_flight=settings.in_flight,
        max_body=settings.max_body_bytes,
        larger=settings.larger_bodies,
    )
    return app


def _end_long_polls_on_sigterm(relay: feed.Relay) -> None:
    """Let waiting followers go as soon as the process is asked to stop.

    The server waits for requests in flight before it ends the lifespan, and the services wait for
    each other's feeds: without this every stop takes the whole grace period.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        return  # no server that stops on signals: a test
    loop = asyncio.get_running_loop()

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(lambda: asyncio.ensure_future(relay.close()))
        before(number, frame)

    signal.signal(signal.SIGTERM, stop)


def _inside() -> APIRouter:
    """Return the routes that only the other processes may call."""
    inside = router("internal")

    @inside.get("/internal/v1/feed", response_model=dict[str, Any], include_in_schema=False)
    @policy("read-inside")
    async def read_feed(asked: Annotated[FeedQuery, Query()], read: Reading) -> Response:
        """Return the events behind a position, waiting for news if asked to."""
        state = read.request.app.state
        rows = await feed.read(read.database, asked.after, asked.limit)
        if not rows and asked.timeout:
            await state.relay.wait(asked.after, asked.timeout / 1000)
            rows = await feed.read(read.database, asked.after, asked.limit)
        events = [feed.cloud_event(row, state.name, state.event_prefix) for row in rows]
        head = max(state.relay.head, int(events[-1]["sequence"]) if events else 0)
        before = await feed.hash_at(read.database, asked.after) if events else None
        return JSONResponse(
            {"events": events, "head": head, "before": before},
            headers={"Cache-Control": "no-store"},
        )

    @inside.get("/internal/v1/revocations", response_model=dict[str, Any], include_in_schema=False)
    @policy("read-inside")
    async def read_revocations(read: Reading) -> Response:
        """Return the tokens that are refused before they expire, for a process without a database."""
        found = await revocations.live(read.database)
        return JSONResponse({"revocations": found}, headers={"Cache-Control": "no-store"})

    return inside


async def _livez(_: Request) -> Response:
    return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


async def _readyz(request: Request) -> Response:
    """Say whether this service can work: database, schema, and how far its followers are behind."""
    state = request.app.state
    report: dict[str, Any] = {"status": "ready", "followers": {}}
    try:
        async with asyncio.timeout(1.0), state.database.reading() as connection:
            cursor = await connection.execute(
                "SELECT version_num, (SELECT count(*) FROM parked) FROM alembic_version"
            )
            row = await cursor.fetchone()
            report["parked_events"] = row[1] if row else 0
            report["schema"] = "current" if row and row[0] == state.schema_head else "outdated"
    except Exception:  # noqa: BLE001 - whatever it is, this process is not ready
        report["schema"] = "unreachable"
    for follower in state.followers:
        report["followers"][follower.source] = {
            "position": follower.position,
            "behind": follower.behind,
        }
    ready = report["schema"] == "current"
    report["status"] = "ready" if ready else "not-ready"
    return JSONResponse(report, 200 if ready else 503, headers={"Cache-Control": "no-store"})


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """End the tasks; ask again, because Python 3.11 loses a cancellation that comes with what is awaited."""
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=1.0)
