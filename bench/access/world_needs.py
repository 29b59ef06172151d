"""What there is of needs besides the needs: some that were merged, split and may be, at each level."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing
from shared.ids import new_id


async def furnish(hand: Hand, world: World) -> None:
    """Make needs that became one, one that became several, and needs that may."""
    world.fixed["verifyNeed"] = {"level": "AREA"}
    free = [await _need(hand, "720602") for _ in range(2)]
    for need in free:
        world.add(Thing("needs", need, area="720602"))
    world.refs["origin_ids"] = free
    for area in ("720602", "7206"):
        pair = [await _need(hand, "720602") for _ in range(2)]
        made = await hand.make("/v1/need-mergers", _merger(area, pair))
        world.add(Thing("need-mergers", made["id"], area=area))
    whole = await _need(hand, "720602")
    parts = [{"id": str(new_id()), "title_th": "ส่วน", "issue_code": "WATER"} for _ in range(2)]
    told = {"need_id": whole, "parts": parts, "reason_th": "งานคนละอย่าง"}
    made = await hand.make("/v1/need-splits", {**told, "split_on": "2025-03-05"})
    world.add(Thing("need-splits", made["id"], area="720602"))
    for area in world.sites:
        told = {"area_code": area, "fiscal_year_be": 2566, "closed_on": "2024-01-05"}
        made = await hand.make("/v1/cycle-closings", told)
        world.add(Thing("cycle-closings", made["id"], area=area))


def _merger(area: str, pair: list[str]) -> dict[str, object]:
    into = {"id": str(new_id()), "title_th": "คลองเดียวกัน", "issue_code": "WATER"}
    when = {"reason_th": "คลองเดียวกัน", "merged_on": "2025-03-05"}
    return {"area_code": area, "origin_ids": pair, "into": into, **when}


async def _need(hand: Hand, area: str) -> str:
    made = await hand.make(
        "/v1/needs",
        {
            "area_code": area,
            "title_th": "ขาดน้ำทำนา",
            "issue_code": "WATER",
            "voiced_on": "2024-03-15",
            "voiced_at_th": "เวทีประชาคม",
        },
    )
    return str(made["id"])
