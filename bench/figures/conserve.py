"""Random plans of many hands, killed in between: amounts, households and shares add up to the satang.

Writers plan, decide, fund, report and carry over at once in tambons, districts and a province of a platform of our own,
while planning is killed; whoever cannot know what happened sends again. What counts is what the database and
the service's own sums say afterwards.
"""

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx
import psycopg

from bench import figure, purses
from bench.faults import house
from shared.ids import new_id

NAME = "conserve"
GOAL = "sums off by 0 satang and 0 households; no money spoken for twice; every need in one state with a full path"
PLANTS = "neither shares nor proposals are held against the money that there is"
LEAKING = "bench.faults.leaking:leaking_planning"
WRITERS = {figure.Size.SMALL: 8, figure.Size.FULL: 32}
SECONDS = {figure.Size.SMALL: 20.0, figure.Size.FULL: 420.0}
KILLS = {figure.Size.SMALL: 1, figure.Size.FULL: 24}
TAMBONS = ("720601", "720602", "720603", "720101", "720102", "720103")
PASSING = frozenset({500, 502, 503, 504})
REFUSED = frozenset({409, 422})
"""What may be refused: another was first, or there is not so much left."""
YEAR = 2568
OFF = {
    "budgets": """
        SELECT coalesce(sum(abs(p.budget_baht - p.own_baht - coalesce(i.came, 0))), 0) FROM plan_items p LEFT JOIN (
            SELECT into_item_id, sum(share_baht) AS came FROM inclusions WHERE decision = 'INCLUDED' GROUP BY 1
        ) i ON i.into_item_id = p.id""",
    "shares": """
        SELECT coalesce(sum(i.gone - p.budget_baht), 0) FROM plan_items p JOIN (
            SELECT plan_item_id, sum(share_baht) AS gone FROM inclusions GROUP BY 1
        ) i ON i.plan_item_id = p.id WHERE i.gone > p.budget_baht""",
    "households": """
        SELECT coalesce(sum(abs(p.households - coalesce(p.own_households, 0) - coalesce(i.came, 0))), 0)
        FROM plan_items p LEFT JOIN (
            SELECT into_item_id, sum(households) AS came FROM inclusions GROUP BY 1
        ) i ON i.into_item_id = p.id""",
    "households beyond": """
        SELECT coalesce(sum(i.gone - p.households), 0) FROM plan_items p JOIN (
            SELECT plan_item_id, sum(households) AS gone FROM inclusions GROUP BY 1
        ) i ON i.plan_item_id = p.id WHERE i.gone > p.households""",
    "carried twice": """
        SELECT coalesce(sum(c.amount_baht + coalesce(r.spent, 0) - p.own_baht), 0)
        FROM carry_overs c JOIN plan_items p ON p.id = c.plan_item_id LEFT JOIN (
            SELECT plan_item_id, sum(spent_baht) AS spent FROM progress_reports GROUP BY 1
        ) r ON r.plan_item_id = p.id WHERE c.amount_baht + coalesce(r.spent, 0) > p.own_baht""",
    "needs without their path": """
        SELECT count(*) FROM needs n WHERE n.steps <> (SELECT count(*) FROM need_steps s WHERE s.need_id = n.id)
        OR n.status <> (SELECT s.to_status FROM need_steps s WHERE s.need_id = n.id ORDER BY s.number DESC LIMIT 1)""",
}


