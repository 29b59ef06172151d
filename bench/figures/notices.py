"""Many change what others voiced, needs merge, planning is killed: each author hears of each change once.

Every writer tells stories of its own (needs of several organizations, a plan, a proposal and its answers, a result;
or a merger, a version of the plan that drops it, and the year closed twice) and repeats each request under its id
until it is taken. A gateway on loopback takes the notices, refuses some and
breaks off after taking others. What was to be heard is counted from the stories, not from the database.
"""

import asyncio
import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import psycopg
from aiohttp import web

from bench import figure
from bench.faults import house
from bench.words import word
from khabuan import ports
from shared.ids import new_id
from shared.thai_time import bangkok_date

NAME = "notices"
GOAL = "0 notices lost, 0 doubled"
PLANTS = "a new id for each try of the post"
TALKATIVE = "bench.faults.broken:talkative_planning"
SIZES = {figure.Size.SMALL: (8, 2, 2), figure.Size.FULL: (32, 30, 25)}
"""Writers, stories of each, and kills."""
GROUPS = 12
REFUSED, BROKEN_OFF, MOST_BAD_LUCK = 0.15, 0.15, 4
PATIENCE_SECONDS = 120.0
LONGEST_SECONDS = 1200.0
AREA = "720602"
_PLACES = """
    INSERT INTO places (code, level, name_th, name_en, revision) VALUES
    ('72', 'PROVINCE', 'สุพรรณบุรี', 'Suphan Buri', 1), ('7206', 'DISTRICT', 'ดอนเจดีย์', 'Don Chedi', 1),
    ('720602', 'TAMBON', 'หนองสาหร่าย', 'Nong Sarai', 1) ON CONFLICT DO NOTHING
"""
_GROUP = """
    INSERT INTO organizations (id, name_th, area_code, status, revision)
    VALUES (%s, 'กลุ่มผู้ใช้น้ำ', '720602', 'ACTIVE', 1)
"""
_TAMBON = """
    INSERT INTO places (code, level, name_th, name_en, revision) VALUES (%s, 'TAMBON', 'ตำบล', 'Tambon', 1)
    ON CONFLICT DO NOTHING
"""
_MERGE = """
    INSERT INTO need_origins (origin_id, into_id, cause_id, cause_kind, standing)
    VALUES (%s, %s, %s, 'MERGER', true)
"""
Heard = tuple[str, str, str]
"""Organization, origin and change."""


@dataclass
class Outcome:
    """What was to be heard, and what was."""

    expected: Counter[Heard] = field(default_factory=Counter)
    heard: dict[str, Heard] = field(default_factory=dict)
    """By the id under which a gateway takes a notice."""
    tries: int = 0
    kills: int = 0
    surprises: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Return how many notices nobody got."""
        return (self.expected - Counter(self.heard.values())).total()

    @property
    def doubled(self) -> int:
        """Return how many notices were got that should not have been."""
        return (Counter(self.heard.values()) - self.expected).total()

    @property
    def met(self) -> bool:
        """Say whether everybody heard everything once."""
        return bool(self.expected) and not (self.lost or self.doubled or self.surprises)


@dataclass
class Scene:
    """The running service, its gateway, and who voices needs."""

    stand: house.House
    client: httpx.AsyncClient
    groups: list[str]
    chance: random.Random
    outcome: Outcome = field(default_factory=Outcome)
    writing: bool = True
    tambons: Iterator[str] = field(default_factory=lambda: map(_tambon, itertools.count()))
    """Each year that is closed is that of a tambon of its own."""

    async def send(self, path: str, body: dict[str, Any]) -> Any:
        """Post under an id until it is taken, whatever happens to the service."""
        body = {"id": str(new_id()), **body}
        headers = {**self.stand.token("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
        while True:
            try:
                answer = await self.client.post(path, json=body, headers=headers)
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
                continue
            if answer.is_success:
                return answer.json()
            if answer.status_code < 500:
                self.outcome.surprises.append(f"{path} {answer.status_code} {answer.text[:200]}")
                return body
            await asyncio.sleep(0.1)


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Tell stories on a PostgreSQL of our own while planning is killed."""
    writers, stories, kills = SIZES[size]
    async with house.standing("planning") as stand:
        outcome = await run(
            stand, writers=writers, stories=stories, kills=kills, seed=seed, talkative=control
        )
    total = outcome.expected.total()
    return figure.Figure(
        f"{outcome.lost} lost, {outcome.doubled} doubled, {len(outcome.surprises)} surprises of {total} notices"
        f" by {writers} writers over {outcome.kills} kills ({outcome.tries} tries of the post)",
        met=outcome.met,
        n=total,
        details={"surprises": outcome.surprises[:10]},
    )


