"""Whether the communities of a place are enough for a council."""

from collections.abc import Sequence

from services.registry.communities import rules as communities
from services.registry.communities.schemas import Consent
from services.registry.council_formations.schemas import LACK_TH, FormationReason, Lack
from shared.errors import FieldError, Problem
from shared.places import Level, level_of

_LEVELS = frozenset({Level.DISTRICT, Level.TAMBON})


def check_level(area_code: str) -> None:
    """Raise 422 unless it is a tambon, or a district: a khet has one council of several khwaeng."""
    if level_of(area_code) not in _LEVELS:
        where = FieldError(("path", "area_code"), "wrong-level", levels=["DISTRICT", "TAMBON"])
        raise Problem("validation-failed", errors=[where])


def lacks(consents: Sequence[str | None], share: int) -> list[FormationReason]:
    """Return why these communities are not enough for a council; nothing when they are."""
    if not consents:
        return [_reason(Lack.NO_COMMUNITY_NOTICED)]
    agreed = communities.count(consents)
    if communities.missing(len(consents), agreed, share):
        return [_reason(Lack.TOO_FEW_AGREED)]
    return []


def declined(consents: Sequence[str | None]) -> int:
    """Return how many communities said no."""
    return sum(consent == Consent.DECLINED for consent in consents)


def percent(agreed: int, noticed: int) -> float | None:
    """Return the share that agreed, with one digit; None of none."""
    return round(100 * agreed / noticed, 1) if noticed else None


def _reason(code: Lack) -> FormationReason:
    return FormationReason(code=code, text_th=LACK_TH[code])
