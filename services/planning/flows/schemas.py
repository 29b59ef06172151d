"""What flows look at: items with their own money and households, and the edges between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from services.planning.budget_lines.schemas import Source


@dataclass(frozen=True, slots=True)
class Edge:
    """Money and households of the item below that stand in those of the item above."""

    id: UUID
    below: UUID
    above: UUID
    share: Decimal
    households: int = 0

    @classmethod
    def of(cls, edge: str, below: str, above: str, share: str, households: int) -> Self:
        """Return the edge that PostgreSQL wrote as text."""
        return cls(UUID(edge), UUID(below), UUID(above), Decimal(share), households)


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose money a budget line is; a source of None is money of which no line says that."""

    source: Source | None
    agency_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """An item of a roll-up with its place, issue and budget lines."""

    id: UUID
    own: Decimal
    budget: Decimal
    area_code: str
    issue_code: str
    plan_id: UUID
    own_households: int = 0
    households: int = 0
    carried: Decimal = Decimal("0.00")
    lines: Sequence[tuple[Payer, Decimal]] = ()


class Portion(BaseModel):
    """What a plan's roll-up holds for one place, issue or payer."""

    code: str
    agency_id: UUID | None = None
    items: int
    households: int = 0
    amount: Decimal


class Sums(BaseModel):
    """A plan's roll-up without the names that places, issues and agencies have today."""

    items: int
    total: Decimal
    own: Decimal
    from_below: Decimal
    carried: Decimal
    households: int
    by_area: list[Portion]
    by_child_area: list[Portion]
    by_issue: list[Portion]
    by_source: list[Portion]
