"""The table of plans: of each route the question that touches most of the database, and by which way."""

import datetime as dt
from collections.abc import Mapping, Sequence

from bench import results
from bench.plan_asking import Asked
from bench.plan_reading import Bounds, Explained

FILE = results.ROOT / "docs" / "plans.md"
Line = tuple[Asked, Explained, int]
"""The worst question of a route, what was found, and how many questions were asked."""
_HEAD = """# Plans at national size

How PostgreSQL answers everything that can be read: `python -m bench.plans --write` (or `--here --crowd` over the
development databases after `khabuan generate`) asks every list with every filter, order and place, from the start and
from further on, every single read, count and roll-up, as an administrator, as somebody of one tambon and as nobody,
and explains what went to the database (`EXPLAIN (ANALYZE, BUFFERS)`, with the plan that is kept for any values where
the service keeps one).

At fault (✗) is who reads all of a table that grows, sorts on disk, or touches more than {buffers:,} pages of 8 KiB or
{rows:,} rows of growing tables, about what the largest province has of organizations; routes that sum over a whole
place have a bound of their own. One line a route: the question that touches most. Milliseconds are of one run on
{processors} shared processors, others at work on them.
"""


def worst(explained: Sequence[tuple[Asked, Explained]]) -> list[Line]:
    """Return of each route the question that touches most pages, the most first."""
    found: dict[str, Line] = {}
    for asked, each in explained:
        before = found.get(asked.route)
        count = before[2] + 1 if before else 1
        if before is None or each.buffers > before[1].buffers:
            found[asked.route] = (asked, each, count)
        else:
            found[asked.route] = (*before[:2], count)
    return sorted(found.values(), key=lambda line: -line[1].buffers)


def write(tables: Mapping[str, Sequence[tuple[Asked, Explained]]], seed: int) -> None:
    """Write the table of every service into docs/plans.md."""
    bounds = Bounds()
    machine = results.machine()
    head = _HEAD.format(buffers=bounds.buffers, rows=bounds.rows, processors=machine["processors"])
    day = dt.datetime.now(dt.UTC).date()
    text = [head, f"Seed {seed}, commit {results.commit()}, {day}.", ""]
    for service, explained in tables.items():
        lines = worst(explained)
        wrong = sum(bool(each.faults) for _, each in explained)
        text += [
            f"## {service}",
            "",
            f"{len(explained):,} statements of {len(lines)} routes, {wrong} at fault.",
            "",
            "| | question | rows | pages | bound | ms | by |",
            "|---|---|---:|---:|---:|---:|---|",
            *(_line(asked, found) for asked, found, _ in lines),
            "",
        ]
    FILE.write_text("\n".join(text), "utf-8")


def _line(asked: Asked, found: Explained) -> str:
    mark = "✗" if found.faults else "✓"
    return (
        f"| {mark} | `{asked.words}` | {found.rows:,} | {found.buffers:,} | {found.most.buffers:,}"
        f" | {found.milliseconds:.1f} | {found.shape.replace('_', chr(92) + '_') or '–'} |"
    )
