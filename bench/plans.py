"""`python -m bench.plans`: how PostgreSQL answers every list of the registry at national size.

Each combination of filters, order and position that a list offers is recorded as the service would
send it, prepared, executed often enough that PostgreSQL may settle on a generic plan, and explained.
A plan that goes through a growing table from end to end, or a sort that spills to disk, is a fault.
"""

import argparse
import asyncio
import itertools
import re
import sys
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, NoReturn, cast

import psycopg
from psycopg import sql
from rich.console import Console

from bench import ground
from khabuan.generate import organizations
from services.registry.areas import queries as areas
from services.registry.areas.schemas import AreaFilters
from services.registry.organizations.queries import ORGANIZATIONS
from services.registry.organizations.schemas import OrganizationFilters
from shared import paging
from shared.database import Database
from shared.history import HISTORY, HistoryQuery
from shared.lists import Listing, ListQuery

GROWS = frozenset({"organizations", "feed", "outbox", "idempotency"})
"""Tables that grow with the country; the rest are small for ever."""
SLOW_MS = 20.0
BEFORE_GENERIC = 6
SECRET = bytes(32)
COUNTS = (150_000, organizations.NATION)
_EVENTS = """
    INSERT INTO feed (position, id, type, kind, subject, revision, area_code, private, actor, request_id,
                      data, occurred_at, hash)
    SELECT row_number() OVER (), gen_random_uuid(), 'organization.registered', 'organization', id::text, 1,
           area_code, false, 'bench', '', '{}', created_at, '' FROM organizations;
    VACUUM ANALYZE feed
"""
_PARAMETER = re.compile(r"%\(([a-z0-9_]+)\)s")


class Case(NamedTuple):
    """One question to one list, in words and as what the list takes."""

    name: str
    listing: Listing
    asked: ListQuery
    fixed: Mapping[str, Any]
    last: list[str]


class Explained(NamedTuple):
    """What PostgreSQL did for a case."""

    case: Case
    milliseconds: float
    buffers: int
    faults: list[str]
    wasted: int


class _RecordedError(Exception):
    """Carries the statement and its values out of a list that was asked."""

    def __init__(self, text: str, values: Mapping[str, Any], *, prepare: bool) -> None:
        self.text = text
        self.values = values
        self.prepare = prepare
        super().__init__()


class _Recorder:
    """Stands in for the database: whatever is executed is recorded instead."""

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator["_Recorder"]:
        yield self

    async def execute(self, query: bytes, values: Mapping[str, Any], *, prepare: bool) -> NoReturn:
        raise _RecordedError(query.decode(), values, prepare=prepare)


def main() -> int:
    """Explain every list at every size; print the slowest and the faults, return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="plans")
    parser.add_argument(
        "--count", type=int, action="append", help="organizations (may be repeated)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="drop the indexes first")
    asked = parser.parse_args()
    bad = 0
    with ground.standing() as stand:
        for count in asked.count or COUNTS:
            url = stand.registry(count, asked.seed)
            with psycopg.connect(url, autocommit=True) as connection:
                if asked.control:
                    for name in ("place", "kind_place", "updated", "counts"):
                        connection.execute(f"DROP INDEX ix_organizations_{name}".encode())
                for statement in _EVENTS.split(";"):
                    connection.execute(statement.encode())
                seen = [explain(connection, case) for case in cases(connection)]
            bad += report(count, seen)
    return 1 if bad else 0


def report(count: int, seen: list[Explained]) -> int:
    """Print what stands out; return how many cases are at fault."""
    console = Console(highlight=False, width=180)
    console.print(f"{count:,} organizations, {len(seen)} questions", style="bold")
    for each in sorted(seen, key=lambda each: -each.milliseconds)[:12]:
        console.print(
            f"  {each.milliseconds:7.1f} ms {each.buffers:7} buffers {each.wasted:7} rows for nothing"
            f"  {each.case.name}"
        )
    slow = [each for each in seen if each.milliseconds > SLOW_MS]
    faulty = [each for each in seen if each.faults]
    console.print(f"  {len(slow)} slower than {SLOW_MS:.0f} ms, {len(faulty)} at fault")
    for each in faulty[:12]:
        console.print(f"  [red]✗[/] {each.case.name}: {'; '.join(each.faults)}")
    return len(faulty)


def cases(connection: psycopg.Connection[Any]) -> Iterator[Case]:
    """Yield every question that the registry's lists can be asked, from the start and further on."""
    ends = _ends(connection)
    scopes: list[tuple[str, dict[str, str]]] = [("", {})] + [
        (f"area {scope} {area}", {"area": area, "area_scope": scope})
        for scope, area in (
            ("SELF", "720602"), ("CHILDREN", "7206"), ("DESCENDANTS", "72"), ("ANCESTORS", "720602"),
        )
    ]  # fmt: skip
    choices = {
        "kind": ("", "SAVINGS_GROUP", "HOUSING_GROUP"),
        "status": ("", "ACTIVE", "DISSOLVED"),
        "issue": ("", "WATER", "NOBODY"),
        "sort": ("place", "-updated_at"),
    }
    for where, area in scopes:
        for chosen in itertools.product(*choices.values()):
            given = {name: code for name, code in zip(choices, chosen, strict=True) if code}
            asked = OrganizationFilters.model_validate(area | given)
            words = " ".join([where, *(f"{name} {code}" for name, code in given.items())])
            yield Case(f"organizations {words}", ORGANIZATIONS, asked, {}, [])
            last = ends[given["sort"]]
            yield Case(f"organizations {words} further on", ORGANIZATIONS, asked, {}, last)
    questions: list[dict[str, str]] = [{}, {"level": "TAMBON"}, {"parent": "72"}, {"group": "R-SOUTH"}, {"q": "หนอง"},
                  {"q": "น้ำ", "area": "72"}, {"name": "หนองสาหร่าย"}]  # fmt: skip
    for given in questions:
        words = " ".join(f"{k} {v}" for k, v in given.items())
        yield Case(f"areas {words}", areas.AREAS, AreaFilters.model_validate(given), {}, [])
    fixed = {"subject": ends["subject"][0], "kind": "organization"}
    yield Case("history of an organization", HISTORY, HistoryQuery(), fixed, [])


