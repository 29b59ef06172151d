"""What there is of networks: one at each level with a member, and one that stands by a tambon."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing
from bench.access.world_councils import say

LEVELS = {"720602": "TAMBON", "72": "PROVINCE", "710911": "TAMBON"}
MENTORED = "721001"
"""A tambon that only the province's network covers: rights look at the network, lists at the tambon."""


async def furnish(hand: Hand, world: World) -> None:
    """Set networks up, let a group join each, and let the province's stand by a tambon."""
    world.targets["joinNetwork"] = "network_id"
    world.fixed["setUpNetwork"] = {"level": "NATION", "group_code": None}
    near = await _organization(hand, world, "720602", "SAVINGS_GROUP")
    apart = await _organization(hand, world, MENTORED, "SAVINGS_GROUP")
    other = await _organization(hand, world, "720602", "SAVINGS_GROUP")
    for area, level in LEVELS.items():
        made = await _organization(hand, world, area, "NETWORK")
        await say(hand, "/v1/networks", {"organization_id": made, "level": level})
        member = near if area == "720602" else apart  # whose own people may end it, too
        new = {"network_id": made, "organization_id": member, "joined_on": "2018-03-01"}
        joined = await hand.make("/v1/network-memberships", new)
        world.add(
            Thing("networks", made, area=area, organization=made, refs={"organization_id": other})
        )
        world.add(Thing("network-memberships", joined["id"], area=area, organization=made))
    mentor = next(t.id for t in world.things["networks"] if t.area == "72")
    new = {"network_id": mentor, "tambon_code": MENTORED, "starts_on": "2025-01-15"}
    begun = await hand.make("/v1/mentorings", new)
    world.add(Thing("mentorings", begun["id"], area="72", organization=mentor))


async def _organization(hand: Hand, world: World, area: str, kind: str) -> str:
    new = {"kind": kind, "name_th": f"องค์กร {kind}", "area_code": area, "confirm_new": True}
    made = str((await hand.make("/v1/organizations", new))["id"])
    world.add(Thing("organizations", made, area=area, organization=made))
    return made
