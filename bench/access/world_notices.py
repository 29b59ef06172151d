"""What there is of notices: a channel, notices of each area that only theirs see, a list handed over."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

COUNCIL = "01680000-0000-7000-8000-000000000303"
PLACES = ("720602", "7206", "72")


async def furnish(hand: Hand, world: World) -> None:
    """Let an organization choose a channel and voice a need, and hand a notice over."""
    hand.app.state.gateways = {"line": "WEBHOOK"}
    world.add(Thing("organizations", COUNCIL, area="720602", organization=COUNCIL))
    channel = await hand.make(
        "/v1/notice-channels", {"organization_id": COUNCIL, "gateway": "line"}
    )
    world.add(Thing("notice-channels", channel["id"], area="720602", organization=COUNCIL))
    own = (await hand.see("/v1/notices?limit=200&state=ON_PAPER&area=720602"))["items"]
    handed = {"area_code": "720602", "notice_ids": [own[0]["id"]], "handed_on": "2025-01-20"}
    made = await hand.make("/v1/notice-handovers", handed)
    world.add(Thing("notice-handovers", made["id"], area="720602"))
    for each in own[1:4]:
        world.add(Thing("notices", each["id"], area=each["area"]["code"], private=True))
    world.refs["notice_ids"] = [own[1]["id"]]
    world.add(*(Thing("notice-lists", place, area=place) for place in PLACES))
