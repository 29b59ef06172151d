"""Erase people: afterwards nothing of them is found in any table, log, answer, or restored backup.

They are erased as it is done: they ask, by their account or on paper, and somebody else decides. What must
stay stays: their seats, the statistics, who looked at them.
"""

import asyncio
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench import figure
from bench.access import canaries, leaving, register
from bench.access.people import Desk
from bench.faults import house
from bench.figures import canary
from khabuan import backup, keys

NAME = "person"
GOAL = "0 traces of erased people, in a restored backup too; tokens refused within 5 s"
PLANTS = "a restore does not replay the ledger of erasures"
SERVICES = ("registry", "planning", "partners")
PEOPLE = {figure.Size.SMALL: (24, 6), figure.Size.FULL: (300, 100)}
"""How many there are, and how many of them are erased."""
ACCOUNTS = 3
RIGHT, FORGETFUL = "khabuan", "bench.access.forgetful"


@dataclass
class Outcome:
    """What was known of them before, and what is wrong afterwards."""

    people: int = 0
    before: int = 0
    answers: int = 0
    refused_after: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    canaries: int = 0

    @property
    def met(self) -> bool:
        """Say whether they were known, and nothing is left but what must be."""
        return self.people > 0 and self.before > self.people and not +self.wrong


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Erase people of a platform of our own, and bring back a backup from before."""
    people, erased = PEOPLE[size]
    async with house.standing(*SERVICES) as stand:
        canary.put(stand)
        await stand.start()
        outcome = await run(
            stand, people=people, erased=erased, seed=seed, program=FORGETFUL if control else RIGHT
        )
    return figure.Figure(
        f"{outcome.wrong.total()} traces of {outcome.people} erased people ({outcome.canaries:,} canaries, found in"
        f" {outcome.before:,} places before) in databases, logs, {outcome.answers:,} answers and a restored"
        f" backup; tokens refused after {outcome.refused_after:.1f} s",
        met=outcome.met,
        n=outcome.people,
        details={"wrong": dict(outcome.wrong.most_common(40))},
    )


async def run(
    stand: house.House, *, people: int, erased: int, seed: int, program: str = RIGHT
) -> Outcome:
    """Erase some of the people on a started platform; `program` restores."""
    await stand.followed()
    made, birds = keys.make(stand.home), canaries.Aviary(random.Random(seed))
    names = (*SERVICES, "gateway")
    limits = httpx.Limits(max_connections=register.AT_ONCE)
    async with httpx.AsyncClient(
        base_url=stand.base("gateway"), timeout=60, limits=limits
    ) as client:
        book = register.Register(client, birds, Desk(made))
        await book.fill(people, ACCOUNTS)
        first = [human for human in book.humans if human.account]
        await register.identify(stand.urls["registry"], book, [h for h in first if h.account][:1])
        rest = [h for h in book.humans if not h.account]
        gone = [*first, *birds.chance.sample(rest, erased - len(first))]
        gone.append(await book.double(gone[-1]))
        bases = {name: stand.base(name) for name in names}
        left = leaving.Leaving(book, gone, stand.urls, bases)
        await left.live()
        await stand.followed()
        outcome = Outcome(people=len(gone), before=left.known(), wrong=left.wrong)
        numbers = await left.numbers()
        with tempfile.TemporaryDirectory(prefix="khabuan-backup-") as folder:
            saved = Path(folder) / "backup"
            await asyncio.to_thread(backup.run, saved, stand.urls, say=_quiet)
            await left.go()
            await left.knock()
            await left.asked_after()
            await left.seats()
            await stand.followed()
            if await left.numbers() != numbers:
                outcome.wrong["the statistics changed"] += 1
            await asyncio.to_thread(left.stored, "after", stand.home)
            await asyncio.to_thread(left.others, "after")
            stand.end()
            if +outcome.wrong:
                return _counted(outcome, left)
            await _quiet_databases(stand)
            said = await leaving.restored(saved, stand.urls, stand.home, program)
        left.wrong.update({"restore said nothing of them": "erased again" not in said})
        await asyncio.to_thread(left.stored, "restored", stand.home)
        await asyncio.to_thread(left.others, "restored")
        await stand.start()
        await left.knock()
        await left.seats()
    return _counted(outcome, left)


def _counted(outcome: Outcome, left: leaving.Leaving) -> Outcome:
    outcome.answers, outcome.refused_after = left.answers, left.refused_after
    outcome.canaries = len(left.birds.shaped) + len(left.birds.long)
    return outcome


async def _quiet_databases(stand: house.House) -> None:
    """Wait until PostgreSQL knows that the services are gone."""

    def quiet() -> bool:
        return not any(leaving.visitors(url) for url in stand.urls.values())

    await house.until(quiet, seconds=10)


def _quiet(_: str) -> None:
    return None
