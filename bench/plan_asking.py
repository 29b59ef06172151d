"""Ask a service everything that people may ask it, found in its own document, and record what it sends.

Each list is asked with every value of every filter, alone, within a province, a district and a tambon, in every
order, from the start and from further on; each single read, roll-up and count for small and large places.
"""

import itertools
import re
from collections.abc import AsyncGenerator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import httpx
import psycopg
from fastapi import FastAPI

from bench import plan_reading
from bench.plan_choices import AREAS, CHOSEN, DAYS, DEEP, KNOWN, NO_PLACES, PLACES
from bench.plan_reading import Statement
from shared import paging

_PAGING = frozenset({"limit", "cursor", "area_scope"})


@dataclass
class Asked:
    """A question in words, the route it went to, and what the service sent to its database."""

    route: str
    words: str
    sent: list[Statement]


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
    for given in combinations(values, required(parameters), whole=whole):
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
        yield Asked(route, f"{path} {words} · {viewer[0]}", sent)
        page = next((each for each in sent if each.is_list), None)
        if page and (further := await _further(service, answer, page, path, viewer[1])):
            yield Asked(route, f"{path} {words} further on · {viewer[0]}", further)


async def _further(
    service: Service, answer: httpx.Response, page: Statement, path: str, token: str
) -> list[Statement]:
    """Ask for the page behind the first thousands of rows; return what was sent, nothing for short lists."""
    following = answer.json().get("next") if answer.status_code == httpx.codes.OK else None
    if not following:
        return []
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
    service.sent.clear()
    await _get(service, path, {"cursor": paging.write(deep, service.secret, granted)}, token)
    return [each for each in service.sent if plan_reading.is_read(each.text)]


def required(parameters: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the query parameters without which nothing is answered."""
    return frozenset(p["name"] for p in parameters if p["in"] == "query" and p.get("required"))


def combinations(
    values: Mapping[str, Sequence[str]], always: frozenset[str], *, whole: bool
) -> Iterator[dict[str, str]]:
    """Yield what is asked together: each filter alone, within places, in every order, and with each other.

    Without `whole` each filter alone and each place.
    """
    first = {name: values[name][0] for name in always if name in values}
    sorts: list[dict[str, str]] = [{}, *({"sort": each} for each in values.get("sort", ())[1:])]
    areas: list[Mapping[str, str]] = [{}, *(AREAS if "area" in values else ())]
    filters = {n: v for n, v in values.items() if n not in ("sort", "area")}
    alone: list[dict[str, str]] = [{}] + [
        {name: value} for name, chosen in filters.items() for value in chosen
    ]
    for area, sort in itertools.product(areas, sorts):
        yield {**first, **area, **sort}
    wide = (
        itertools.product(areas[:3], alone, sorts) if whole else (({}, one, {}) for one in alone)
    )
    for area, one, sort in wide:
        yield {**first, **area, **one, **sort}
    if not whole:
        return
    for left, right in itertools.combinations(filters, 2):
        yield {**first, left: filters[left][0], right: filters[right][0]}


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
            for value in _named(thing, {name, f"{name}_id"}):
                return [value]
    stem = name.removesuffix("_id").rpartition("_")[2]
    plurals = (stem, f"{stem}s", f"{stem[:-1]}ies", {"person": "people"}.get(stem, stem))
    for listed, things in service.things.items():
        if things and listed.rpartition("/")[2] in plurals and "id" in things[0]:
            return [str(things[0]["id"])]
    return []


def _named(thing: Mapping[str, Any], names: Collection[str]) -> Iterator[str]:
    """Yield the ids under these names in a thing and in what is within it."""
    for key, value in thing.items():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                if key in names and isinstance(each.get("id"), str):
                    yield each["id"]
                yield from _named(each, names)
            elif key in names and isinstance(each, str):
                yield each


async def _get(
    service: Service, path: str, given: Mapping[str, str], token: str
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return await service.client.get(path, params=dict(given), headers=headers)
