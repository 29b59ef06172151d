"""Kill and freeze services under dashboards: answers stay in time, say what is old, and heal."""

import asyncio
import itertools
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench import figure
from bench.faults import house, watch
from khabuan import areas

NAME = "partial"
GOAL = "answers <= 1.0 s, 0 wrong labels, 0 other than 200, healed <= 3 s"
PLANTS = "a gateway without deadlines for parts"
PATIENT = "bench.faults.broken:patient_gateway"
LONGEST_ANSWER, LONGEST_HEALING = 1.0, 3.0
KILLED, FROZEN = "SIGKILL", "SIGSTOP"


@dataclass
class Outcome:
    """How the answers were."""

    answers: int
    worst: float
    refused: int
    wrong: list[str]
    healing: dict[str, float]

    @property
    def healed(self) -> float:
        """Return the slowest healing in seconds."""
        return max(self.healing.values(), default=0.0)

    @property
    def met(self) -> bool:
        """Say whether everything stayed in time and was labelled right."""
        in_time = self.worst <= LONGEST_ANSWER and self.healed <= LONGEST_HEALING
        return self.answers > 0 and in_time and not self.refused and not self.wrong


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Break the services of a platform of our own."""
    async with house.standing(*watch.SERVICES) as stand:
        for name in house.TABLE:
            stand.add(name, factory=PATIENT if control and name == "gateway" else None)
        await stand.start()
        await stand.furnish()
        faults = plan(size, seed)
        outcome = await run(stand, faults, seed)
    return figure.Figure(
        f"worst answer {outcome.worst:.2f} s, {len(outcome.wrong)} wrong labels, {outcome.refused}"
        f" other than 200, healed in {outcome.healed:.1f} s; {outcome.answers:,} answers,"
        f" {len(outcome.healing)} faults",
        met=outcome.met,
        n=outcome.answers,
        details={
            "healing": outcome.healing,
            "slowest_restart_seconds": round(max(f.ended - f.mended for f in faults), 2),
            "wrong": outcome.wrong[:50],
        },
    )


def plan(size: figure.Size, seed: int) -> list[watch.Fault]:
    """Return the faults in a random order: each service, each pair and all three, killed and frozen."""
    if size is figure.Size.SMALL:
        chosen = [
            (KILLED, ("planning",)),
            (FROZEN, ("registry",)),
            (FROZEN, ("planning", "partners")),
        ]
    else:
        groups = [g for n in (1, 2, 3) for g in itertools.combinations(watch.SERVICES, n)]
        chosen = list(itertools.product((KILLED, FROZEN), groups))
    random.Random(seed).shuffle(chosen)
    return [watch.Fault(how, services) for how, services in chosen]


async def run(
    stand: house.House, faults: Sequence[watch.Fault], seed: int, *, seconds: float = 4.0
) -> Outcome:
    """Look at dashboards while the faults happen, each for `seconds` or half as long again."""
    chance = random.Random(f"{seed}/faults")
    provinces = sorted({a.code for a in areas.read_areas() if len(a.code) == 2} - {*watch.WATCHED})
    chance.shuffle(provinces)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=stand.base("gateway"), timeout=watch.PATIENCE_SECONDS, limits=limits
    ) as client:
        watcher = watch.Watcher(client, iter(provinces))
        for code in watch.WATCHED:
            await watcher.look(code)
        watching = asyncio.create_task(watcher.run())
        try:
            for fault in faults:
                await asyncio.sleep(seconds / 2)
                await _commit(stand, fault, chance.uniform(seconds, 1.5 * seconds))
                await asyncio.sleep(seconds / 2)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    return judge(watcher, faults)


async def _commit(stand: house.House, fault: watch.Fault, seconds: float) -> None:
    """Break the fault's services together for some seconds, and note when they could answer again."""
    broken = [stand.services[name] for name in fault.services]
    fault.begun = time.monotonic()
    for service in broken:
        (service.kill if fault.how == KILLED else service.freeze)()
    await asyncio.sleep(seconds)
    fault.mended = time.monotonic()
    for service in broken:
        (service.launch if fault.how == KILLED else service.thaw)()
    if fault.how == KILLED:
        await asyncio.gather(*(service.ready() for service in broken))
    fault.ended = time.monotonic()


def judge(watcher: watch.Watcher, faults: Sequence[watch.Fault]) -> Outcome:
    """Look back at all answers."""
    answers = watcher.answers
    return Outcome(
        len(answers),
        max(answer.seconds for answer in answers),
        sum(answer.status != 200 for answer in answers),
        watch.wrong_labels(answers, faults, watcher.first_looks),
        {
            f"{number} {fault.how} {'+'.join(fault.services)}": round(
                watch.healing(answers, faults, fault), 2
            )
            for number, fault in enumerate(faults, start=1)
        },
    )
