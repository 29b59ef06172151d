"""What plans of groups of areas lead to: proposals, results and evaluations are for who reaches all of the areas."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_evaluations import evaluation, faults
from tests.planning.test_plan_levels import GROUP, ZONE, plan_of, planner
from tests.planning.test_plan_versions import admin
from tests.planning.test_programmes import programme as new_programme


async def adopted(movement: Movement, level: str, **facts: Any) -> dict[str, Any]:
    """Return the one item of an adopted plan of a group."""
    plan, who = await plan_of(movement, level, **facts), admin(movement)
    body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "น้ำร่วม", "owner_th": "คณะทำงาน",
            "issue_code": await movement.issue(), "own_budget": baht(1000), "indicator_th": "ไร่",
            "expected_result_th": "มีน้ำ"}  # fmt: skip
    item = await movement.done("/v1/plan-items", body, who)
    await movement.done(f"/v1/plan-items/{item['id']}/finalizations", {"id": str(new_id())}, who)
    day = {"adopted_on": "2024-08-30", "id": str(new_id())}
    await movement.done(f"/v1/plans/{plan['id']}/adoptions", day, who)
    return item


@pytest.fixture(scope="module")
async def item(movement: Movement) -> dict[str, Any]:
    """Return an adopted item of a province group of 71 and 72."""
    return await adopted(movement, "PROVINCE_GROUP", group_code=GROUP)


def proposal(item: dict[str, Any]) -> dict[str, Any]:
    """Return what proposes an item."""
    return {"id": str(new_id()), "plan_item_id": item["id"], "addressee_kind": "MINISTRY",
            "addressee_th": "กระทรวง", "title_th": "ขอสนับสนุน", "asked": baht(100),
            "submitted_on": "2024-10-01"}  # fmt: skip


WHO = (
    ("REGION_OFFICE", ("71", "72"), 201),
    ("PROVINCE_WORKING_GROUP", ("71", "72"), 201),
    ("REGION_OFFICE", ("71",), 403),
    ("PROVINCE_WORKING_GROUP", ("72",), 403),
    ("TAMBON_STAFF", ("720602",), 403),
)


@pytest.mark.parametrize(("role", "areas", "status"), WHO)
async def test_a_group_proposes_by_who_reaches_all_of_its_areas(
    movement: Movement, item: dict[str, Any], role: str, areas: tuple[str, ...], status: int
) -> None:
    who = planner(movement, role, *areas)
    assert (await movement.send("/v1/proposals", proposal(item), who)).status_code == status


async def test_a_zone_proposes_by_its_province(movement: Movement) -> None:
    zone = await adopted(movement, "ZONE", group_code=ZONE)
    for area, status in (("7206", 403), ("72", 201)):
        who = planner(movement, "PROVINCE_WORKING_GROUP", area)
        assert (await movement.send("/v1/proposals", proposal(zone), who)).status_code == status


async def test_all_that_follows_a_proposal_is_for_the_same_people(
    movement: Movement, item: dict[str, Any]
) -> None:
    """Note its arrival, answer it, reply to that, add a document, name who follows it up, and close it."""
    one, both = (planner(movement, "REGION_OFFICE", *areas) for areas in (("72",), ("71", "72")))
    made = await movement.done("/v1/proposals", proposal(item), both)
    path = f"/v1/proposals/{made['id']}"

    async def act(name: str, **facts: Any) -> dict[str, Any]:
        body = {"id": str(new_id()), **facts}
        assert (await movement.send(f"{path}/{name}", body, one)).status_code == 403, name
        return await movement.done(f"{path}/{name}", body, both)

    await act("acknowledgements", acknowledged_on="2024-10-05")
    answer = {"outcome": "ACCEPTED_IN_PART", "granted": baht(10), "reason_th": "งบจำกัด",
              "answered_on": "2024-11-20"}  # fmt: skip
    said = (await act("answers", **answer))["answer"]["id"]
    await act("replies", answer_id=said, stance="ACCEPTED", replied_on="2024-11-25")
    await act("documents", sha256="d" * 64, title_th="หนังสือนำส่ง")
    await act("secretaries", kind="BODY", subject_id=str(new_id()), named_on="2024-11-26")
    await act("follow-ups", noted_on="2024-12-01", text_th="โทรถามแล้ว")
    await act("closings", closed_on="2024-12-10", reason_th="จบเรื่อง")


@pytest.mark.parametrize(("role", "areas", "status"), WHO)
async def test_a_group_reports_results_by_who_reaches_all_of_its_areas(
    movement: Movement, item: dict[str, Any], role: str, areas: tuple[str, ...], status: int
) -> None:
    body = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    path = f"/v1/plan-items/{item['id']}/results"
    answer = await movement.send(path, body, planner(movement, role, *areas))
    assert answer.status_code == status
    if status == 201:
        assert answer.json()["area"]["level"] == "NATION"


async def team_of(movement: Movement, area: str) -> str:
    """Set up a team of an area; return its id."""
    name = f"ทีม {area} {new_id()}"
    body = {"id": str(new_id()), "area_code": area, "kind": "INTERNAL_EMPOWERMENT", "name_th": name[:60],
            "purpose_th": "เสริมพลัง", "audience_th": "แกนนำ"}  # fmt: skip
    return str((await movement.done("/v1/evaluation-teams", body, admin(movement)))["id"])


async def test_a_groups_plan_is_evaluated_written_and_published_by_who_reaches_all_of_it(
    planning: Client, movement: Movement, item: dict[str, Any]
) -> None:
    team = await team_of(movement, "71")
    one, both = (planner(movement, "REGION_OFFICE", *areas) for areas in (("72",), ("71", "72")))
    for kind, subject in (("PLAN", item["plan_id"]), ("PROJECT", item["id"])):
        facts = {"subject_kind": kind, "subject_id": subject, "area_code": "TH"}
        body = evaluation(team, **facts)
        assert (await movement.send("/v1/evaluations", body, one)).status_code == 403
        made = await movement.done("/v1/evaluations", body, both)
        assert made["area"]["code"] == ""
        path = f"/v1/evaluations/{made['id']}"
        assert (await planning.get(path)).status_code == 404
        for who in (one, both):
            assert (await planning.get(path, headers=who)).status_code == 200
        stranger = planner(movement, "REGION_OFFICE", "18")
        assert (await planning.get(path, headers=stranger)).status_code == 404
        for who, status in ((one, 403), (both, 200)):
            changed = await planning.patch(
                path, json={"findings_th": "พบว่าดี"}, headers={**who, "If-Match": '"r1"'}
            )
            assert changed.status_code == status
            act = {"id": str(new_id()), "published_on": "2024-10-01"}
            answer = await movement.send(f"{path}/publications", act, who)
            assert answer.status_code == status
        assert (await planning.get(path)).status_code == 200


async def test_an_evaluation_stands_where_its_plan_does_with_a_team_of_there(
    movement: Movement, item: dict[str, Any]
) -> None:
    both = planner(movement, "PROVINCE_WORKING_GROUP", "71", "72")
    plan = {"subject_kind": "PLAN", "subject_id": item["plan_id"], "area_code": "TH"}
    low = await movement.adopted("720602", 100)
    team, other = await team_of(movement, "72"), await team_of(movement, "710911")
    for facts, fault in (
        ({**plan, "area_code": "72"}, ("#/subject_id", "outside-parent")),
        ({**plan, "team_id": other}, ("#/area_code", "outside-parent")),
        ({**plan, "subject_id": None}, ("#/subject_id", "required")),
        ({**plan, "subject_id": str(new_id())}, ("#/subject_id", "unknown-reference")),
    ):
        answer = await movement.send("/v1/evaluations", evaluation(team, **facts), both)
        assert faults(answer) == [fault]
    nation = await team_of(movement, "TH")
    tambon = evaluation(nation, **{**plan, "subject_id": low["plan_id"]})
    answer = await movement.send("/v1/evaluations", tambon, admin(movement))
    assert faults(answer) == [("#/subject_id", "outside-parent")]
    whole = evaluation(nation, subject_kind="AREA", area_code="TH")
    assert (await movement.send("/v1/evaluations", whole, both)).status_code == 403
    assert (await movement.send("/v1/evaluations", whole, admin(movement))).status_code == 201


async def test_a_programme_that_is_evaluated_is_one_that_there_is(movement: Movement) -> None:
    team = await team_of(movement, "72")
    programme = await movement.see(f"/v1/programmes/{await new_programme(movement)}")
    about = {"subject_kind": "PROGRAMME", "area_code": "72"}
    nothing = evaluation(team, **about, subject_id=str(new_id()))
    answer = await movement.send("/v1/evaluations", nothing, movement.province)
    assert faults(answer) == [("#/subject_id", "unknown-reference")]
    there = evaluation(team, **about, subject_id=programme["id"])
    assert (await movement.send("/v1/evaluations", there, movement.province)).status_code == 201
