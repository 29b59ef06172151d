"""Our lists, reads, dashboards, writes and pass-through against the twins, in one run (speed.md)."""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import psycopg
from rich.console import Console

from bench import compare, contest, figure, ground, latency, scoreboard
from bench.compare import Pace
from bench.contest import DJANGO, OURS, PLAIN, Contest
from bench.figure import Figure, Size
from bench.scoreboard import Line
from khabuan import home as home_folder

NAME = "speed"
GOAL = "the first column of speed.md: list ≥ 3 / 6, get ≥ 2.5 / 5, dashboard ≥ 2, write ≥ 1, …"
PLANTS = "the indexes that lists and summaries read are dropped"
GATEWAY = "gateway"
GROWTH = 10
_err = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class Scale:
    """How much is measured at a size; `nation` is the count for a second look at the list."""

    organizations: int
    nation: int
    pace: Pace
    parts: int
    events: int


SCALES = {
    Size.SMALL: Scale(15_000, 0, Pace(3, 0.6), 40, 80),
    Size.FULL: Scale(150_000, 288_000, Pace(7, 1.2), 200, 600),
}


def measure(size: Size, seed: int, control: bool) -> Figure:
    """Measure everything, in full into docs/scoreboard.md too; `control` drops indexes first."""
    contest.require_peers()
    lines = run(SCALES[size], seed, control=control)
    scoreboard.show(lines)
    if size is Size.FULL and not control:
        scoreboard.write(lines, {"seed": seed})
    return Figure(
        "; ".join(f"{line.name} {line.shown}{'' if line.met else ' (missed)'}" for line in lines),
        met=all(line.met for line in lines),
        n=SCALES[size].organizations,
        details={line.name: round(line.value, 3) for line in lines},
    )


def run(scale: Scale, seed: int, *, control: bool = False) -> list[Line]:
    """Start everything, measure in rounds, stop everything; return what came out."""
    chance = random.Random(seed)
    with ground.standing() as stand:
        _say(f"filling {scale.organizations:,} organizations, starting servers")
        bout = Contest(stand, scale.organizations, seed)
        bout.invite()
        if control:
            _plant(bout)
        lines = _against_twins(bout, scale.pace, chance)
        lines += _through_the_door(bout, scale.pace, chance)
        _say("three parts at once; events on their way")
        together = latency.parts(stand, scale.parts)
        lines.append(Line("three parts at once / slowest part", together, 1.3, most=True))
        lines += _events(bout, scale.events)
        lines += _growth(bout, scale.pace, chance, control=control)
    if scale.nation:
        lines[2:2] = _nation(scale, seed, chance, control=control)
    return lines


def _against_twins(bout: Contest, pace: Pace, chance: random.Random) -> list[Line]:
    lists = _rates("lists", bout.lists(OURS, PLAIN, *DJANGO), pace, chance)
    reads = _rates("reads", bout.reads(OURS, PLAIN, *DJANGO), pace, chance)
    dashboards = _rates("dashboards", bout.dashboards(OURS, PLAIN), pace, chance)
    writes = _rates("writes", bout.writes(OURS, PLAIN), pace, chance)
    return [
        Line(f"list of {bout.count:,} / plain twin", compare.ratio(lists, OURS, PLAIN), 3),
        Line("list / Django REST", compare.ratio_to_best(lists, OURS, DJANGO), 6),
        Line("get by id / plain twin", compare.ratio(reads, OURS, PLAIN), 2.5),
        Line("get by id / Django REST", compare.ratio_to_best(reads, OURS, DJANGO), 5),
        Line("dashboard / plain twin", compare.ratio(dashboards, OURS, PLAIN), 2),
        Line("write with key and event / plain twin", compare.ratio(writes, OURS, PLAIN), 1),
    ]


def _through_the_door(bout: Contest, pace: Pace, chance: random.Random) -> list[Line]:
    if not (home_folder.project() / "openapi" / "registry.json").is_file():
        raise figure.MissingError("openapi/ is missing; run `make openapi` first")
    services = dict.fromkeys(("planning", "partners"), "127.0.0.1:9")
    services["registry"] = bout.addresses[OURS]
    bout.addresses[GATEWAY] = bout.stand.serve(
        GATEWAY, {}, addresses={**services, GATEWAY: ground.free_address()}
    )
    reads = _rates("gets through the gateway", bout.reads(GATEWAY, OURS), pace, chance)
    lists = _rates("lists through the gateway", bout.lists(GATEWAY, OURS), pace, chance)
    return [
        Line("get through the gateway / direct", compare.ratio(reads, GATEWAY, OURS), 0.5),
        Line("list through the gateway / direct", compare.ratio(lists, GATEWAY, OURS), 0.5),
    ]


def _events(bout: Contest, count: int) -> list[Line]:
    took = sorted(latency.events(bout, count))
    late = took[min(len(took) - 1, len(took) * 99 // 100)]
    return [
        Line("event at a follower, median", statistics.median(took), 50, " ms", most=True),
        Line("event at a follower, p99", late, 250, " ms", most=True),
    ]


def _growth(bout: Contest, pace: Pace, chance: random.Random, *, control: bool) -> list[Line]:
    """Return how much slower ten times the data is."""
    small = Contest(bout.stand, bout.count // GROWTH, bout.seed)
    if control:
        _plant(small)
    queries = small.full_pages()
    asked = {
        "list": [each.lists(OURS, queries=queries)[0] for each in (small, bout)],
        "get by id": [each.reads(OURS)[0] for each in (small, bout)],
    }
    lines = []
    for what, (few, many) in asked.items():
        pair = [replace(few, name="few"), replace(many, name="many")]
        slower = compare.ratio(_rates(f"growth: {what}", pair, pace, chance), "few", "many")
        lines.append(Line(f"{what}: {GROWTH} times the data", slower, 1.3, most=True))
    return lines


def _nation(scale: Scale, seed: int, chance: random.Random, *, control: bool) -> list[Line]:
    _say(f"the list once more with {scale.nation:,} organizations")
    with ground.standing() as stand:
        bout = Contest(stand, scale.nation, seed)
        bout.invite()
        if control:
            _plant(bout)
        rates = _rates("lists", bout.lists(OURS, PLAIN, *DJANGO), scale.pace, chance)
    return [
        Line(f"list of {bout.count:,} / plain twin", compare.ratio(rates, OURS, PLAIN), 3),
        Line(
            f"list of {bout.count:,} / Django REST", compare.ratio_to_best(rates, OURS, DJANGO), 6
        ),
    ]


def _rates(
    what: str, contenders: Sequence[compare.Contender], pace: Pace, chance: random.Random
) -> compare.Rates:
    rates = compare.rounds(contenders, pace, chance)
    shown = ", ".join(f"{name} {statistics.median(seen):,.0f}/s" for name, seen in rates.items())
    _say(f"{what}: {shown}")
    return rates


def _plant(bout: Contest) -> None:
    """Drop the indexes by place, kind and count: the planted bug."""
    with psycopg.connect(bout.url, autocommit=True) as connection:
        for name in ("place", "kind_place", "counts"):
            connection.execute(f"DROP INDEX IF EXISTS ix_organizations_{name}".encode())


def _say(text: str) -> None:
    _err.print(f"· {text}", markup=False)
