"""Which of two certifications of one organization stands."""

import datetime as dt

from services.registry.certification.schemas import CertificationState

DISSOLVED_TH = "องค์กรเลิกแล้ว การรับรองสิ้นสุดพร้อมกัน"
MERGED_TH = "องค์กรถูกบันทึกซ้ำ องค์กรหนึ่งมีการรับรองเดียว"
_S = CertificationState
_SUSPENDED, _HOLDS, _LAPSED, _UNNUMBERED, _ENDED = 5, 4, 3, 2, 1


def rank(
    status: str, expires_on: dt.date | None, day: dt.date, *, own: bool
) -> tuple[int, dt.date, bool]:
    """Return how much a certification is worth on a day: the greater one stands.

    A suspended one comes before one that holds, so that no second record covers a suspension; that before one
    that has lapsed, that before one that was only found, that before one that ended with its record; then
    whichever holds longer, then the own one of the record that stays.
    """
    last = expires_on or dt.date.min
    if status == _S.CERTIFIED:
        worth = _HOLDS if last > day else _LAPSED
    else:
        worth = {_S.SUSPENDED: _SUSPENDED, _S.FOUND: _UNNUMBERED}.get(_S(status), _ENDED)
    return worth, last, own
