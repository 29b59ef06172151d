"""What is allowed of lists of villages."""

from collections.abc import Collection, Sequence

from services.registry.villages.schemas import Village
from shared.errors import FieldError, Problem

MOST_FAULTS = 100


def check(villages: Sequence[Village], province: str, tambons: Collection[str]) -> None:
    """Raise 422 with a pointer at each village that is twice in the list, of another province or of no tambon."""
    faults: list[FieldError] = []
    seen: set[str] = set()
    for place, village in enumerate(villages):
        where = ("body", "villages", place)
        if village.code in seen:
            faults.append(FieldError((*where, "code"), "repeated-item"))
        elif not village.code.startswith(province):
            faults.append(FieldError((*where, "code"), "outside-parent"))
        elif village.code[:6] not in tambons:
            faults.append(FieldError((*where, "code"), "unknown-reference"))
        elif village.code.endswith("00"):
            faults.append(FieldError((*where, "code"), "not-a-village-code"))
        elif village.number not in {None, int(village.code[6:])}:
            faults.append(FieldError((*where, "number"), "invalid"))
        seen.add(village.code)
    if faults:
        raise Problem("validation-failed", errors=faults[:MOST_FAULTS])
