"""What there is of plans above the district: a zone's and a province group's, drafted, ready and adopted."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing
from services.planning import followers

GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Z-72-NORTH", "ZONE", "72", ("7206", "7209")),
    ("G-WEST", "PROVINCE_GROUP", "", ("71", "19")),
)
YEAR = {"fiscal_year_be": 2568, "horizon_years": 1}


async def furnish(hand: Hand, world: World) -> None:
    """Make the groups and their plans."""
    days = {"valid_from": None, "valid_to": None}
    for code, kind, area, members in GROUPS:
        told: Facts = {"code": code, "kind": kind, "name_th": code, "name_en": None, **days}
        held = [{"area_code": member, **days} for member in members]
        told |= {"area_code": area, "members": held}
        await hand.tell(followers.FOLLOWS, "registry", "area-group", told)
        for state in ("DRAFT", "READY", "ADOPTED"):
            facts = {"area": area, "private": state != "ADOPTED", "grouped": True}
            facts |= {"members": members}
            body = {"level": kind, "group_code": code, **YEAR, "title_th": f"แผน {state}"}
            plan = await hand.make("/v1/plans", body)
            item = await _item(hand, plan["id"])
            if state != "DRAFT":
                await hand.make(f"/v1/plan-items/{item}/finalizations", {})
            if state == "ADOPTED":
                await hand.make(f"/v1/plans/{plan['id']}/adoptions", {"adopted_on": "2024-08-15"})
            refs = {"need_ids": []}
            world.add(Thing("plans", plan["id"], **facts, refs=refs))
            world.add(Thing("plan-items", item, **facts, refs=refs))
            if state == "ADOPTED":
                await _went_on(hand, world, item, facts)


async def _went_on(hand: Hand, world: World, item: str, facts: Facts) -> None:
    """Propose what a group adopted, and report on it: both belong to all of its areas."""
    proposal = {
        "plan_item_id": item,
        "addressee_kind": "MINISTRY",
        "addressee_th": "กระทรวง",
        "title_th": "ขอสนับสนุน",
        "asked": {"amount": "100.00", "currency": "THB"},
        "submitted_on": "2024-10-01",
    }
    made = await hand.make("/v1/proposals", proposal)
    world.add(Thing("proposals", made["id"], **facts))
    report = {"reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    made = await hand.make(f"/v1/plan-items/{item}/results", report)
    world.add(Thing("results", made["id"], **facts))


async def _item(hand: Hand, plan: str) -> str:
    body = {
        "plan_id": plan,
        "title_th": "แหล่งน้ำร่วม",
        "issue_code": "WATER",
        "owner_th": "คณะทำงาน",
    }
    said = {"indicator_th": "ไร่", "expected_result_th": "มีน้ำทำนา"}
    money = {"own_budget": {"amount": "1000.00", "currency": "THB"}}
    return str((await hand.make("/v1/plan-items", {**body, **said, **money}))["id"])