async def run(
    stand: house.House,
    *,
    writers: int,
    stories: int,
    kills: int,
    seed: int,
    talkative: bool = False,
) -> Outcome:
    """Tell the stories, kill planning now and then, and wait until the gateway has heard it all."""
    chance = random.Random(f"{seed}/notices")
    outcome = Outcome()
    async with _gateway(outcome, random.Random(f"{seed}/gateway")) as address:
        told = f'[{{"name": "line", "url": "{address}"}}]'
        if "planning" in stand.services:
            stand.services["planning"].kill()
        planning = stand.add(
            "planning",
            factory=TALKATIVE if talkative else None,
            KHABUAN_FOLLOW=str("registry" in stand.services),
            KHABUAN_NOTICE_GATEWAYS=told,
            KHABUAN_NOTICE_RETRY_SECONDS="0.1",
        )
        await planning.start()
        groups = [str(new_id()) for _ in range(GROUPS)]
        with psycopg.connect(stand.urls["planning"], autocommit=True) as connection:
            connection.execute(_PLACES)
            for each in groups:
                connection.execute(_GROUP, (each,))
        limits = httpx.Limits(max_connections=writers + 4)
        async with (
            httpx.AsyncClient(
                base_url=stand.base("planning"), timeout=30, limits=limits
            ) as client,
            asyncio.timeout(LONGEST_SECONDS),
        ):
            scene = Scene(stand, client, groups, chance, outcome)
            await _begin(scene)
            async with asyncio.TaskGroup() as group:
                group.create_task(_strike(scene, kills))
                tellers = [group.create_task(_tell(scene, stories)) for _ in range(writers)]
                await asyncio.gather(*tellers)
                scene.writing = False
            await _heard_all(scene)
    return outcome


async def _begin(scene: Scene) -> None:
    await scene.send("/v1/issues", {"code": "NOTICES", "name_th": "น้ำ", "name_en": "Water"})
    for group in scene.groups:
        await scene.send("/v1/notice-channels", {"organization_id": group, "gateway": "line"})


async def _strike(scene: Scene, kills: int) -> None:
    """Kill planning at random moments, as long as somebody writes or until it is enough."""
    planning = scene.stand.services["planning"]
    for _ in range(kills):
        await asyncio.sleep(0.5 + 2.5 * scene.chance.random())
        planning.kill()
        planning.launch()
        await planning.ready()
        scene.outcome.kills += 1
        if not scene.writing:
            return


async def _tell(scene: Scene, stories: int) -> None:
    for _ in range(stories):
        await _story(scene)
        await _year(scene)


async def _story(scene: Scene) -> None:
    """Voice needs, plan and propose some, let others merge into them, answer twice, report; note who is to hear."""
    chance = scene.chance
    voices = chance.sample(scene.groups, 4)
    needs = [await _need(scene, group) for group in voices]
    origins = dict(zip(needs, voices, strict=True))
    linked = needs[:2]
    _, item = await _adopted(scene, linked)
    _expect(scene, origins, linked, "PLANNED")
    proposal = await scene.send("/v1/proposals", _proposal(item))
    _expect(scene, origins, linked, "PROPOSED")
    path = f"/v1/proposals/{proposal['id']}"
    await scene.send(f"{path}/acknowledgements", {"acknowledged_on": _day(3)})
    _expect(scene, origins, linked, "ACKNOWLEDGED")
    reached = list(linked)
    for other in needs[2 : 2 + chance.randrange(3)]:  # the next one may merge into one that merged
        _merge(scene, other, chance.choice(reached))
        reached.append(other)
    if chance.random() < 0.5:
        part = {"outcome": "ACCEPTED_IN_PART", "granted": _baht(400), "reason_th": "งบจำกัด"}
        await scene.send(f"{path}/answers", {**part, "answered_on": _day(2)})
        _expect(scene, origins, reached, "ACCEPTED_IN_PART")
        more = {"outcome": "ACCEPTED", "granted": _baht(1000), "answered_on": _day(1)}
        await scene.send(f"{path}/answers", more)
        _expect(scene, origins, reached, "ACCEPTED")
    else:
        no = {"outcome": "REJECTED", "reason_th": "งบหมด", "answered_on": _day(2)}
        await scene.send(f"{path}/answers", no)
        _expect(scene, origins, reached, "REJECTED")
    result = {"reported_on": _day(0), "summary_th": "เสร็จ"}
    await scene.send(f"/v1/plan-items/{item}/results", result)
    _expect(scene, origins, reached, "RESULTED")


