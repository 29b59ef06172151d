"""What there is of forums, submissions, charters and rules of planning, in drafts and in what was adopted."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

FORUM = {
    "held_on": "2024-07-20",
    "kind": "TAMBON",
    "attendance": [{"side": "COMMUNITY", "people": 9}],
}
ARTICLES = [{"title_th": "น้ำ", "text_th": "ใช้ตามรอบ"}]
UPWARD = {4: "PROVINCE", 2: "NATION"}


async def furnish(hand: Hand, world: World) -> None:
    """Make one of each kind about each plan and place."""
    for area in ("720602", "7206", "72"):
        await _chartered(hand, world, area)
        if area != "720602":  # the tambon's is still to be handed up
            await _submitted(hand, world, area)
    for plan in [each for each in world.things["plans"] if each.private and not each.grouped]:
        held = await hand.make(f"/v1/plans/{plan.id}/deliberations", {**FORUM})
        world.add(Thing("deliberations", held["id"], area=plan.area, private=True))
    await _next_version(hand, world)
    setting = {
        "rule": "LOWER_FINISHES_FIRST",
        "area_code": "60",
        "value": True,
        "starts_on": "2026-01-01",
        "reason": "ตามมติ",
    }
    await hand.make("/v1/planning-rule-settings", setting)
    world.fixed["submitPlan"] = {"submitted_on": "2024-08-26"}
    world.fixed["returnSubmission"] = {"item_reasons": []}
    for name in ("submitPlan", "openPlanVersion"):
        plain = (t.id for t in world.things["plans"] if not t.grouped)
        world.only[name] = frozenset(plain)


async def _next_version(hand: Hand, world: World) -> None:
    """Open the draft of a district plan's next version: it can be adopted, and withdrawn."""
    plan = next(t for t in world.things["plans"] if t.area == "7206" and not t.private)
    draft = await hand.make(
        f"/v1/plans/{plan.id}/versions", {"kind": "REVISE", "reason_th": "ทบทวน"}
    )
    world.add(Thing("plans", draft["id"], area="7206", private=True))


async def _submitted(hand: Hand, world: World, area: str) -> None:
    """Hand an adopted plan up: who decides about it holds the place that it was handed to."""
    plan = next(
        t for t in world.things["plans"] if t.area == area and not t.private and not t.grouped
    )
    body = {"to_level": UPWARD[len(area)], "submitted_on": "2024-08-26"}
    sent = await hand.make(f"/v1/plans/{plan.id}/submissions", body)
    world.add(Thing("submissions", sent["id"], area=area[:-2], listed=area))


async def _chartered(hand: Hand, world: World, area: str) -> None:
    body: Facts = {"area_code": area, "title_th": "ธรรมนูญ", "articles": ARTICLES}
    for adopted in (False, True):
        made = await hand.make("/v1/charters", {**body})
        if adopted:
            act = {"adopted_on": "2024-02-10", "meeting_th": "เวที"}
            await hand.make(f"/v1/charters/{made['id']}/adoptions", act)
        world.add(Thing("charters", made["id"], area=area, private=not adopted))
