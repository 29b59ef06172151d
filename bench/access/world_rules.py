"""What there is of rules: one set otherwise."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing


async def furnish(hand: Hand, world: World) -> None:
    """Set a rule otherwise in one province."""
    new = {
        "rule": "COUNCIL_TERM_YEARS",
        "area_code": "90",
        "value": 5,
        "starts_on": "2026-01-01",
        "reason": "ตามมติ",
    }
    made = await hand.make("/v1/movement-rule-settings", new)
    world.add(Thing("movement-rule-settings", made["id"], area="90"))
