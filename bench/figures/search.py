"""Search at national size against a scan of all names: how much sooner, how even, and whether it finds.

Questions are parts of names that are there: two and three letters, words, several words, beginnings, free
parts, whole names, and some that nothing holds. For each the first hits of organizations and of people are
asked as search does, then by a sequential scan of both tables in the same database, which also says what
should have been found. Then names are typed with one slip: a letter left out, changed, doubled, or two swapped.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from psycopg import AsyncConnection

from bench import figure, ground
from khabuan.generate import nation
from services.registry.search import actions, rules
from services.registry.search.schemas import Found, SearchQuery
from shared import database as databases
from shared import text

NAME = "search"
GOAL = (
    "the first 20 hits at least 20 times sooner than a scan of 388,000 names (twice of 20,000), the slowest"
    " in 20 at most 4 times the median; all found, and 95 of 100 with a slip"
)
PLANTS = "a slip is not expected"
SIZES = {figure.Size.SMALL: (15_000, 5_000, 12), figure.Size.FULL: (288_000, 100_000, 60)}
"""Organizations, people in posts, questions of each sort."""
SOONER = {figure.Size.SMALL: 2.0, figure.Size.FULL: 20.0}
"""Few names are scanned in the time in which a statement is planned."""
EVEN, SLIPS_FOUND = 4.0, 0.95
FIRST = 20
KINDS = (Found.ORGANIZATION, Found.PERSON)
_TABLES = {Found.ORGANIZATION: "organizations", Found.PERSON: "people"}
_LETTERS = "กขคงจชซดตถทนบปพฟมยรลวสหอะาิีุู่้"
_WARM = 6
_HOLDERS = """
    SELECT DISTINCT person_id FROM memberships
    WHERE post <> 'MEMBER' AND person_id IS NOT NULL AND (ends_on IS NULL OR ends_on > current_date)
    UNION SELECT person_id FROM council_seats
    WHERE person_id IS NOT NULL AND starts_on <= current_date AND ends_on > current_date
"""


@dataclass
class Outcome:
    """What was asked and how long it took, in seconds."""

    ours: list[float] = field(default_factory=list)
    scans: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    slips: int = 0
    slips_missed: list[str] = field(default_factory=list)
    by_sort: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        """Return which share of the names typed with a slip was found."""
        return 1 - len(self.slips_missed) / self.slips

    @property
    def sooner(self) -> float:
        """Return how many times sooner the median question is answered."""
        return statistics.median(self.scans) / statistics.median(self.ours)

    @property
    def even(self) -> float:
        """Return the slowest of twenty as a multiple of the median."""
        return statistics.quantiles(self.ours, n=20)[-1] / statistics.median(self.ours)


def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Ask a registry of generated names."""
    count, persons, questions = SIZES[size]
    pieces = (lambda _key: []) if control else rules.pieces
    with ground.standing() as stand, mock.patch.object(rules, "pieces", pieces):
        url = stand.copy("registry", "registry_search")
        nation.names(url, count, persons, seed)
        outcome = asyncio.run(run(url, seed, questions))
    met = (
        outcome.sooner >= SOONER[size]
        and outcome.even <= EVEN
        and not outcome.missed
        and outcome.recall >= SLIPS_FOUND
    )
    return figure.Figure(
        f"{outcome.sooner:.0f} times sooner than a scan of {count + persons:,} names (median"
        f" {1000 * statistics.median(outcome.ours):.1f} ms), the slowest in 20 {outcome.even:.1f} times the"
        f" median, {len(outcome.missed)} of {len(outcome.ours):,} missed, {outcome.recall:.1%} of {outcome.slips:,}"
        " found with a slip",
        met=met,
        n=len(outcome.ours) + outcome.slips,
        details={
            "missed": outcome.missed[:20],
            "slips_missed": outcome.slips_missed[:20],
            "by_sort_ms": outcome.by_sort,
        },
    )


async def run(url: str, seed: int, questions: int) -> Outcome:
    """Ask so many questions of each sort of a registry with generated names."""
    outcome, chance = Outcome(), random.Random(seed)
    async with (
        databases.connect(url, pool_size=2) as opened,
        opened.reading() as connection,
    ):
        names = await _names(connection, chance, questions * 12)
        for _ in range(_WARM):
            await _ask(connection, chance.choice(names)[2:6])
        for sort, make in SORTS.items():
            ours, scans = [], []
            for _ in range(questions):
                typed = make(chance.choice(names), chance)
                hits, took = await _ask(connection, typed)
                truth, scanned = await _scan(connection, typed)
                ours.append(took)
                scans.append(scanned)
                if not _complete(hits, truth):
                    outcome.missed.append(f"{sort}: {typed}")
            outcome.ours += ours
            outcome.scans += scans
            medians = (1000 * statistics.median(each) for each in (ours, scans))
            outcome.by_sort[sort] = (round(next(medians), 2), round(next(medians), 2))
        await _slip(connection, names, outcome, chance, questions * 5)
    return outcome


