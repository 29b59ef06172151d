"""Requests from a service's own OpenAPI document: every operation about everything that it can be about."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import FastAPI

from bench.access.model import TABLE, Facts, Thing, rights_of
from shared.ids import new_id
from shared.routing import Route

FOREIGN = "710911"
"""A place whose things only stand in lists: nobody is asked about them one by one."""
OPEN = frozenset({"self", "sessions.open"})
"""Actions about oneself: who has no account here is told so, in whatever words, and gets nothing."""
JSON = "application/json"
DIGEST = 64
"""Digits of a name by content."""
METHODS = ("get", "post", "put", "patch", "delete")
LEVELS = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON", 8: "TAMBON"}
NOT_THERE = {2: "99", 4: "7298", 6: "720698", 8: "72069801"}
"""Codes of the usual places' form that nobody gave to an area."""


class CannotBuildError(Exception):
    """An operation for which no request can be made; the message names it."""


@dataclass
class World:
    """What there is in a service: things by the collection that lists them, and what bodies may refer to."""

    things: dict[str, list[Thing]] = field(default_factory=dict)
    refs: Facts = field(default_factory=dict)
    sites: tuple[str, ...] = ("720602", "7206", "72")
    homes: dict[str, str] = field(default_factory=dict)
    """The organization that an operation names besides a place."""
    ranks: dict[str, str] = field(default_factory=dict)
    """The role that an operation gives."""
    fixed: dict[str, Facts] = field(default_factory=dict)
    """What the body of an operation says instead of its example."""
    paths: dict[str, str] = field(default_factory=dict)
    """What the path of an operation names when its body names what rights look at."""
    only: dict[str, frozenset[str]] = field(default_factory=dict)
    """The things or places that an operation is asked about, where not about all."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Bytes by the name of their content, for operations that take bytes."""
    asked: dict[str, str] = field(default_factory=dict)
    """The query without which an operation on a thing is not answered."""
    makers: frozenset[str] = frozenset()
    """Operations on what one made oneself: everybody else who sees it is refused."""
    offices: frozenset[str] = frozenset()
    """Operations that, as they are asked, put somebody into an office: not with a password alone."""
    targets: dict[str, str] = field(default_factory=dict)
    """The member of an operation's body that names what rights look at, where it is not obvious."""

    def asks(self, operation: "Operation", identity: str) -> bool:
        """Say whether an operation is asked about this thing or place."""
        return identity in self.only.get(operation.name, {identity})

    def add(self, *things: Thing) -> None:
        """Take things in."""
        for thing in things:
            self.things.setdefault(thing.kind, []).append(thing)


@dataclass(frozen=True)
class Operation:
    """One operation: how it is asked, the right it needs, the body it takes."""

    name: str
    method: str
    path: str
    action: str
    schema: Facts | None = None
    queries: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    """Query parameters without which it is not answered."""
    media: str = "application/json"

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def collection(self) -> str:
        """Return the collection that the path begins with."""
        return self.path.split("/")[2] if self.path.count("/") >= 2 else self.path

    @property
    def parameter(self) -> str | None:
        """Return the name of the path's parameter."""
        return self.path.partition("{")[2].partition("}")[0] or None


@dataclass(frozen=True)
class Case:
    """A request about a thing; `twin` is the same about something that does not exist."""

    operation: Operation
    thing: Thing
    target: str
    body: Any = None
    absent: int | None = None
    twin: "Case | None" = None


def operations(app: FastAPI) -> list[Operation]:
    """Return every operation of the document, and the routes that only processes may call."""
    document = app.openapi()
    schemas = document["components"]["schemas"]
    found = []
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if method in METHODS:
                content = told.get("requestBody", {}).get("content", {})
                media = next(iter(content), "application/json")
                schema = content.get(media, {}).get("schema")
                if schema and "$ref" in schema:
                    schema = schemas[schema["$ref"].rpartition("/")[2]]
                asked = [p for p in told.get("parameters", []) if p["in"] == "query"]
                found.append(
                    Operation(
                        told["operationId"],
                        method.upper(),
                        path,
                        told["x-policy"]["action"],
                        schema,
                        frozenset(p["name"] for p in asked),
                        frozenset(p["name"] for p in asked if p.get("required")),
                        media,
                    )
                )
    inside = [r for r in app.router.routes if isinstance(r, Route) and not r.include_in_schema]
    found += [
        Operation(route.name, method, route.path_format, route.action)
        for route in inside
        for method in sorted(set(route.methods or ()) - {"HEAD"})
    ]
    return found


