"""Rules 15 and 16: agenda, joint plan and joint budget go together; one province one project."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.umbrellas import rules
from services.planning.umbrellas.schemas import LineStatus
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, People
from tests.planning.conftest import Movement, baht, take_in, told

CODI = "01680000-0000-7000-8000-000000000401"
MEETING = "019aa0d4-6c00-7000-8000-00000000d001"
YEARS = iter(range(2560, 2599))


@pytest.fixture(scope="module", autouse=True)
async def neighbours(planning: Client) -> None:
    """Let planning hear of an agency and of a meeting of the province."""
    agency = {"id": CODI, "code": "CODI", "name_th": "พอช."}
    await take_in(planning, "partners", told("partners", "agency", CODI, agency))
    meeting = {"id": MEETING, "area": {"code": "72"}, "kind": "CENTRAL_SPACE", "state": "HELD",
               "held_from": "2024-08-29", "held_to": "2024-08-30"}  # fmt: skip
    await take_in(planning, "registry", told("registry", "meeting", MEETING, meeting))


async def drafted(movement: Movement, **facts: Any) -> dict[str, Any]:
    """Draft the joint agenda of province 72 for a year of its own."""
    goals = [
        {"issue_code": await movement.issue(code), "goal_th": f"เป้าหมาย {code}"}
        for code in ("WATER", "LAND")
    ]
    body = {
        "id": str(new_id()),
        "area_code": "72",
        "fiscal_year_be": next(YEARS),
        "title_th": "วาระร่วมจังหวัดสุพรรณบุรี",
        "issues": goals,
        **facts,
    }
    return await movement.done("/v1/joint-agendas", body, movement.province)


async def adopted(movement: Movement, agenda: dict[str, Any], **facts: Any) -> httpx.Response:
    """Let a meeting adopt an agenda, or try."""
    day = f"{agenda['fiscal_year_be'] - 544}-08-30"
    body = {"id": str(new_id()), "adopted_on": min(day, "2026-08-30"), **facts}
    return await movement.send(
        f"/v1/joint-agendas/{agenda['id']}/adoptions", body, movement.province
    )


async def changed(
    movement: Movement, thing: dict[str, Any], kind: str, **facts: Any
) -> httpx.Response:
    """Change a thing as the province's working group, at the revision it stands at."""
    path = f"/v1/{kind}/{thing['id']}"
    seen = await movement.client.get(path, headers=movement.province)
    return await movement.client.patch(
        path, json=facts, headers={**movement.province, "If-Match": seen.headers["etag"]}
    )


async def test_an_agenda_tells_which_of_agenda_plan_and_budget_there_are(
    movement: Movement,
) -> None:
    agenda = await drafted(movement, fiscal_year_be=2568)
    assert agenda["together"] == {"agenda": False, "plan": False, "budget": False, "whole": False}
    item = await movement.adopted("72", 350_000)
    lines = [
        {
            "source": "AGENCY",
            "agency_id": CODI,
            "issue_code": "WATER",
            "amount": baht("100000.33"),
        },
        {"source": "COMMUNITY", "source_th": "กองทุนจังหวัด", "amount": baht("0.34")},
    ]
    answer = await changed(movement, agenda, "joint-agendas", budget_lines=lines)
    assert answer.status_code == 200, answer.text
    assert answer.json()["budget"] == baht("100000.67")
    assert answer.json()["together"]["budget"] is True
    assert [line["agency_name_th"] for line in answer.json()["budget_lines"]] == ["พอช.", None]
    done = await adopted(movement, agenda, meeting_id=MEETING)
    assert done.status_code == 200, done.text
    assert done.json()["together"] == {
        "agenda": True,
        "plan": False,
        "budget": True,
        "whole": False,
    }
    answer = await changed(movement, agenda, "joint-agendas", plan_id=item["plan_id"])
    assert answer.json()["together"] == {
        "agenda": True,
        "plan": True,
        "budget": True,
        "whole": True,
    }
    assert [goal["issue_name_th"] for goal in answer.json()["issues"]] == [
        "ประเด็น WATER",
        "ประเด็น LAND",
    ]


async def test_a_province_has_one_agenda_of_a_year(movement: Movement) -> None:
    first = await drafted(movement)
    body = {
        "id": str(new_id()),
        "area_code": "72",
        "fiscal_year_be": first["fiscal_year_be"],
        "title_th": "อีกฉบับ",
        "issues": [{"issue_code": "WATER", "goal_th": "น้ำ"}],
    }
    answer = await movement.send("/v1/joint-agendas", body, movement.province)
    assert (answer.status_code, answer.json()["code"]) == (409, "already-exists")


