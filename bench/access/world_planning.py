"""What there is in planning: needs, drafts and adopted plans at each level, decisions, proposals, results."""

from bench.access import (
    wire,
    world_evaluations,
    world_facts,
    world_needs,
    world_notices,
    world_plan_ways,
    world_plans,
    world_programmes,
    world_projects,
    world_proposals,
)
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing
from services.planning import followers

UNREVISED = frozenset(
    {
        "fact-totals",
        "issues",
        "notice-lists",
        "organizations",
        "programmes",
        "province-readiness-scores",
    }
)
"""Kinds that show no revision, or are somebody else's."""
LEVELS = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON"}
COUNCIL = "01680000-0000-7000-8000-000000000303"


async def furnish(hand: Hand) -> World:
    """Make planning's world."""
    await hand.tell_areas(followers.FOLLOWS)
    council = {"id": COUNCIL, "name_th": "สภา", "area": {"code": "720602"}, "status": "ACTIVE"}
    await hand.tell(followers.FOLLOWS, "registry", "organization", council)
    for code in ("WATER", "FARMERS"):
        await hand.make("/v1/issues", {"code": code, "name_th": code, "name_en": code})
    world = World()
    world.add(*(Thing("issues", code) for code in ("WATER", "FARMERS")))
    world.refs |= {"voiced_by_organization_id": None, "owner_organization_id": None}
    for area in (*world.sites, "710911"):
        await _planned(hand, world, area)
    await _rolled_up(hand, world)
    await world_proposals.furnish(hand, world)
    await world_plans.furnish(hand, world)
    await world_plan_ways.furnish(hand, world)
    await world_needs.furnish(hand, world)
    await world_facts.furnish(hand, world)
    await world_evaluations.furnish(hand, world)
    await world_notices.furnish(hand, world)
    await world_programmes.furnish(hand, world)
    await world_projects.furnish(hand, world)
    world.sites = ("720602", "72060201", "7206", "72")
    for thing in (t for ts in world.things.values() for t in ts if t.kind not in UNREVISED):
        object.__setattr__(thing, "revision", await hand.revision(f"/v1/{thing.kind}/{thing.id}"))
    return world


async def _planned(hand: Hand, world: World, area: str) -> None:
    """A need, a draft with an item, and an adopted plan with an item, a proposal and a result."""
    need: Facts = {"id": None}
    for place in (area, f"{area}01") if len(area) == 6 else ():
        need = await hand.make(
            "/v1/needs",
            {
                "area_code": place,
                "title_th": "ขาดน้ำทำนา",
                "issue_code": "WATER",
                "voiced_on": "2024-03-15",
                "voiced_at_th": "เวทีประชาคม",
            },
        )
        world.add(Thing("needs", need["id"], area=place))
    needs = [need["id"]] if need["id"] else []
    for adopted in (False, True):
        facts = {"area": area, "private": not adopted, "refs": {"need_ids": needs}}
        plan = await hand.make(
            "/v1/plans",
            {
                "level": LEVELS[len(area)],
                "area_code": area,
                "fiscal_year_be": 2568,
                "horizon_years": 1,
                "title_th": f"แผน {adopted}",
            },
        )
        world.add(Thing("plans", plan["id"], **facts))
        item = await _item(hand, plan["id"], needs)
        world.add(Thing("plan-items", item, **facts))
        if not adopted:
            await _empty_and_ready(hand, world, facts)
            continue
        await hand.make(f"/v1/plan-items/{item}/finalizations", {})
        await hand.make(f"/v1/plans/{plan['id']}/adoptions", {"adopted_on": "2024-08-15"})
        proposal = await hand.make(
            "/v1/proposals",
            {
                "plan_item_id": item,
                "addressee_kind": "GOVERNOR",
                "addressee_th": "ผู้ว่าราชการจังหวัด",
                "title_th": "ขอสนับสนุนแหล่งน้ำ",
                "asked": {"amount": "300000.00", "currency": "THB"},
                "submitted_on": "2024-10-01",
            },
        )
        world.add(Thing("proposals", proposal["id"], area=area))
        result = await hand.make(
            f"/v1/plan-items/{item}/results", {"reported_on": "2025-08-29", "summary_th": "เสร็จ"}
        )
        world.add(Thing("results", result["id"], area=area))


async def _item(hand: Hand, plan: str, needs: list[str]) -> str:
    made = await hand.make(
        "/v1/plan-items",
        {
            "plan_id": plan,
            "title_th": "ขุดลอกสระ",
            "issue_code": "WATER",
            "need_ids": needs,
            "own_budget": {"amount": "700000.00", "currency": "THB"},
            "owner_th": "สภา",
            "indicator_th": "ครัวเรือน",
            "expected_result_th": "มีน้ำทำนา",
        },
    )
    return str(made["id"])


async def _empty_and_ready(hand: Hand, world: World, facts: Facts) -> None:
    """A second draft, whose only item is final: it can be adopted."""
    area = facts["area"]
    plan = await hand.make(
        "/v1/plans",
        {
            "level": LEVELS[len(area)],
            "area_code": area,
            "fiscal_year_be": 2568,
            "horizon_years": 3,
            "title_th": "แผนที่พร้อมรับรอง",
        },
    )
    item = await _item(hand, plan["id"], [])
    await hand.make(f"/v1/plan-items/{item}/finalizations", {})
    world.add(Thing("plans", plan["id"], **facts), Thing("plan-items", item, **facts))


async def _rolled_up(hand: Hand, world: World) -> None:
    """One decision that only the people above know, and one that everybody knows."""
    below = next(t for t in world.things["plan-items"] if t.area == "720602" and not t.private)
    drafts = [t for t in world.things["plan-items"] if t.area == "7206" and t.private]
    for above, adopt in ((drafts[1], True), (drafts[0], False)):
        made = await hand.make(
            f"/v1/plan-items/{below.id}/inclusions",
            {
                "into_item_id": above.id,
                "share": {"amount": "1000.00", "currency": "THB"},
                "decision": "INCLUDED",
                "decided_on": "2024-08-20",
            },
        )
        world.add(Thing("inclusions", made["id"], area="7206", private=not adopt))
        if adopt:
            await _adopt(hand, world, above)
    plan = next(t for t in world.things["plans"] if t.area == "7206" and t.private)
    undecided = await _item(hand, plan.id, [])
    world.add(Thing("plan-items", undecided, area="7206", private=True))
    world.paths["decideInclusion"] = f"/v1/plan-items/{below.id}/inclusions"
    world.targets["decideInclusion"] = "into_item_id"
    world.fixed["decideInclusion"] = {"share": {"amount": "1000.00", "currency": "THB"}}


async def _adopt(hand: Hand, world: World, item: Thing) -> None:
    """Adopt the plan of a thing: what was private becomes public."""
    told = (await wire.call(hand.app, "GET", f"/v1/plan-items/{item.id}", hand.admin)).json()
    path = f"/v1/plans/{told['plan_id']}/adoptions"
    await hand.make(path, {"adopted_on": "2024-08-25"})
    for kind, identity in (("plans", told["plan_id"]), ("plan-items", item.id)):
        shown = next(t for t in world.things[kind] if t.id == identity)
        object.__setattr__(shown, "private", False)
