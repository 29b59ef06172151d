"""`python -m bench.plans`: how PostgreSQL answers everything that people may ask, at national size.

Every list, single read, roll-up, count and search of the three services is found in their documents, asked
over their own routes as an administrator, as somebody of one tambon and as nobody, and what the service then
sends to its database is prepared and explained (`EXPLAIN (ANALYZE, BUFFERS)`). At fault is a plan that goes
through a growing table from end to end, sorts on disk, or touches more than a page of answers may cost.

With `--here` the development databases are asked (see `khabuan generate`), otherwise a new nation is made.
"""

import argparse
import asyncio
import importlib
import json
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import httpx
import psycopg
from asgi_lifespan import LifespanManager
from rich.console import Console

from bench import ground, plan_asking, plan_crowd, plan_reading, plan_table
from bench.plan_asking import Asked, Service
from bench.plan_reading import Bounds, Explained
from khabuan import environment, home, keys, migrate
from khabuan.generate import nation, planning
from shared import feed, housekeeping, tokens

SERVICES = ("registry", "planning", "partners")
COUNTS = (288_000, 100_000, 10)
INSIDE = {"planning": ("/internal/v1/journeys/{need_id}", "/internal/v1/summaries/{code}")}
"""What the gateway asks for its pages."""
PATIENCE = "-c timezone=UTC -c statement_timeout=60000"
WIDE: Mapping[str, tuple[int, str]] = {
    "/v1/area-rollups/{code}": (
        60_000,
        "counts a province of any day: what changed since is in the feed",
    ),
    "/v1/holding-sums": (
        80_000,
        "sums the newest statements of a province or the nation as of any day, each with where it was: 80 ms",
    ),
    "/v1/people/counts": (30_000, "counts the people of the nation"),
    "/v1/follow-ups/{place}": (40_000, "counts what the nation was given to do, as of any day"),
    "/v1/local-data-centres/{area_code}": (
        60_000,
        "counts twelve kinds of a province, and which are verified",
    ),
    "/v1/strength-coverages/{code}": (30_000, "follows the levels of all tambons of the nation"),
    "/v1/local-data-centres/{area_code}/organizations.xlsx": (100_000, "writes a province out"),
    "/v1/local-data-centres/{area_code}/organizations.csv": (100_000, "writes a province out"),
    "/v1/plan-items/{id}/lineage": (
        150_000,
        "of a nation's project goes down to 5,000 projects and their needs, of which 2,000 are shown",
    ),
    "/v1/plan-items/{id}/allocations": (
        120_000,
        "shares an amount among the 5,000 projects below a nation's one",
    ),
    "/internal/v1/summaries/{code}": (
        60_000,
        "counts the needs and results of a province's ten years",
    ),
    "/v1/fact-totals/{area_code}": (60_000, "sums the newest facts of all tambons of the nation"),
    "/v1/province-readiness-scores/{province_code}": (
        80_000,
        "counts the evidence of a province of five years",
    ),
}
"""Routes that sum over whole places, so that they may read all of a table: how many buffers, and why."""
WIDE_LISTS: Mapping[str, tuple[plan_reading.Bounds, str]] = {
    "/v1/memberships": (
        plan_reading.Bounds(buffers=30_000),
        "terms that end in a province are sorted by the area of the organization, which is another table: 60 ms",
    ),
    "/v1/council-meetings": (
        plan_reading.Bounds(rows=25_000),
        "counts who was sent to each meeting that it shows, hundreds to a provincial one, in 1,400 pages: 6 ms",
    ),
    "/v1/plan-items": (
        plan_reading.Bounds(buffers=40_000, rows=20_000),
        "whose money it is stands in the lines of a project: they are looked at from the newest change on",
    ),
}
"""Lists that may look at more than others, and why; all of a growing table they may not read either."""
VIEWERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "administrator": ("NATIONAL_ADMIN", {}),
    "tambon": ("TAMBON_STAFF", {"area": "720602"}),
}
console = Console(highlight=False, width=200)


