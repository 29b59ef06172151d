"""Who hears of a silence, and which silence it is."""

import datetime as dt

from services.planning.escalations.schemas import Rung
from services.planning.proposals.schemas import ClockState, ProposalStatus

PROVINCE_DIGITS = 2


def rung_of(area_code: str) -> Rung:
    """Return who is told: the province of what lies below it, the nation of what a province proposed."""
    return Rung.PROVINCE if len(area_code) > PROVINCE_DIGITS else Rung.NATIONAL


def silence_of(status: str, answer_by: dt.date | None, today: dt.date) -> ClockState:
    """Return which word of the addressee is overdue."""
    late = answer_by is not None and answer_by < today
    if status == ProposalStatus.SUBMITTED and not late:
        return ClockState.ACK_OVERDUE
    return ClockState.ANSWER_OVERDUE
