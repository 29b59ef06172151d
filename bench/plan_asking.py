"""Ask a service everything that people may ask it, found in its own document, and record what it sends.

Each list is asked with every value of every filter, alone, within a province, a district and a tambon, in every
order, from the start and from further on; each single read, roll-up and count for small and large places.
"""

import re
import time
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import httpx
import psycopg
from fastapi import FastAPI

from bench import plan_choices, plan_reading
from bench.plan_choices import CHOSEN, DAYS, DEEP, KNOWN, NO_PLACES, PLACES
from bench.plan_reading import Statement
from shared import paging

TIMES = 5
_PAGING = frozenset({"limit", "cursor", "area_scope"})


@dataclass
class Asked:
    """A question in words, the route it went to, what the service sent to its database, and how to ask again."""

    route: str
    words: str
    sent: list[Statement]
    again: tuple[str, Mapping[str, str], str]
    """Path, parameters and token."""


@dataclass
class Service:
    """A running service with what records its statements, and what is known of its things."""

    app: FastAPI
    client: httpx.AsyncClient
    sent: list[Statement]
    secret: bytes
    viewers: Mapping[str, str]
    """Tokens by who asks; the first one is asked for everything."""
    things: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    unasked: set[str] = field(default_factory=set)
    refused: dict[str, int] = field(default_factory=dict)
    inside: Sequence[str] = ()
    """What only the gateway asks, with its own token."""
    gateway: str = ""


@asynccontextmanager
async def recorded() -> AsyncGenerator[list[Statement]]:
    """Record every statement that goes through the driver in this block."""
    sent: list[Statement] = []
    original = psycopg.AsyncCursor.execute

    async def execute(self: Any, query: Any, params: Any = None, **options: Any) -> Any:
        text = query.decode() if isinstance(query, bytes) else str(query)
        sent.append(Statement(text, params, bool(options.get("prepare"))))
        return await original(self, query, params, **options)

    psycopg.AsyncCursor.execute = execute  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        psycopg.AsyncCursor.execute = original  # type: ignore[method-assign]


async def questions(service: Service, only: str = "") -> AsyncGenerator[Asked]:
    """Yield every question that the service's document knows, as each viewer asks it."""
    viewers = service.viewers
    paths: dict[str, Any] = service.app.openapi()["paths"]
    for path, operations in paths.items():
        if "get" not in operations or not path.startswith("/v1") or not re.search(only, path):
            continue
        parameters = operations["get"].get("parameters", ())
        for viewer, token in viewers.items():
            for place in [item async for item in _filled(service, path, viewers)]:
                async for each in _of_path(service, path, place, parameters, (viewer, token)):
                    yield each
    for path in service.inside:
        if re.search(only, path):
            for place in [item async for item in _filled(service, path, viewers)]:
                async for each in _of_path(service, path, place, (), ("gateway", service.gateway)):
                    yield each


async def _filled(service: Service, path: str, viewers: Mapping[str, str]) -> Any:
    """Yield the path with its parameters filled in: some places, or the first thing of the list before it."""
    if "{" not in path:
        yield path
        return
    before, _, rest = path.partition("{")
    name, _, after = rest.partition("}")
    if name in PLACES and before not in NO_PLACES:
        for place in PLACES[name]:
            yield f"{before}{place}{after}"
        return
    if before in CHOSEN:
        for listed, given in CHOSEN[before]:
            for thing in (await _things(service, listed, viewers, given))[:1]:
                yield f"{before}{thing['id']}{after}"
        return
    source = {"/v1/certificates/": "/v1/certifications"}
    listed = source.get(before, before.rstrip("/"))
    for thing in await _things(service, listed, viewers):
        if thing.get(name):
            yield f"{before}{thing[name]}{after}"
            return
    service.unasked.add(path)


