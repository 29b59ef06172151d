"""What the roll-up of a made-up plan holds, counted in whole satang while its items are made.

The services count it anew from the rows (services/planning/flows): a test holds both against each other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from khabuan.generate.planning_pen import baht

Line = tuple[str, str, int]
"""Of a budget: source, agency or '', satang."""
Payer = tuple[str, str]
Counted = list[int]
"""Items, households, satang."""


@dataclass(slots=True)
class Parts:
    """Money by where it was born and by who pays, as it flows up with the items that it is of."""

    areas: dict[str, Counted] = field(default_factory=dict)
    payers: dict[Payer, Counted] = field(default_factory=dict)

    def bear(self, area: str, households: int, satang: int, lines: Sequence[Line]) -> None:
        """Count the own money of an item, or what of it comes up."""
        _count(self.areas, area, 1, households, satang)
        known: set[Payer] = set()
        for source, agency, part in shared(satang, lines):
            payer = (source, agency)
            _count(self.payers, payer, payer not in known, 0, part)
            known.add(payer)

    def take(self, other: "Parts") -> None:
        """Count everything that another item brings up whole."""
        for area, counted in other.areas.items():
            _count(self.areas, area, *counted)
        for payer, counted in other.payers.items():
            _count(self.payers, payer, *counted)


@dataclass(slots=True)
class PlanSums:
    """The roll-up of one plan."""

    items: int = 0
    satang: int = 0
    own: int = 0
    households: int = 0
    parts: Parts = field(default_factory=Parts)
    children: dict[str, Counted] = field(default_factory=dict)
    issues: dict[str, Counted] = field(default_factory=dict)

    def add(self, issue: str, own: int, satang: int, households: int) -> None:
        """Count an item of the plan."""
        self.items += 1
        self.satang += satang
        self.own += own
        self.households += households
        _count(self.issues, issue, 1, households, satang)

    def child(self, area: str, households: int, satang: int) -> None:
        """Count what came up from an item of a plan below."""
        _count(self.children, area, 1, households, satang)

    def told(self) -> str:
        """Return it as the planning service keeps it, as JSON."""
        below = self.satang - self.own
        return json.dumps(
            {
                "items": self.items,
                "total": baht(self.satang),
                "own": baht(self.own),
                "from_below": baht(below),
                "carried": baht(0),
                "households": self.households,
                "by_area": _portions(self.parts.areas),
                "by_child_area": _portions(self.children),
                "by_issue": _portions(self.issues),
                "by_source": [
                    _portion(code, counted, agency or None)
                    for (code, agency), counted in sorted(
                        self.parts.payers.items(), key=lambda one: str(_key(*one[0]))
                    )
                ],
            }
        )


def shared(satang: int, lines: Sequence[Line]) -> Iterable[Line]:
    """Share an amount among budget lines by largest remainder, the earlier line among equals."""
    whole = sum(line[2] for line in lines)
    if not whole:
        return [("", "", satang)]
    if whole == satang:
        return lines
    parts = [satang * line[2] // whole for line in lines]
    by_remainder = sorted(range(len(lines)), key=lambda at: -(satang * lines[at][2] % whole))
    for at in by_remainder[: satang - sum(parts)]:
        parts[at] += 1
    return [(*line[:2], part) for line, part in zip(lines, parts, strict=True) if part]


def _key(source: str, agency: str) -> tuple[str, UUID | None]:
    return source, UUID(agency) if agency else None


def _count(
    counted: dict[Any, Counted], key: object, items: int, households: int, satang: int
) -> None:
    known = counted.get(key)
    if known is None:
        counted[key] = [items, households, satang]
    else:
        known[0] += items
        known[1] += households
        known[2] += satang


def _portions(counted: Mapping[str, Counted]) -> list[dict[str, Any]]:
    return [_portion(code, counted[code]) for code in sorted(counted)]


def _portion(code: str, counted: Counted, agency: str | None = None) -> dict[str, Any]:
    items, households, satang = counted
    return {
        "code": code,
        "agency_id": agency,
        "items": items,
        "households": households,
        "amount": baht(satang),
    }
