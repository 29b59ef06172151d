"""Every hostile request that the merged document gives room for: each operation, each field, each parameter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.faults import corpus
from shared.ids import new_id

METHODS = ("get", "post", "put", "patch", "delete")
UNSAFE = frozenset(METHODS) - {"get"}
SOMEWHERE = "01680000-0000-7000-8000-00000000dead"
GOOD_PATHS = {"code": "720602", "area": "72"}
REFUSED = frozenset(range(400, 500))
NO_CRASH = frozenset(range(200, 500))
BY_FORMAT = {"uuid": corpus.ID, "date": corpus.DATE}
BLANKS = "^[\\t"
"""How the pattern of free text begins: with the blanks that it skips; codes have other patterns."""
Facts = dict[str, Any]


@dataclass(frozen=True)
class Probe:
    """One hostile request and the statuses that are right answers to it."""

    name: str
    method: str
    target: str
    right: frozenset[int]
    body: Callable[[], bytes] | None = None
    headers: dict[str, bytes] = field(default_factory=dict)
    field: str = ""
    """The field that a 422 must point to."""


class Document:
    """The merged OpenAPI document, with references followed."""

    def __init__(self, document: Facts) -> None:
        self.schemas: Facts = document["components"]["schemas"]
        self.operations = [
            (method, path, operation)
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
            if method in METHODS
        ]

    def follow(self, schema: Facts) -> Facts:
        """Return the schema itself; of a choice with null, what is not null."""
        if "$ref" in schema:
            return self.follow(self.schemas[schema["$ref"].rpartition("/")[2]])
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                kept = [each for each in schema[word] if each.get("type") != "null"]
                return self.follow(kept[0]) if kept else schema
        return schema

    def body(self, operation: Facts) -> Facts | None:
        """Return the schema of an operation's JSON body, if it takes one."""
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        return self.follow(content["schema"]) if content else None

    def probes(self) -> Iterator[Probe]:
        """Yield every probe, in the order of the document."""
        for method, path, operation in self.operations:
            if schema := self.body(operation):
                yield from self._of_body(method, path, schema)
            yield from self._of_address(method, path, operation)
            yield from self._of_headers(method, path, operation)
        for address, status in corpus.ADDRESSES:
            yield Probe(f"GET {address[:60]}", "GET", address, frozenset({status}))

    def _of_body(self, method: str, path: str, schema: Facts) -> Iterator[Probe]:
        example = schema["examples"][0]

        def good() -> Facts:
            return {**example, "id": str(new_id())} if "id" in schema["properties"] else example

        def whole(attack: corpus.Whole) -> Callable[[], bytes]:
            return lambda: attack.make(good())

        def value(name: str, attack: corpus.Value, kind: Facts) -> Callable[[], bytes]:
            return lambda: corpus.put(good(), name, attack.make(kind))

        send = (method.upper(), _filled(path))
        for name, attack in corpus.WHOLE.items():
            title = f"{method} {path}: {name}"
            yield Probe(title, *send, frozenset({attack.status}), whole(attack))
        for name, given in schema["properties"].items():
            kind = self.follow(given)
            for title, each in self.attacks(kind).items():
                right, body = frozenset({each.status}), value(name, each, kind)
                yield Probe(f"{method} {path}: {title} in {name}", *send, right, body, field=name)
        for media in corpus.MEDIA_TYPES:
            yield Probe(
                f"{method} {path}: as {media}",
                *send,
                frozenset({415}),
                lambda: corpus.dump(good()),
                {"Content-Type": media.encode()},
            )

    def attacks(self, kind: Facts) -> dict[str, corpus.Value]:
        """Return the attacks that fit a value of this schema."""
        if kind.get("type") == "array":
            inner = self.attacks(self.follow(kind.get("items", {})))
            within = {f"{name} (in a list)": _listed(each) for name, each in inner.items()}
            return {**corpus.LIST, **within}
        if kind.get("type") == "object" or "properties" in kind:
            return corpus.MONEY if "amount" in kind.get("properties", {}) else corpus.OBJECT
        if kind.get("type") in {"integer", "number"}:
            return corpus.COUNT
        if kind.get("format") in BY_FORMAT:
            return BY_FORMAT[kind["format"]]
        free = "maxLength" in kind and kind.get("pattern", BLANKS).startswith(BLANKS)
        return corpus.TEXT if free else corpus.CHOICE

    def _of_address(self, method: str, path: str, operation: Facts) -> Iterator[Probe]:
        """Hostile values for the parts of the path and for the query."""
        body = self._good_body(operation)
        for parameter in operation.get("parameters", []):
            name, place = parameter["name"], parameter["in"]
            if place == "header":
                continue
            for title, (text, status) in corpus.ANYWHERE.items():
                target = _attacked(path, name, place, text)
                right = frozenset({status})
                yield Probe(
                    f"{method} {path}?{name}: {title}", method.upper(), target, right, body
                )
            for text in corpus.VALUES:
                target = _attacked(path, name, place, text)
                right = REFUSED if method in UNSAFE else NO_CRASH
                title = f"{method} {path}?{name}={text[:20]}"
                yield Probe(title, method.upper(), target, right, body)
            if place == "query":
                target = f"{_filled(path)}?{name}=1&{name}=1"
                title = f"{method} {path}?{name} twice"
                yield Probe(title, method.upper(), target, frozenset({422}), body)
        for query in ("nonsense=1", "%24where=1", "limit%00=1", "a[b]=1", "__proto__=1"):
            target = f"{_filled(path)}?{query}"
            right = frozenset({400, 422})
            yield Probe(f"{method} {path}?{query}", method.upper(), target, right, body)

    def _of_headers(self, method: str, path: str, operation: Facts) -> Iterator[Probe]:
        """Hostile headers; a write with one must be refused unless nobody reads it, so it goes nowhere."""
        body = self._good_body(operation)
        for name, values in corpus.HEADERS.items():
            for value in values:
                right = NO_CRASH if method == "get" else REFUSED
                title = f"{method} {path}: {name} {value[:20]!r}"
                yield Probe(title, method.upper(), _filled(path), right, body, {name: value})

    def _good_body(self, operation: Facts) -> Callable[[], bytes] | None:
        """Return a body whose form is right and whose facts no service accepts: nothing may be stored."""
        schema = self.body(operation)
        if schema is None:
            return None
        example, names = schema["examples"][0], schema["properties"]
        wrong = {name: SOMEWHERE for name in names if name.endswith("_id") and name in example}
        own = {"id": str(new_id())} if "id" in names else {}
        return lambda: corpus.dump({**example, **own, **wrong, "no_such_field": 1})


def _listed(attack: corpus.Value) -> corpus.Value:
    return corpus.Value(
        lambda schema: b"[" + attack.make(schema.get("items", schema)) + b"]", attack.status
    )


def _filled(path: str) -> str:
    """Return a path with parameters that are well formed and belong to nobody."""
    parts = []
    for part in path.split("/"):
        name = part.strip("{}")
        parts.append(part if name == part else GOOD_PATHS.get(name, SOMEWHERE))
    return (
        "/".join(parts)
        .replace("/issues/720602", "/issues/WATER")
        .replace("/province-dashboards/720602", "/province-dashboards/72")
    )


def _attacked(path: str, name: str, place: str, text: str) -> str:
    if place == "query":
        return f"{_filled(path)}?{name}={text}"
    before, after = path.split(f"{{{name}}}")
    return _filled(before) + text + _filled(after)
