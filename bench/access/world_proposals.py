"""What there is of following proposals up: addressees, an answered proposal, silences that were told above."""

from bench.access import wire
from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing
from services.planning.escalations import actions as escalations
from shared.ids import new_id

ANSWERED = "7206"


async def furnish(hand: Hand, world: World) -> None:
    """Define addressees, answer one proposal, and let the others be silent too long."""
    for area in world.sites:
        facts = {"area_code": area, "kind": "AGENCY", "name_th": f"หน่วยงาน {area}"}
        made = await hand.make("/v1/addressees", facts)
        world.add(Thing("addressees", made["id"], area=area))
    world.fixed["defineAddressee"] = {"kind": "AGENCY"}
    world.only["defineAddressee"] = frozenset(world.sites)
    world.refs |= {"subject_id": str(new_id()), "answer_id": str(new_id())}
    world.fixed["nameProposalSecretary"] = {"kind": "BODY"}
    for thing in world.things["proposals"]:
        if thing.area == ANSWERED:
            answer = {
                "outcome": "ACCEPTED_IN_PART",
                "granted": {"amount": "200000.00", "currency": "THB"},
                "reason_th": "งบจำกัด",
                "answered_on": "2024-11-29",
            }
            told = await hand.make(f"/v1/proposals/{thing.id}/answers", answer)
            thing.refs["answer_id"] = told["answer"]["id"]
    await escalations.raise_silences(hand.app.state.database)
    told = (await wire.call(hand.app, "GET", "/v1/escalations?limit=200", hand.admin)).json()
    world.add(*(Thing("escalations", e["id"], area=e["area"]["code"]) for e in told["items"]))
