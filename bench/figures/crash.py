"""Kill services and PostgreSQL in the middle of writes: what was acknowledged is there, once, with its event."""

import asyncio
import contextlib
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from bench import figure
from bench.faults import audit, house, phone
from shared.ids import new_id

NAME = "crash"
GOAL = "0 lost, 0 doubled, 0 without event, 0 gaps"
PLANTS = "events in a second transaction; keys and revisions forgotten"
SERVICES = ("registry", "planning")
WRITERS = 8
DATABASE = "PostgreSQL"
LONGEST_SECONDS = 900.0


@dataclass
class Plan:
    """How much is written and what is killed meanwhile, in this order."""

    writes: int
    kills: list[str]


@dataclass
class Outcome:
    """What the clients were told and what the databases hold."""

    ledger: phone.Ledger
    kills: Counter[str] = field(default_factory=Counter)
    findings: audit.Findings = field(default_factory=audit.Findings)
    healed: float = 0.0
    """Seconds from PostgreSQL being back to the next write, at most."""

    @property
    def met(self) -> bool:
        """Say whether nothing went wrong and everything was written."""
        told = self.ledger
        return self.findings.clean and not told.surprises and told.acknowledged == told.wanted


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Write and kill on a PostgreSQL of our own."""
    plan = make_plan(size, seed)
    async with house.standing(*SERVICES) as stand:
        for name in SERVICES:
            stand.add(name, factory=f"bench.faults.broken:forgetful_{name}" if control else None)
        await stand.start()
        outcome = await run(stand, plan, seed)
    found, told = outcome.findings, outcome.ledger
    kills = ", ".join(f"{name} {count}" for name, count in sorted(outcome.kills.items()))
    return figure.Figure(
        f"{found.lost} lost, {found.doubled} doubled, {found.without_event} without event,"
        f" {found.gaps} gaps, {len(told.surprises)} wrong answers over {told.acknowledged} writes"
        f" and {outcome.kills.total()} kills ({kills}; {told.repeats} repeats)",
        met=outcome.met,
        n=told.acknowledged,
        details={
            "kills": dict(outcome.kills),
            "statuses": {str(k): v for k, v in sorted(told.statuses.items())},
            "slowest_healing_seconds": round(outcome.healed, 2),
            "surprises": told.surprises[:20],
        },
    )


def make_plan(size: figure.Size, seed: int) -> Plan:
    """Return how much to do: 200 writes and 6 kills, or 2,000 writes and 60; every sixth is PostgreSQL's."""
    writes, kills = (200, 6) if size is figure.Size.SMALL else (2_000, 60)
    chance = random.Random(seed)
    victims = [*chance.choices(SERVICES, k=kills - kills // 6), *[DATABASE] * (kills // 6)]
    chance.shuffle(victims)
    return Plan(writes, victims)


async def run(stand: house.House, plan: Plan, seed: int) -> Outcome:
    """Let eight phones write into the started services while the plan's kills happen."""
    outcome = Outcome(phone.Ledger(plan.writes))
    written = [name for name in SERVICES if name in stand.services]
    who = stand.token("NATIONAL_ADMIN", area="")
    async with contextlib.AsyncExitStack() as opened:
        if "planning" in stand.services:
            await stand.caught_up("planning", "registry")
            await _define_issue(stand, who)
        phones = []
        for number in range(WRITERS):
            clients = {
                name: await opened.enter_async_context(
                    httpx.AsyncClient(base_url=stand.base(name), timeout=phone.PATIENCE_SECONDS)
                )
                for name in written
            }
            chance = random.Random(f"{seed}/{number}")
            phones.append(phone.Writer(outcome.ledger, chance, clients, who))
        async with asyncio.timeout(LONGEST_SECONDS), asyncio.TaskGroup() as group:
            group.create_task(_strike(stand, plan, seed, outcome))
            for each in phones:
                group.create_task(each.run())
    for name in written:
        told = {id: marks for (s, id), marks in outcome.ledger.known.items() if s == name}
        outcome.findings.add(await audit.check(stand.urls[name], phone.THINGS[name], told))
    return outcome


async def _define_issue(stand: house.House, who: dict[str, str]) -> None:
    issue = {"id": str(new_id()), "code": "WATER", "name_th": "น้ำ", "name_en": "Water"}
    async with httpx.AsyncClient(base_url=stand.base("planning"), headers=who) as client:
        (await client.post("/v1/issues", json=issue)).raise_for_status()


async def _strike(stand: house.House, plan: Plan, seed: int, outcome: Outcome) -> None:
    """Kill at random points of the writes, a random moment into the next one, and start again at once."""
    chance = random.Random(f"{seed}/kills")
    points = sorted(chance.sample(range(plan.writes), len(plan.kills)))
    for point, victim in zip(points, plan.kills, strict=True):
        await house.until(lambda: outcome.ledger.begun > point, seconds=LONGEST_SECONDS)  # noqa: B023
        await asyncio.sleep(chance.random() * 0.03)
        outcome.kills[victim] += 1
        if victim != DATABASE:
            stand.services[victim].kill()
            await stand.services[victim].start()
        else:
            await _crash_database(stand, chance.choice((signal.SIGKILL, signal.SIGQUIT)))
            await _note_healing(outcome)


async def _crash_database(stand: house.House, blow: signal.Signals) -> None:
    """End PostgreSQL without a checkpoint (kill -9, or its immediate mode) and start it again."""
    assert stand.cluster is not None
    server = stand.cluster.server.process
    assert server is not None
    server.send_signal(blow)
    await asyncio.to_thread(server.wait)
    await asyncio.to_thread(stand.cluster.revive)


async def _note_healing(outcome: Outcome) -> None:
    """Wait for the first write after PostgreSQL is back, and note how long that took."""
    back, told = time.monotonic(), outcome.ledger
    await house.until(lambda: told.last >= back or told.acknowledged >= told.wanted)
    outcome.healed = max(outcome.healed, told.last - back)
