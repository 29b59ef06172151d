"""What a leader reads aloud: where a need is, since when, and with which money of its own."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from services.planning.flows.rules import NOTHING
from services.planning.holders.rules import place_of
from services.planning.need_shares.rules import Shares
from services.planning.needs.schemas import STATUS_TH
from services.planning.proposals.rules import official_words, silent_words
from services.planning.ways import rules as ways
from services.planning.ways.schemas import KinFact, NeedFact, Way
from shared.contracts.planning import Hop, HopKind
from shared.money import sum_baht
from shared.thai_time import thai_date

MOST = 1000
"""So many characters a sentence has at most (shared/contracts/planning.py)."""


def short(words: str, most: int) -> str:
    """Return words, cut with an ellipsis where they are too long."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def sentence(way: Way, shares: Shares, now: Hop, today: dt.date) -> str:
    """Return the sentence about a need whose way ended with a hop, or stands there on a day: also who is silent."""
    place = place_of(way.need.area_code, way.need.area_name_th)
    title = short(way.need.title_th, 200)
    start = f"ความต้องการ “{title}” ของ{place} {STATUS_TH[way.need.status]}{_further(way)}"
    told = f"{start}{_money_words(way, shares)}"
    if waits := ways.waiting(way):
        told += _lately(now)
        which = f" “{short(waits.title_th, 80)}”" if len(ways.here(way)) > 1 else ""
        since = f"{now.days} วัน (ตั้งแต่ {thai_date(now.date)})"
        end = f"{which} ขณะนี้อยู่ที่{now.holder_th} มาแล้ว {since}{silent_words(way.proposals, today)}"
    else:
        done = [each.done_on for each in ways.here(way) if each.done_on]
        end = f" รายงานผลเมื่อ {thai_date(max(done))}" if done else ""
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


def _lately(now: Hop) -> str:
    """Return that the last thing was a plan's new version without the need, and why, or a period's result."""
    if now.kind is HopKind.RESULT:
        return f" {now.state_th}"
    told = now.kind is HopKind.DROP and now.reason_th
    return f" {now.state_th} (เหตุผล: {short(told, 150)})" if told else ""


def _further(way: Way) -> str:
    """Return which needs this one became by mergers and splits, down to today, and how far those are."""
    into = {each.into_id for each in way.lines if each.origin_id == way.need.id}
    today = ways.here(way)
    if not into:
        return ""
    if into == {each.id for each in today}:
        return f" เป็น {_names(today)}"
    return f" เป็น {_names([each for each in way.kin if each.id in into])} วันนี้คือ {_names(today)}"


def _names(needs: Sequence[NeedFact | KinFact]) -> str:
    told = [f"“{short(each.title_th, 80)}” ({STATUS_TH[each.status]})" for each in needs[:2]]
    more = f" และอีก {len(needs) - 2} รายการ" if len(needs) > 2 else ""
    return f"{' '.join(told)}{more}"