@dataclass
class Seen:
    """What was found of one service."""

    explained: list[tuple[Asked, Explained]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    times: dict[str, float] = field(default_factory=dict)
    """How long the answer to each route's worst question takes, in milliseconds."""

    @property
    def at_fault(self) -> list[tuple[Asked, Explained]]:
        """Return the questions whose plan is at fault."""
        return [each for each in self.explained if each[1].faults]


def main() -> int:
    """Explain everything; print each route's worst question and the faults, return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="plans")
    parser.add_argument("--here", action="store_true", help="ask the development databases")
    parser.add_argument("--crowd", action="store_true", help="fill small tables of --here too")
    parser.add_argument("--write", action="store_true", help="put the table into docs/plans.md")
    parser.add_argument("--only", default="", help="routes that match this")
    parser.add_argument("--service", choices=SERVICES, action="append")
    parser.add_argument("--seed", type=int, default=2569)
    parser.add_argument("--projects", type=int, default=planning.NATION)
    asked = parser.parse_args()
    with ExitStack() as opened:
        if asked.here:
            urls = opened.enter_context(environment.databases(home.folder()))
            folder = home.folder()
        else:
            stand = opened.enter_context(ground.standing())
            folder, urls = stand.home, {s: stand.copy(s, f"{s}_nation") for s in SERVICES}
            nation.rows(urls["registry"], *COUNTS, asked.seed)
            planning.rows(urls, asked.projects, COUNTS[-1], asked.seed)
        migrate.upgrade(urls)
        if not asked.here or asked.crowd:
            crowd(urls, asked.service or SERVICES)
        bad, tables, times = 0, {}, {}
        for name in asked.service or SERVICES:
            seen = asyncio.run(look(name, folder, urls, asked.only))
            report(name, seen)
            bad += len(seen.at_fault) + len(seen.failed)
            tables[name], times[name] = seen.explained, seen.times
        if asked.write:
            plan_table.write(tables, times, asked.seed)
    return 1 if bad else 0


def crowd(urls: Mapping[str, str], services: Sequence[str]) -> None:
    """Fill what a generated nation leaves empty; places of planning and partners as their followers would."""
    plan_crowd.places(urls)
    for name in services:
        for each in plan_crowd.fill(name, urls[name]):
            console.print(f"  [yellow]not filled: {each}[/]")


async def look(name: str, folder: Path, urls: Mapping[str, str], only: str = "") -> Seen:
    """Ask one service everything, and explain each different statement once."""
    seen, known = Seen(), set[str]()
    with psycopg.connect(urls[name], autocommit=True, options=PATIENCE) as connection:
        grows = plan_reading.growing(connection)
        async with running(name, folder, urls) as service:
            async for asked in plan_asking.questions(service, only):
                for each in asked.sent:
                    mark = each.mark
                    if mark in known or "revocations" in each.text:
                        continue
                    known.add(mark)
                    most = WIDE.get(asked.route, (0, ""))[0]
                    usual = WIDE_LISTS.get(asked.route, (Bounds(), ""))[0]
                    bounds = Bounds(most, 10**9) if most and not each.is_list else usual
                    try:
                        allowed = frozenset[str]() if most and not each.is_list else grows
                        explained = plan_reading.explain(connection, each, allowed, bounds)
                    except psycopg.Error as error:
                        seen.failed.append(f"{asked.words}: {str(error).splitlines()[0]}")
                        continue
                    seen.explained.append((asked, explained))
                    if explained.faults:
                        console.print(f"  [red]✗[/] {asked.words}: {'; '.join(explained.faults)}")
            seen.failed += [
                f"{n} × {what}" for what, n in service.refused.items() if what[0] == "5"
            ]
            for asked, _, _ in plan_table.worst(seen.explained):
                seen.times[asked.route] = await plan_asking.timed(service, asked)
            _tell_unasked(service)
    return seen


def _tell_unasked(service: Service) -> None:
    for each in sorted(service.unasked):
        console.print(f"  [dim]not asked, nothing to ask with: {each}[/]")
    for what, count in sorted(service.refused.items()):
        console.print(f"  [dim]{count} × {what}[/]")


@asynccontextmanager
async def running(name: str, folder: Path, urls: Mapping[str, str]) -> AsyncGenerator[Service]:
    """Run a service in this process, following nobody, with a token for each viewer."""
    process = ground.BY_NAME[name]
    addresses = dict.fromkeys(process.others, "127.0.0.1:9")
    variables = environment.of_process(process, home=folder, urls=urls, addresses=addresses)
    with environment.replaced({**variables, "KHABUAN_FOLLOW": "false"}):
        app = importlib.import_module(f"services.{name}.main").create_app()
    made = keys.make(folder)
    key = json.loads(made.issuer.read_text("utf-8"))
    viewers = {
        who: tokens.sign(key, f"bench:{who}", [{"role": role, **reach}], minutes=240, strong=True)
        for who, (role, reach) in VIEWERS.items()
    } | {"nobody": ""}
    async with (
        _undisturbed(),
        plan_asking.recorded() as sent,
        LifespanManager(app, startup_timeout=60, shutdown_timeout=60) as manager,
        httpx.AsyncClient(
            transport=httpx.ASGITransport(manager.app, raise_app_exceptions=False),
            base_url="http://plans",
            timeout=60,
        ) as client,
    ):
        secret = made.cursor_secret.read_text("utf-8").strip().encode()
        own = json.loads(made.of("gateway").read_text("utf-8"))
        gateway = tokens.sign(own, "service:gateway", [{"role": "SERVICE"}], minutes=240)
        inside = INSIDE.get(name, ())
        yield Service(app, client, sent, secret, viewers, inside=inside, gateway=gateway)


@asynccontextmanager
async def _undisturbed() -> AsyncGenerator[None]:
    """Leave the events where they are, and throw nothing away: neither is asked for by a route."""

    async def rest(*_: object) -> None:
        await asyncio.Event().wait()

    with mock.patch.object(feed.Relay, "run", rest), mock.patch.object(housekeeping, "run", rest):
        yield


def report(name: str, seen: Seen) -> None:
    """Print the worst question of each route, and everything that is at fault."""
    lines = plan_table.worst(seen.explained)
    console.print(
        f"{name}: {len(seen.explained):,} statements of {len(lines)} routes", style="bold"
    )
    console.print(
        f"  {'ms':>8} {'answer':>8} {'buffers':>8} {'rows':>8} {'wasted':>8}  asked  worst question"
    )
    for asked, found, count in lines:
        mark = "[red]✗[/]" if found.faults else " "
        console.print(
            f"{mark} {found.milliseconds:8.1f} {seen.times[asked.route]:8.1f} {found.buffers:8,}"
            f" {found.rows:8,} {found.wasted:8,}  {count:5}  {asked.words}  [dim]{found.shape}[/]", markup=True
        )  # fmt: skip
    console.print(f"  {len(seen.at_fault)} at fault, {len(seen.failed)} not answered")
    for each in seen.failed:
        console.print(f"  [red]✗[/] {each}")


if __name__ == "__main__":
    sys.exit(main())
