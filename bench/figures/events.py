"""24 writers commit out of order while relays and a follower are killed: every event takes effect once, in order."""

import asyncio
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bench import figure
from bench.faults import audit, follower, house
from services.registry.organizations.queries import ORGANIZATION
from shared import database, events
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role

NAME = "events"
GOAL = "0 missed, 0 doubled, 0 out of order, 0 differences"
PLANTS = "numbers given when inserting, a cursor on them"
NAIVE = "bench.faults.broken:numbering_registry"
WRITERS = 24
THINGS = 300
PAUSE_SECONDS = 0.1
MOST_BEHIND = 300
MOST_AT_ONCE = 4
UNDONE = 0.05
PATIENCE_SECONDS = 60.0
LONGEST_SECONDS = 600.0
BY = Subject("faults", (Grant(Role.NATIONAL_ADMIN),))
_RELAYS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_NUMBERED = "SELECT (SELECT max(position) FROM feed) + (SELECT count(*) FROM outbox)"
_INSERTED = "SELECT max(number) FROM outbox"
_CHANGE = """
    UPDATE organizations SET members_count = :members, revision = revision + 1 WHERE id = :id
"""


class _ChangedMindError(Exception):
    """Undoes a transaction before it is committed."""


@dataclass
class Outcome:
    """What was committed, what was killed, and how what took effect differs from it."""

    committed: int = 0
    undone: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    doubled: int = 0
    disordered: int = 0
    differences: int = 0
    broken: int = 0

    @property
    def met(self) -> bool:
        """Say whether everything took effect once and in order."""
        wrong = (self.missed, self.doubled, self.disordered, self.differences, self.broken)
        return self.committed > 0 and not any(wrong)


