"""Which of two certifications of one organization stands."""

import datetime as dt

from services.registry.certification.schemas import CertificationState

DISSOLVED_TH = "องค์กรเลิกแล้ว การรับรองสิ้นสุดพร้อมกัน"
MERGED_TH = "องค์กรถูกบันทึกซ้ำ องค์กรหนึ่งมีการรับรองเดียว"
_S = CertificationState
_LAPSED, _UNNUMBERED = 3, 2
_HOLDS = {_S.CERTIFIED: 5, _S.SUSPENDED: 4}


def rank(
    status: str, expires_on: dt.date | None, day: dt.date, *, own: bool
) -> tuple[int, dt.date, bool]:
    """Return how much a certification is worth on a day: the greater one stands.

    One that holds comes before a suspended one, that before one that has lapsed, that before one that was
    only found, that before one that ended with its record; then whichever holds longer, then the own one of
    the record that stays.
    """
    last = expires_on or dt.date.min
    if status in _HOLDS:
        worth = _HOLDS[_S(status)] if last > day else _LAPSED
    else:
        worth = _UNNUMBERED if status == _S.FOUND else 1
    return worth, last, own
