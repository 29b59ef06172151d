"""What is looked at to say how much of an item's money nobody speaks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Spot:
    """An item of a chain of plans: its budget, what its proposals speak for, the shares that go up from it."""

    id: UUID
    area_code: str
    budget: Decimal
    spoken: Decimal
    shares: Sequence[tuple[UUID, Decimal]] = ()
    """The items above with what they took; those that are not looked at ask for nothing."""
