"""`khabuan generate`: a movement of national size in the development databases."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from khabuan import refusal

if TYPE_CHECKING:
    from khabuan.generate.nation import Say

MANY = 2_000
"""Organizations or plans beyond which there are not just a few examples."""
_MARKED = "SELECT count(*) FROM (SELECT FROM {0} LIMIT %s) AS found"


def add_to(app: typer.Typer) -> None:
    """Give the command line its word for a made-up nation."""
    app.command("generate")(generate)


def generate(
    *,
    count: Annotated[
        int, typer.Option("--organizations", min=1, help="Community organizations.")
    ] = 288_000,
    persons: Annotated[int, typer.Option("--people", min=0, help="People in posts.")] = 100_000,
    projects: Annotated[
        int, typer.Option(min=0, help="Projects in plans, from the tambons to the nation.")
    ] = 1_500_000,
    years: Annotated[
        int, typer.Option(min=0, max=50, help="Years of assessments and of plans.")
    ] = 10,
    seed: Annotated[int, typer.Option(help="The same seed makes the same country.")] = 2569,
) -> None:
    """Fill the development databases with a made-up movement in real places, the same for a seed."""
    from khabuan import environment, home, load_areas, loaded, migrate

    environment.require_development("khabuan generate")
    began, folder = time.monotonic(), home.folder()
    with environment.databases(folder) as urls:
        migrate.require_settled(urls)
        migrate.upgrade(urls)
        require_room(urls["registry"])
        require_room(urls["planning"], "plans")
        load_areas.load(urls["registry"], home=folder, databases=loaded.identity(urls))
        made, told = fill(urls["registry"], (count, persons, years, seed))
        if projects and years:
            planned, more = fill_planning(urls, (projects, years, seed))
            made, told = made | planned, told + more
    for line in summary(made, told, time.monotonic() - began):
        print(line)


def require_room(url: str, table: str = "organizations") -> None:
    """Raise `Refusal` where many organizations (or plans) are already: two nations are none."""
    import psycopg

    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(_MARKED.format(table).encode(), (MANY,)).fetchone()
    if row is not None and row[0] >= MANY:
        message = f"many {table} are here already; set KHABUAN_HOME to a new folder to generate"
        raise refusal.Refusal(message)


def fill(url: str, asked: tuple[int, int, int, int]) -> tuple[dict[str, int], int]:
    """Make the rows and their events; return how many of each table, and how many events.

    `asked` is how many organizations, people and years, and the seed.
    """
    import asyncio

    from khabuan.generate import nation

    made: dict[str, int] = {}
    with _shown("rows") as say:

        def count(table: str, rows: int) -> None:
            made[table] = made.get(table, 0) + rows
            say(table, rows)

        nation.rows(url, *asked, say=count)
    untold = sum(made.get(table, 0) for table, _, _ in nation.TOLD)
    with _shown("events", untold) as say:
        told = asyncio.run(nation.tell(url, say))
    return made, told


def fill_planning(
    urls: Mapping[str, str], asked: tuple[int, int, int]
) -> tuple[dict[str, int], int]:
    """Make plans over the registry's places and organizations, and their events; return as `fill` does.

    `asked` is how many projects and years, and the seed.
    """
    import asyncio

    from khabuan.generate import nation, planning, swift

    made: dict[str, int] = {}
    with _shown("rows") as say:

        def count(table: str, rows: int) -> None:
            if table != swift.PUT_BACK:
                made[table] = made.get(table, 0) + rows
            say(table, rows)

        planning.rows(urls, *asked, say=count)
    untold = sum(made.get(table, 0) for table, _, _ in planning.TOLD)
    with _shown("events", untold) as say:
        told = asyncio.run(nation.tell(urls["planning"], say, planning.TOLD))
        told += asyncio.run(nation.tell(urls["partners"], say, planning.TOLD_BY_PARTNERS))
    return made, told


def summary(made: dict[str, int], told: int, seconds: float) -> list[str]:
    """Return what was made, and what to look at."""
    from gateway.pages import places
    from khabuan import hints

    rows = [f"{rows:>9,} {table.replace('_', ' ')}" for table, rows in made.items()]
    return [
        f"generated in {seconds:,.0f} s:",
        *rows,
        f"{told:>9,} events, which the services take in from each other when they run",
        "",
        f"start it:  {hints.khabuan('up')}",
        "look at:   /v1/province-dashboards/72",
        f"           /v1/tambon-profiles/{places.TAMBON}",
        "           /v1/organizations?area=72&kind=SAVINGS_GROUP",
        "           /v1/search?q=ออมทรัพย์",
        "           /v1/local-data-centres/72",
        "           /v1/plans?level=NATION   /v1/rollups/{its id}   /v1/plan-items?area=72",
    ]


@contextmanager
def _shown(what: str, total: int | None = None) -> Generator["Say"]:
    """Show how far it is: a bar on a terminal, nothing elsewhere."""
    import sys

    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<32}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True, disable=not sys.stdout.isatty()) as progress:
        task = progress.add_task(what, total=total)

        def say(table: str, rows: int) -> None:
            words = f"{what}: {table.replace('_', ' ')}"
            progress.update(task, advance=rows, description=words)

        yield say
