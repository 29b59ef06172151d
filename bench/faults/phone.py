"""Clients that write as a phone in the field does: with its own id or key, again and again until acknowledged."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from shared.ids import new_id

PATIENCE_SECONDS = 5.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.02, 0.2
PASSING = frozenset({500, 502, 503, 504})
CHANGES = 0.4
KEYED = 0.5
NAMED = 0.5


@dataclass(frozen=True)
class Thing:
    """What is written: where, and how a text that we recognise is put into it."""

    service: str
    kind: str
    table: str
    column: str
    path: str
    new: Callable[[str, str], dict[str, Any]]


def _organization(identity: str, mark: str) -> dict[str, Any]:
    facts = {"kind": "SAVINGS_GROUP", "name_th": mark, "area_code": "720602"}
    return {"id": identity, **facts}


def _need(identity: str, mark: str) -> dict[str, Any]:
    voiced = {"voiced_on": "2024-03-15", "voiced_at_th": "เวทีประชาคมตำบล"}
    facts = {"title_th": mark, "area_code": "720602", "issue_code": "WATER"}
    return {"id": identity, **facts, **voiced}


ORGANIZATION = Thing(
    "registry", "organization", "organizations", "name_th", "/v1/organizations", _organization
)
NEED = Thing("planning", "need", "needs", "title_th", "/v1/needs", _need)
THINGS = {thing.service: thing for thing in (ORGANIZATION, NEED)}


@dataclass
class Ledger:
    """What was acknowledged: for each thing its texts in the order of its revisions."""

    wanted: int
    known: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    begun: int = 0
    acknowledged: int = 0
    last: float = 0.0
    """When the newest was acknowledged (monotonic seconds)."""
    repeats: int = 0
    surprises: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def begin(self) -> int:
        """Return the number of the next write, 0 when there are enough."""
        if self.begun >= self.wanted:
            return 0
        self.begun += 1
        return self.begun

    def surprise(self, what: str) -> None:
        """Note an answer that no client may get."""
        self.surprises.append(what)


class Writer:
    """One phone; it changes only what it made itself, so that it knows every revision."""

    def __init__(
        self,
        ledger: Ledger,
        chance: random.Random,
        clients: Mapping[str, httpx.AsyncClient],
        who: Mapping[str, str],
    ) -> None:
        self.ledger = ledger
        self.chance = chance
        self.clients = clients
        self.who = who
        self.mine: list[tuple[str, str]] = []
        self.pause = FIRST_PAUSE_SECONDS

    async def run(self) -> None:
        """Write until the ledger is full."""
        while number := self.ledger.begin():
            mark = f"กลุ่มที่ {number}"
            key = {"Idempotency-Key": str(new_id())} if self.chance.random() < KEYED else {}
            if self.mine and self.chance.random() < CHANGES:
                await self._change(self.chance.choice(self.mine), mark, key)
            else:
                await self._create(self.chance.choice(sorted(self.clients)), mark, key)

    async def _create(self, service: str, mark: str, key: Mapping[str, str]) -> None:
        """Create a thing; only under a key may the server choose its id."""
        id, thing = str(new_id()), THINGS[service]
        body = thing.new(id, mark)
        named = not key or self.chance.random() < NAMED
        if not named:
            del body["id"]
        for _ in range(10_000):
            answer = await self._send("POST", service, thing.path, body, key)
            if answer is None:
                continue
            if not answer.is_success:
                self.ledger.surprise(f"POST {answer.status_code} {answer.text[:120]}")
                return
            shown = answer.json()
            if (
                (named and shown["id"] != id)
                or shown[thing.column] != mark
                or shown["revision"] != 1
            ):
                self.ledger.surprise("POST answered something else than was sent")
            self.mine.append((service, shown["id"]))
            self._acknowledge((service, shown["id"]), mark)
            return

    async def _change(self, target: tuple[str, str], mark: str, key: Mapping[str, str]) -> None:
        service, id = target
        thing = THINGS[service]
        path, seen = f"{thing.path}/{id}", len(self.ledger.known[target])
        headers = {**key, "If-Match": f'"r{seen}"'}
        for attempt in range(10_000):
            answer = await self._send("PATCH", service, path, {thing.column: mark}, headers)
            if answer is None:
                continue
            if answer.status_code == 412 and attempt and not key:
                answer = await self._look(service, path)
            if not answer.is_success:
                self.ledger.surprise(f"PATCH {answer.status_code} {answer.text[:120]}")
                return
            shown = answer.json()
            if shown["revision"] != seen + 1 or shown[thing.column] != mark:
                self.ledger.surprise("PATCH was applied twice or not as it was sent")
            self._acknowledge(target, mark)
            return

    async def _look(self, service: str, path: str) -> httpx.Response:
        while True:
            answer = await self._send("GET", service, path, None, {})
            if answer is not None:
                return answer

    async def _send(
        self, method: str, service: str, path: str, body: Any, headers: Mapping[str, str]
    ) -> httpx.Response | None:
        """Return the answer, or None after a pause when the sender cannot know what happened."""
        try:
            answer = await self.clients[service].request(
                method, path, json=body, headers={**self.who, **headers}
            )
        except httpx.HTTPError:
            answer = None
        if answer is not None:
            counts = self.ledger.statuses
            counts[answer.status_code] = counts.get(answer.status_code, 0) + 1
            if answer.status_code not in PASSING:
                self.pause = FIRST_PAUSE_SECONDS
                return answer
        self.ledger.repeats += 1
        await asyncio.sleep(self.pause * (0.5 + self.chance.random()))
        self.pause = min(LONGEST_PAUSE_SECONDS, self.pause * 1.5)
        return None

    def _acknowledge(self, target: tuple[str, str], mark: str) -> None:
        self.ledger.known.setdefault(target, []).append(mark)
        self.ledger.acknowledged += 1
        self.ledger.last = time.monotonic()
