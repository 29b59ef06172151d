"""Canaries in every personal field: after everything was used none is found but where it lives.

People, requests, accounts and machines are written through the gateway into the four processes, which log at
DEBUG. Then everything is read by everybody, and everything goes wrong that can. What was answered, logged and
stored is searched.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench import figure, results
from bench.access import canaries, closed, mischief, register, stores
from bench.access.everything import Caller, Rounds
from bench.access.people import Desk
from bench.faults import house
from khabuan import keys

NAME = "canary"
GOAL = "0 canaries of 1,000 people out of place (60 small)"
PLANTS = "an event tells the name"
LEAK = "bench.access.leaks:telling_registry"
SERVICES = ("registry", "planning", "partners")
PEOPLE = {figure.Size.SMALL: 60, figure.Size.FULL: 1_000}
PARTS = {figure.Size.SMALL: 0.5, figure.Size.FULL: 1.0}
"""How much of what can be asked is asked; the seed chooses."""
ACCOUNTS = 4


@dataclass
class Outcome:
    """What was planted, what was searched, and what was found where it does not belong."""

    planted: int = 0
    answers: int = 0
    characters: int = 0
    opened: int = 0
    crashes: int = 0
    people: int = 0
    found: Counter[str] = field(default_factory=Counter)
    unfed: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def met(self) -> bool:
        """Say whether every field was fed, could be found, errors were provoked, and nothing leaked."""
        tried = self.people > 0 and self.opened >= self.people and self.crashes > 0
        return tried and not self.found and not self.unfed


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Use a platform of our own; at full size it has the examples' plans and journeys, too."""
    async with house.standing(*SERVICES) as stand:
        put(stand, leak=LEAK if control else None)
        await stand.start()
        if size is figure.Size.FULL:
            await stand.furnish()
        outcome = await run(stand, people=PEOPLE[size], seed=seed, part=PARTS[size])
    return figure.Figure(
        f"{outcome.found.total()} of {outcome.planted:,} canaries of {outcome.people:,} people out of place"
        f"{f', {len(outcome.unfed)} fields unfed' if outcome.unfed else ''}, in {outcome.answers:,} answers"
        f" ({outcome.crashes} of crashes), all databases and logs",
        met=outcome.met,
        n=outcome.planted,
        details={
            "found": dict(outcome.found.most_common(40)),
            "unfed": outcome.unfed,
            "opened": outcome.opened,
            "searched_characters": outcome.characters,
            "statuses": {str(key): count for key, count in sorted(outcome.statuses.items())},
        },
    )


def put(stand: house.House, *, leak: str | None = None) -> None:
    """Put the four processes there, as talkative as they can be; `leak` plants a bug in the registry."""
    for name in house.TABLE:
        factory = leak if name == "registry" else None
        stand.add(name, factory=factory, KHABUAN_LOG_LEVEL="DEBUG", KHABUAN_POOL_SIZE="4")


async def run(stand: house.House, *, people: int, seed: int, part: float) -> Outcome:
    """Plant, use and search on a started platform, whose processes end with it."""
    await stand.followed()
    made, birds = keys.make(stand.home), canaries.Aviary(random.Random(seed))
    limits = httpx.Limits(max_connections=register.AT_ONCE)
    base = stand.base("gateway")
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
        book = register.Register(client, birds, Desk(made))
        rounds = Rounds(book, birds)
        await book.fill(people, ACCOUNTS)
        await book.machine()
        rounds.known = await closed.Closed(book, birds).fill()
        owners = [human for human in book.humans if human.account][:ACCOUNTS]
        await register.identify(stand.urls["registry"], book, owners)
        document = (await client.get("/openapi.json")).json()
        await rounds.entitled()
        await rounds.everything(document, part)
        wrong = mischief.Mischief(book, stand.urls["registry"])
        await wrong.people()
        await wrong.secrets()
        await wrong.bodies(document, part)
        await wrong.crash()
        await stand.followed()
        bases = {name: stand.base(name) for name in SERVICES}
        await rounds.inside(stand.urls, bases, made)
        for name in SERVICES:
            stand.services[name].kill()
        await _kept(rounds, document)
    outcome = Outcome(people=people, planted=len(birds.shaped) + len(birds.long))
    outcome.found.update(rounds.findings)
    await asyncio.to_thread(_search, stand, birds, outcome, rounds)
    outcome.answers, outcome.opened, outcome.crashes = rounds.answers, rounds.opened, wrong.crashes
    outcome.characters, outcome.statuses = birds.characters, book.statuses
    return outcome


async def _kept(rounds: Rounds, document: canaries.Facts) -> None:
    """Ask the gateway, whose services are gone, for what it has kept."""
    gone = Caller("PUBLIC", {})
    for path, told in document["paths"].items():
        if "get" in told:
            await rounds.ask(gone, path.replace("{code}", "72").partition("{")[0])
    for path in ("/", "/docs", "/openapi.json", "/readyz", "/v1/province-dashboards/72"):
        await rounds.ask(gone, path)


def _search(stand: house.House, birds: canaries.Aviary, outcome: Outcome, rounds: Rounds) -> None:
    """Search every table, every log and the written documents."""
    outcome.unfed = stores.unfed(stand.urls["registry"])
    for place, canary in stores.in_databases(birds, stand.urls, at_home=True):
        kept = place == "registry idempotency.body" and rounds.told_anyway(canary)
        if not (kept or closed.is_kept(canary, place)):
            outcome.found[f"{place}: {canary.place}"] += 1
    for folder in (stand.home, Path(results.ROOT) / "openapi"):
        for place, canary in stores.in_files(birds, folder):
            outcome.found[f"{place}: {canary.place}"] += 1