async def _names(connection: AsyncConnection[Any], chance: random.Random, count: int) -> list[str]:
    """Return names drawn from both tables."""
    found = []
    for kind, table in _TABLES.items():
        who = f"id IN ({_HOLDERS})" if kind is Found.PERSON else "true"
        asked = (
            f"SELECT split_part(search_key, E'\\n', 1) FROM {table} WHERE {who}"
            " ORDER BY md5(id::text || %s) LIMIT %s"
        )
        rows = await connection.execute(asked.encode(), (str(chance.random()), count))
        found += [str(row[0]) for row in await rows.fetchall()]
    return found


def _part(letters: int) -> Callable[[str, random.Random], str]:
    def make(name: str, chance: random.Random) -> str:
        name = name.replace(" ", "") if letters < len(name.split(maxsplit=1)[0]) else name
        begin = chance.randrange(max(1, len(name) - letters + 1))
        return name[begin : begin + letters].strip() or name[:letters]

    return make


def _words(name: str, chance: random.Random) -> str:
    words = name.split()
    begin = chance.randrange(len(words))
    return " ".join(words[begin : begin + 3])


def _beginning(name: str, chance: random.Random) -> str:
    return name[: chance.randint(2, max(2, len(name) // 2))].strip()


SORTS: dict[str, Callable[[str, random.Random], str]] = {
    "two letters": _part(2),
    "three letters": _part(3),
    "a word": _part(5),
    "words": _words,
    "a part": _part(9),
    "a beginning": _beginning,
    "a whole name": lambda name, _: name,
    "nothing": lambda _, chance: "".join(chance.choices("ฆฌฎฏฐฑฒณ", k=5)),
}


async def _ask(
    connection: AsyncConnection[Any], typed: str
) -> tuple[dict[Found, list[tuple[str, int]]], float]:
    began = time.perf_counter()
    found = {}
    for kind in KINDS:
        asked = SearchQuery(q=typed, kind=kind, limit=FIRST)
        found[kind] = await actions.find(connection, kind, asked)
    return found, time.perf_counter() - began


async def _scan(
    connection: AsyncConnection[Any], typed: str
) -> tuple[dict[Found, set[str]], float]:
    """Read every name of both tables for the same letters; who sits in no public post is not counted."""
    for off in ("indexscan", "bitmapscan", "indexonlyscan"):
        await connection.execute(f"SET enable_{off} = off".encode())
    await connection.execute(b"SET max_parallel_workers_per_gather = 0")
    found: dict[Found, set[str]] = {}
    began = time.perf_counter()
    for kind, table in _TABLES.items():
        sought = rules.asked(typed, kind).key
        cursor = await connection.execute(
            f"SELECT id::text FROM {table} WHERE search_key LIKE %s".encode(),
            (f"%{text.like(sought)}%",),
        )
        found[kind] = {str(row[0]) for row in await cursor.fetchall()}
    took = time.perf_counter() - began
    await connection.execute(b"RESET ALL")
    cursor = await connection.execute(_HOLDERS.encode())
    found[Found.PERSON] &= {str(row[0]) for row in await cursor.fetchall()}
    return found, took


def _complete(hits: dict[Found, list[tuple[str, int]]], truth: dict[Found, set[str]]) -> bool:
    """Say whether the first hits are true ones, and as many as there are; with no true one all is allowed."""
    for kind, there in truth.items():
        keys = [key for key, _ in hits[kind]]
        if there and not (set(keys) <= there and len(keys) == min(len(there), FIRST + 1)):
            return False
    return True


async def _slip(
    connection: AsyncConnection[Any],
    names: list[str],
    outcome: Outcome,
    chance: random.Random,
    count: int,
) -> None:
    """Type names with one slip; found is one whose name is the one that was meant."""
    for name in chance.sample(names, count):
        typed = slipped(name, chance)
        if typed == name:
            continue
        hits, _ = await _ask(connection, typed)
        keys = [key for kind in KINDS for key, _ in hits[kind][:FIRST]]
        meant: Any = await connection.execute(
            b"SELECT 1 FROM (SELECT id, search_key FROM organizations UNION ALL SELECT id, search_key FROM people) n"
            b" WHERE id = ANY(%s::uuid[]) AND split_part(search_key, E'\\n', 1) = %s LIMIT 1",
            (keys, name),
        )
        outcome.slips += 1
        if await meant.fetchone() is None:
            outcome.slips_missed.append(f"{name} → {typed}")


def slipped(name: str, chance: random.Random) -> str:
    """Return the name with one slip of the finger, as its search key would read it."""
    place, letter = chance.randrange(1, len(name) - 1), chance.choice(_LETTERS)
    kinds = (
        name[:place] + name[place + 1 :],
        name[:place] + letter + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    )
    return text.search_key(chance.choice(kinds))
