"""What there is in the registry: organizations at each level."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing


async def furnish(hand: Hand) -> World:
    """Make the registry's world."""
    world = World(sites=("720602", "72060201", "7206", "72"))
    world.add(Thing("areas", "720602", area="720602"), Thing("areas", "72", area="72"))
    for area in (*world.sites, "710911"):
        new = {
            "kind": "NETWORK",
            "name_th": f"เครือข่าย {area}",
            "area_code": area,
            "status": "ACTIVE",
            "issues": [],
        }
        made = await hand.make("/v1/organizations", new)
        world.add(Thing("organizations", made["id"], area=area, organization=made["id"]))
    world.refs |= {"issues": [], "kind": "NETWORK"}
    return world