async def test_a_draft_is_seen_by_its_province_only(
    movement: Movement, people: People, planning: Client
) -> None:
    agenda = await drafted(movement)
    path = f"/v1/joint-agendas/{agenda['id']}"
    for who in ({}, people("PROVINCE_WORKING_GROUP", area="71")):
        assert (await planning.get(path, headers=who)).status_code == 404
    assert (await planning.get(path, headers=movement.province)).status_code == 200
    assert (await adopted(movement, agenda, meeting_th="ที่ประชุมจังหวัด")).status_code == 200
    assert (await planning.get(path)).status_code == 200


async def test_what_a_meeting_adopted_no_longer_changes_its_issues(movement: Movement) -> None:
    agenda = await drafted(movement)
    await adopted(movement, agenda, meeting_th="ที่ประชุมจังหวัด")
    answer = await changed(movement, agenda, "joint-agendas", title_th="ชื่อใหม่")
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict")
    again = await adopted(movement, agenda, meeting_th="ที่ประชุมจังหวัดอีกครั้ง")
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    answer = await changed(movement, agenda, "joint-agendas", symbol_th="ลานกลางบ้าน")
    assert answer.json()["symbol_th"] == "ลานกลางบ้าน"


@pytest.mark.parametrize(
    ("year", "facts", "field", "code"),
    [
        (2541, {"meeting_id": str(new_id())}, "#/meeting_id", "unknown-reference"),
        (2542, {}, "#", "only-one-of"),
        (2543, {"meeting_th": "ก", "meeting_id": MEETING}, "#", "only-one-of"),
        (2599, {"meeting_id": MEETING, "adopted_on": "2024-08-01"}, "#/adopted_on", "too-early"),
        (2544, {"meeting_th": "ก", "adopted_on": "2001-10-01"}, "#/adopted_on", "out-of-range"),
    ],
)
async def test_an_agenda_is_adopted_by_a_meeting_that_was_held(
    movement: Movement, year: int, facts: dict[str, str], field: str, code: str
) -> None:
    agenda = await drafted(movement, fiscal_year_be=year)
    answer = await adopted(movement, agenda, **facts)
    assert answer.status_code == 422, answer.text
    errors = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    assert errors == [(field, code)]


