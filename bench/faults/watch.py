"""Look at dashboards at a steady pace, and judge every answer by what was done to the services meanwhile."""

import asyncio
import datetime as dt
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

SERVICES = ("registry", "planning", "partners")
WATCHED = ("72", "60", "19", "18")
A_SECOND = 20
KEPT_SECONDS = 2.5
"""How long a part may be shown as fresh: the gateway's two seconds and a quarter more."""
SLACK_SECONDS = 0.2
PATIENCE_SECONDS = 15.0


@dataclass(frozen=True)
class Answer:
    """One look at a dashboard; times are monotonic seconds."""

    code: str
    sent: float
    received: float
    status: int
    parts: dict[str, tuple[str, bool, float]]
    """By service: its label, whether there is something, and how old it is said to be."""

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return self.received - self.sent


@dataclass
class Fault:
    """What was done to which services from `begun` to `mended`; all of them could answer at `ended`."""

    how: str
    services: tuple[str, ...]
    begun: float = 0.0
    mended: float = 0.0
    ended: float = 0.0


@dataclass
class Watcher:
    """Sends looks at a steady pace and keeps the answers."""

    client: httpx.AsyncClient
    unseen: Iterator[str]
    """Provinces that nobody has looked at yet; one of them now and then."""
    answers: list[Answer] = field(default_factory=list)
    first_looks: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Look until cancelled; a slow answer does not slow the pace."""
        codes, began = itertools.cycle(WATCHED), time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in itertools.count():
                await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
                group.create_task(self.look(next(codes)))
                if number % A_SECOND == A_SECOND - 1 and (code := next(self.unseen, None)):
                    self.first_looks.add(code)
                    group.create_task(self.look(code))

    async def look(self, code: str) -> None:
        """Take one look."""
        sent = time.monotonic()
        try:
            got = await self.client.get(f"/v1/province-dashboards/{code}")
            status, shown = got.status_code, got.json()
        except (httpx.HTTPError, ValueError):
            status, shown = 599, {}
        parts = {name: _part(shown, name) for name in SERVICES} if status == 200 else {}
        self.answers.append(Answer(code, sent, time.monotonic(), status, parts))


def _part(shown: dict[str, Any], name: str) -> tuple[str, bool, float]:
    source = shown["sources"][name]
    age = 0.0
    if source["as_of"]:
        as_of = dt.datetime.fromisoformat(source["as_of"])
        age = (dt.datetime.now(dt.UTC) - as_of).total_seconds()
    return source["status"], shown[name] is not None, age


def wrong_labels(answers: Sequence[Answer], faults: Sequence[Fault], new: set[str]) -> list[str]:
    """Return what is wrong with the labels, one sentence each.

    FRESH is never older than a part is kept; a service that is down is not FRESH once that time is
    over, STALE where it was seen before and MISSING where not; one that is well is FRESH.
    """
    found = []
    for answer in answers:
        for name, (label, there, age) in answer.parts.items():
            mine = (f for f in reversed(faults) if name in f.services and _touches(f, answer))
            fault = next(mine, None)
            wrong = _judge(label, there, age, answer, fault, is_new=answer.code in new)
            if wrong:
                at = answer.sent - fault.begun if fault else 0.0
                how = fault.how if fault else "well"
                found.append(f"{answer.code} {name} {wrong} ({how}, {at:.1f} s into it)")
    return found


def _touches(fault: Fault, answer: Answer) -> bool:
    """Say whether an answer was on its way while the fault or its healing lasted."""
    healed = fault.ended + PATIENCE_SECONDS if fault.ended else float("inf")
    return answer.received >= fault.begun and answer.sent <= healed


def _judge(
    label: str, there: bool, age: float, answer: Answer, fault: Fault | None, *, is_new: bool
) -> str:
    if label == "FRESH" and age > KEPT_SECONDS + answer.seconds + SLACK_SECONDS:
        return f"FRESH though {age:.1f} s old"
    if there is (label == "MISSING"):
        return f"{label} with{'' if there else 'out'} a part"
    if fault is None:
        return "" if label == "FRESH" else f"{label} though its service is well"
    over = fault.begun + KEPT_SECONDS + SLACK_SECONDS
    if label == "FRESH" and over < answer.sent and answer.received < fault.mended:
        return "FRESH though its service is down"
    if label == "MISSING" and not is_new:
        return "MISSING though it was seen before"
    return ""


def healing(answers: Sequence[Answer], faults: Sequence[Fault], fault: Fault) -> float:
    """Return how long after its end, until the next fault, somebody was shown something else than FRESH."""
    following = [other.begun for other in faults if other.begun > fault.ended]
    until = min([*following, fault.ended + PATIENCE_SECONDS])
    late = [
        answer.sent - fault.ended
        for answer in answers
        if fault.ended < answer.sent
        and answer.received < until
        and any(answer.parts.get(name, ("", False, 0.0))[0] != "FRESH" for name in fault.services)
    ]
    return max(late, default=0.0)
