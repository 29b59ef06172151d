"""Who assessed: a body or an organization of the registry, if it is there; never both."""

from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry import council_stage as stage
from tests.registry import the_67
from tests.registry.test_movement_rules import set_rule
from tests.registry.test_strength import assess, declared, new

__all__ = ["declared"]


async def test_an_assessment_says_which_body_or_organization_made_it(
    registry: Client, people: People, declared: str
) -> None:
    who = stage.admin(people)
    body = await the_67.body(registry, who, area_code="72", name_th="คณะทำงานจังหวัดสุพรรณบุรี")
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    facts = {"level": "STRONG"}
    made = await assess(registry, people, new(declared, assessed_by_body_id=body, **facts))
    assert made.status_code == 201, made.text
    assert made.json()["assessed_by_body_id"] == body
    other = await assess(
        registry, people, new(declared, assessed_by_organization_id=group, **facts)
    )
    nobody = await assess(registry, people, new(declared, **facts))
    assert (other.status_code, nobody.status_code) == (201, 201)
    assert nobody.json()["assessed_by_body_id"] is None
    for asked, only in ((f"by_body={body}", made), (f"by_organization={group}", other)):
        items = (await registry.get(f"/v1/strength-assessments?{asked}")).json()["items"]
        assert [each["id"] for each in items] == [only.json()["id"]]


async def test_an_unknown_assessor_or_two_of_them_are_refused(
    registry: Client, people: People, declared: str
) -> None:
    who = stage.admin(people)
    body = await the_67.body(registry, who, area_code="72")
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    both = new(
        declared, level="STRONG", assessed_by_body_id=body, assessed_by_organization_id=group
    )
    refused = await assess(registry, people, both)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "only-one-of")
    unknown = await assess(
        registry, people, new(declared, level="STRONG", assessed_by_body_id=str(new_id()))
    )
    assert unknown.json()["errors"][0]["pointer"] == "#/assessed_by_body_id"


async def test_where_the_rule_is_set_an_assessment_names_a_strong_or_a_weak_point(
    registry: Client, people: People, declared: str
) -> None:
    bare = {"level": "STRONG", "strong_points": [], "weak_points": []}
    assert (await assess(registry, people, new(declared, **bare))).status_code == 201
    rule = {"rule": "STRENGTH_POINTS_KEPT", "value": True, "area_code": "72"}
    kept = await set_rule(registry, people, starts_on="2025-10-01", **rule)
    assert kept.status_code == 201, kept.text
    later = {**bare, "assessed_on": "2025-10-01"}
    refused = await assess(registry, people, new(declared, **later))
    error = refused.json()["errors"][0]
    assert (refused.status_code, error["code"]) == (422, "no-points")
    assert error["pointer"] == "#/strong_points"
    for point in ("strong_points", "weak_points"):
        told = new(declared, **{**later, point: ["ผู้นำหลายรุ่น"]})
        assert (await assess(registry, people, told)).status_code == 201
    before = new(declared, **{**bare, "assessed_on": "2025-09-30"})
    assert (await assess(registry, people, before)).status_code == 201
