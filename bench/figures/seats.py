"""Seats over years under a hundred hands: never one too many, one co-chair a region, and who sat on date X.

Many seat, end, rotate and replace at once in bodies of a registry of our own. What was answered is held
against a calendar of months: each refusal must have its reason there, and nothing may be in two places.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from bench import figure, seatings
from bench.faults import house
from bench.seatings import Asked, Calendar
from khabuan import keys
from shared import tokens
from shared.ids import new_id

NAME = "seats"
GOAL = "0 differences from the calendar: seats, co-chairs, who sat on each date"
PLANTS = "nobody waits for whoever seats somebody in the same body"
CROWDING = "bench.faults.crowding:crowding_registry"
SIZES = {figure.Size.SMALL: (5, 40), figure.Size.FULL: (67, 200)}
"""The seats of a body, and how many ask for one at once."""
BODIES = {figure.Size.SMALL: 2, figure.Size.FULL: 6}
YEARS_OF_CHANGE = 2
"""How often seats end and others are taken in each body."""
HELD_SECONDS = 0.3
"""How long all are held at their last step, so that what can overlap does."""
BUSY, MOST_TRIES = 503, 100
ADMIN = [{"role": "NATIONAL_ADMIN", "area": ""}]


@dataclass
class Outcome:
    """What was asked and answered, and where that is not what the calendar says."""

    asked: int = 0
    dates: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Say whether seats were taken and refused, and nothing differs."""
        tried = self.statuses[201] > 0 and self.statuses[409] > 0 and self.dates > 0
        return tried and not self.differences


@dataclass
class Scene:
    """The running registry, one of its bodies, and what the calendar knows of it."""

    stand: house.House
    client: httpx.AsyncClient
    who: dict[str, str]
    chance: random.Random
    outcome: Outcome
    body: str = ""
    calendar: Calendar = field(default_factory=lambda: Calendar(0))

    async def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Ask, and come back when told that the service is busy."""
        headers = {**self.who, "Idempotency-Key": str(new_id())}
        for _ in range(MOST_TRIES):
            answer = await self.client.post(path, json=body, headers=headers)
            if answer.status_code != BUSY:
                break
            await asyncio.sleep(0.05)
        self.outcome.asked += 1
        self.outcome.statuses[answer.status_code] += 1
        return answer

    def differs(self, what: str) -> None:
        """Note a difference."""
        self.outcome.differences.append(f"{what} ({self.calendar.seats} seats)")


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Seat people on a platform of our own."""
    async with house.standing("registry") as stand:
        factory = CROWDING if control else None
        stand.add("registry", factory=factory, KHABUAN_FOLLOW="false")
        await stand.start()
        outcome = await run(stand, BODIES[size], *SIZES[size], seed)
    return figure.Figure(
        f"{len(outcome.differences)} differences in {outcome.asked:,} seatings, endings and rotations, many at"
        f" once, and {outcome.dates:,} dates asked for",
        met=outcome.met,
        n=outcome.asked,
        details={
            "statuses": {str(key): count for key, count in sorted(outcome.statuses.items())},
            "differences": outcome.differences[:40],
        },
    )


async def run(stand: house.House, bodies: int, seats: int, crowd: int, seed: int) -> Outcome:
    """Live through the years of so many bodies of the started registry."""
    key = json.loads(keys.make(stand.home).issuer.read_text("utf-8"))
    who = {"Authorization": f"Bearer {tokens.sign(key, 'seats', ADMIN, minutes=240, strong=True)}"}
    limits = httpx.Limits(max_connections=crowd)
    async with httpx.AsyncClient(
        base_url=stand.base("registry"), timeout=60, limits=limits
    ) as client:
        scene = Scene(stand, client, who, random.Random(seed), Outcome())
        for _ in range(bodies):
            await _body(scene, seats)
            for _ in range(1 + YEARS_OF_CHANGE):
                await _seat(scene, crowd)
                await _rotate(scene)
                await _end(scene)
            await _look(scene)
    return scene.outcome


async def _body(scene: Scene, seats: int) -> None:
    new: dict[str, Any] = {
        "id": str(new_id()),
        "kind": "SUBCOMMITTEE",
        "name_th": "คณะ",
        "seats_count": seats,
    }
    made = await scene.post("/v1/bodies", {**new, "co_chairs": "ONE_PER_REGION"})
    made.raise_for_status()
    scene.body, scene.calendar = new["id"], Calendar(seats)