async def _year(scene: Scene) -> None:
    """Plan and merge needs of a tambon, drop some by a version or not, close the year twice; note who is to hear."""
    area = next(scene.tambons)
    with psycopg.connect(scene.stand.urls["planning"], autocommit=True) as connection:
        connection.execute(_TAMBON, (area,))
    voices = scene.chance.sample(scene.groups, 4)
    needs = [await _need(scene, group, area) for group in voices]
    origins = dict(zip(needs, voices, strict=True))
    plan, item = await _adopted(scene, needs[:2], area)
    _expect(scene, origins, needs[:2], "PLANNED")
    one = {"id": str(new_id()), "title_th": "สระเดียวกัน", "issue_code": "NOTICES"}
    merger = {"area_code": area, "origin_ids": needs[1:3], "into": one, "reason_th": "สระเดียวกัน"}
    await scene.send("/v1/need-mergers", {**merger, "merged_on": "2024-08-20"})
    _expect(scene, origins, needs[1:3], "MERGED")
    if scene.chance.random() < 0.5:
        version = {"kind": "REVISE", "reason_th": "ทบทวน", "leave_out_item_ids": [item]}
        draft = str((await scene.send(f"/v1/plans/{plan}/versions", version))["id"])
        await _finish(scene, draft, [], "2024-09-15")
        _expect(scene, origins, needs[:3], "DROPPED")
    closing = {"area_code": area, "fiscal_year_be": 2567, "closed_on": "2024-10-04"}
    for _ in range(2):
        await scene.send("/v1/cycle-closings", closing)
    _expect(scene, origins, needs, "CARRIED")


def _tambon(number: int) -> str:
    """Return the code of a tambon in a province that there is not."""
    return f"99{1 + number // 90:02}{1 + number % 90:02}"


def _expect(scene: Scene, origins: dict[str, str], needs: list[str], change: str) -> None:
    """Note that who voiced each of these is to hear once."""
    scene.outcome.expected.update((origins[need], need, change) for need in needs)


async def _need(scene: Scene, group: str, area: str = AREA) -> str:
    facts = {"area_code": area, "title_th": "น้ำทำนา", "issue_code": "NOTICES", "voiced_on": "2024-03-15",
             "voiced_by_organization_id": group}  # fmt: skip
    return str((await scene.send("/v1/needs", facts))["id"])


async def _adopted(scene: Scene, needs: list[str], area: str = AREA) -> tuple[str, str]:
    """Return an adopted plan and its one item."""
    plan = {
        "level": "TAMBON",
        "area_code": area,
        "fiscal_year_be": 2568,
        "horizon_years": 1,
        "title_th": f"แผน {word()}",
    }
    made = str((await scene.send("/v1/plans", plan))["id"])
    return made, await _finish(scene, made, needs, "2024-08-15")


async def _finish(scene: Scene, plan: str, needs: list[str], on: str) -> str:
    """Put an item that answers needs into a draft and adopt it; return the item."""
    facts = {"plan_id": plan, "title_th": "ขุดสระ", "issue_code": "NOTICES", "need_ids": needs,
             "own_budget": _baht(1000), "owner_th": "สภา", "indicator_th": "ครัวเรือน",
             "expected_result_th": "มีน้ำ"}  # fmt: skip
    item = str((await scene.send("/v1/plan-items", facts))["id"])
    await scene.send(f"/v1/plan-items/{item}/finalizations", {})
    await scene.send(f"/v1/plans/{plan}/adoptions", {"adopted_on": on})
    return item


def _day(ago: int) -> str:
    """Return a day so near that nobody is silent about what was said on it, however often planning looks."""
    return (bangkok_date(dt.datetime.now(dt.UTC)) - dt.timedelta(ago)).isoformat()


def _proposal(item: str) -> dict[str, Any]:
    return {"plan_item_id": item, "addressee_kind": "GOVERNOR", "addressee_th": "ผู้ว่าราชการจังหวัด",
            "title_th": "ขอสนับสนุน", "asked": _baht(1000), "submitted_on": _day(4)}  # fmt: skip


def _merge(scene: Scene, need: str, into: str) -> None:
    with psycopg.connect(scene.stand.urls["planning"], autocommit=True) as connection:
        connection.execute(_MERGE, (UUID(need), UUID(into), new_id()))


def _baht(amount: int) -> dict[str, str]:
    return {"amount": f"{amount}.00", "currency": "THB"}


@asynccontextmanager
async def _gateway(outcome: Outcome, chance: random.Random) -> AsyncIterator[str]:
    """Lend a gateway that refuses some notices and breaks off after taking others, none for longer than we wait."""
    tried = Counter[str]()

    async def take(request: web.Request) -> web.Response:
        told = await request.json()
        outcome.tries += 1
        identity = request.headers["Idempotency-Key"]
        tried[identity] += 1
        luck = chance.random() if tried[identity] <= MOST_BAD_LUCK else 1.0
        if luck < REFUSED:
            return web.Response(status=503)
        outcome.heard[identity] = (told["organization_id"], told["need_id"], told["change"])
        if luck < REFUSED + BROKEN_OFF and request.transport is not None:
            request.transport.close()
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/take", take)
    runner = web.AppRunner(app)
    await runner.setup()
    port = ports.find_free()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/take"
    finally:
        await runner.cleanup()


async def _heard_all(scene: Scene) -> None:
    """Wait until nothing waits to be sent, and a lease more for what a dead process held."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            with psycopg.connect(scene.stand.urls["planning"], autocommit=True) as connection:
                row = connection.execute(
                    "SELECT count(*) FROM notices WHERE state = 'PENDING'"
                ).fetchone()
            if row is not None and not row[0]:
                return
            await asyncio.sleep(0.5)