@dataclass
class Scene:
    """Where it happens and how far it has come."""

    source: database.Database
    sink: database.Database
    seed: int
    count: int
    kills: int
    naive: bool
    outcome: Outcome = field(default_factory=Outcome)
    struck: bool = False
    head: int = 0
    position: int = 0

    @property
    def behind(self) -> int:
        """Return how far the follower is behind; the writers do not run away from it."""
        return self.head - self.position

    async def look(self) -> None:
        """See how far source and follower have come."""
        query = _INSERTED if self.naive else _NUMBERED
        self.head = (await _all(self.source, query))[0][0] or 0
        self.position = (await _all(self.sink, "SELECT position FROM followed"))[0][0]

    async def watch(self) -> None:
        """Keep looking."""
        while True:
            await self.look()
            await asyncio.sleep(PAUSE_SECONDS)


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Write, kill and follow on a PostgreSQL of our own."""
    count, kills = (2_000, 6) if size is figure.Size.SMALL else (60_000, 45)
    async with house.standing("registry") as stand:
        assert stand.cluster is not None
        with psycopg.connect(stand.cluster.admin_url, autocommit=True) as admin:
            admin.execute("CREATE DATABASE follower")
        own = stand.cluster.admin_url.rpartition("/")[0] + "/follower"
        outcome = await run(stand, own, count=count, kills=kills, seed=seed, naive=control)
    killed = ", ".join(f"{name} {number}" for name, number in sorted(outcome.kills.items()))
    return figure.Figure(
        f"{outcome.missed} missed, {outcome.doubled} doubled, {outcome.disordered} out of order,"
        f" {outcome.differences} differences, {outcome.broken} gaps of {outcome.committed} events"
        f" by {WRITERS} writers over {outcome.kills.total()} kills ({killed})",
        met=outcome.met,
        n=outcome.committed,
        details={"kills": dict(outcome.kills), "undone": outcome.undone},
    )


async def run(
    stand: house.House, own: str, *, count: int, kills: int, seed: int, naive: bool = False
) -> Outcome:
    """Write at least `count` events while `kills` things are killed; `own` is an empty database."""
    stand.add("registry", factory=NAIVE if naive else None, KHABUAN_FOLLOW="false")
    await stand.start()
    await _begin(stand, own, naive=naive)
    _follower(stand, own, naive=naive).launch()
    async with (
        database.connect(stand.urls["registry"], pool_size=WRITERS) as source,
        database.connect(own, pool_size=2) as sink,
    ):
        scene = Scene(source, sink, seed, count, kills, naive)
        things = await _make_things(source)
        scene.outcome.committed = len(things)
        watch = asyncio.create_task(scene.watch())
        turns = [random.Random(f"{seed}/{number}") for number in range(WRITERS)]
        async with asyncio.timeout(LONGEST_SECONDS), asyncio.TaskGroup() as group:
            group.create_task(_strike(stand, scene))
            for turn in turns:
                group.create_task(_write(scene, things, turn))
        watch.cancel()
        await _caught_up(scene)
        await _compare(scene)
    return scene.outcome


async def _begin(stand: house.House, own: str, *, naive: bool) -> None:
    """Let the follower begin behind what the database already tells (the areas)."""
    url = stand.urls["registry"]
    if not naive:
        await audit.settled(url)
    with psycopg.connect(url, autocommit=True) as connection:
        row: Any = connection.execute(_INSERTED if naive else _NUMBERED).fetchone()
    await asyncio.to_thread(follower.prepare, own, row[0] or 0)


def _follower(stand: house.House, own: str, *, naive: bool) -> house.Service:
    key = stand.home / "keys" / "planning.json"
    command = [
        sys.executable,
        "-m",
        "bench.faults.follower",
        stand.base("registry"),
        own,
        str(key),
    ]
    variables = dict(stand.services["registry"].variables)
    made = house.Service(
        "follower", command + ["--naive"] * naive, variables, "", "", stand.home / "follower.log"
    )
    stand.services["follower"] = made
    return made


async def _make_things(source: database.Database) -> list[Any]:
    """Register what the writers change: organizations of one tambon."""
    ids = [new_id() for _ in range(THINGS)]
    statement = text(
        "INSERT INTO organizations (id, kind, name_th, area_code, status, issues, name_sort,"
        " fingerprint, revision) VALUES (:id, 'NETWORK', 'เครือข่าย', '720602', 'ACTIVE', '{}', '', '', 1)"
    )
    async with source.transaction() as session:
        await session.execute(statement, [{"id": id} for id in ids])
        await events.emit_many(session, "registered", ORGANIZATION, ids, by=BY)
    return ids


async def _write(scene: Scene, things: list[Any], chance: random.Random) -> None:
    """Commit transactions of one to four events, with pauses inside, some of them undone."""
    outcome = scene.outcome
    while not scene.struck or outcome.committed < scene.count:
        if scene.behind > MOST_BEHIND:
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        chosen = sorted(chance.sample(things, chance.randint(1, MOST_AT_ONCE)))
        try:
            async with scene.source.transaction() as session:
                for id in chosen:
                    values = {"members": chance.randrange(10_000), "id": id}
                    await session.execute(text(_CHANGE), values)
                    await events.emit(session, "changed", ORGANIZATION, id, by=BY)
                    await asyncio.sleep(chance.random() * PAUSE_SECONDS)
                _perhaps_undo(chance)
        except (_ChangedMindError, OperationalError):
            outcome.undone += len(chosen)
        else:
            outcome.committed += len(chosen)


def _perhaps_undo(chance: random.Random) -> None:
    if chance.random() < UNDONE:
        raise _ChangedMindError


async def _strike(stand: house.House, scene: Scene) -> None:
    """Kill the relay's connection, its process or the follower, in turn, at random points of the writes.

    Each time the follower must have taken in something new before the next blow falls.
    """
    chance, outcome = random.Random(f"{scene.seed}/kills"), scene.outcome
    share = scene.count // (scene.kills + 1)
    for number in range(scene.kills):
        await _moved(scene)
        point = outcome.committed + chance.randrange(share)
        await house.until(lambda: outcome.committed >= point, seconds=LONGEST_SECONDS)  # noqa: B023
        victim = ("relay", "registry", "follower")[number % 3]
        outcome.kills[victim] += 1
        if victim == "relay":
            await _all(scene.source, _RELAYS)
            continue
        stand.services[victim].kill()
        stand.services[victim].launch()
        if victim == "registry":
            await stand.services[victim].ready()
    await _moved(scene)
    scene.struck = True


async def _moved(scene: Scene) -> None:
    """Wait until the follower has moved on."""
    before = scene.position
    await house.until(lambda: scene.position != before, seconds=PATIENCE_SECONDS)


async def _caught_up(scene: Scene) -> None:
    """Wait until the follower is where the source is, or stays behind for good."""
    until = time.monotonic() + PATIENCE_SECONDS
    await scene.look()
    while scene.behind and time.monotonic() < until:
        await asyncio.sleep(0.1)
        await scene.look()


async def _compare(scene: Scene) -> None:
    """Count what is missing, double, out of order or different."""
    outcome, source, sink = scene.outcome, scene.source, scene.sink
    taken = await _all(sink, "SELECT position, subject, revision FROM taken ORDER BY number")
    kept = await _all(sink, "SELECT subject, revision, members FROM kept")
    stand = await _all(source, "SELECT id::text, revision, members_count FROM organizations")
    distinct = {row[0] for row in taken}
    outcome.missed = outcome.committed - len(distinct)
    outcome.doubled = len(taken) - len(distinct)
    seen: dict[str, int] = {}
    last = 0
    for position, subject, revision in taken:
        outcome.disordered += position <= last or revision <= seen.get(subject, 0)
        last, seen[subject] = position, revision
    outcome.differences = len({row[0] for row in set(stand) ^ set(kept)})
    outcome.broken = 0 if scene.naive else audit.broken(await _all(source, audit.FEED))


async def _all(opened: database.Database, query: str) -> list[Any]:
    async with opened.reading() as connection:
        return list(await (await database.ask(connection, query)).fetchall())
