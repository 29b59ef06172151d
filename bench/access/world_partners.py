"""What there is with the partners: agencies, agreements, nodes, commitments."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing
from services.partners import followers
from shared.ids import new_id


async def furnish(hand: Hand) -> World:
    """Make the partners' world."""
    await hand.tell_areas(followers.FOLLOWS)
    world = World()
    made = {}
    for code, kind, parent in (
        ("CODI", "PUBLIC_ORGANIZATION", None),
        ("THAIHEALTH", "FUND", None),
        ("UNIT", "PUBLIC_ORGANIZATION", "CODI"),
    ):
        new = {"code": code, "name_th": code, "kind": kind}
        new |= {"parent_id": made[parent]} if parent else {}
        made[code] = (await hand.make("/v1/agencies", new))["id"]
        world.add(Thing("agencies", made[code], agency=made[code]))
    other = {"code": "OTHER", "name_th": "อื่น", "kind": "FUND"}
    world.refs["party_ids"] = [(await hand.make("/v1/agencies", other))["id"]]
    await _agreed(hand, world, made)
    await _supported(hand, world, made)
    return world


async def _agreed(hand: Hand, world: World, made: Facts) -> None:
    """Agreements between agencies and for provinces, drafts and signed ones."""
    parties = [made["CODI"], made["THAIHEALTH"]]
    for area in ("", "72", "71"):
        for signed in (True, False):
            new = {
                "kind": "PROVINCE" if area else "AGENCY",
                "title_th": "ความร่วมมือ",
                "party_ids": parties,
                "starts_on": "2024-01-01",
                **({"province_code": area} if area else {}),
            }
            if area == "72" and signed:
                continue  # one active agreement for a province: its draft can still be signed
            agreement = (await hand.make("/v1/agreements", new))["id"]
            if signed:
                await hand.make(
                    f"/v1/agreements/{agreement}/signatures",
                    {"signed_on": "2024-01-01"},
                    hand.second,
                )
            world.add(
                Thing(
                    "agreements", agreement, area=area, agency=made["CODI"], private=not signed,
                    refs={"replaces_id": None, "ended_on": "2025-01-01"},
                )
            )  # fmt: skip
    world.fixed["draftAgreement"] = {"kind": "PROVINCE", "province_code": "72"}


async def _supported(hand: Hand, world: World, made: Facts) -> None:
    """Nodes and commitments of an agency, for an item of an adopted plan."""
    item = str(new_id())
    facts = {
        "id": item,
        "plan_id": str(new_id()),
        "title_th": "ขุดลอกสระ",
        "area": {"code": "720602"},
        "level": "TAMBON",
        "fiscal_year_be": 2568,
        "budget": {"amount": "900000.00", "currency": "THB"},
        "status": "FINAL",
        "plan_status": "ADOPTED",
    }
    draft = {**facts, "id": str(new_id()), "plan_status": "DRAFT"}
    await hand.tell(followers.FOLLOWS, "planning", "plan-item", facts, draft)
    world.refs["plan_item_id"] = item
    world.fixed["openNode"] = {"province_code": "60"}
    for code in ("CODI", "THAIHEALTH"):
        agency = made[code]
        node = {"agency_id": agency, "province_code": "72", "name_th": "โหนด"}
        opened = await hand.make("/v1/nodes", {**node, "opened_on": "2020-01-01"})
        world.add(Thing("nodes", opened["id"], area="72", agency=agency))
        money = {
            "agency_id": agency,
            "plan_item_id": item,
            "amount": {"amount": "1000.00", "currency": "THB"},
            "fiscal_year_be": 2568,
            "committed_on": "2025-01-20",
        }
        who = hand.desk.of([{"role": "PARTNER_AGENCY", "agency": agency}])
        committed = await hand.make("/v1/commitments", money, who)
        world.add(Thing("commitments", committed["id"], area="720602", agency=agency))