async def test_the_joint_plan_is_an_adopted_plan_of_the_province_and_year(
    movement: Movement, people: People
) -> None:
    agenda = await drafted(movement, fiscal_year_be=2600)
    other = await movement.adopted("720602", 1000)
    wrong_year = await movement.adopted("72", 1000, fiscal_year_be=2567)
    draft = await movement.plan("72", fiscal_year_be=2600)
    for plan_id, code in ((other["plan_id"], "wrong-level"), (wrong_year["plan_id"], "out-of-range"),
                          (str(new_id()), "unknown-reference")):  # fmt: skip
        answer = await changed(movement, agenda, "joint-agendas", plan_id=plan_id)
        assert answer.json()["errors"][0]["code"] == code
    answer = await changed(movement, agenda, "joint-agendas", plan_id=draft["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "state-conflict")


async def opened(movement: Movement, budget: str, **facts: Any) -> dict[str, Any]:
    """Open the one project of province 72 for a year of its own."""
    body = {
        "id": str(new_id()),
        "area_code": "72",
        "fiscal_year_be": next(YEARS),
        "title_th": "หนึ่งจังหวัดหนึ่งโครงการ",
        "result_th": "น้ำทั้งจังหวัด",
        "budget": baht(budget),
        **facts,
    }
    return await movement.done("/v1/umbrella-projects", body, movement.province)


async def line(
    movement: Movement, umbrella: dict[str, Any], amount: str, **facts: Any
) -> httpx.Response:
    """Bring money into an umbrella, or try."""
    source = {} if "source_th" in facts else {"agency_id": CODI}
    body = {
        "id": str(new_id()),
        "issue_code": await movement.issue("WATER"),
        "title_th": "ฝาย",
        "result_th": "มีน้ำ",
        "amount": baht(amount),
        **source,
        **facts,
    }
    path = f"/v1/umbrella-projects/{umbrella['id']}/lines"
    return await movement.send(path, body, movement.province)


async def test_lines_of_two_sources_sum_to_the_projects_budget_to_the_satang(
    movement: Movement,
) -> None:
    await movement.issue("LAND")
    umbrella = await opened(movement, "350000.01")
    first = await line(movement, umbrella, "200000.33")
    assert first.status_code == 201, first.text
    second = await line(movement, umbrella, "149999.68", source_th="งบจังหวัด", issue_code="LAND")
    assert second.status_code == 201, second.text
    whole = await movement.see(f"/v1/umbrella-projects/{umbrella['id']}")
    assert (whole["funded"], whole["missing"]) == (baht("350000.01"), baht("0.00"))
    assert [(each["issue_code"], each["amount"]["amount"]) for each in whole["by_issue"]] == [
        ("LAND", "149999.68"),
        ("WATER", "200000.33"),
    ]
    assert [(each["source_th"], each["amount"]["amount"]) for each in whole["by_source"]] == [
        ("พอช.", "200000.33"),
        ("งบจังหวัด", "149999.68"),
    ]
    over = await line(movement, umbrella, "0.01")
    assert over.json()["errors"][0]["code"] == "exceeds-left"
    path = f"/v1/umbrella-lines/{first.json()['id']}/decisions"
    body = {"id": str(new_id()), "status": "WITHDRAWN", "reason_th": "งบถูกตัด"}
    gone = await movement.done(path, body, movement.province)
    assert (gone["status"], gone["reason_th"]) == ("WITHDRAWN", "งบถูกตัด")
    whole = await movement.see(f"/v1/umbrella-projects/{umbrella['id']}")
    assert (whole["funded"], whole["missing"]) == (baht("149999.68"), baht("200000.33"))
    lower = await changed(movement, umbrella, "umbrella-projects", budget=baht("149999.67"))
    assert lower.json()["errors"][0]["code"] == "out-of-range"
    lower = await changed(movement, umbrella, "umbrella-projects", budget=baht("149999.68"))
    assert lower.json()["missing"] == baht("0.00")


async def test_a_second_project_of_a_province_and_year_is_refused_pointing_at_the_first(
    movement: Movement,
) -> None:
    first = await opened(movement, "100.00")
    body = {**{name: first[name] for name in ("fiscal_year_be", "title_th", "result_th", "budget")},
            "id": str(new_id()), "area_code": "72"}  # fmt: skip
    answer = await movement.send("/v1/umbrella-projects", body, movement.province)
    assert (answer.status_code, answer.json()["code"]) == (409, "already-exists")
    assert answer.json()["existing"] == first["id"]


async def test_a_repeated_line_counts_once(movement: Movement) -> None:
    umbrella = await opened(movement, "100.00")
    identity = str(new_id())
    for status in (201, 200):
        answer = await line(movement, umbrella, "60.00", id=identity)
        assert answer.status_code == status, answer.text
    whole = await movement.see(f"/v1/umbrella-projects/{umbrella['id']}")
    assert whole["funded"] == baht("60.00")


async def test_a_project_stands_under_the_agenda_of_its_own_year(movement: Movement) -> None:
    agenda = await drafted(movement)
    umbrella = await opened(
        movement, "100.00", agenda_id=agenda["id"], fiscal_year_be=agenda["fiscal_year_be"]
    )
    assert umbrella["agenda_id"] == agenda["id"]
    other = await opened(movement, "100.00")
    answer = await changed(movement, other, "umbrella-projects", agenda_id=agenda["id"])
    assert answer.json()["errors"][0]["code"] == "out-of-range"


async def test_agencies_and_tambons_do_not_write_the_projects_of_a_province(
    movement: Movement, people: People
) -> None:
    umbrella = await opened(movement, "100.00")
    for who in (people("PARTNER_AGENCY", agency=CODI), people("TAMBON_STAFF", area="720602"),
                people("PROVINCE_WORKING_GROUP", area="71")):  # fmt: skip
        path = f"/v1/umbrella-projects/{umbrella['id']}/lines"
        body = {"id": str(new_id()), "issue_code": "WATER", "agency_id": CODI, "title_th": "ฝาย",
                "result_th": "น้ำ", "amount": baht("1.00")}  # fmt: skip
        assert (await movement.send(path, body, who)).status_code == 403


@given(st.lists(st.sampled_from(LineStatus), max_size=6))
def test_a_line_that_was_withdrawn_or_paid_stays_so(steps: list[LineStatus]) -> None:
    now, ended = LineStatus.PLANNED, False
    for wanted in steps:
        try:
            rules.check_step(now, wanted, "เหตุผล")
        except Problem:
            continue
        assert not ended
        now = wanted
        ended = wanted in {LineStatus.WITHDRAWN, LineStatus.PAID}


def test_the_rule_of_one_project_can_be_switched_off() -> None:
    existing = UUID(CODI)
    with pytest.raises(Problem):
        rules.check_alone(existing, only_one=True)
    rules.check_alone(existing, only_one=False)
