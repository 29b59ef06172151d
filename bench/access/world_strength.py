"""What there is of strength: rubrics, and assessments of tambons."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

TAMBON = frozenset({"720602"})


async def furnish(hand: Hand, world: World) -> None:
    """Define two rubrics and assess two tambons."""
    declared = {
        "code": "DECLARED",
        "version": 1,
        "name_th": "ประกาศระดับ",
        "source_th": "เวทีสรุปจังหวัดบูรณาการ",
        "frames": [],
    }
    rubric = (await hand.make("/v1/rubrics", declared))["id"]
    world.add(Thing("rubrics", rubric, area=""))
    world.refs["rubric_id"] = rubric
    for area in ("720602", "710911"):
        body = {
            "area_code": area,
            "rubric_id": rubric,
            "assessed_on": "2025-09-20",
            "level": "STRONG",
            "assessed_by_side": "JOINT",
            "assessed_by_th": "คณะทำงานจังหวัด",
        }
        made = await hand.make("/v1/strength-assessments", body)
        world.add(Thing("strength-assessments", made["id"], area=area))
    world.add(*(Thing("strength-coverages", code, area=code) for code in ("720602", "72")))
    world.only["assessStrength"] = TAMBON
    world.fixed["assessStrength"] = {"level": "STRONG"}