def cases(operation: Operation, world: World) -> Iterator[Case]:
    """Yield the requests of an operation; raise CannotBuildError when there is none."""
    if operation.action not in TABLE:
        raise CannotBuildError(f"{operation.name}: the model has no action {operation.action!r}")
    if operation.path.startswith("/internal/"):
        yield _inside(operation)
    elif operation.name in world.targets:
        yield from _referred(operation, world, world.targets[operation.name])
    elif operation.method == "PUT" and operation.media != JSON:
        yield from _stored(operation, world)
    elif operation.parameter:
        yield from _named(operation, world)
    elif operation.writes:
        yield from _made(operation, world)
    else:
        yield from _listed(operation, world)


def _inside(operation: Operation) -> Case:
    path = operation.path
    for name, value in {"code": "720602", "need_id": str(new_id())}.items():
        path = path.replace(f"{{{name}}}", value)
    if "{" in path:
        raise CannotBuildError(f"{operation.name}: nothing is known of {path}")
    return Case(operation, Thing("", ""), path)


def _named(operation: Operation, world: World) -> Iterator[Case]:
    """About each thing that the path can name, and about one that does not exist."""
    name = str(operation.parameter)
    kind = f"{name.removesuffix('_id')}s" if name.endswith("_id") else operation.collection
    things = world.things.get(kind)
    if not things and operation.action in OPEN:  # somebody's own, of which the world holds none
        target = operation.path.replace(f"{{{name}}}", str(new_id()))
        body = _body(operation, world, None) if operation.schema else None
        yield Case(operation, Thing("", "", exists=False), target, body, 404)
        return
    if not things:
        raise CannotBuildError(f"{operation.name}: there is nothing in {kind}")
    for thing in things:
        if thing.area == FOREIGN or not world.asks(operation, thing.id):
            continue
        nothing = replace(thing, id=_nobody(thing.id), exists=False, private=False)
        pair = [
            Case(
                operation,
                each,
                operation.path.replace(f"{{{name}}}", each.id)
                + world.asked.get(operation.name, ""),
                _body(operation, world, each) if operation.schema else None,
                404,
            )
            for each in (thing, nothing)
        ]
        yield replace(pair[0], twin=pair[1])


def _stored(operation: Operation, world: World) -> Iterator[Case]:
    """Bytes under the name of their content: nobody's yet, so there is nothing to hide."""
    for thing in world.things.get(operation.collection, ()):
        target = operation.path.replace(f"{{{operation.parameter}}}", thing.id)
        yield Case(operation, replace(thing, private=False), target, world.files[thing.id])


def _made(operation: Operation, world: World) -> Iterator[Case]:
    """About everything that the body can say it belongs to: an agency, an organization, a place, a thing."""
    schema = operation.schema
    if schema is None:
        yield Case(operation, Thing("", ""), operation.path)
        return
    members, needed = schema.get("properties", {}), set(schema.get("required", ()))
    reaches = set(rights_of(operation.action).values())
    if operation.media != "application/json":
        yield Case(operation, Thing("", ""), operation.path, b"grant_type=client_credentials")
    elif reaches == {""} and operation.action not in OPEN:
        yield Case(operation, Thing("", ""), operation.path, _body(operation, world, None))
    elif "agency" in reaches and (
        member := next((m for m in ("agency_id", "party_ids") if m in members), "")
    ):
        yield from _of_house(operation, world, "agencies", member)
    elif "organization" in reaches and "organization_id" in members:
        yield from _of_house(operation, world, "organizations", "organization_id")
    elif member := next((m for m in ("area_code", "province_code") if m in members), ""):
        yield from _in_places(operation, world, member)
    elif member := next((m for m in sorted(needed) if m.endswith("_id")), None):
        yield from _referred(operation, world, member)
    else:
        yield Case(operation, Thing("", ""), operation.path, _body(operation, world, None))