@dataclass
class Outcome:
    """What was done, and by how much it does not add up."""

    done: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    repeats: int = 0
    kills: int = 0
    rollups: int = 0
    off: dict[str, Decimal] = field(default_factory=dict)
    surprises: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Say whether enough was done and everything adds up."""
        decided = self.done["inclusions"] > 0 and self.rollups > 0
        return decided and not any(self.off.values()) and not self.surprises


@dataclass
class Scene:
    """The running service, and what there is to decide about."""

    client: httpx.AsyncClient
    who: dict[str, str]
    outcome: Outcome
    ends: float
    low: list[dict[str, Any]] = field(default_factory=list)
    """Items of adopted plans of tambons."""
    drafts: list[dict[str, Any]] = field(default_factory=list)
    """Items of drafts of districts, each with its plan."""
    high: list[dict[str, Any]] = field(default_factory=list)
    """Items of adopted plans of districts and the province."""
    proposals: list[dict[str, Any]] = field(default_factory=list)

    async def see(self, path: str) -> dict[str, Any]:
        """Ask until it is answered, whatever happens to the service."""
        while True:
            with suppress(httpx.HTTPError):
                answer = await self.client.get(path, headers=self.who)
                if answer.is_success:
                    told: dict[str, Any] = answer.json()
                    return told
            await asyncio.sleep(0.1)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """Send until it is known what became of it; None is a refusal."""
        body = {"id": str(new_id()), **body}
        headers = {**self.who, "Idempotency-Key": str(new_id())}
        while True:
            try:
                answer = await self.client.post(path, json=body, headers=headers)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code not in PASSING:
                break
            self.outcome.repeats += 1
            await asyncio.sleep(0.1)
        if answer.is_success:
            self.outcome.done[path.rpartition("/")[2]] += 1
            told: dict[str, Any] = answer.json()
            return told
        if answer.status_code not in REFUSED:
            self.outcome.surprises.append(f"{path} {answer.status_code} {answer.text[:160]}")
        self.outcome.refused += 1
        return None


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Plan and kill on a platform of our own."""
    async with house.standing("registry", "planning") as stand:
        stand.add("registry")
        stand.add("planning", factory=LEAKING if control else None)
        await stand.start()
        outcome = await run(stand, WRITERS[size], SECONDS[size], KILLS[size], seed)
    off = ", ".join(f"{name} {amount}" for name, amount in outcome.off.items() if amount) or "0"
    return figure.Figure(
        f"sums off by {off} over {outcome.done.total():,} operations, {outcome.rollups:,} roll-ups and"
        f" {outcome.kills} kills ({outcome.refused:,} refused, {outcome.repeats:,} repeats)",
        met=outcome.met,
        n=outcome.done.total(),
        details={
            "done": dict(outcome.done),
            "off": {name: str(amount) for name, amount in outcome.off.items()},
            "surprises": outcome.surprises[:20],
        },
    )


async def run(stand: house.House, writers: int, seconds: float, kills: int, seed: int) -> Outcome:
    """Let so many hands work for so long while planning is killed, and add everything up."""
    await stand.caught_up("planning", "registry")
    limits = httpx.Limits(max_connections=writers)
    async with httpx.AsyncClient(
        base_url=stand.base("planning"), timeout=20, limits=limits
    ) as client:
        ends = time.monotonic() + seconds
        who = stand.token("NATIONAL_ADMIN", area="")
        scene = Scene(client, who, Outcome(), ends)
        issue = {"code": "WATER", "name_th": "น้ำ", "name_en": "Water"}
        await scene.post("/v1/issues", issue)
        async with asyncio.TaskGroup() as group:
            group.create_task(_strike(stand, scene, kills, random.Random(f"{seed}/kills")))
            for number in range(writers):
                group.create_task(_write(scene, random.Random(f"{seed}/{number}")))
        await _add_up(stand, scene)
    return scene.outcome


async def _write(scene: Scene, chance: random.Random) -> None:
    """Do what people do with plans until the time is over."""
    while time.monotonic() < scene.ends:
        act = chance.random()
        if not scene.low or act < 1 / 8:
            await _plan(scene, chance)
        elif not scene.drafts or act < 1 / 6:
            await _open(scene, chance)
        elif act < 1 / 5:
            await _close(scene, chance)
        elif act < 1 / 4:
            await _spend_and_carry(scene, chance)
        elif act < 1 / 2:
            await _speak(scene, chance)
        else:
            await _decide(scene, chance)


async def _draft(scene: Scene, area: str, year: int = YEAR) -> dict[str, Any] | None:
    level = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON"}[len(area)]
    title = f"แผนที่ {new_id().int % 10**6}"
    new = {"level": level, "area_code": area, "fiscal_year_be": year, "horizon_years": 1}
    return await scene.post("/v1/plans", {**new, "title_th": title})


async def _item(
    scene: Scene, plan: dict[str, Any], chance: random.Random, needs: list[str]
) -> dict[str, Any] | None:
    own = Decimal(chance.randrange(100_000_00)) / 100
    new = {
        "plan_id": plan["id"],
        "title_th": "ขุดลอกคลอง",
        "issue_code": "WATER",
        "need_ids": needs,
        "own_budget": _baht(own),
        "own_households": chance.randrange(200),
        "owner_th": "สภา",
        "indicator_th": "ครัวเรือน",
        "expected_result_th": "มีน้ำ",
    }
    if own > 1 and chance.random() < 1 / 2:
        part = Decimal(chance.randrange(1, int(own * 100))) / 100
        lines = (("COMMUNITY", part), ("LAO", own - part))
        new["budget_lines"] = [
            {"id": str(new_id()), "source": source, "amount": _baht(amount)}
            for source, amount in lines
        ]
    return await scene.post("/v1/plan-items", new)


