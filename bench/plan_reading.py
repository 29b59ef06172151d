"""Read what PostgreSQL does for a statement once it may have settled on a plan, and judge it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

BEFORE_GENERIC = 5
"""After so many plans for the values given, PostgreSQL may keep one for any values."""
GROWS = 20_000
"""A table of more rows grows with the country; the areas themselves (8,000) do not."""
WAYS = 3
"""So many ways into tables are told of a plan."""
LIST = "WITH line AS (SELECT inside.*"
"""How the statement of a list begins (shared.lists)."""
_PARAMETER = re.compile(r"%\(([A-Za-z0-9_]+)\)s|%s")
_READ_ONLY = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)


class Bounds(NamedTuple):
    """How much an answer may cost: about what the largest province holds of organizations.

    Buffers of 8 KiB touched, and rows of growing tables looked at.
    """

    buffers: int = 15_000
    rows: int = 12_000


class Statement(NamedTuple):
    """What a service sent to its database."""

    text: str
    values: Any
    prepared: bool

    @property
    def mark(self) -> str:
        """Return what tells it from others: the text, and those values that the text asks for."""
        if not isinstance(self.values, Mapping):
            return repr((self.text, self.values))
        used = {name for name in _PARAMETER.findall(self.text) if name}
        return repr((self.text, sorted((n, repr(v)) for n, v in self.values.items() if n in used)))

    @property
    def is_list(self) -> bool:
        """Tell whether it is a page of a list."""
        return self.text.startswith(LIST)


class Explained(NamedTuple):
    """What PostgreSQL did: how long, buffers touched, rows looked at and thrown away, what is wrong.

    `shape` names the ways into growing tables, `most` is what was allowed.
    """

    milliseconds: float
    buffers: int
    rows: int
    wasted: int
    faults: list[str]
    shape: str
    most: Bounds


def growing(connection: psycopg.Connection[Any]) -> frozenset[str]:
    """Return the tables that grow with the country: those that are large now."""
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s"
        " AND relnamespace = 'public'::regnamespace",
        (GROWS,),
    )
    return frozenset(name for (name,) in found)


def is_read(text: str) -> bool:
    """Tell whether a statement only reads, so that it may be asked again."""
    words = text.upper()
    return bool(_READ_ONLY.match(text)) and not any(
        word in words
        for word in ("INSERT INTO", "UPDATE ", "DELETE FROM", "ADVISORY", "FOR UPDATE")
    )


def explain(
    connection: psycopg.Connection[Any], asked: Statement, grows: frozenset[str], bounds: Bounds
) -> Explained:
    """Return what PostgreSQL does for a statement, with the plan that it settles on."""
    mode = "auto" if asked.prepared else "force_custom_plan"
    connection.execute(f"SET plan_cache_mode = {mode}".encode())
    text, values = _numbered(asked)
    call: sql.Composable = sql.SQL("EXECUTE asked")
    if values:
        call = sql.SQL("EXECUTE asked ({})").format(sql.SQL(", ").join(map(sql.Literal, values)))
    connection.execute(f"PREPARE asked AS {text}".encode())
    try:
        for _ in range(BEFORE_GENERIC if asked.prepared else 0):
            connection.execute(sql.SQL("EXPLAIN {}").format(call))
        found = connection.execute(
            sql.SQL("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {}").format(call)
        ).fetchone()
    finally:
        connection.execute("DEALLOCATE asked")
    assert found is not None
    whole: dict[str, Any] = found[0][0]
    plan = whole["Plan"]
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    rows = looked_at(plan, grows)
    wrong = faults(plan, grows)
    if buffers > bounds.buffers:
        wrong.append(f"{buffers:,} buffers")
    if rows > bounds.rows:
        wrong.append(f"{rows:,} rows looked at")
    ways = shape(plan, grows)
    return Explained(whole["Execution Time"], buffers, rows, wasted(plan), wrong, ways, bounds)


def _numbered(asked: Statement) -> tuple[str, list[Any]]:
    """Return the statement with $1, $2 … and what they stand for."""
    values: list[Any] = []
    places: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            values.append(asked.values[len(values)])
            return f"${len(values)}"
        if name not in places:
            values.append(asked.values[name])
            places[name] = len(values)
        return f"${places[name]}"

    return _PARAMETER.sub(number, asked.text).replace("%%", "%"), values


def faults(plan: Mapping[str, Any], grows: frozenset[str]) -> list[str]:
    """Return what is wrong with a plan and everything below it."""
    found: list[str] = []
    if not plan.get("Actual Loops", 1):
        return found
    if plan["Node Type"] == "Seq Scan" and looked_at({**plan, "Plans": ()}, grows) > GROWS:
        found.append(f"reads all of {plan['Relation Name']}")
    if plan.get("Sort Space Type") == "Disk" or (
        plan.get("Temp Written Blocks", 0) and not plan.get("Plans")
    ):
        found.append(f"{plan['Node Type']} spills to disk")
    for below in plan.get("Plans", ()):
        found += [each for each in faults(below, grows) if each not in found]
    return found


def wasted(plan: Mapping[str, Any]) -> int:
    """Return how many rows a plan and everything below it read only to throw them away."""
    return sum(_removed(each) for each in _nodes(plan))


def looked_at(plan: Mapping[str, Any], grows: frozenset[str]) -> int:
    """Return how many rows of growing tables a plan looks at, kept or thrown away."""
    return sum(
        int(each.get("Actual Rows", 0) * each.get("Actual Loops", 1)) + _removed(each)
        for each in _nodes(plan)
        if each.get("Relation Name") in grows
    )


def shape(plan: Mapping[str, Any], grows: frozenset[str]) -> str:
    """Return by which indexes a plan goes into growing tables, the one that touches most first."""
    ways: dict[str, int] = {}
    for each in _nodes(plan):
        name, table = each.get("Index Name"), each.get("Relation Name")
        if each["Node Type"] == "Seq Scan" and table in grows:
            name = f"all of {table}"
        if name and each.get("Actual Loops"):
            only = " only" if each["Node Type"] == "Index Only Scan" else ""
            touched = each.get("Shared Hit Blocks", 0) + each.get("Shared Read Blocks", 0)
            ways[f"{name}{only}"] = ways.get(f"{name}{only}", 0) + touched
    return ", ".join(sorted(ways, key=lambda way: -ways[way])[:WAYS])


def _removed(node: Mapping[str, Any]) -> int:
    names = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    return int(sum(node.get(name, 0) for name in names) * node.get("Actual Loops", 1))


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    below: Sequence[Mapping[str, Any]] = plan.get("Plans", ())
    for each in below:
        yield from _nodes(each)
