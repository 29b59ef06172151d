"""What a figure is: a name, a goal, and a measurement that says whether the goal is met.

A module `bench/figures/<name>.py` holds `NAME`, `GOAL` (the goal as people read it), optionally
`PLANTS` (which bug `--control` plants) and `measure(size, seed, control)`, plain or async.
"""

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import Any

from bench import figures


class Size(StrEnum):
    """How much is measured: a look that takes seconds, or what the goal is meant for."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True)
class Figure:
    """What was measured: the figure as people read it, and whether it meets the goal.

    `n` is how many things were counted or timed; `details` is kept in score.json.
    """

    text: str
    met: bool
    n: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)


class MissingError(Exception):
    """Something is not installed or not built yet; the message says what to do."""


Measure = Callable[[Size, int, bool], "Figure | Awaitable[Figure]"]


@dataclass(frozen=True)
class Known:
    """A figure that can be measured."""

    name: str
    goal: str
    plants: str
    measure: Measure

    def run(self, size: Size, seed: int, *, control: bool) -> Figure:
        """Measure; `control` plants the figure's bug first."""
        answer = self.measure(size, seed, control)
        return asyncio.run(_finished(answer)) if inspect.isawaitable(answer) else answer


async def _finished(answer: Awaitable[Figure]) -> Figure:
    return await answer


def discover() -> dict[str, Known]:
    """Return every figure below `bench/figures`, by name, in the order of their names."""
    found = {}
    for module in sorted(pkgutil.iter_modules(figures.__path__), key=lambda m: m.name):
        if not module.name.startswith("_"):
            known = _read(importlib.import_module(f"{figures.__name__}.{module.name}"))
            found[known.name] = known
    return found


def _read(module: ModuleType) -> Known:
    return Known(module.NAME, module.GOAL, getattr(module, "PLANTS", ""), module.measure)
