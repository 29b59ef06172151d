"""What is allowed of organizations."""

from collections.abc import Sequence

from services.registry.organizations.schemas import OrganizationKind
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

WIDE = frozenset({OrganizationKind.NETWORK, OrganizationKind.LEARNING_CENTRE})
NARROW_LEVELS = frozenset({Level.TAMBON, Level.VILLAGE})


def check_level(kind: OrganizationKind, area_code: str) -> None:
    """Raise 422 unless the area fits: a tambon or village; networks may be of any level (R4)."""
    if kind not in WIDE and level_of(area_code) not in NARROW_LEVELS:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON", "VILLAGE"])


def check_issues(issues: Sequence[str], unknown: Sequence[str]) -> None:
    """Raise 422 with a pointer to each issue that nobody has defined."""
    if unknown:
        places = [
            FieldError(("body", "issues", issues.index(code)), "unknown-reference")
            for code in unknown
        ]
        raise Problem("validation-failed", errors=places)
