"""Commands for official lists: villages, shapes, codes and names."""

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
    """Load villages of provinces; what is known already changes nothing."""
    from khabuan import area_lists, environment, home

    with environment.databases(home.folder()) as urls:
        for line in area_lists.load_villages(urls["registry"], file):
            print(line)


def import_shapes(
    file: Annotated[Path, typer.Argument(help="GeoJSON FeatureCollection, WGS 84.")],
    *,
    code_property: Annotated[str, typer.Option(help="Property with the area's code.")] = "code",
) -> None:
    """Load official shapes of areas; each feature is judged and told."""
    from khabuan import area_lists, environment, home

    with environment.databases(home.folder()) as urls:
        told = area_lists.import_shapes(urls["registry"], file, code_property)
    for code, word in told:
        print(f"{code}: {word}")
    if any(word.startswith("refused") for _, word in told):
        raise typer.Exit(1)


def import_areas(
    file: Annotated[Path, typer.Argument(help="CSV with the columns code,name_th.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Order renames and moves.")] = False,
    order: Annotated[str, typer.Option(help="The legal order, needed to write.")] = "",
    gazette: Annotated[str | None, typer.Option(help="Its place in the Gazette.")] = None,
    effective_on: Annotated[str, typer.Option(help="Its day, YYYY-MM-DD.")] = "",
) -> None:
    """Compare an official list with the areas of today; with an order apply what it renames and moves."""
    from khabuan import area_lists, environment, home

    if write and not (order and effective_on):
        message = "to write, name the --order and the day it is --effective-on"
        raise refusal.Refusal(message, code=2)
    with environment.databases(home.folder()) as urls:
        found = area_lists.compare(urls["registry"], file)
        for each in found:
            print(" ".join(part for part in each if part))
        if write:
            done = area_lists.apply(
                urls["registry"], found, order_th=order, gazette_th=gazette, day=effective_on
            )
            print(f"changed: {done} of {len(found)}")
