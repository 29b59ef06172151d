"""What there is in the registry: organizations, people in office and others, accounts, rights, machines."""

from bench.access import (
    world_areas,
    world_bodies,
    world_certification,
    world_councils,
    world_demonstrations,
    world_documents,
    world_intake,
    world_meetings,
    world_networks,
    world_organizations,
    world_rules,
    world_strength,
    world_suggestions,
)
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing
from shared.ids import new_id

TAMBON = frozenset({"720602"})


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
    new = {"issues": [], "kind": "NETWORK", "villages": [], "confirm_new": True}
    world.fixed["registerOrganization"] = new
    for area in ("720602", "710911"):
        await _people(hand, world, area)
    await _signing_in(hand, world)
    await world_areas.furnish(hand, world)
    await world_rules.furnish(hand, world)
    await world_bodies.furnish(hand, world)
    await world_documents.furnish(hand, world)
    await world_suggestions.furnish(hand, world)
    await world_councils.furnish(hand, world)
    await world_networks.furnish(hand, world)
    await world_meetings.furnish(hand, world)
    await world_certification.furnish(hand, world)
    await world_strength.furnish(hand, world)
    await world_demonstrations.furnish(hand, world)
    await world_organizations.furnish(hand, world)
    await world_intake.furnish(hand, world)
    return world


async def _people(hand: Hand, world: World, area: str) -> None:
    """Two people in office, whom everybody may know of, and two members, whom only their own know."""
    group = next(t.id for t in world.things["organizations"] if t.area == area)
    for post in ("CHAIR", "MEMBER"):
        scope: Facts = {"area": area, "organization": group, "private": post == "MEMBER"}
        persons = [await _person(hand, area, group, post, number) for number in (1, 2)]
        for one, other in (persons, persons[::-1]):
            world.add(Thing("people", one, **scope, refs={"into_id": other}))
        basis = await hand.make(f"/v1/people/{persons[0]}/legal-bases", _basis("ARRANGE_MEETINGS"))
        world.add(Thing("legal-bases", basis["id"], **scope))
        told = await hand.see(f"/v1/memberships?person={persons[0]}")
        world.add(Thing("memberships", told["items"][0]["id"], **scope))
        if post == "CHAIR" and area == "720602":
            world.refs["person_id"] = persons[1]
            world.only["beginMembership"] = frozenset({group})
            world.only["registerPerson"] = world.only["giveGrant"] = TAMBON
            world.homes["registerPerson"] = group
            first = {"organization_id": group, "post": "SECRETARY", "starts_on": "2025-10-01"}
            world.fixed["registerPerson"] = {"membership": first}
            world.fixed["beginMembership"] = {"post": "TREASURER"}
        asked = await hand.make(
            "/v1/data-subject-requests",
            {"kind": "ACCESS", "person_id": persons[0], "received_on": "2026-11-01"},
        )
        private = {**scope, "private": True, "organization": None}
        world.add(Thing("data-subject-requests", asked["id"], **private))


def _basis(purpose: str) -> Facts:
    return {
        "basis": "PUBLIC_TASK",
        "notice_version": "2569-1",
        "purpose": purpose,
        "source": "แบบรายงานตัว",
    }


async def _person(hand: Hand, area: str, group: str, post: str, number: int) -> str:
    made = await hand.make(
        "/v1/people",
        {
            "area_code": area,
            "given_name_th": f"สมชาย{number}",
            "family_name_th": "ใจดี",
            "attested_on": "2026-11-12",
            "legal_bases": [_basis("CONTACT_LEADERS")],
            "membership": {"organization_id": group, "post": post, "starts_on": "2025-10-01"},
        },
    )
    return str(made["id"])


async def _signing_in(hand: Hand, world: World) -> None:
    """Accounts at each level, a right and a machine."""
    accounts = {}
    for area in ("720602", "7206", "72", "710911"):
        new = {"login": f"somebody.{area}", "area_code": area}
        accounts[area] = (await hand.make("/v1/accounts", new))["id"]
        world.add(Thing("accounts", accounts[area], area=area, private=True))
    world.refs["agency_id"] = str(new_id())
    given = await hand.make("/v1/accounts", {"login": "somebody.given", "area_code": "720602"})
    right = await hand.make(
        "/v1/grants",
        {
            "principal_id": given["id"],
            "role": "TAMBON_STAFF",
            "area_code": "720602",
            "starts_on": "2025-10-01",
            "reason": "คำสั่งแต่งตั้ง",
        },
    )
    world.add(
        Thing("grants", right["id"], area="720602", private=True, rank="TAMBON_STAFF"),
        Thing("accounts", given["id"], area="720602", private=True, rank="TAMBON_STAFF"),
    )
    world.ranks["giveGrant"] = "TAMBON_STAFF"
    world.refs["principal_id"] = accounts["720602"]
    machine = await hand.make(
        "/v1/clients",
        {"agency_id": world.refs["agency_id"], "name_th": "ระบบ", "method": "SECRET"},
    )
    world.add(Thing("clients", machine["id"], area="", private=True))
