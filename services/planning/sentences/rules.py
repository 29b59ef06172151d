"""What a leader reads aloud: where a need is, since when, and with which money of its own."""

import datetime as dt
from decimal import Decimal

from services.planning.flows.rules import NOTHING
from services.planning.holders.rules import place_of
from services.planning.need_shares.rules import Shares
from services.planning.needs.rules import ENDED
from services.planning.needs.schemas import STATUS_TH, NeedStatus
from services.planning.proposals.rules import official_words, silent_words
from services.planning.ways import rules as ways
from services.planning.ways.schemas import Way
from shared.contracts.planning import Hop, HopKind
from shared.money import sum_baht
from shared.thai_time import thai_date

MOST = 1000
"""So many characters a sentence has at most (shared/contracts/planning.py)."""


def short(words: str, most: int) -> str:
    """Return words, cut with an ellipsis where they are too long."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def sentence(way: Way, shares: Shares, last: Hop, today: dt.date) -> str:
    """Return the sentence about a need whose way ended with a hop, or stands there on a day: also who is silent."""
    place = place_of(way.need.area_code, way.need.area_name_th)
    title = short(way.need.title_th, 200)
    start = f"ความต้องการ “{title}” ของ{place} {STATUS_TH[way.need.status]}{_further(way)}"
    told = f"{start}{_money_words(way, shares)}{_why_dropped(last)}"
    if (states := ways.fate(way)) <= ENDED:
        end = f" รายงานผลเมื่อ {thai_date(last.date)}" if NeedStatus.DONE in states else ""
    else:
        end = f" ขณะนี้อยู่ที่{last.holder_th} มาแล้ว {last.days} วัน (ตั้งแต่ {thai_date(last.date)})"
        end += silent_words(way.proposals, today)
    return f"{short(told, MOST - len(end))}{end}"


def money(way: Way, shares: Shares) -> tuple[Decimal, Decimal]:
    """Return what of all that was granted and asked for is the need's own.

    The same money that is asked of several counts once: nobody asks for more than the projects have.
    """
    granted = sum_baht(shares.baht(each.granted, each.plan_item_id) for each in way.proposals)
    asked = sum_baht(shares.baht(each.asked, each.plan_item_id) for each in way.proposals)
    return granted, max(granted, min(asked, shares.whole()))


def _money_words(way: Way, shares: Shares) -> str:
    granted, asked = money(way, shares)
    words = f" ได้รับ {granted:,.2f} บาท จากที่ขอ {asked:,.2f} บาท" if granted else ""
    became = [
        official_words(
            each.plan_name_th,
            each.reference_th,
            shares.baht(each.budget, proposal.plan_item_id) or NOTHING,
        )
        for proposal in way.proposals
        for each in proposal.official
    ]
    return words + "".join(f" บรรจุใน{each}"[:200] for each in became[:2])


def _why_dropped(last: Hop) -> str:
    """Return that the last thing was a plan's new version without the need, and why; else nothing."""
    told = last.kind is HopKind.DROP and last.reason_th
    return f" {last.state_th} (เหตุผล: {short(told, 150)})" if told else ""


def _further(way: Way) -> str:
    """Return in which needs this one goes on and how far those are, when it was merged or split."""
    into = {each.into_id for each in way.lines if each.origin_id == way.need.id}
    told = [
        f"“{each.title_th[:120]}” ({STATUS_TH[each.status]})"
        for each in way.kin
        if each.id in into
    ]
    more = f" และอีก {len(told) - 2} รายการ" if len(told) > 2 else ""
    return f" เป็น {' '.join(told[:2])}{more}" if told else ""