def _of_house(operation: Operation, world: World, kind: str, member: str) -> Iterator[Case]:
    for thing in (each for each in world.things[kind] if world.asks(operation, each.id)):
        for each in (
            (thing,)
            if operation.name in world.only
            else (thing, replace(thing, id=str(new_id()), exists=False))
        ):
            own = {"agencies": {"agency": each.id}, "organizations": {"organization": each.id}}
            house = replace(each, **own[kind])
            value: Any = each.id
            if member.endswith("_ids"):
                value = [each.id, *world.refs.get(member, ())]
            body = _body(operation, world, replace(house, refs={**thing.refs, member: value}))
            yield Case(operation, house, operation.path, body)


def _in_places(operation: Operation, world: World, member: str) -> Iterator[Case]:
    provinces = member == "province_code"
    for site in world.sites:
        if (provinces and len(site) != 2) or not world.asks(operation, site):
            continue
        for code in (site, NOT_THERE[len(site)]):
            home = world.homes.get(operation.name)
            rank = world.ranks.get(operation.name)
            place = Thing(
                "areas", code, area=code, organization=home, rank=rank, exists=code == site
            )
            yield Case(operation, place, operation.path, _body(operation, world, place))


def _referred(operation: Operation, world: World, member: str) -> Iterator[Case]:
    """About each thing that a member of the body can name, and about one that does not exist."""
    stem = member.removesuffix("_id").removeprefix("into_").replace("_", "-")
    kind = {"item": "plan-items", "body": "bodies"}.get(stem, f"{stem}s")
    path = world.paths.get(operation.name, operation.path)
    for thing in world.things.get(kind, ()):
        nothing = replace(thing, id=str(new_id()), exists=False, private=False)
        pair = []
        for each in (thing, nothing):
            refs = {**thing.refs, member: each.id}
            body = _body(operation, world, replace(each, refs=refs))
            pair.append(Case(operation, each, path, body, 422))
        yield replace(pair[0], twin=pair[1])
    if not world.things.get(kind):
        raise CannotBuildError(f"{operation.name}: {member} needs something in {kind}")


def _listed(operation: Operation, world: World) -> Iterator[Case]:
    """The whole list, and where it can be narrowed, each place and one that does not exist."""
    start = f"{operation.path}?{'limit=200' if 'limit' in operation.queries else ''}"
    usual = Thing(operation.collection, "", area=world.sites[0])
    if not operation.needs:
        yield Case(operation, usual, start.rstrip("?"))
    if {"area", "limit"} <= operation.queries and not operation.needs:
        for site in world.sites:
            for code in (site, NOT_THERE[len(site)]):
                place = Thing(operation.collection, code, area=code, exists=code == site)
                yield Case(operation, place, f"{start}&area={code}".replace("?&", "?"))


def _body(operation: Operation, world: World, thing: Thing | None) -> Facts:
    """Return the example of the document, with a new id, about this thing."""
    schema = operation.schema or {}
    if not schema.get("examples"):
        raise CannotBuildError(f"{operation.name}: its body has no example")
    body: Facts = copy.deepcopy(schema["examples"][0])
    members, needed = schema.get("properties", {}), set(schema.get("required", ()))
    given = {**world.refs, **(thing.refs if thing else {})}
    area = thing.area if thing else None
    if area is not None and operation.method != "PATCH":
        given |= {"area_code": area, "province_code": area[:2] or None}
        if len(area) in LEVELS and "level" not in given:
            given["level"] = LEVELS[len(area)]
    wanted = body.keys() | needed | {"area_code", "province_code", "level"}
    for name in list(body):
        if name.endswith(("_id", "_ids")) and name not in given:
            if name in needed:
                raise CannotBuildError(f"{operation.name}: nothing is known for {name}")
            del body[name]
    if "id" in members:
        body["id"] = str(new_id())
    body |= {
        name: value for name, value in given.items() if name in wanted & members.keys() - {"id"}
    }
    return body | world.fixed.get(operation.name, {})


def _nobody(identity: str) -> str:
    """Return an id of the same form that belongs to nothing."""
    if identity in NOT_THERE.values() or identity.isdigit():
        return NOT_THERE[len(identity)]
    if len(identity) == DIGEST:
        return "0" * DIGEST
    if identity[1:2] == "-":  # the code of a group of areas
        return f"{identity}-NONE"
    return str(new_id()) if "-" in identity else f"NO_{identity}"
