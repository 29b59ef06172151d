"""What there is of bodies: one at each level with a seat and a rotation, one that is empty; and trainings."""

from bench.access.document import FOREIGN, World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

PLACES = ("", "72", "720602", FOREIGN)
SINCE = "2007-06-13"


async def furnish(hand: Hand, world: World) -> None:
    """Set bodies up, seat a place that nobody is named for, and let it rotate; train everybody."""
    world.targets["takeSeat"] = "body_id"
    world.fixed["takeSeat"] = {"region_code": None}
    world.offices |= {"nameSeat"}
    world.fixed["endRotation"] = {"ends_on": "2011-06-01"}
    for area in PLACES:
        new: Facts = {"kind": "SUBCOMMITTEE", "name_th": "คณะ", "area_code": area or None}
        empty = await hand.make("/v1/bodies", new)
        body = await hand.make("/v1/bodies", {**new, "seats_count": 67})
        seat = {"body_id": body["id"], "post": "MEMBER", "form": "NETWORK", "starts_on": SINCE}
        taken = await hand.make("/v1/seats", seat)
        away = {"seat_id": taken["id"], "to_board_th": "พอช.", "starts_on": "2011-01-01"}
        gone = await hand.make("/v1/rotations", {**away, "ends_on": "2012-01-01"})
        world.add(
            Thing("bodies", empty["id"], area=area),
            Thing("bodies", body["id"], area=area),
            Thing("seats", taken["id"], area=area),
            Thing("rotations", gone["id"], area=area),
        )
    for person in world.things["people"]:
        new = {"name_th": "หลักสูตรผู้นำ", "trained_on": "2026-08-14"}
        made = await hand.make(f"/v1/people/{person.id}/trainings", new)
        scope: Facts = {"area": person.area, "organization": person.organization}
        world.add(Thing("trainings", made["id"], **scope, private=True))
