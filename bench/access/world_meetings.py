"""What there is of meetings: one of an organization of each area, what it decided and gave to do; centres of places."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

PLACES = ("720602", "7206", "72")


async def furnish(hand: Hand, world: World) -> None:
    """Let an organization of each area meet, decide something and give somebody something to do."""
    world.targets["nameMeetingAttendee"] = "meeting_id"
    world.fixed["recordMeeting"] = {"number": None, "year_be": None}
    for group in {each.area: each for each in world.things["organizations"] if each.area}.values():
        scope: Facts = {"area": group.area, "organization": group.id}
        meeting = await hand.make(
            "/v1/meetings",
            {
                "kind": "FORUM",
                "title_th": f"เวที {group.area}",
                "organization_id": group.id,
                "area_code": group.area,
                "held_from": "2025-06-12",
            },
        )
        resolution = await hand.make(
            "/v1/resolutions", {"meeting_id": meeting["id"], "number": "9", "text_th": "มติ"}
        )
        came = {"meeting_id": meeting["id"], "organization_id": group.id}
        attendee = await hand.make("/v1/meeting-attendees", came)
        known = [each for each in world.things["people"] if each.organization == group.id]
        for person in known[:1]:
            named = {"meeting_id": meeting["id"], "person_id": person.id}
            made = await hand.make("/v1/meeting-attendees", named)
            world.add(Thing("meeting-attendees", made["id"], **scope, private=True))
        given = await hand.make(
            "/v1/action-items",
            {
                "meeting_id": meeting["id"],
                "text_th": "งาน",
                "owner_kind": "ORGANIZATION",
                "owner_organization_id": group.id,
                "due_words": "ภายในเดือนมิถุนายน 2568",
            },
        )
        world.add(
            Thing(
                "meetings",
                meeting["id"],
                **scope,
                revision=2 + len(known[:1]),
                refs={"organization_id": group.id},
            ),
            Thing("meeting-attendees", attendee["id"], **scope),
            Thing("resolutions", resolution["id"], **scope),
            Thing("assignments", given["id"], **scope),
            Thing("action-items", given["items"][0]["id"], **scope),
        )
    for place in PLACES:
        world.add(
            Thing("follow-ups", place, area=place), Thing("local-data-centres", place, area=place)
        )
