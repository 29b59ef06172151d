"""What follows from a resolution."""

from collections.abc import Iterable
from typing import Any

from services.registry.resolutions.schemas import PartNew


def parts(asked: Iterable[PartNew], regions: int) -> list[dict[str, Any]]:
    """Return the parts of a working group with how many people each makes, when there are so many regions."""
    return [
        {**part.model_dump(), "total": part.count * (regions if part.each_region else 1)}
        for part in asked
    ]
