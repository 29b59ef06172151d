"""Change areas by law at random, and ask again for every roll-up of the days before.

Renames, splits, merges, moves and their undoing hit two real provinces with generated organizations,
villages, people, accounts and rights. Roll-ups of many days are remembered before the change whose day comes
after theirs, and compared byte by byte at the end; then everything is undone and every reference must be what
it was.
"""

import asyncio
import dataclasses
import datetime as dt
import random
from collections import Counter
from typing import Any

import psycopg

from bench import figure, ground
from services.registry.area_changes import actions, queries, schemas
from services.registry.area_rollups import queries as rollups
from shared import database as databases
from shared.auth import Grant, Subject
from shared.errors import Problem
from shared.ids import new_id
from shared.moving import Moved
from shared.policies import Role

NAME = "asof"
GOAL = "0 differences in roll-ups of past days, 0 references off after undoing"
PLANTS = "where something was on a day is not looked up in the ledger of moves"
SIZES = {figure.Size.SMALL: (30, 300), figure.Size.FULL: (400, 4000)}
"""Changes, organizations."""
PROVINCES = ("72", "71")
BY = Subject("bench:asof", (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
FIRST_DAY = dt.date(2005, 1, 1)
KINDS = ("COMMUNITY_GROUP", "SAVINGS_GROUP", "WELFARE_FUND", "NETWORK")
FORGETS = (
    "WHERE l.table_name = 'organizations' AND l.column_name = 'area_code' AND NOT l.left_alone\n",
    "WHERE false\n",
)


@dataclasses.dataclass
class Outcome:
    """What was done and what differs."""

    done: Counter[str] = dataclasses.field(default_factory=Counter)
    asked: int = 0
    different: int = 0
    references: int = 0
    off: int = 0

    @property
    def met(self) -> bool:
        """Say whether something was changed and asked, and nothing differs."""
        return bool(self.asked and self.references and len(self.done) > 1) and not (
            self.different or self.off
        )


def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Change the areas of a database of our own."""
    changes, organizations = SIZES[size]
    with ground.standing() as stand:
        url = stand.copy("registry", "registry_asof")
        outcome = asyncio.run(run(url, seed, changes, organizations, control=control))
    did = ", ".join(f"{n:,} {kind}" for kind, n in sorted(outcome.done.items()))
    return figure.Figure(
        f"{outcome.different} of {outcome.asked:,} roll-ups differ, {outcome.off} of {outcome.references:,}"
        f" references off ({did})",
        met=outcome.met,
        n=outcome.asked,
        details={**vars(outcome), "done": dict(outcome.done)},
    )


async def run(
    url: str, seed: int, changes: int, organizations: int, *, control: bool = False
) -> Outcome:
    """Change areas of a registry that has the country; `control` plants the bug."""
    chance, outcome = random.Random(seed), Outcome()
    _fill(url, chance, organizations)
    right = rollups.SQL
    rollups.SQL = right._replace(then=right.then.replace(*FORGETS)) if control else right
    try:
        async with databases.connect(url, pool_size=2) as opened:
            await _play(opened, url, chance, changes, outcome)
    finally:
        rollups.SQL = right
    return outcome


async def _play(
    database: databases.Database, url: str, chance: random.Random, changes: int, outcome: Outcome
) -> None:
    before, remembered = references(url), {}
    day, standing = FIRST_DAY, list[schemas.AreaChangeNew]()
    outcome.references = len(before)
    tries = 0
    while sum(outcome.done.values()) < changes and tries < changes * 4:
        if tries % 50 == 0:
            _analyze(url)
        tries += 1
        past = day + dt.timedelta(days=chance.randint(0, 9))
        day += dt.timedelta(days=chance.randint(10, 15))
        for code in _asked(url, chance):
            remembered[code, past] = await rollups.rollup(database, code, past)
        if standing and chance.random() < 0.3:
            one = chance.choice(standing)
            if await _undo(database, one, day):
                standing.remove(one)
                outcome.done["undone"] += 1
        else:
            new = _order(url, chance, day)
            if new is not None and await _do(database, new):
                standing.append(new)
                outcome.done[new.kind.value] += 1
    _analyze(url)
    await _compare(database, remembered, outcome)
    for one in reversed(standing):
        day += dt.timedelta(days=1)
        if await _undo(database, one, day):
            outcome.done["undone"] += 1
        else:
            outcome.off += 1
    await _compare(database, remembered, outcome)
    after = references(url)
    outcome.off += sum(before[key] != after.get(key) for key in before)


def _analyze(url: str) -> None:
    """Let the database look at what it holds, as it does by itself in a longer time than ours."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


async def _compare(
    database: databases.Database,
    remembered: dict[tuple[str, dt.date], bytes | None],
    outcome: Outcome,
) -> None:
    for (code, day), told in remembered.items():
        outcome.asked += 1
        outcome.different += await rollups.rollup(database, code, day) != told


async def _do(database: databases.Database, new: schemas.AreaChangeNew) -> bool:
    """Order a change; say False when the rules refuse it."""
    try:
        async with database.transaction() as session:
            await actions.order(session, new, by=BY)
    except Problem:
        return False
    return True


async def _undo(database: databases.Database, change: schemas.AreaChangeNew, day: dt.date) -> bool:
    """Undo a change; say False when a later one stands in its way."""
    order = schemas.AreaChangeReversalNew(id=new_id(), order_th="ยกเลิก", effective_on=day)
    try:
        async with database.transaction() as session:
            await actions.reverse(session, change.id, order, by=BY)
    except Problem:
        return False
    return True


def _codes(url: str, digits: int) -> list[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT code FROM areas WHERE valid_to IS NULL AND left(code, 2) = ANY(%s)"
            " AND length(code) = %s ORDER BY code",
            (list(PROVINCES), digits),
        ).fetchall()
    return [str(row[0]) for row in rows]


def _asked(url: str, chance: random.Random) -> list[str]:
    picked = [chance.choice(_codes(url, digits)) for digits in (4, 6)]
    return [chance.choice(PROVINCES), *picked]


def _free(codes: list[str], parent: str) -> str | None:
    taken = set(codes)
    found = (f"{parent}{n:02}" for n in range(99, 0, -1) if f"{parent}{n:02}" not in taken)
    return next(found, None)


def _order(url: str, chance: random.Random, day: dt.date) -> schemas.AreaChangeNew | None:
    """Return a random order that may stand."""
    digits = chance.choice((4, 6))
    codes = _codes(url, digits)
    code = chance.choice(codes)
    kind = chance.choice(list(schemas.AreaChangeKind))
    body: dict[str, Any] = {"parts": [], "organization_ids": []}
    unit: dict[str, Any] = {"from_code": code, "to_code": code}
    name = {"name_th": f"ชื่อใหม่{chance.randint(1, 999)}", "name_en": "New"}
    free = _free(codes, code[:-2])
    if kind is schemas.AreaChangeKind.RENAME:
        unit |= name
    elif kind is schemas.AreaChangeKind.MERGE:
        others = [one for one in codes if one[:-2] == code[:-2] and one != code]
        if not others:
            return None
        unit["to_code"] = chance.choice(others)
        body["parts"] = _renumbered(url, code, unit["to_code"])
    elif kind is schemas.AreaChangeKind.MOVE:
        over = chance.choice(_codes(url, digits - 2))
        free = _free(codes, over)
        unit["to_code"] = free
    else:
        unit |= {"to_code": free, **name}
        below = _below(url, code)
        going = chance.sample(below, k=len(below) // 2)
        body["parts"] = [
            {"from_code": one, "to_code": f"{free}{n + 1:02}"} for n, one in enumerate(going)
        ]
        body["organization_ids"] = [str(one) for one in _at(url, code)[::2]]
    if unit["to_code"] is None or (
        kind is schemas.AreaChangeKind.SPLIT and not body["parts"] and not body["organization_ids"]
    ):
        return None
    return schemas.AreaChangeNew(
        id=new_id(), kind=kind, order_th="ประกาศ", effective_on=day,
        units=[schemas.Unit(**unit)], parts=[schemas.Unit(**part) for part in body["parts"]],
        organization_ids=body["organization_ids"],
    )  # fmt: skip


def _renumbered(url: str, code: str, into: str) -> list[dict[str, str]]:
    """Give each unit below a code a number that is free below the one that takes it in."""
    taken = _below(url, into)
    parts = []
    for one in _below(url, code):
        free = _free(taken, into)
        if free is not None:
            taken.append(free)
            parts.append({"from_code": one, "to_code": free})
    return parts


def _below(url: str, code: str) -> list[str]:
    """Return the codes directly below one: areas of today, and villages that organizations name."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT code FROM areas WHERE valid_to IS NULL AND code LIKE %s UNION"
            " SELECT area_code FROM organizations WHERE area_code LIKE %s ORDER BY 1",
            (f"{code}__", f"{code}__"),
        ).fetchall()
    return [str(row[0]) for row in rows]


def _at(url: str, code: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT id FROM organizations WHERE area_code = %s ORDER BY id", (code,)
        )
        return [row[0] for row in rows.fetchall()]


def references(url: str) -> dict[tuple[str, str], str]:
    """Return every present reference to an area, by column and key."""
    found = {}
    with psycopg.connect(url) as connection:
        for name, ref in queries.REFERENCES.items():
            if isinstance(ref, Moved):
                table, _, column = name.partition(".")
                sql = f"SELECT {ref.key}::text, {column}::text FROM {table}"
                rows = connection.execute(sql.encode()).fetchall()
                found.update({(name, str(key)): str(code) for key, code in rows})
    return found


def _fill(url: str, chance: random.Random, count: int) -> None:
    """Put organizations, people, accounts and rights into the two provinces."""
    with psycopg.connect(url) as connection:
        tambons = [
            str(row[0])
            for row in connection.execute(
                "SELECT code FROM areas WHERE level = 'TAMBON' AND left(code, 2) = ANY(%s) ORDER BY code",
                (list(PROVINCES),),
            ).fetchall()
        ]
        for number in range(count):
            tambon = chance.choice(tambons)
            place = chance.choice((tambon, tambon[:4], f"{tambon}{chance.randint(1, 9):02}"))
            founded = FIRST_DAY - dt.timedelta(days=chance.randint(-3000, 3000))
            connection.execute(
                "INSERT INTO organizations (id, kind, name_th, area_code, status, members_count, founded_on,"
                " founded_precision, name_sort, fingerprint, revision) VALUES"
                " (%s, %s, 'กลุ่ม', %s, %s, %s, %s, 'DAY', 'กลุ่ม', '', 1)",
                (
                    new_id(), chance.choice(KINDS), place, chance.choice(("ACTIVE", "DORMANT")),
                    chance.randint(0, 300), founded,
                ),
            )  # fmt: skip
            if number % 3 == 0:
                connection.execute(
                    "INSERT INTO people (id, area_code, notice_version, status, fingerprint, revision)"
                    " VALUES (%s, %s, '1', 'ACTIVE', '', 1)",
                    (new_id(), tambon),
                )
                account = new_id()
                connection.execute(
                    "INSERT INTO accounts (id, login, area_code, status, fingerprint, revision)"
                    " VALUES (%s, %s, %s, 'ACTIVE', '', 1)",
                    (account, f"asof.{number}", tambon),
                )
                connection.execute(
                    "INSERT INTO grants (id, principal_id, role, area_code, starts_on, reason, granted_by,"
                    " fingerprint, revision) VALUES (%s, %s, 'TAMBON_STAFF', %s, '2020-01-01', 'x', 'y', '', 1)",
                    (new_id(), account, tambon),
                )
