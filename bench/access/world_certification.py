"""What there is of certification: organizations at each stride, and certificates that hold or are suspended."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Facts, Thing

AREA = "720602"
FOUND: Facts = {"found_on": "2026-10-05", "finder_side": "COMMUNITY", "note_th": "เวทีประชาคม"}
ENDORSED: Facts = {"endorsed_on": "2026-10-20", "post_th": "กำนัน", "note_th": "หนังสือที่ 12/2569"}
DECIDED: Facts = {
    "decision": "CERTIFY",
    "decided_on": "2026-11-12",
    "post_th": "ผู้อำนวยการสำนักงานภาค",
    "reason": "ครบสองฝ่าย",
}
SUSPENDED: Facts = {"suspended_on": "2026-11-15", "reason": "ไม่ส่งรายงาน"}


async def furnish(hand: Hand, world: World) -> None:
    """Bring organizations of one tambon to each stride; one person finds and endorses, another decides."""
    untouched = frozenset(each.id for each in world.things["organizations"])
    found = await _organization(hand, world, "พบแล้ว")
    ready = await _organization(hand, world, "ครบสองฝ่าย")
    certified = await _organization(hand, world, "รับรองแล้ว")
    suspended = await _organization(hand, world, "พักไว้")
    for one in (found, ready, certified, suspended):
        made = await hand.make(f"/v1/organizations/{one}/finds", FOUND, who=hand.second)
        world.add(Thing("certifications", made["id"], area=AREA))
    for one in (ready, certified, suspended):
        for side in ("COMMUNITY", "LOCAL_AGENCY"):
            word = {**ENDORSED, "side": side}
            await hand.make(f"/v1/organizations/{one}/endorsements", word, who=hand.second)
    numbers = []
    for one in (certified, suspended):
        done = await hand.make(f"/v1/organizations/{one}/certification-decisions", DECIDED)
        numbers.append(done["number"])
        world.add(Thing("certificates", done["number"], area=AREA))
    await hand.make(f"/v1/certificates/{numbers[1]}/suspensions", SUSPENDED)
    world.add(Thing("certification-counts", AREA, area=AREA))
    world.only |= {
        "findOrganization": untouched,
        "endorseOrganization": frozenset({found}),
        "decideCertification": frozenset({ready}),
        "developOrganization": frozenset({certified}),
        "getCertificateDocument": frozenset({numbers[0]}),
        "renewCertificate": frozenset({numbers[0]}),
        "suspendCertificate": frozenset({numbers[0]}),
        "reinstateCertificate": frozenset({numbers[1]}),
    }


async def _organization(hand: Hand, world: World, name: str) -> str:
    new = {"kind": "NETWORK", "name_th": f"เครือข่าย {name}", "area_code": AREA}
    made = await hand.make("/v1/organizations", new)
    identity = str(made["id"])
    world.add(Thing("organizations", identity, area=AREA, organization=identity))
    return identity
