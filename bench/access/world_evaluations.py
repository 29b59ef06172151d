"""What there is of evaluations: teams, and evaluations and lessons, drafts and public ones."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing

SITES = ("720602", "7206", "72", "710911")
EVALUATION = {
    "subject_kind": "AREA",
    "title_th": "ทบทวน",
    "evaluated_on": "2024-09-05",
    "findings_th": "พบว่าดี",
}
LESSON = {"title_th": "บทเรียน", "lesson_th": "เรียนรู้ร่วมกัน", "drawn_on": "2024-09-05"}


async def furnish(hand: Hand, world: World) -> None:
    """Set up a team for each province, and at each site a draft and a public one of both kinds."""
    teams = {}
    for province in ("72", "71"):
        body = {
            "area_code": province,
            "kind": "INTERNAL_EMPOWERMENT",
            "name_th": "ทีมประเมินภายใน",
            "purpose_th": "เสริมพลัง",
            "audience_th": "แกนนำ",
        }
        team = await hand.make("/v1/evaluation-teams", body)
        teams[province] = team["id"]
        world.add(Thing("evaluation-teams", team["id"], area=province))
    world.refs["team_id"] = teams["72"]
    for area in SITES:
        for kind, body in (("evaluations", EVALUATION), ("lessons", LESSON)):
            for public in (False, True):
                facts = {**body, "area_code": area, "team_id": teams[area[:2]]}
                made = (await hand.make(f"/v1/{kind}", facts))["id"]
                if public:
                    path = f"/v1/{kind}/{made}/publications"
                    await hand.make(path, {"published_on": "2024-09-10"})
                world.add(Thing(kind, made, area=area, private=not public))
    for plan in [each for each in world.things["plans"] if each.grouped and not each.private]:
        zone = plan.area != ""
        facts = {"subject_kind": "PLAN", "subject_id": plan.id, "area_code": plan.area or "TH"}
        body = {**EVALUATION, **facts, "team_id": teams["72" if zone else "71"]}
        made = (await hand.make("/v1/evaluations", body))["id"]
        shown = {
            "members": plan.members,
            "grouped": not zone,
        }  # a zone's is its province's to write
        world.add(Thing("evaluations", made, area=plan.area, private=True, **shown))
    world.fixed["beginEvaluation"] = {"subject_kind": "AREA"}
    for name in ("beginEvaluation", "drawLesson", "setUpEvaluationTeam"):
        world.only[name] = frozenset(SITES)