async def _plan(scene: Scene, chance: random.Random) -> None:
    """Voice needs in a tambon, plan for them, and adopt the plan."""
    area = chance.choice(TAMBONS)
    voiced = {"voiced_on": "2024-03-15", "voiced_at_th": "เวที", "issue_code": "WATER"}
    needs = [
        await scene.post("/v1/needs", {"area_code": area, "title_th": "ขาดน้ำ", **voiced})
        for _ in range(chance.randrange(3))
    ]
    plan = await _draft(scene, area)
    if plan is None:
        return
    item = await _item(scene, plan, chance, [need["id"] for need in needs if need])
    if item and await _adopt(scene, plan, [item]):
        scene.low.append(item)


async def _open(scene: Scene, chance: random.Random) -> None:
    """Open a draft of a district with two items that many decide about."""
    plan = await _draft(scene, chance.choice(TAMBONS)[:4])
    for _ in range(2 if plan else 0):
        item = await _item(scene, plan or {}, chance, [])
        if item:
            scene.drafts.append(item)


async def _close(scene: Scene, chance: random.Random) -> None:
    """Adopt a district's plan; its items go into a draft of the province in parts."""
    chosen = chance.choice(scene.drafts)
    items = [item for item in scene.drafts if item["plan_id"] == chosen["plan_id"]]
    scene.drafts = [item for item in scene.drafts if item["plan_id"] != chosen["plan_id"]]
    if await _adopt(scene, {"id": chosen["plan_id"]}, items):
        plan = await _draft(scene, "72")
        above = await _item(scene, plan, chance, []) if plan else None
        for item in items if above else []:
            await _include(scene, item, above or {}, chance)
        scene.high += items
        if above and await _adopt(scene, plan or {}, [above]):
            scene.high.append(above)


async def _adopt(scene: Scene, plan: dict[str, Any], items: list[dict[str, Any]]) -> bool:
    for item in items:
        await scene.post(f"/v1/plan-items/{item['id']}/finalizations", {})
    day = {"adopted_on": "2024-08-25"}
    return await scene.post(f"/v1/plans/{plan['id']}/adoptions", day) is not None


async def _decide(scene: Scene, chance: random.Random) -> None:
    """Take a part of an item into a draft above, or leave it out; often more is wanted than is left."""
    above = chance.choice(scene.drafts) if scene.drafts else None
    district = above["area"]["code"] if above else ""
    fitting = [item for item in scene.low if item["area"]["code"].startswith(district)]
    if above is None or not fitting:
        await _open(scene, chance)
        return
    await _include(scene, chance.choice(fitting[-60:]), above, chance)


async def _include(
    scene: Scene, item: dict[str, Any], above: dict[str, Any], chance: random.Random
) -> None:
    budget = Decimal(item["budget"]["amount"])
    out = chance.random() < 1 / 10
    share = Decimal(0) if out else (budget * chance.choice((25, 50, 50, 33, 100)) / 100)
    body = {
        "into_item_id": above["id"],
        "share": _baht(share.quantize(Decimal("0.01"))),
        "decision": "EXCLUDED" if out else "INCLUDED",
        "reason_th": "ซ้ำกับแผนอื่น" if out else None,
        "decided_on": "2024-08-25",
    }
    await scene.post(f"/v1/plan-items/{item['id']}/inclusions", body)


