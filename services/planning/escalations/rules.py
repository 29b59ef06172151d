"""Who hears of a silence."""

from services.planning.escalations.schemas import Rung

PROVINCE_DIGITS = 2


def rung_of(area_code: str) -> Rung:
    """Return who is told: the province of what lies below it, the nation of what a province proposed."""
    return Rung.PROVINCE if len(area_code) > PROVINCE_DIGITS else Rung.NATIONAL
