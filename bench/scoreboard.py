"""The ratios as a table: on the terminal, and between two marks in docs/scoreboard.md."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from bench import results

FILE = results.ROOT / "docs" / "scoreboard.md"
BEGIN, END = "<!-- speed: written by `make bench` -->", "<!-- speed: end -->"
HEADING = """# Scoreboard

What this product promises in figures, and what was measured. Every figure is a command: `make score`
lists them, `make score n=NAME` runs one in full, `control=1` plants a bug that must turn it red.
"""


class Line(NamedTuple):
    """One figure with its goal; `most` says that less is better."""

    name: str
    value: float
    goal: float
    unit: str = "×"
    most: bool = False

    @property
    def met(self) -> bool:
        """Say whether the figure meets its goal."""
        return self.value <= self.goal if self.most else self.value >= self.goal

    @property
    def shown(self) -> str:
        """Return the figure as people read it."""
        return f"{self.value:.{0 if self.unit == ' ms' else 2}f}{self.unit}"

    @property
    def wanted(self) -> str:
        """Return the goal as people read it."""
        return f"{'≤' if self.most else '≥'} {self.goal:g}{self.unit}"


def show(lines: Sequence[Line]) -> None:
    """Print the table on standard error."""
    table = Table("measured", "figure", "goal", "ok")
    for line in lines:
        mark = "[green]✓[/]" if line.met else "[red]✗[/]"
        table.add_row(line.name, line.shown, line.wanted, mark)
    Console(stderr=True).print(table)


def write(lines: Sequence[Line], facts: dict[str, Any], *, file: Path = FILE) -> None:
    """Put the table between the marks of the scoreboard; what stands around them stays."""
    machine = results.machine()
    today = dt.datetime.now(dt.UTC).date()
    rows = [f"| {x.name} | {x.shown} | {x.wanted} | {'✓' if x.met else '✗'} |" for x in lines]
    facts_said = ", ".join(f"{name} {value}" for name, value in facts.items())
    said = (
        f"Ratios of one run on {machine['processors']} processors ({facts_said}, commit"
        f" {results.commit()}, {today}). They are medians of ratios within interleaved rounds,"
        " 16 connections, one worker a server, our side with token, policy, input checks, events"
        " and logs on; absolute figures would not carry over to another machine."
    )
    table = ["| measured | figure | goal | |", "|---|---|---|---|", *rows]
    section = "\n".join([BEGIN, "## Speed", "", said, "", *table, END])
    before = file.read_text("utf-8") if file.is_file() else HEADING
    head, mark, rest = before.partition(BEGIN)
    tail = rest.partition(END)[2] if mark else "\n"
    file.write_text(f"{head.rstrip()}\n\n{section}{tail}", "utf-8")
