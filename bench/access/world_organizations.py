"""What there is around organizations: second records, mergers of them, and holdings."""

from dataclasses import replace

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

_PLACES = ("720602", "72060201", "7206", "72", "710911")


async def furnish(hand: Hand, world: World) -> None:
    """Give each organization a second record to become part of; make mergers and holdings."""
    organizations = world.things["organizations"]
    for place, thing in enumerate(organizations):
        twin = await _organization(hand, str(thing.area), "ซ้ำ")
        organizations[place] = replace(thing, refs={**thing.refs, "into_id": twin})
    of_area = {str(thing.area): thing for thing in organizations}
    world.only["mergeOrganization"] = frozenset(of_area[area].id for area in _PLACES)
    for area in _PLACES:
        first = await _organization(hand, area, "แรก")
        second = await _organization(hand, area, "หลัง")
        made = await hand.make(
            f"/v1/organizations/{second}/mergers", {"into_id": first, "reason": "จดซ้ำ"}
        )
        world.add(Thing("organization-mergers", made["id"], area=area))
        group = of_area[area].id
        told: Facts = {
            "organization_id": group,
            "kind": "LAND",
            "quantity": "12.50",
            "unit": "RAI",
            "as_of": "2024-09-30",
        }
        held = await hand.make("/v1/holdings", told)
        world.add(Thing("holdings", held["id"], area=area, organization=group))


async def _organization(hand: Hand, area: str, word: str) -> str:
    new = {"kind": "NETWORK", "name_th": f"เครือข่าย{word} {area}", "area_code": area}
    made = await hand.make("/v1/organizations", {**new, "confirm_new": True})
    return str(made["id"])
