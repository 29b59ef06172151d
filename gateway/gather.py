"""Asks the services for the parts of a screen: together, in time, once for everybody, never raising.

A part comes back FRESH, STALE (the last good answer, with its age) or MISSING. Fresh parts are
shared for about two seconds, so a thousand people looking at one province cost one question.
"""

import asyncio
import datetime as dt
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

import httpx
import structlog
from pydantic import BaseModel

from gateway.breaker import PAUSE_SECONDS, Breaker
from shared import http, tokens

PATIENCE_SECONDS = 0.25
"""How long a caller waits for a service that is thought not to answer, when it is asked again."""
TOKEN_SECONDS = 600
JITTER = 0.25
KEPT_ABSENT = 2_000
V = TypeVar("V")
_log = structlog.get_logger("gather")


class Status(StrEnum):
    """How current a part is."""

    FRESH = "FRESH"
    STALE = "STALE"
    MISSING = "MISSING"


class Part(NamedTuple):
    """One part of a screen; `body` is its JSON, None when it is missing or freshly not there."""

    status: Status
    body: bytes | None
    as_of: dt.datetime | None
    until: float
    """Moment of the clock until which it may be shown as fresh."""

    @property
    def is_absent(self) -> bool:
        """Say whether the service has just answered that there is no such thing."""
        return self.status is Status.FRESH and self.body is None


MISSING = Part(Status.MISSING, None, None, 0.0)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask a service, and the contract that the answer must keep."""

    service: str
    path: str
    contract: type[BaseModel]


class Passport:
    """The gateway's own token, signed anew before it expires."""

    def __init__(self, key_file: Path, *, clock: Callable[[], float]) -> None:
        self._key_file = key_file
        self._clock = clock
        self._token, self._until = "", 0.0

    def token(self) -> str:
        """Return a token that stays good for minutes."""
        if self._clock() >= self._until or not self._token:
            self._token = tokens.service_token(self._key_file)
            self._until = self._clock() + TOKEN_SECONDS
        return self._token


class Gatherer:
    """Asks, remembers and labels; `clock`, `chance` and `now` are handed in by tests."""

    def __init__(
        self,
        clients: Mapping[str, httpx.AsyncClient],
        key_file: Path,
        *,
        fresh_seconds: float,
        part_seconds: float,
        kept: int,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._clients = clients
        self._passport = Passport(key_file, clock=clock)
        self._fresh_seconds = fresh_seconds
        self._part_seconds = part_seconds
        self._kept_most = kept
        self._clock, self._chance, self._now = clock, chance, now
        self._breakers = {service: Breaker(clock=clock) for service in clients}
        self._kept: OrderedDict[Question, Part] = OrderedDict()
        self._absent: OrderedDict[Question, Part] = OrderedDict()
        self._not_before: OrderedDict[Question, float] = OrderedDict()
        self._flights: dict[Question, asyncio.Task[Part]] = {}

    async def part(self, question: Question, *, within: float | None = None) -> Part:
        """Return the part, after at most `within` seconds (the part budget unless told)."""
        now = self._clock()
        for shelf in (self._kept, self._absent):
            if (known := shelf.get(question)) and known.until > now:
                return known
        flight, patience = self._flights.get(question), self._part_seconds
        breaker = self._breakers[question.service]
        if breaker.is_open:
            patience = PATIENCE_SECONDS
        if flight is None:
            if self._not_before.get(question, 0.0) > now or not breaker.lets_through():
                return self._last_good(question)
            flight = asyncio.create_task(self._ask(question))
            self._flights[question] = flight
        patience = patience if within is None else min(patience, within)
        done, _ = await asyncio.wait({flight}, timeout=patience)
        return self._last_good(question) if not done or flight.cancelled() else flight.result()

    async def close(self) -> None:
        """Stop asking."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    async def _ask(self, question: Question) -> Part:
        """Ask the service once, within the budget of a part; whatever goes wrong is a label."""
        breaker = self._breakers[question.service]
        try:
            content = await http.get_bytes(
                self._clients[question.service],
                question.path,
                token=self._passport.token(),
                budget=self._part_seconds,
            )
            body = _checked(question, content)
            breaker.answered()
        except http.UnreachableError:
            breaker.failed()
            return self._last_good(question)
        except Exception as error:  # noqa: BLE001 - a screen does not break because a part did
            _log.warning("part-failed", service=question.service, exc_info=error)
            _keep(self._not_before, question, self._clock() + PAUSE_SECONDS, KEPT_ABSENT)
            return self._last_good(question)
        finally:
            del self._flights[question]
        spread = 1 + JITTER * (2 * self._chance() - 1)
        until = self._clock() + self._fresh_seconds * spread
        part = Part(Status.FRESH, body, self._now(), until)
        if body is None:
            self._kept.pop(question, None)
            _keep(self._absent, question, part, KEPT_ABSENT)
        else:
            self._absent.pop(question, None)
            _keep(self._kept, question, part, self._kept_most)
        return part

    def _last_good(self, question: Question) -> Part:
        kept = self._kept.get(question)
        if kept is None:
            return MISSING
        self._kept.move_to_end(question)
        return kept._replace(status=Status.STALE)


def _checked(question: Question, content: bytes | None) -> bytes | None:
    """Return what the contract knows of the answer, as JSON; raise ValidationError for a breach."""
    if content is None:
        return None
    return question.contract.model_validate_json(content).model_dump_json().encode()


def _keep(shelf: OrderedDict[Question, V], key: Question, value: V, most: int) -> None:
    shelf[key] = value
    shelf.move_to_end(key)
    if len(shelf) > most:
        shelf.popitem(last=False)
