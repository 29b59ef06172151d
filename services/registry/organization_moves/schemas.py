"""What the ledger of a move says of a row."""

import dataclasses
from typing import Any
from uuid import UUID


@dataclasses.dataclass(slots=True)
class Line:
    """One row of the ledger: where it was, where it went, and what became of it."""

    id: UUID | None
    place: str
    row_key: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]
    row_revision: int | None
    outcome: str
    undone: str | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Say whether the row refers to another record than before this act."""
        if self.undone is None:
            return self.outcome != "STAYED"
        return self.undone in {"BACK", "CHANGED"}
