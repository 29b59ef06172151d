"""Change, drop, cut off and rewrite what was written down, as a superuser can: the audit finds each of them.

The feeds are those of the real services after the examples were played, and so is what the services hold of
each other. Every tampering happens in a transaction, is looked for as `khabuan audit verify` does, and is
undone.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench import figure
from bench.faults import audit as faults
from bench.faults import house
from khabuan import audit
from shared.audit import Held

NAME = "tamper"
GOAL = "every one of 1,000 tamperings found (40 small), 0 false alarms"
PLANTS = "the heads that others hold are ignored"
SMALL, FULL = 40, 1_000
EVERY = 20
"""After so many tamperings the untouched feeds are looked at too."""
EDITS = {
    "id": "gen_random_uuid()",
    "type": "type || 'x'",
    "kind": "kind || 'x'",
    "subject": "subject || 'x'",
    "revision": "revision + 1",
    "area_code": "area_code || '1'",
    "private": "NOT private",
    "actor": "actor || ' '",
    "reason": "coalesce(reason || ' ', 'None')",
    "request_id": "request_id || '0'",
    "data": "(data::text || ' ')::json",
    "occurred_at": "occurred_at - interval '1 microsecond'",
    "hash": "sha256(hash)",
}
_SWAP = """
    UPDATE feed SET position = -position WHERE position = ANY(%(both)s);
    UPDATE feed SET position = %(sum)s + position WHERE position < 0
"""
_FORGE = """
    INSERT INTO feed SELECT %(new)s, gen_random_uuid(), type, kind, subject, revision + 1, area_code, private,
        'somebody', reason, request_id, data, occurred_at, hash FROM feed WHERE position = %(like)s