async def _speak(scene: Scene, chance: random.Random) -> None:
    """Ask for a part of an item's money at any level of its chain, or answer what was asked."""
    if scene.proposals and chance.random() < 1 / 3:
        made = scene.proposals.pop(chance.randrange(len(scene.proposals)))
        granted = Decimal(made["asked"]["amount"]) / chance.choice((1, 2))
        refused: dict[str, Any] = {"outcome": "REJECTED", "reason_th": "งบประมาณจำกัด"}
        part = {"outcome": "ACCEPTED_IN_PART", "reason_th": "งบประมาณจำกัด"}
        whole = f"{granted:.2f}" == made["asked"]["amount"]
        given = {**({"outcome": "ACCEPTED"} if whole else part), "granted": _baht(granted)}
        said = refused if chance.random() < 1 / 3 or not granted else given
        path = f"/v1/proposals/{made['id']}/answers"
        await scene.post(path, {**said, "answered_on": "2024-12-01"})
        return
    seen = chance.choice([*scene.low[-20:], *scene.high[-20:]])
    shown = await scene.see(f"/v1/plan-items/{seen['id']}")
    budget = Decimal(shown["budget"]["amount"])
    new = {
        "plan_item_id": seen["id"],
        "addressee_kind": "GOVERNOR",
        "addressee_th": "ผู้ว่าราชการจังหวัด",
        "title_th": "ขอสนับสนุน",
        "asked": _baht((budget * chance.choice((20, 50, 100)) / 100).quantize(Decimal("0.01"))),
        "submitted_on": "2024-10-01",
    }
    answered = await scene.post("/v1/proposals", new)
    scene.proposals += [answered] if answered else []


async def _spend_and_carry(scene: Scene, chance: random.Random) -> None:
    """Spend of an item, and carry what is left of it, or more, into the next year."""
    item = chance.choice(scene.low)
    own = Decimal(item["own_budget"]["amount"])
    part = (own * chance.choice((10, 50, 90)) / 100).quantize(Decimal("0.01"))
    report = {
        "reported_on": "2025-01-05",
        "starts_on": "2024-10-01",
        "ends_on": "2025-01-01",
        "percent_done": chance.randrange(101),
        "done_th": "ทำแล้ว",
        "spendings": [{"amount": _baht(part)}] if part else [],
        "evidence": [{"note_th": "ใบเสร็จ"}],
    }
    await scene.post(f"/v1/plan-items/{item['id']}/progress-reports", report)
    later = await _draft(scene, item["area"]["code"], YEAR + 1)
    if later:
        carry = {
            "into_plan_id": later["id"],
            "into_item_id": str(new_id()),
            "amount": _baht(part),
            "reason_th": "ทำไม่ทัน",
            "decided_on": "2025-09-20",
        }
        await scene.post(f"/v1/plan-items/{item['id']}/carry-overs", carry)


def _baht(amount: Decimal) -> dict[str, str]:
    return {"amount": f"{amount:.2f}", "currency": "THB"}


async def _strike(stand: house.House, scene: Scene, kills: int, chance: random.Random) -> None:
    """Kill planning at random moments and start it again."""
    pause = (scene.ends - time.monotonic()) / (kills + 1)
    for _ in range(kills):
        await asyncio.sleep(pause * (0.5 + chance.random() / 2))
        stand.services["planning"].kill()
        scene.outcome.kills += 1
        await stand.services["planning"].start()


async def _add_up(stand: house.House, scene: Scene) -> None:
    """Ask the database and each roll-up by how much they are off."""
    outcome = scene.outcome
    with psycopg.connect(stand.urls["planning"], autocommit=True) as connection:
        for name, query in OFF.items():
            row = connection.execute(query.encode()).fetchone()
            outcome.off[name] = Decimal(row[0]) if row else Decimal(0)
        outcome.off["spoken for twice"] = purses.missing(connection)
        plans = [str(row[0]) for row in connection.execute("SELECT id FROM plans ORDER BY id")]
    off = Decimal(0)
    for plan in plans[:: max(1, len(plans) // 2000)]:
        told = (await scene.client.get(f"/v1/rollups/{plan}", headers=scene.who)).json()
        off += _off(told)
        outcome.rollups += 1
    outcome.off["roll-ups"] = off


def _off(told: dict[str, Any]) -> Decimal:
    """Return by how much the readings of a roll-up differ from its total."""
    total, off = Decimal(told["total"]["amount"]), Decimal(0)
    for reading in ("by_area", "by_issue", "by_source"):
        off += abs(
            sum((Decimal(p["amount"]["amount"]) for p in told[reading]), Decimal(0)) - total
        )
    for reading in ("by_area", "by_issue"):
        off += abs(sum(part["households"] for part in told[reading]) - told["households"])
    below = sum((Decimal(p["amount"]["amount"]) for p in told["by_child_area"]), Decimal(0))
    return off + abs(below - Decimal(told["from_below"]["amount"]))
