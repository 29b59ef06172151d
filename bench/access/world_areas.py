"""What there is of areas: a zone of a province with its members, an order that was carried out."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

ZONE = "Z-72-MATRIX"


async def furnish(hand: Hand, world: World) -> None:
    """Define a zone of districts and rename a far tambon by an order."""
    for code in ("720602", "72"):
        world.add(Thing("area-rollups", code, area=code))
    new = {
        "code": ZONE,
        "kind": "ZONE",
        "name_th": "โซน",
        "name_en": "Zone",
        "area_code": "72",
        "member_codes": ["7206"],
        "source_th": "มติ",
    }
    made = await hand.make("/v1/area-groups", new)
    world.add(Thing("area-groups", ZONE, area="72"))
    world.add(Thing("area-group-members", made["members"][0]["id"], area="72"))
    world.only["defineAreaGroup"] = frozenset({"72"})
    same = {name: value for name, value in new.items() if name != "area_code"}
    world.fixed["defineAreaGroup"] = {**same, "code": f"{ZONE}-2"}
    world.fixed["addAreaGroupMember"] = {"area_code": "7203"}
    unit = {"from_code": "960101", "to_code": "960101", "name_th": "ใหม่", "name_en": "New"}
    order = {"kind": "RENAME", "order_th": "ประกาศ", "effective_on": "2020-01-01", "units": [unit]}
    changed = await hand.make("/v1/area-changes", order)
    world.add(Thing("area-changes", changed["id"], area=""))
