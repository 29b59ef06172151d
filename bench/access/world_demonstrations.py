"""What there is of demonstrations: areas that made something real, and where it spreads."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

FAR = "920211"
"""A place from which nobody who asks comes: who acts there does not act for where it spreads."""


async def furnish(hand: Hand, world: World) -> None:
    """Record demonstrations, one of which is about to take its first step, and an expansion."""
    group = {"kind": "SAVINGS_GROUP", "name_th": "กลุ่มธนาคารปูม้า", "area_code": "720602"}
    one = await hand.make("/v1/organizations", group)
    found = {"found_on": "2026-10-05", "finder_side": "COMMUNITY", "note_th": "เวทีประชาคม"}
    await hand.make(f"/v1/organizations/{one['id']}/finds", found)
    made = {}
    for area in ("720602", "710911", FAR):
        body = {
            "area_code": area,
            "name_th": "บ้านน้ำราบ",
            "practice": "BLUE_CRAB_BANK",
            "began_on": "2007-01-01",
        }
        made[area] = (await hand.make("/v1/demonstrations", body))["id"]
        world.add(Thing("demonstrations", made[area], area=area))
    spread = {
        "area_code": "720602",
        "relation": "INTERESTED",
        "horizon_years": 3,
        "plan_th": "เรียนรู้จากบ้านน้ำราบ",
        "starts_on": "2026-10-01",
    }
    expansion = await hand.make(f"/v1/demonstrations/{made[FAR]}/expansions", spread)
    world.add(Thing("demonstration-expansions", expansion["id"], area="720602"))
    near = frozenset({made["720602"]})
    for operation in ("stepDemonstration", "planDemonstrationExpansion", "changeDemonstration"):
        world.only[operation] = near
    world.fixed["planDemonstrationExpansion"] = {"area_code": "720603"}
    world.fixed["recordDemonstration"] = {"horizon_years": 1}
    world.add(*(Thing("council-readiness", code, area=code) for code in ("720602", "72")))
