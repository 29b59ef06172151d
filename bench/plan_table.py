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
place have a bound of their own. One line a route: the question that touches most. Milliseconds are of PostgreSQL
and, in the last column, of the whole answer within the service (the middle one of five), on {processors} shared
processors with others at work on them.

Planning stands over 1.5 million projects of ten years, as `khabuan generate` makes them: 84,000 adopted plans of
tambons, districts, provinces, regions and the nation with their kept roll-ups, 570,000 decisions about shares, 449,000
needs with 1.1 million steps, 1.7 million budget lines, 64,000 proposals and 270,000 results.
"""
_SECTION = "## "
Times = Mapping[str, float]
"""Of each route the milliseconds of its worst question's answer."""


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


def write(
    tables: Mapping[str, Sequence[tuple[Asked, Explained]]],
    times: Mapping[str, Times],
    seed: int,
) -> None:
    """Write the tables into docs/plans.md; those of services that were not asked stay as they are."""
    bounds = Bounds()
    machine = results.machine()
    head = _HEAD.format(buffers=bounds.buffers, rows=bounds.rows, processors=machine["processors"])
    day = dt.datetime.now(dt.UTC).date()
    sections = _sections()
    for service, explained in tables.items():
        lines = worst(explained)
        wrong = sum(bool(each.faults) for _, each in explained)
        counts = f"{len(explained):,} statements of {len(lines)} routes, {wrong} at fault"
        text = [
            f"Seed {seed}, commit {results.commit()}, {day}: {counts}.",
            "",
            "| | question | rows | pages | bound | ms | by | answer, ms |",
            "|---|---|---:|---:|---:|---:|---|---:|",
            *(_line(asked, found, times[service]) for asked, found, _ in lines),
        ]
        sections[service] = "\n".join(text)
    told = [f"{_SECTION}{service}\n\n{text.strip()}\n" for service, text in sections.items()]
    FILE.write_text("\n".join([head, *told]), "utf-8")


def _sections() -> dict[str, str]:
    """Return what is written of each service, in the order in which it stands there."""
    found = FILE.read_text("utf-8").split(f"\n{_SECTION}")[1:] if FILE.exists() else []
    return {name: text for name, _, text in (each.partition("\n") for each in found)}


def _line(asked: Asked, found: Explained, times: Times) -> str:
    mark = "✗" if found.faults else "✓"
    return (
        f"| {mark} | `{asked.words}` | {found.rows:,} | {found.buffers:,} | {found.most.buffers:,}"
        f" | {found.milliseconds:.1f} | {found.shape.replace('_', chr(92) + '_') or '–'}"
        f" | {times.get(asked.route, 0):.1f} |"
    )