async def _things(
    service: Service,
    path: str,
    viewers: Mapping[str, str],
    given: Mapping[str, str] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """Return the first things of a list, of those that are asked for."""
    key = f"{path}?{given}" if given else path
    if key not in service.things:
        token = next(iter(viewers.values()))
        answer = await _get(service, path, {"limit": "200", **given}, token)
        found = answer.json().get("items", []) if answer.status_code == httpx.codes.OK else []
        service.things[key] = found
    return service.things[key]


async def _of_path(
    service: Service,
    route: str,
    path: str,
    parameters: Sequence[Mapping[str, Any]],
    viewer: tuple[str, str],
) -> AsyncGenerator[Asked]:
    asked: list[Mapping[str, str]] = []
    values = await _values(service, path, parameters)
    whole = viewer[0] == next(iter(service.viewers))
    for given in plan_choices.combinations(values, plan_choices.required(parameters), whole=whole):
        if given in asked:
            continue
        asked.append(given)
        words = " ".join(f"{name}={value}" for name, value in given.items())
        service.sent.clear()
        answer = await _get(service, path, given, viewer[1])
        sent = [each for each in service.sent if plan_reading.is_read(each.text)]
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return
        if answer.status_code != httpx.codes.OK:
            key = f"{answer.status_code} {route}"
            service.refused[key] = service.refused.get(key, 0) + 1
        again = (path, given, viewer[1])
        yield Asked(route, f"{path} {words} · {viewer[0]}", sent, again)
        page = next((each for each in sent if each.is_list), None)
        if page and (further := await _further(service, answer, page, path, viewer[1])):
            cursor, found = further
            again = (path, {"cursor": cursor}, viewer[1])
            yield Asked(route, f"{path} {words} further on · {viewer[0]}", found, again)


async def _further(
    service: Service, answer: httpx.Response, page: Statement, path: str, token: str
) -> tuple[str, list[Statement]] | None:
    """Ask for the page behind the first thousands of rows; return its cursor and what was sent, if there is one."""
    told = answer.headers.get("content-type", "").startswith("application/json")
    following = answer.json().get("next") if told and answer.is_success else None
    if not following:
        return None
    async with service.app.state.database.reading() as connection:
        values = {**page.values, "limit": DEEP}
        row: Any
        try:
            row = await (await connection.execute(page.text.encode(), values)).fetchone()
        except psycopg.errors.QueryCanceled:
            row = None
    cursor = str(httpx.URL(following).params["cursor"])
    granted = list(page.values["granted"])
    read = paging.read(cursor, service.secret, granted, path)
    keys = [str(key) for key in row[2:]] if row and row[1] else read.last
    deep = paging.Cursor(read.listing, read.asked, read.limit, keys)
    behind = paging.write(deep, service.secret, granted)
    service.sent.clear()
    await _get(service, path, {"cursor": behind}, token)
    return behind, [each for each in service.sent if plan_reading.is_read(each.text)]


async def timed(service: Service, asked: Asked) -> float:
    """Return the middle one of five answers to a question, in milliseconds, as the service gives it."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await _get(service, *asked.again)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[TIMES // 2]


async def _values(
    service: Service, path: str, parameters: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in parameters:
        name = each["name"]
        if each["in"] != "query" or name in _PAGING:
            continue
        known = list(_of_schema(service, each["schema"])) or list(KNOWN.get(name, ()))
        if name == "area":
            known = ["30"]
        if not known:
            known = _of_things(service, path, name)
        if not known and "example" in each:
            known = [str(each["example"])]
        if known:
            found[name] = known if name == "sort" else _few(known)
        else:
            service.unasked.add(f"{path}?{name}")
    return found


def _few(known: list[str]) -> list[str]:
    """Return the first, the middle one and the last of many values."""
    return list(dict.fromkeys((known[0], known[len(known) // 2], known[-1])))


def _of_schema(service: Service, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield values that a schema names: of an enumeration, of a truth value, some days."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = service.app.openapi()["components"]["schemas"][name]
    for way in schema.get("anyOf", ()):
        yield from _of_schema(service, way)
    yield from map(str, schema.get("enum", ()))
    if schema.get("type") == "boolean":
        yield from ("true", "false")
    if schema.get("format") == "date":
        yield from DAYS


def _of_things(service: Service, path: str, name: str) -> list[str]:
    """Return an id that things of the list name, or that a thing of this name has."""
    for listed, things in service.things.items():
        for thing in things if listed.partition("?")[0] == path else ():
            for value in plan_choices.named(thing, {name, f"{name}_id"}):
                return [value]
    stem = name.removesuffix("_id").rpartition("_")[2]
    plurals = (stem, f"{stem}s", f"{stem[:-1]}ies", {"person": "people"}.get(stem, stem))
    for listed, things in service.things.items():
        if things and listed.rpartition("/")[2] in plurals and "id" in things[0]:
            return [str(things[0]["id"])]
    return []


async def _get(
    service: Service, path: str, given: Mapping[str, str], token: str
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return await service.client.get(path, params=dict(given), headers=headers)
