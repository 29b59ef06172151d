"""What exists: every documented operation and who answers it, found without trying all routes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from gateway.settings import SERVICES

FOLDER = Path(__file__).parents[1] / "openapi"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OURSELVES = "gateway"

Document = dict[str, Any]


class Place:
    """One path template: its methods and who answers them."""

    def __init__(self, template: str) -> None:
        self.path = template
        self.owners: dict[str, str] = {}
        self.allow = ""

    def add(self, method: str, owner: str) -> None:
        """Give a method to an owner; raise ValueError when somebody has it already."""
        if method in self.owners:
            raise ValueError(f"{method} {self.path} is offered twice")
        self.owners[method] = owner
        methods = {*self.owners, "OPTIONS"} | ({"HEAD"} if "GET" in self.owners else set())
        self.allow = ", ".join(sorted(methods))


class _Step:
    """A segment on the way to places."""

    __slots__ = ("any", "named", "place")

    def __init__(self) -> None:
        self.named: dict[str, _Step] = {}
        self.any: _Step | None = None
        self.place: Place | None = None


class Directory:
    """Finds the place of a path by walking its segments."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._root = _Step()
        for service, document in documents.items():
            for template, operations in document["paths"].items():
                for method in METHODS:
                    if method.lower() in operations:
                        self.add(template, method, service)

    def add(self, template: str, method: str, owner: str) -> None:
        """Add one operation; `template` has its parameters in braces."""
        if template.startswith("/internal"):
            raise ValueError(f"{template} is not for the public")
        step = self._root
        for segment in template.split("/")[1:]:
            if not segment.startswith("{"):
                step = step.named.setdefault(segment, _Step())
                continue
            step.any = step.any or _Step()
            step = step.any
        step.place = step.place or Place(template)
        step.place.add(method, owner)

    def find(self, raw: bytes) -> Place | None:
        """Return the place of a raw path, or None when nobody documents it.

        A segment that hides a slash or climbs is nobody's: what we route by is what the service sees.
        """
        segments = raw.decode("ascii").split("/")[1:]
        if b"%" in raw:
            segments = [unquote(segment) for segment in segments]
            if any("/" in segment for segment in segments):
                return None
        if "." in segments or ".." in segments:
            return None
        return _walk(self._root, segments, 0)


def _walk(step: _Step, segments: list[str], at: int) -> Place | None:
    """Prefer the named way; take the open one when the named one ends nowhere."""
    if at == len(segments):
        return step.place
    segment = segments[at]
    if (named := step.named.get(segment)) and (found := _walk(named, segments, at + 1)):
        return found
    return _walk(step.any, segments, at + 1) if segment and step.any else None


def read(folder: Path = FOLDER) -> dict[str, Document]:
    """Return the services' committed documents; raise RuntimeError when one is missing."""
    try:
        return {s: json.loads((folder / f"{s}.json").read_text("utf-8")) for s in SERVICES}
    except FileNotFoundError as error:
        raise RuntimeError(f"{error.filename} is missing; run `make openapi`") from error
