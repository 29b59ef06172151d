"""What there is of projects: reports on their progress, and one that goes on in a later year."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing
from shared.ids import new_id

LEVELS = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON"}

REPORT = {
    "reported_on": "2025-01-05",
    "starts_on": "2024-10-01",
    "ends_on": "2025-01-01",
    "percent_done": 50,
    "done_th": "ครึ่งทาง",
}


async def furnish(hand: Hand, world: World) -> None:
    """Report on every adopted item; carry one of each area into a draft of the next year."""
    world.fixed["reportProgress"] = {**REPORT, "spendings": []}
    adopted = [item for item in world.things["plan-items"] if not item.private]
    for item in adopted:
        made = await hand.make(f"/v1/plan-items/{item.id}/progress-reports", REPORT)
        world.add(Thing("progress-reports", made["id"], area=item.area))
    for area in ("720602", "7206"):
        item = next(each for each in adopted if each.area == area and not each.grouped)
        await _carry(hand, world, item)
    rest = next(each for each in adopted if each.area == "72" and not each.grouped)
    await _later(hand, world, "72")
    world.paths["carryOverPlanItem"] = f"/v1/plan-items/{rest.id}/carry-overs"
    world.targets["carryOverPlanItem"] = "into_plan_id"


async def _later(hand: Hand, world: World, area: str) -> str:
    """Open a draft of the next year; return its id."""
    plan = await hand.make(
        "/v1/plans",
        {
            "level": LEVELS[len(area)],
            "area_code": area,
            "fiscal_year_be": 2569,
            "horizon_years": 1,
            "title_th": "แผนปีถัดไป",
        },
    )
    world.add(Thing("plans", plan["id"], area=area, private=True))
    return str(plan["id"])


async def _carry(hand: Hand, world: World, item: Thing) -> None:
    area = item.area or ""
    carry = {
        "into_plan_id": await _later(hand, world, area),
        "into_item_id": str(new_id()),
        "amount": {"amount": "1000.00", "currency": "THB"},
        "reason_th": "ทำไม่ทัน",
        "decided_on": "2025-09-20",
    }
    made = await hand.make(f"/v1/plan-items/{item.id}/carry-overs", carry)
    world.add(Thing("carry-overs", made["id"], area=area, private=True))
    world.add(Thing("plan-items", made["into_item_id"], area=area, private=True))
