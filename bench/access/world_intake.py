"""What there is of rows as they came: two of each place, so that one may be resolved and one dismissed."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing


async def furnish(hand: Hand, world: World) -> None:
    """Send rows for each area with organizations; each may be about one of them."""
    for group in {each.area: each for each in world.things["organizations"] if each.area}.values():
        new = {
            "source_th": "รายชื่อองค์กร",
            "columns": {"name": f"กลุ่ม {group.area}", "phone": "081-234-5678"},
            "area_code": group.area,
        }
        for _ in range(2):
            made = await hand.make("/v1/intake-rows", new)
            world.add(
                Thing(
                    "intake-rows",
                    made["id"],
                    area=group.area,
                    private=True,
                    refs={"organization_id": group.id},
                )
            )
