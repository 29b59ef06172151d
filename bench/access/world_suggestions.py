"""What there is of suggestions: one for an organization of each level, made so long ago that all may decide."""

from sqlalchemy import text

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing
from bench.access.people import STRANGER

_LONG_AGO = """
    UPDATE suggestions SET created_at = created_at - interval '15 days',
        province_at = province_at - interval '15 days', region_at = region_at - interval '15 days'
"""


async def furnish(hand: Hand, world: World) -> None:
    """Suggest something for each organization, as somebody of nowhere."""
    somebody = hand.desk.of([{"role": "MEMBER", "organization": STRANGER, "area": "99"}])
    for group in world.things["organizations"]:
        revision = await hand.revision(f"/v1/organizations/{group.id}")
        new = {
            "subject_kind": "ORGANIZATION",
            "subject_id": group.id,
            "revision_seen": revision,
            "changes": {"households_count": 1462},
            "reason_th": "นับใหม่",
        }
        made = await hand.make("/v1/suggestions", new, somebody)
        scope: Facts = {"area": group.area, "organization": group.organization}
        world.add(Thing("suggestions", made["id"], **scope, private=True))
        if not any(thing.id == group.id for thing in world.things.get("subjects", ())):
            world.add(Thing("subjects", group.id, **scope))
    async with hand.app.state.database.transaction() as session:
        await session.execute(text(_LONG_AGO))
    first = world.things["subjects"][0]
    world.fixed["suggestChange"] = {
        "revision_seen": await hand.revision(f"/v1/organizations/{first.id}")
    }
    world.targets["suggestChange"] = "subject_id"
    world.makers |= {"withdrawSuggestion"}