async def _seat(scene: Scene, crowd: int) -> None:
    """Let many ask at once: whoever is refused has no room beside those who were not."""
    asked = []
    for _ in range(crowd):
        region = scene.chance.choice(seatings.REGIONS) if scene.chance.random() < 1 / 3 else None
        asked.append(Asked(str(new_id()), *seatings.spans(scene.chance), region))
    answers = await _at_once(scene, [_take(scene, one) for one in asked])
    for one, answer in zip(asked, answers, strict=True):
        if answer.status_code == 201:
            scene.calendar.held[one.id] = one
    for one, answer in zip(asked, answers, strict=True):
        if answer.status_code != 201 and scene.calendar.crowded(one) is None:
            scene.differs(f"refused without a reason: {answer.status_code} {answer.text[:120]}")
    for wrong in scene.calendar.broken():
        scene.differs(wrong)


def _take(scene: Scene, one: Asked) -> Coroutine[Any, Any, httpx.Response]:
    new = {
        "id": one.id,
        "body_id": scene.body,
        "post": "CO_CHAIR" if one.region else "MEMBER",
        "form": scene.chance.choice(("APPOINTED", "NETWORK")),
        "region_code": one.region,
        "starts_on": seatings.day(one.starts),
        "ends_on": None if one.ends is None else seatings.day(one.ends),
    }
    return scene.post("/v1/seats", new)


async def _rotate(scene: Scene) -> None:
    """Let half of the members serve elsewhere for a time: allowed or not as the calendar says."""
    some = [id for id in sorted(scene.calendar.held) if scene.chance.random() < 1 / 2]
    away = [(id, *_while(scene)) for id in some]
    asks = [
        scene.post(
            "/v1/rotations",
            {
                "id": str(new_id()),
                "seat_id": id,
                "to_board_th": "คณะกรรมการสถาบันฯ",
                "starts_on": seatings.day(starts),
                "ends_on": seatings.day(ends),
            },
        )
        for id, starts, ends in away
    ]
    answers = await _at_once(scene, asks)
    for (id, starts, ends), answer in zip(away, answers, strict=True):
        if scene.calendar.go(id, starts, ends) != (answer.status_code == 201):
            scene.differs(f"a rotation was answered {answer.status_code} {answer.text[:120]}")


def _while(scene: Scene) -> tuple[int, int]:
    starts = scene.chance.randrange(seatings.YEARS * 12 - 12)
    return starts, starts + scene.chance.randrange(1, 12)


async def _end(scene: Scene) -> None:
    """Let a third of the seats end at random months: allowed or not as the calendar says."""
    some = [id for id in sorted(scene.calendar.held) if scene.chance.random() < 1 / 3]
    ends = [(id, scene.chance.randrange(seatings.YEARS * 12)) for id in some]
    asks = [
        scene.post(
            f"/v1/seats/{id}/endings", {"ends_on": seatings.day(month), "reason": "ครบวาระ"}
        )
        for id, month in ends
    ]
    answers = await _at_once(scene, asks)
    for (id, month), answer in zip(ends, answers, strict=True):
        if scene.calendar.end(id, month) != (answer.status_code == 200):
            scene.differs(f"an ending was answered {answer.status_code} {answer.text[:120]}")


async def _look(scene: Scene) -> None:
    """Ask who sat, and who was away, in each month."""
    await asyncio.gather(*(_look_at(scene, month) for month in range(seatings.YEARS * 12)))


async def _look_at(scene: Scene, month: int) -> None:
    on = f"limit=200&on={seatings.day(month)}"
    seats = await scene.client.get(f"/v1/bodies/{scene.body}/seats?{on}")
    gone = await scene.client.get(f"/v1/rotations?body={scene.body}&{on}")
    scene.outcome.dates += 1
    if {one["id"] for one in seats.json()["items"]} != scene.calendar.sitting(month):
        scene.differs(f"others sat on {seatings.day(month)}")
    away = {id for id, spans in scene.calendar.away.items() if any(month in one for one in spans)}
    if {one["seat_id"] for one in gone.json()["items"]} != away:
        scene.differs(f"others were away on {seatings.day(month)}")


async def _at_once(
    scene: Scene, asks: Sequence[Coroutine[Any, Any, httpx.Response]]
) -> list[httpx.Response]:
    """Send all at once, each held at its last step for a moment."""
    with psycopg.connect(scene.stand.urls["registry"]) as holding:
        await asyncio.to_thread(holding.execute, "LOCK TABLE outbox IN EXCLUSIVE MODE")
        answers = asyncio.gather(*asks)
        await asyncio.sleep(HELD_SECONDS)
        holding.rollback()
        return await answers