"""


@dataclass
class Outcome:
    """What was done and what was not found."""

    done: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    misplaced: int = 0
    """Found, but another entry was named than the one that was touched."""
    alarms: int = 0
    entries: int = 0

    @property
    def met(self) -> bool:
        """Say whether everything was found, and nothing else."""
        return self.done.total() > 0 and not (self.missed or self.misplaced or self.alarms)


@dataclass
class Scene:
    """Superuser connections to every database, and the file with the heads."""

    connections: dict[str, psycopg.Connection[Any]]
    home: Path
    blind: bool
    outcome: Outcome = field(default_factory=Outcome)

    def look(self) -> dict[str, Any]:
        """Return the first break of each service, as the command finds it; the control's holds nothing."""
        held: list[Held] = []
        if not self.blind:
            held = [*audit.held_by_followers(self.connections), *audit.held_in_file(self.home)]
        found = audit.verify(self.connections, held)
        return {each.service: each.walk.found for each in found if each.walk.found}

    def undo(self) -> None:
        """Leave everything as it was."""
        for connection in self.connections.values():
            connection.rollback()


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Play the examples on a platform of our own, stop it, and tamper with what it wrote down."""
    async with house.standing("registry", "planning", "partners") as stand:
        assert stand.cluster is not None
        for name in house.TABLE:
            stand.add(name)
        await stand.start()
        await stand.furnish()
        stand.end()
        audit.note_heads(stand.home, stand.urls, "stop")
        base = stand.cluster.admin_url.rpartition("/")[0]
        count = SMALL if size is figure.Size.SMALL else FULL
        urls = {name: f"{base}/{name}" for name in stand.urls}
        outcome = await asyncio.to_thread(
            run, urls, stand.home, count=count, seed=seed, blind=control
        )
    kinds = ", ".join(f"{name} {number}" for name, number in sorted(outcome.done.items()))
    lost = ", ".join(f"{name} {number}" for name, number in sorted(outcome.missed.items()))
    total = outcome.done.total()
    return figure.Figure(
        f"{total - outcome.missed.total()} of {total} tamperings found{f' (not: {lost})' if lost else ''},"
        f" {outcome.misplaced} misplaced, {outcome.alarms} false alarms, among {outcome.entries} entries ({kinds})",
        met=outcome.met,
        n=total,
        details={"done": dict(outcome.done), "missed": dict(outcome.missed)},
    )


def run(
    urls: dict[str, str], home: Path, *, count: int, seed: int, blind: bool = False
) -> Outcome:
    """Tamper `count` times as the superuser of `urls` and look for it; `blind` ignores what others hold."""
    chance = random.Random(seed)
    with audit.opened(urls) as connections:
        scene = Scene(dict(connections), home, blind)
        outcome = scene.outcome
        lengths = {name: _length(each) for name, each in scene.connections.items()}
        outcome.entries = sum(lengths.values())
        outcome.alarms += bool(scene.look())
        for number in range(1, count + 1):
            scene.undo()
            service = chance.choice(sorted(lengths))
            _tamper(scene, service, lengths[service], chance)
            if number % EVERY == 0:
                scene.undo()
                outcome.alarms += bool(scene.look())
                _sweep(urls)
        scene.undo()
    return outcome


def _tamper(scene: Scene, service: str, length: int, chance: random.Random) -> None:
    """Do one thing to the feed of `service` and count whether it is found, at the right place."""
    connection, outcome = scene.connections[service], scene.outcome
    connection.execute(faults.UNLOCK.encode())
    kind = chance.choice(
        ("edit", "delete", "cut", "empty", "swap", "rewrite", "rewrite", "rewrite")
    )
    at, named = chance.randint(1, length), True
    if kind == "edit":
        _edit(connection, at, chance.choice(list(EDITS)))
    elif kind == "delete":
        at = chance.randint(1, length - 1)
        last = min(length - 1, at + chance.choice((0, 0, 5)))
        connection.execute("DELETE FROM feed WHERE position BETWEEN %s AND %s", (at, last))
    elif kind == "cut":
        connection.execute("DELETE FROM feed WHERE position >= %s", (at,))
    elif kind == "empty":
        at = 1
        connection.execute("TRUNCATE feed")
    elif kind == "swap":
        other = chance.choice([n for n in range(1, length + 1) if n != at])
        values = (f"{{{at},{other}}}", str(at + other))
        swap = _SWAP.replace("%(both)s", f"'{values[0]}'").replace("%(sum)s", values[1])
        connection.execute(swap.encode())
        at = min(at, other)
    else:
        named = False
        kind = _rewrite(scene, service, min(at, length - 1), chance)
    outcome.done[kind] += 1
    found = scene.look().get(service)
    if found is None:
        outcome.missed[kind] += 1
    elif named and found.position != at:
        outcome.misplaced += 1


def _edit(connection: psycopg.Connection[Any], at: int, column: str) -> None:
    change = f"UPDATE feed SET {column} = {EDITS[column]} WHERE position = {at}"
    connection.execute(change.encode())


def _rewrite(scene: Scene, service: str, at: int, chance: random.Random) -> str:
    """Change something before the last entry and chain everything behind it anew; return what was done.

    Sometimes the other services are made to hold the new head too. (An entry forged behind the last one
    is no tampering with what was written down: it is one more event.)
    """
    connection = scene.connections[service]
    how = chance.choice(("edit", "delete", "forge"))
    if how == "edit":
        _edit(connection, at, chance.choice([name for name in EDITS if name != "hash"]))
    elif how == "delete":
        connection.execute("DELETE FROM feed WHERE position = %s", (at,))
    else:
        connection.execute("UPDATE feed SET position = -position - 1 WHERE position > %s", (at,))
        connection.execute("UPDATE feed SET position = -position WHERE position < 0")
        connection.execute(_FORGE, {"new": at + 1, "like": at})
    faults.chain_anew(connection, after=at - 1)
    if chance.random() < 1 / 3:
        row = connection.execute(
            "SELECT position, hash FROM feed ORDER BY 1 DESC LIMIT 1"
        ).fetchone()
        for other in scene.connections.values():
            other.execute(
                "UPDATE followed SET position = %s, hash = %s WHERE source = %s",
                (*(row or (0, None)), service),
            )
        return f"rewrite by {how} everywhere"
    return f"rewrite by {how}"


def _length(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT count(*) FROM feed").fetchone()
    return int(row[0]) if row else 0


def _sweep(urls: dict[str, str]) -> None:
    """Clear away what was undone, so that the last tampering takes no longer than the first."""
    for url in urls.values():
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM feed")
