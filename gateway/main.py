"""The gateway: one door, screens of its own, and the way through to the services."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

from gateway import directory, health, openapi, wire
from gateway.gather import Gatherer
from gateway.pages import audit, certificate, docs, problems, start
from gateway.proxy import Front
from gateway.ready import Shelf
from gateway.settings import SERVICES, Settings
from shared import handlers, http, logging, revocations, settings, tokens
from shared.edge import Edge

Transports = Mapping[str, httpx.AsyncBaseTransport]


def create_app(
    chosen: Settings | None = None,
    transports: Transports | None = None,
    documents: dict[str, directory.Document] | None = None,
) -> FastAPI:
    """Return the gateway's app.

    `transports` join it to apps of the same process instead of the network; `documents` are the
    services' OpenAPI documents, the committed ones unless given.
    """
    chosen = chosen or settings.load(Settings)
    documents = documents or directory.read()
    logging.set_up("gateway", level=chosen.log_level)
    wires: dict[str, wire.Wire] = {}
    app = FastAPI(
        title=openapi.TITLE,
        version="1",
        lifespan=lambda app: _opened(app, chosen, wires, transports or {}),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    whole = openapi.merged(documents)
    app.openapi = lambda: whole  # type: ignore[method-assign]
    app.state.settings = chosen
    app.state.verifier = tokens.Verifier(chosen.jwks_file)
    app.state.shelf = Shelf()
    app.state.document = json.dumps(whole, ensure_ascii=False).encode()
    app.router.routes[:] = [*(r for view in openapi.VIEWS for r in view.routes), *_pages(chosen)]
    handlers.add(app)
    app.add_middleware(
        Front,
        directory=_places(app, documents),
        settings=chosen,
        wires=wires,
        shelf=app.state.shelf,
    )
    app.add_middleware(
        Edge,
        in_flight=chosen.in_flight,
        max_body=chosen.max_body_bytes,
        larger=chosen.larger_bodies,
    )
    return app


@asynccontextmanager
async def _opened(
    app: FastAPI, chosen: Settings, wires: dict[str, wire.Wire], transports: Transports
) -> AsyncGenerator[None]:
    """Open the ways to the services: one pool for what passes through, another for parts of screens."""
    async with AsyncExitStack() as stack:
        clients = {}
        for service in SERVICES:
            address, transport = chosen.address(service), transports.get(service)
            clients[service] = await stack.enter_async_context(
                http.client(address, transport=transport)
            )
            wires[service] = (
                wire.Joined(transport)
                if transport
                else await stack.enter_async_context(
                    wire.network(address, limit=chosen.per_service)
                )
            )
        app.state.gatherer = Gatherer(
            clients,
            chosen.service_key_file,
            fresh_seconds=chosen.fresh_seconds,
            part_seconds=chosen.part_seconds,
            kept=chosen.kept_parts,
        )
        stack.push_async_callback(app.state.gatherer.close)
        if not chosen.follow:
            yield
            return
        watching = asyncio.create_task(
            revocations.watch(
                app.state.verifier,
                lambda: revocations.asked_of(
                    clients["registry"], lambda: tokens.service_token(chosen.service_key_file)
                ),
            )
        )
        stack.callback(watching.cancel)
        yield


def _pages(chosen: Settings) -> list[Route]:
    pages = [
        Route("/", start.show),
        Route("/livez", health.livez),
        Route("/readyz", health.readyz),
        Route("/.well-known/audit-head", audit.show_heads),
        Route("/certificates", certificate.ask),
        Route("/certificates/{number}", certificate.show),
        Route("/problems", problems.show_all),
        Route("/problems/{code}", problems.show),
        Route("/openapi.json", docs.show_document),
    ]
    if chosen.shows_docs:
        pages += [
            Route("/docs", docs.show_swagger),
            Route("/redoc", docs.show_redoc),
            Route("/docs/assets/{name}", docs.show_asset),
        ]
    return pages


def _places(app: FastAPI, documents: dict[str, directory.Document]) -> directory.Directory:
    """Return the directory of everything: the services' operations and our own."""
    places = directory.Directory(documents)
    for route in app.router.routes:
        if isinstance(route, APIRoute | Route):
            for method in (route.methods or set()) & set(directory.METHODS):
                places.add(route.path, method, directory.OURSELVES)
    return places
