"""Rule 21: three kinds of teams, each for its own readers; evaluations and lessons stand once they are published."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.conftest import Client, People
from tests.planning.conftest import Movement

PURPOSES = {
    "INTERNAL_EMPOWERMENT": ("เสริมพลังคนทำงาน", "แกนนำ"),
    "ACHIEVEMENT": ("บอกผลสัมฤทธิ์เชื่อมนโยบาย", "ผู้ว่าราชการจังหวัด"),
    "LESSON_CORE_TEAM": ("ถอดบทเรียน", "จังหวัดอื่น"),
}
PUBLISHED = {"published_on": "2024-10-01"}


@pytest.fixture(scope="module")
async def teams(movement: Movement) -> dict[str, str]:
    """Set up a team of each kind in Suphan Buri; return their ids."""
    made = {}
    for kind, (purpose, audience) in PURPOSES.items():
        body = {
            "id": str(new_id()), "area_code": "72", "kind": kind, "name_th": f"ทีม {kind}",
            "purpose_th": purpose, "audience_th": audience,
        }  # fmt: skip
        made[kind] = (await movement.done("/v1/evaluation-teams", body, movement.province))["id"]
    return made


def evaluation(team: str, **facts: Any) -> dict[str, Any]:
    """Return an evaluation of the province."""
    return {
        "id": str(new_id()),
        "team_id": team,
        "subject_kind": "PROVINCE",
        "area_code": "72",
        "title_th": "ทบทวนจังหวัด",
        "evaluated_on": "2024-09-05",
        "findings_th": "พบว่าโซนเหนือก้าวหน้า",
        "evidence": [{"title_th": "บันทึก", "url": "https://example.org/x"}],
        **facts,
    }


def lesson(team: str, **facts: Any) -> dict[str, Any]:
    """Return a lesson of the province."""
    return {
        "id": str(new_id()),
        "team_id": team,
        "area_code": "72",
        "title_th": "กองทุนสวัสดิการเดินเอง",
        "lesson_th": "สมาชิกออมวันละบาท",
        "drawn_on": "2024-09-05",
        **facts,
    }


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]


async def test_each_kind_of_team_has_a_purpose_and_an_audience_of_its_own(
    movement: Movement, teams: dict[str, str]
) -> None:
    shown = (await movement.see("/v1/evaluation-teams?area=72"))["items"]
    assert {team["kind"]: (team["purpose_th"], team["audience_th"]) for team in shown} == PURPOSES
    assert {team["kind_th"] for team in shown} == {
        "ทีมประเมินภายในเพื่อเสริมพลัง", "ทีมประเมินผลสัมฤทธิ์", "Core Team ถอดบทเรียน"}  # fmt: skip
    copied = {"id": str(new_id()), "area_code": "72", "kind": "ACHIEVEMENT", "name_th": "อีกทีม",
              "purpose_th": "เสริมพลังคนทำงาน", "audience_th": "หน่วยงาน"}  # fmt: skip
    answer = await movement.send("/v1/evaluation-teams", copied, movement.province)
    assert faults(answer) == [("#/purpose_th", "not-its-own")]


async def test_a_draft_is_seen_inside_only_and_a_published_evaluation_stands(
    movement: Movement, teams: dict[str, str], planning: Client
) -> None:
    body = evaluation(teams["INTERNAL_EMPOWERMENT"])
    made = await movement.done("/v1/evaluations", body, movement.province)
    path = f"/v1/evaluations/{made['id']}"
    assert made["status"] == "DRAFT"
    assert (await planning.get(path)).status_code == 404
    assert made["id"] not in str(await movement.see("/v1/evaluations?area=72"))
    await movement.done(f"{path}/publications", PUBLISHED, movement.province)
    seen = await movement.see(path)
    assert (seen["status"], seen["published_on"]) == ("PUBLISHED", "2024-10-01")
    late = await planning.patch(
        path, json={"findings_th": "เปลี่ยน"},
        headers={**movement.province, "If-Match": f'"r{seen["revision"]}"'},
    )  # fmt: skip
    assert late.status_code == 409
    again = await movement.send(f"{path}/publications", PUBLISHED, movement.province)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    other = {"published_on": "2024-10-02"}
    moved = await movement.send(f"{path}/publications", other, movement.province)
    assert moved.status_code == 409


async def test_an_achievement_is_linked_to_policy(
    movement: Movement, teams: dict[str, str], planning: Client
) -> None:
    team = teams["ACHIEVEMENT"]
    refused = await movement.send("/v1/evaluations", evaluation(team), movement.province)
    assert faults(refused) == [("#/policy_th", "required")]
    body = evaluation(team, policy_th="แผนพัฒนาจังหวัด 2566-2570")
    made = await movement.done("/v1/evaluations", body, movement.province)
    emptied = await planning.patch(
        f"/v1/evaluations/{made['id']}", json={"policy_th": None},
        headers={**movement.province, "If-Match": '"r1"'},
    )  # fmt: skip
    assert faults(emptied) == [("#/policy_th", "required")]


async def test_plans_and_projects_are_evaluated_where_they_are(
    movement: Movement, teams: dict[str, str]
) -> None:
    team = teams["INTERNAL_EMPOWERMENT"]
    item = await movement.adopted("720602", 1000)
    facts = {"subject_id": item["id"], "subject_kind": "PROJECT", "area_code": "720602"}
    await movement.done("/v1/evaluations", evaluation(team, **facts), movement.province)
    body = evaluation(team, **{**facts, "area_code": "720601"})
    elsewhere = await movement.send("/v1/evaluations", body, movement.province)
    assert faults(elsewhere) == [("#/subject_id", "outside-parent")]
    plan = {"subject_id": item["plan_id"], "subject_kind": "PLAN", "area_code": "720602"}
    await movement.done("/v1/evaluations", evaluation(team, **plan), movement.province)
    nothing = evaluation(team, **{**plan, "subject_id": str(new_id())})
    answer = await movement.send("/v1/evaluations", nothing, movement.province)
    assert faults(answer) == [("#/subject_id", "unknown-reference")]
    mute = evaluation(team, subject_kind="PLAN")
    answer = await movement.send("/v1/evaluations", mute, movement.province)
    assert faults(answer) == [("#/subject_id", "required")]
    listed = await movement.see(f"/v1/evaluations?subject_id={item['id']}", movement.province)
    assert len(listed["items"]) == 1


async def test_a_team_evaluates_in_its_own_area_and_evidence_is_somewhere(
    movement: Movement, teams: dict[str, str], people: People
) -> None:
    team = teams["INTERNAL_EMPOWERMENT"]
    foreign = evaluation(team, area_code="71")
    who = people("PROVINCE_WORKING_GROUP", area="71")
    assert faults(await movement.send("/v1/evaluations", foreign, who)) == [
        ("#/area_code", "outside-parent")]  # fmt: skip
    nowhere = evaluation(team, evidence=[{"title_th": "บันทึก"}])
    answer = await movement.send("/v1/evaluations", nowhere, movement.province)
    assert faults(answer) == [("#/evidence/0", "file-or-link")]
    outside = await movement.send(
        "/v1/evaluations", evaluation(team), people("TAMBON_STAFF", area="720602")
    )
    assert outside.status_code == 403


async def test_lessons_are_found_by_words_tags_and_what_makes_them_distinctive(
    movement: Movement, teams: dict[str, str], planning: Client
) -> None:
    team = teams["LESSON_CORE_TEAM"]
    first = lesson(team, tags=["สวัสดิการ", "ออมทรัพย์"], pattern_th="ออมวันละบาททั้งตำบล")
    second = lesson(team, title_th="ป่าชุมชนมีกติกา", lesson_th="กติกาเขียนเอง", tags=["ป่า"])
    draft = lesson(team, title_th="กองทุนที่ยังเป็นร่าง", tags=["สวัสดิการ"])
    for body in (first, second, draft):
        made = await movement.done("/v1/lessons", body, movement.province)
        if body is not draft:
            path = f"/v1/lessons/{made['id']}/publications"
            await movement.done(path, PUBLISHED, movement.province)

    async def found(who: dict[str, str] | None = None, **asked: str) -> list[str]:
        answer = await planning.get("/v1/lessons", params=asked, headers=who or {})
        assert answer.status_code == 200, answer.text
        return [each["id"] for each in answer.json()["items"]]

    assert await found(q="กองทุน") == [first["id"]]
    assert await found(q="กติกา ปาชุมชน") == [second["id"]]
    assert await found(q="บาท ตำบล") == [first["id"]]
    assert await found(q="บาท กติกา") == []
    assert await found(tag="สวัสดิการ") == [first["id"]]
    assert await found(distinctive="true") == [first["id"]]
    assert set(await found(tag="สวัสดิการ", who=movement.province)) == {first["id"], draft["id"]}
    assert set(await found(sort="-drawn_on", area="72")) == {first["id"], second["id"]}
    twice = lesson(team, tags=["ป่า", "ป่า"])
    assert faults(await movement.send("/v1/lessons", twice, movement.province)) == [
        ("#/tags/1", "repeated-item")]  # fmt: skip


async def test_a_changed_lesson_is_found_by_its_new_words(
    movement: Movement, teams: dict[str, str], planning: Client
) -> None:
    body = lesson(teams["LESSON_CORE_TEAM"], title_th="ตลาดนัดสีเขียว")
    made = await movement.done("/v1/lessons", body, movement.province)
    changed = await planning.patch(
        f"/v1/lessons/{made['id']}", json={"title_th": "โรงสีชุมชน", "pattern_th": "โรงสีร่วม"},
        headers={**movement.province, "If-Match": '"r1"'},
    )  # fmt: skip
    assert (changed.status_code, changed.json()["distinctive"]) == (200, True)
    for words, there in (("โรงสี", True), ("ตลาดนัด", False)):
        listed = await planning.get("/v1/lessons", params={"q": words}, headers=movement.province)
        assert (made["id"] in listed.text) is there


async def test_a_project_is_not_told_to_who_may_not_see_its_draft(
    movement: Movement, teams: dict[str, str], people: People
) -> None:
    plan = await movement.plan("720603")
    body = evaluation(
        teams["INTERNAL_EMPOWERMENT"],
        subject_kind="PLAN",
        subject_id=plan["id"],
        area_code="720603",
    )
    other = people("PROVINCE_WORKING_GROUP", area="72")
    assert (await movement.send("/v1/evaluations", body, other)).status_code == 201
    stranger = people("PROVINCE_WORKING_GROUP", area="71")
    assert (await movement.send("/v1/evaluations", body, stranger)).status_code == 403


@pytest.mark.parametrize("made", [evaluation, lesson])
async def test_no_province_speaks_in_the_name_of_the_nations_team(
    planning: Client, movement: Movement, people: People, made: Any
) -> None:
    admin, own = people("NATIONAL_ADMIN", area=""), movement.province
    team = {"id": str(new_id()), "area_code": "TH", "kind": "INTERNAL_EMPOWERMENT", "name_th": f"ทีมกลาง {new_id()}"[:60],
            "purpose_th": f"กลาง {new_id()}", "audience_th": f"ทุกจังหวัด {new_id()}"}  # fmt: skip
    await movement.done("/v1/evaluation-teams", team, admin)
    kind = "/v1/evaluations" if made is evaluation else "/v1/lessons"
    assert (await movement.send(kind, made(team["id"]), own)).status_code == 403
    draft = await movement.done(kind, made(team["id"]), admin)
    path = f"{kind}/{draft['id']}"
    word = {"title_th": "จังหวัดดีทุกอย่าง"}
    for who, status in ((own, 403), (admin, 200)):
        answer = await planning.patch(path, json=word, headers={**who, "If-Match": '"r1"'})
        assert answer.status_code == status, "it is in the province and it sees it"
        act = {"id": str(new_id()), **PUBLISHED}
        assert (await movement.send(f"{path}/publications", act, who)).status_code == status
