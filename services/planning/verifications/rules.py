"""What is allowed of verifications."""

import datetime as dt

from services.planning.needs.schemas import NeedStatus, Verification
from services.planning.verifications.schemas import VerificationLevel, VerificationOutcome
from shared.errors import Problem, field_problem

_GONE = frozenset({NeedStatus.MERGED, NeedStatus.SPLIT, NeedStatus.WITHDRAWN})
_TO_DO = {
    VerificationLevel.AREA: frozenset(
        {
            Verification.UNVERIFIED,
            Verification.AREA_SENT_BACK,
            Verification.PROVINCE_SENT_BACK,
        }
    ),
    VerificationLevel.PROVINCE: frozenset({Verification.AREA_CONFIRMED}),
}
_SAID = {
    VerificationLevel.AREA: ("พื้นที่ยืนยันแล้ว", "The area has confirmed it before"),
    VerificationLevel.PROVINCE: (
        "พื้นที่ต้องยืนยันก่อน จังหวัดจึงตรวจสอบได้",
        "The area confirms first, then the province",
    ),
}


def check_turn(status: str, present: str, level: VerificationLevel) -> None:
    """Raise 409 unless it is this level's turn: the area looks first, then the province."""
    if status in _GONE:
        said = ("ความต้องการนี้ไปต่อในรายการอื่นแล้ว", "This need goes on in another one")
        raise Problem("state-conflict", said, present_status=str(status))
    if present not in _TO_DO[level]:
        raise Problem("state-conflict", _SAID[level], present_status=str(present))


def check_reason(outcome: VerificationOutcome, reason_th: str | None) -> None:
    """Raise 422 for what is sent back without a reason."""
    if outcome is VerificationOutcome.SENT_BACK and reason_th is None:
        raise field_problem("reason_th", "required")


def check_day(verified_on: dt.date, earlier: dt.date) -> None:
    """Raise 422 for a day before the need was voiced or the area looked."""
    if verified_on < earlier:
        raise field_problem("verified_on", "too-early")


def check_another(by: str, before: str) -> None:
    """Raise 403 when the same person would confirm for the area and for the province."""
    if by == before:
        raise Problem("same-person")


def outcome_of(level: VerificationLevel, outcome: VerificationOutcome) -> Verification:
    """Return where a need stands after somebody of a level looked."""
    return Verification(f"{level}_{outcome}")
