"""Commands for official lists: villages, shapes, codes and names."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from khabuan import refusal


def add_to(app: typer.Typer) -> None:
    """Give the command line its words for lists of areas."""
    app.command("load-villages")(load_villages)
    app.command("import-shapes")(import_shapes)
    app.command("import-areas")(import_areas)


def load_villages(
    file: Annotated[Path, typer.Argument(help="CSV with the columns code,name_th[,name_en].")],
) -> None:
    """Load villages of provinces; one that is known gets the name told here, and its old name is shown."""
    from khabuan import area_lists, environment, home

    with environment.databases(home.folder()) as urls:
        for line in area_lists.load_villages(urls["registry"], file):
            print(line, flush=True)


def import_shapes(
    file: Annotated[Path, typer.Argument(help="GeoJSON FeatureCollection, WGS 84.")],
    *,
    code_property: Annotated[str, typer.Option(help="Property with the area's code.")] = "code",
) -> None:
    """Load official shapes of areas; each feature is judged and told."""
    from khabuan import area_lists, environment, home

    counts = {"loaded": 0, "unchanged": 0, "refused": 0}
    with environment.databases(home.folder()) as urls:
        for code, word in area_lists.import_shapes(urls["registry"], file, code_property):
            print(f"{code}: {word}", flush=True)
            counts[word.partition(":")[0]] += 1
    print(", ".join(f"{count} {word}" for word, count in counts.items()))
    if counts["refused"]:
        raise typer.Exit(1)


def import_areas(
    file: Annotated[Path, typer.Argument(help="CSV with the columns code,name_th.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Order renames and moves.")] = False,
    order: Annotated[str, typer.Option(help="The legal order, needed to write.")] = "",
    gazette: Annotated[str | None, typer.Option(help="Its place in the Gazette.")] = None,
    effective_on: Annotated[str, typer.Option(help="Its day, YYYY-MM-DD.")] = "",
) -> None:
    """Compare an official list of whole provinces with the areas of today; with an order rename and move."""
    from khabuan import area_lists, environment, home

    if write and not (order and effective_on):
        message = "to write, name the --order and the day it is --effective-on"
        raise refusal.Refusal(message, code=2)
    day = _day(effective_on) if write else None
    with environment.databases(home.folder()) as urls:
        found = area_lists.compare(urls["registry"], file)
        for each in found:
            print(
                f"{each.what} {each.code} {each.name_th}", f"(was {each.was})" if each.was else ""
            )
        if day is not None:
            done = area_lists.apply(
                urls["registry"], found, order_th=order, gazette_th=gazette, day=day
            )
            print(f"changed: {done} of {len(found)}")
        elif not found:
            print(f"{file.name}: as the areas of today")


def _day(told: str) -> dt.date:
    try:
        return dt.date.fromisoformat(told)
    except ValueError:
        message = f"--effective-on {told}: write the day as YYYY-MM-DD of the Gregorian calendar"
        raise refusal.Refusal(message, code=2) from None
