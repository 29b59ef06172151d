"""What there is of facts: a set of the nation, drafts, what the area has verified and what is public."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

SITES = ("720602", "7206", "72", "710911")
CONFIRMED = {"outcome": "CONFIRMED", "decided_on": "2024-09-01"}
INDICATORS = [
    {"code": code, "name_th": "คนจน", "unit_th": "คน", "kind": "COUNT"}
    for code in ("TARGETED_POOR", "POOR_INCOME")
]


async def furnish(hand: Hand, world: World) -> None:
    """Tell four tables at each site: one for each way that a fact can have come."""
    made = await hand.make(
        "/v1/indicator-sets",
        {
            "code": "TPMAP",
            "version": 1,
            "name_th": "ชุดทดสอบ",
            "source_th": "ค่าทดสอบ",
            "valid_from": "2020-01-01",
            "indicators": INDICATORS,
        },
    )
    world.add(Thing("indicator-sets", made["id"], area=""))
    hands = [hand.desk.of([{"role": "NATIONAL_ADMIN", "area": ""}]) for _ in range(3)]
    for number, area in enumerate(SITES):
        for steps in range(3):
            year = 2550 + 3 * number + steps
            table = await _table(hand, area, year, hands[0])
            world.add(Thing("fact-tables", table, area=area))
            for step, who in zip(("area", "province")[:steps], hands[1:], strict=False):
                path = f"/v1/fact-tables/{table}/{step}-verifications"
                await hand.make(path, CONFIRMED, who)
            fact = (await hand.see(f"/v1/facts?table_id={table}"))["items"][0]["id"]
            world.add(Thing("facts", fact, area=area, private=steps < 2))
    world.fixed["defineIndicatorSet"] = {"version": 1}
    world.only["defineIndicatorSet"] = frozenset({"72"})
    world.asked["getFactTotals"] = "?set=TPMAP&year_be=2552"
    world.add(*(Thing("fact-totals", code, area=code) for code in ("720602", "72")))


async def _table(hand: Hand, area: str, year: int, who: dict[str, str]) -> str:
    body = {
        "area_code": area,
        "set_code": "TPMAP",
        "set_version": 1,
        "year_be": year,
        "source_th": "ค่าทดสอบ",
        "collected_on": "2024-08-01",
        "parties_th": ["ขบวนองค์กรชุมชน"],
        "facts": [{"area_code": area, "indicator_code": "TARGETED_POOR", "value": "12"}],
    }
    return str((await hand.make("/v1/fact-tables", body, who))["id"])