def explain(connection: psycopg.Connection[Any], case: Case) -> Explained:
    """Return what PostgreSQL does for a case once it may have settled on a plan."""
    asked = _recorded(case)
    text, values = asked.text, asked.values
    mode = "auto" if asked.prepare else "force_custom_plan"
    connection.execute(f"SET plan_cache_mode = {mode}".encode())
    names = list(dict.fromkeys(_PARAMETER.findall(text)))
    prepared = _PARAMETER.sub(lambda match: f"${names.index(match[1]) + 1}", text)
    literals = sql.SQL(", ").join(sql.Literal(values[name]) for name in names)
    call = sql.SQL("EXECUTE asked ({})").format(literals) if names else sql.SQL("EXECUTE asked")
    connection.execute(f"PREPARE asked AS {prepared.replace('%%', '%')}".encode())
    try:
        for _ in range(BEFORE_GENERIC):
            connection.execute(call)
        found = connection.execute(
            sql.SQL("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {}").format(call)
        ).fetchone()
    finally:
        connection.execute("DEALLOCATE asked")
    assert found is not None
    whole: dict[str, Any] = found[0][0]
    plan = whole["Plan"]
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return Explained(case, whole["Execution Time"], buffers, faults(plan), wasted(plan))


def faults(plan: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a plan and everything below it."""
    found = []
    if plan["Node Type"] == "Seq Scan" and plan.get("Relation Name") in GROWS:
        found.append(f"reads all of {plan['Relation Name']}")
    if plan.get("Sort Space Type") == "Disk" or plan.get("Temp Written Blocks", 0):
        found.append(f"{plan['Node Type']} spills to disk")
    for below in plan.get("Plans", ()):
        found += [each for each in faults(below) if each not in found]
    return found


def wasted(plan: Mapping[str, Any]) -> int:
    """Return how many rows a plan and everything below it read only to throw them away."""
    here = plan.get("Rows Removed by Filter", 0) * plan.get("Actual Loops", 1)
    return int(here + sum(wasted(below) for below in plan.get("Plans", ())))


def _recorded(case: Case) -> _RecordedError:
    """Return what the list would send."""
    asked = case.asked
    if case.last:
        cursor = paging.Cursor("/", asked.question(), asked.limit, case.last)
        asked = type(asked)(cursor=paging.write(cursor, SECRET, []))
    recorder = cast("Database", _Recorder())
    try:
        asyncio.run(case.listing.page(recorder, asked, [""], SECRET, "/", **case.fixed))
    except _RecordedError as recorded:
        return recorded
    raise AssertionError("a list answers without asking the database")


def _ends(connection: psycopg.Connection[Any]) -> dict[str, list[str]]:
    """Return where to go on: the keys of some row in the middle, for each order."""
    place = connection.execute(
        "SELECT area_code, name_sort, id::text FROM organizations"
        " WHERE area_code < '73' ORDER BY area_code DESC, name_sort DESC OFFSET 500 LIMIT 1"
    ).fetchone()
    updated = connection.execute(
        "SELECT updated_at::text, id::text FROM organizations ORDER BY updated_at OFFSET 5000 LIMIT 1"
    ).fetchone()
    assert place
    assert updated
    return {"place": list(place), "-updated_at": list(updated), "subject": [place[2]]}


if __name__ == "__main__":
    sys.exit(main())
