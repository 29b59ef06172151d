"""US11, sentence by sentence: water of Nong Sarai goes to the governor of 72 and comes back, with every figure."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from khabuan import stories
from shared.ids import new_id
from tests.conftest import People
from tests.journeys.test_registry_stories import everything, see, send
from tests.journeys.test_water import EXAMPLES, NEED, PROVINCE_PLAN, play, until

Header = dict[str, str]
STORY = "01680000-0000-7000-8000-000000000{}".format
TAMBON, DISTRICT, PROVINCE = STORY(512), STORY(522), STORY(532)
PROPOSAL, ANSWER, RESULT = STORY(541), STORY(543), STORY(561)
COUNCIL, FORUM = STORY(303), "เวทีประชาคมตำบลหนองสาหร่าย"
AGENDA = "01680000-0000-7000-8000-000000005501"
TOLD = ("10", "20", "30", "40", "45-following", "95")
WHOLE = {"amount": "350000.00", "currency": "THB"}
NOTHING = {"amount": "0.00", "currency": "THB"}
GRANTED = {"amount": "200000.00", "currency": "THB"}


def steps(prefix: str) -> list[stories.Step]:
    """Return the steps of the stories with this beginning, in order."""
    return [
        step
        for path in EXAMPLES
        if path.name.startswith(prefix)
        for step in stories.read(path).steps
    ]


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with the story of water told to its end, and what it stands on."""
    for step in [step for prefix in TOLD for step in steps(prefix)]:
        grant = dict(step.grant)
        who = people(grant.pop("role"), person=step.person, **grant)
        answer = await play(platform, step, who)
        assert answer.is_success, (step.path, step.number, answer.text)
    return platform


@pytest.fixture
def staff(people: People) -> Header:
    """Lend who works in the tambon."""
    return people("TAMBON_STAFF", area="720602")


@pytest.fixture
def province(people: People) -> Header:
    """Lend the working group of the province."""
    return people("PROVINCE_WORKING_GROUP", area="72")


async def done(client: httpx.AsyncClient, who: Header, path: str, **body: Any) -> dict[str, Any]:
    """Send what must succeed; return the answer."""
    answer = await send(client, who, path, **body)
    assert answer.is_success, (path, answer.text)
    return dict(answer.json())


async def test_nong_sarai_of_suphan_buri_is_a_namesake_of_the_tambon_in_the_sources(
    told: httpx.AsyncClient,
) -> None:
    here, there = [await see(told, f"/v1/areas/{code}") for code in ("720602", "710911")]
    assert here["name_th"] == there["name_th"] == "หนองสาหร่าย"
    assert (here["province_name_th"], there["province_name_th"]) == ("สุพรรณบุรี", "กาญจนบุรี")
    need = await see(told, f"/v1/needs/{NEED}")
    assert (need["area"]["code"], need["issue_code"]) == ("720602", "WATER")
    assert (need["title_th"], need["households"]) == ("ขาดน้ำทำการเกษตรในฤดูแล้ง", 120)
    assert (need["voiced_on"], need["voiced_at_th"]) == ("2024-06-15", FORUM)
    assert not (await see(told, "/v1/needs?area=710911"))["items"], "not its namesake's"
    agenda = await see(told, f"/v1/joint-agendas/{AGENDA}")
    assert agenda["issues"][0]["issue_code"] == "WATER", "the joint agenda of the province"
    assert (agenda["fiscal_year_be"], agenda["plan_id"]) == (2568, PROVINCE_PLAN)


async def test_the_project_has_budget_indicator_and_expected_result_in_the_tambons_plan_of_2568(
    told: httpx.AsyncClient,
) -> None:
    item = await see(told, f"/v1/plan-items/{TAMBON}")
    assert (item["need_ids"], item["issue_code"]) == ([NEED], "WATER")
    assert item["budget"] == item["own_budget"] == WHOLE
    assert [(each["source"], each["amount"]["amount"]) for each in item["budget_lines"]] == [
        ("COMMUNITY", "50000.00"), ("AGENCY", "100000.00"), ("PROVINCE", "200000.00")]  # fmt: skip
    assert item["indicator_th"] == "พื้นที่เกษตรที่มีน้ำใช้ในฤดูแล้ง (ไร่)"
    assert (item["indicator_baseline"], item["indicator_target"]) == ("150.00", "800.00")
    assert item["expected_result_th"] == "ครัวเรือนท้ายคลอง 120 ครัวเรือนมีน้ำทำการเกษตรตลอดฤดูแล้ง"
    assert (item["owner_organization_id"], item["households"]) == (COUNCIL, 120)
    assert (item["level"], item["area"]["code"], item["fiscal_year_be"]) == (
        "TAMBON", "720602", 2568)  # fmt: skip
    assert (item["status"], item["plan_status"]) == ("FINAL", "ADOPTED")
    plan = await see(told, f"/v1/plans/{item['plan_id']}")
    assert (plan["status"], plan["adopted_on"]) == ("ADOPTED", "2024-08-20")


async def test_a_project_with_activities_and_no_result_is_refused_as_final(
    told: httpx.AsyncClient, staff: Header
) -> None:
    plan = await done(
        told, staff, "/v1/plans", level="TAMBON", area_code="720602", fiscal_year_be=2569,
        horizon_years=1, title_th="แผนพัฒนาตำบลหนองสาหร่าย ปีงบประมาณ 2569",
    )  # fmt: skip
    item = await done(
        told, staff, "/v1/plan-items", plan_id=plan["id"], title_th="อบรมเรื่องน้ำ",
        issue_code="WATER", own_budget={"amount": "10000.00", "currency": "THB"},
        owner_organization_id=COUNCIL, activities_th="อบรม ศึกษาดูงาน ประชุม",
        activities=[{"title_th": "อบรม", "from_month": "2025-11", "to_month": "2025-11"}],
    )  # fmt: skip
    at = f"/v1/plan-items/{item['id']}"
    refused = await send(told, staff, f"{at}/finalizations")
    assert (refused.status_code, refused.json()["code"]) == (422, "rule-broken")
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [
        ("#/expected_result_th", "required"), ("#/indicator_th", "required")]  # fmt: skip
    adopting = await send(
        told, staff, f"/v1/plans/{plan['id']}/adoptions", adopted_on="2025-08-20"
    )
    assert adopting.status_code == 409, "and its plan is not adopted"
    shown = await see(told, at, staff)
    assert (shown["status"], shown["activities_th"]) == ("DRAFT", "อบรม ศึกษาดูงาน ประชุม")
    whole = await told.patch(
        at,
        json={"expected_result_th": "แกนนำ 20 คนทำแผนน้ำเป็น", "indicator_th": "แกนนำ (คน)"},
        headers={**staff, "If-Match": f'"r{shown["revision"]}"'},
    )
    assert whole.status_code == 200, whole.text
    assert (await done(told, staff, f"{at}/finalizations"))["status"] == "FINAL"


async def test_district_and_province_take_up_the_whole_and_the_sums_agree(
    told: httpx.AsyncClient,
) -> None:
    taken = (await see(told, "/v1/inclusions?area=72&limit=200"))["items"]
    ways = {(each["plan_item_id"], each["into_item_id"]): each for each in taken}
    assert set(ways) == {(TAMBON, DISTRICT), (DISTRICT, PROVINCE)}
    up = [ways[TAMBON, DISTRICT], ways[DISTRICT, PROVINCE]]
    assert [(e["decision"], e["share"], e["households"], e["decided_on"]) for e in up] == [
        ("INCLUDED", WHOLE, 120, "2024-09-10"), ("INCLUDED", WHOLE, 120, "2024-09-25")]  # fmt: skip
    for item_id, area, level in ((DISTRICT, "7206", "DISTRICT"), (PROVINCE, "72", "PROVINCE")):
        item = await see(told, f"/v1/plan-items/{item_id}")
        assert (item["own_budget"], item["budget"]) == (NOTHING, WHOLE)
        assert (item["area"]["code"], item["level"], item["plan_status"]) == (
            area, level, "ADOPTED")  # fmt: skip
    below = await see(told, f"/v1/rollups/{STORY(511)}")
    assert below["total"] == below["own"] == WHOLE, "the tambon's sum"
    above = await see(told, f"/v1/rollups/{PROVINCE_PLAN}")
    assert (above["total"], above["from_below"], above["own"]) == (WHOLE, WHOLE, NOTHING)
    for breakdown, name, code in (
        ("by_area", "area", "720602"), ("by_child_area", "area", "7206"),
    ):  # fmt: skip
        assert [(e[name]["code"], e["amount"], e["households"]) for e in above[breakdown]] == [
            (code, WHOLE, 120)
        ]
    assert [(each["issue_code"], each["amount"]) for each in above["by_issue"]] == [
        ("WATER", WHOLE)
    ]
    assert {each["source"]: each["amount"]["amount"] for each in above["by_source"]} == {
        "COMMUNITY": "50000.00", "AGENCY": "100000.00", "PROVINCE": "200000.00"}  # fmt: skip


async def test_the_governor_accepts_200000_of_350000_and_it_stands_in_an_official_plan(
    told: httpx.AsyncClient,
) -> None:
    shown = await see(told, f"/v1/proposals/{PROPOSAL}")
    assert (shown["plan_item_id"], shown["area"]["code"]) == (PROVINCE, "72")
    assert (shown["addressee_kind"], shown["addressee_th"]) == (
        "GOVERNOR", "ผู้ว่าราชการจังหวัดสุพรรณบุรี")  # fmt: skip
    assert (shown["asked"], shown["submitted_on"], shown["acknowledged_on"]) == (
        WHOLE, "2024-10-10", "2024-10-18")  # fmt: skip
    assert shown["status"] == "ACCEPTED_IN_PART"
    answer = shown["answer"]
    assert (answer["granted"], answer["answered_on"]) == (GRANTED, "2024-11-29")
    assert answer["reason_th"].startswith("สนับสนุนฝายจากงบจังหวัด")
    assert shown["clock"]["state"] == "ENDED"
    [became] = shown["official_items"]
    assert (became["budget"]["amount"], became["fiscal_year_be"]) == ("150000.00", 2568)
    assert became["reference_th"] == "โครงการที่ 12 (ค่าทดสอบ)"
    given = await see(told, f"/v1/plan-items/{PROVINCE}/allocations?amount=200000.00")
    assert (given["budget"], given["amount"]) == (WHOLE, GRANTED)
    [part] = given["items"]
    assert (part["plan_item_id"], part["amount"]) == (TAMBON, GRANTED), "what it means down there"
    assert part["needs"] == [{"need_id": NEED, "amount": GRANTED, "households": 120}]


UP, DOWN = "UP", "DOWN"
HOPS = [
    (UP, "NEED", "720602", "2024-06-15", "RECORDED", None),
    (UP, "PLAN_ITEM", "720602", "2024-08-20", "ADOPTED", "350000.00"),
    (UP, "INCLUSION", "7206", "2024-09-10", "INCLUDED", "350000.00"),
    (UP, "PLAN_ITEM", "7206", "2024-09-12", "ADOPTED", "350000.00"),
    (UP, "INCLUSION", "72", "2024-09-25", "INCLUDED", "350000.00"),
    (UP, "PLAN_ITEM", "72", "2024-09-30", "ADOPTED", "350000.00"),
    (UP, "PROPOSAL", "72", "2024-10-10", "ACKNOWLEDGED", "350000.00"),
    (DOWN, "ANSWER", "72", "2024-11-29", "ACCEPTED_IN_PART", "200000.00"),
    (DOWN, "SHARE", "7206", "2024-11-29", "SHARED", "200000.00"),
    (DOWN, "SHARE", "720602", "2024-11-29", "SHARED", "200000.00"),
    (DOWN, "RESULT", "720602", "2025-08-29", "REPORTED", "300000.00"),
]
HELD = ["สภาองค์กรชุมชนตำบลหนองสาหร่าย"] * 2 + ["คณะทำงานอำเภอดอนเจดีย์"] * 2 + [
    "คณะทำงานจังหวัดสุพรรณบุรี"] * 2 + ["ผู้ว่าราชการจังหวัดสุพรรณบุรี", "คณะทำงานจังหวัดสุพรรณบุรี",
    "คณะทำงานอำเภอดอนเจดีย์"] + ["สภาองค์กรชุมชนตำบลหนองสาหร่าย"] * 2  # fmt: skip
SENTENCE = (
    "ความต้องการ “ขาดน้ำทำการเกษตรในฤดูแล้ง” ของตำบลหนองสาหร่าย ดำเนินการแล้ว"
    " ได้รับ 200,000.00 บาท จากที่ขอ 350,000.00 บาท บรรจุในแผนปฏิบัติราชการประจำปีของจังหวัดสุพรรณบุรี"
    " (ค่าทดสอบ) โครงการที่ 12 (ค่าทดสอบ) 150,000.00 บาท รายงานผลเมื่อ 29 ส.ค. 2568"
)


async def test_the_lineage_from_the_need_lists_all_hops_with_dates_states_and_holders(
    told: httpx.AsyncClient,
) -> None:
    page = await until(told, f"/v1/journeys/{NEED}", lambda a: a["planning"] and a["registry"])
    way = page["planning"]
    assert [
        (hop["direction"], hop["kind"], hop["area_code"], hop["date"], hop["state"],
         hop["amount"] and hop["amount"]["amount"]) for hop in way["hops"]
    ] == HOPS  # fmt: skip
    assert [hop["holder_th"] for hop in way["hops"]] == HELD
    assert [hop["days"] for hop in way["hops"]] == [66, 21, 2, 13, 5, 10, 50, 0, 0, 273, 0]
    assert all(hop["state_th"] for hop in way["hops"])
    assert (way["sentence_th"], way["waiting_days"]) == (SENTENCE, 0)
    for hop in way["hops"]:
        if hop["href"]:
            assert (await told.get(hop["href"])).status_code == 200, hop["href"]


async def test_need_and_province_tell_the_same_lineage_each_from_its_end(
    told: httpx.AsyncClient,
) -> None:
    documents = [
        await see(told, path)
        for path in (f"/v1/needs/{NEED}/lineage", f"/v1/plan-items/{PROVINCE}/lineage")
    ]
    for document in documents:
        derived = {
            (each["prov:usedEntity"], each["prov:generatedEntity"])
            for each in document["wasDerivedFrom"].values()
        }
        assert {tuple(name.removeprefix("khabuan:") for name in pair) for pair in derived} == {
            (f"need/{NEED}", f"plan-item/{TAMBON}"),
            (f"plan-item/{TAMBON}", f"plan-item/{DISTRICT}"),
            (f"plan-item/{DISTRICT}", f"plan-item/{PROVINCE}"),
            (f"plan-item/{PROVINCE}", f"proposal/{PROPOSAL}"),
            (f"proposal/{PROPOSAL}", f"answer/{ANSWER}"),
            (f"plan-item/{TAMBON}", f"result/{RESULT}"),
        }


async def test_the_passport_holds_every_step_once_and_nothing_is_left_to_do(
    told: httpx.AsyncClient,
) -> None:
    shown = await see(told, f"/v1/needs/{NEED}/passport")
    taken = [
        (each["number"], each["from_status"], each["to_status"], each["cause_id"], each["on"])
        for each in shown["steps"]
    ]
    assert taken == [
        (1, None, "RECORDED", NEED, "2024-06-15"),
        (2, "RECORDED", "IN_PLAN", STORY(514), "2024-08-20"),
        (3, "IN_PLAN", "PROPOSED", PROPOSAL, "2024-10-10"),
        (4, "PROPOSED", "ACCEPTED_IN_PART", ANSWER, "2024-11-29"),
        (5, "ACCEPTED_IN_PART", "DONE", RESULT, "2025-08-29"),
    ]
    assert (shown["status"], shown["next_step_th"], shown["waiting_days"]) == ("DONE", None, 0)
    assert (shown["sentence_th"], shown["holder_th"]) == (SENTENCE, "สภาองค์กรชุมชนตำบลหนองสาหร่าย")
    report = await see(told, f"/v1/results/{RESULT}")
    assert (report["spent"]["amount"], report["indicator_value_th"]) == ("300000.00", "640 ไร่")
    assert report["summary_th"].endswith("ครัวเรือน 92 จาก 120 มีน้ำทำการเกษตรตลอดฤดูแล้ง")


ONCE = ("PLANNED", "PROPOSED", "ACKNOWLEDGED", "ACCEPTED_IN_PART", "OFFICIAL", "RESULTED")
HEARD = Counter(dict.fromkeys(ONCE, 1) | {"INCLUDED": 2})
"""What the forum hears: of the way up twice, into the plan of the district and into that of the province."""


async def notices(client: httpx.AsyncClient, who: Header, need_id: str) -> list[dict[str, Any]]:
    """Return what the authors of a need are to hear."""
    return list((await see(client, f"/v1/notices?origin_id={need_id}&limit=200", who))["items"])


async def test_the_forum_that_voiced_it_hears_of_each_change_once_also_when_all_is_told_again(
    told: httpx.AsyncClient, people: People, staff: Header
) -> None:
    before = await notices(told, staff, NEED)
    assert Counter(each["change"] for each in before) == HEARD
    assert {(each["author_kind"], each["author_th"], each["state"]) for each in before} == {
        ("FORUM", FORUM, "ON_PAPER")
    }
    [answer] = [each for each in before if each["change"] == "ACCEPTED_IN_PART"]
    assert (answer["cause_id"], answer["happened_on"]) == (ANSWER, "2024-11-29")
    assert answer["reason_th"].startswith("สนับสนุนฝายจากงบจังหวัด")
    [official] = [each for each in before if each["change"] == "OFFICIAL"]
    assert "โครงการที่ 12 (ค่าทดสอบ)" in official["about_th"]
    assert official["share"] == {"amount": "150000.00", "currency": "THB"}
    for step in [*steps("40"), *steps("45-following")]:
        grant = dict(step.grant)
        who = people(grant.pop("role"), person=step.person, **grant)
        headers = {**who, "Content-Type": step.media_type, "Idempotency-Key": str(new_id())}
        again = await told.request(step.method, step.path, content=step.body, headers=headers)
        assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    assert await notices(told, staff, NEED) == before
    for stranger in ({}, people("MEMBER", area="720602"), people("TAMBON_STAFF", area="710911")):
        assert await notices(told, stranger, NEED) == []


async def test_who_has_no_channel_hears_on_paper_and_is_handed_it_once(
    told: httpx.AsyncClient, staff: Header
) -> None:
    listed = (await see(told, "/v1/notice-lists/720602?limit=200", staff))["items"]
    assert Counter(each["change"] for each in listed) == HEARD
    page = await told.get("/v1/notice-lists/720602/document", headers=staff)
    assert page.text.count("ได้รับอนุมัติบางส่วน") == 1
    assert FORUM in page.text
    over = {"area_code": "720602", "notice_ids": [each["id"] for each in listed], "handed_on": "2025-09-05"}  # fmt: skip
    handed = await done(told, staff, "/v1/notice-handovers", **over)
    assert handed["notices"] == 8
    assert (await see(told, "/v1/notice-lists/720602", staff))["items"] == []
    twice = await send(told, staff, "/v1/notice-handovers", **over)
    assert twice.status_code == 422, "they wait no longer"
    assert {each["state"] for each in await notices(told, staff, NEED)} == {"HANDED_OVER"}


async def test_each_author_of_needs_that_became_one_hears_once_through_the_merger(
    told: httpx.AsyncClient, people: People, province: Header
) -> None:
    common = {"issue_code": "WATER", "voiced_on": "2025-01-15"}
    voiced = [
        ("720602", {"voiced_by_organization_id": COUNCIL, "voiced_at_th": FORUM}),
        ("720601", {"voiced_at_th": "เวทีประชาคมตำบลดอนเจดีย์"}),
    ]
    origins = [
        await done(
            told, people("TAMBON_STAFF", area=area), "/v1/needs", area_code=area,
            title_th="สระน้ำสาธารณะตื้นเขิน", **common, **who,
        )
        for area, who in voiced
    ]  # fmt: skip
    merged = str(new_id())
    await done(
        told, province, "/v1/need-mergers", area_code="7206", merged_on="2025-02-01",
        origin_ids=[each["id"] for each in origins], reason_th="สระเดียวกัน",
        into={"id": merged, "title_th": "สระน้ำสองตำบลตื้นเขิน", "issue_code": "WATER"},
    )  # fmt: skip
    plan = await done(
        told, province, "/v1/plans", level="DISTRICT", area_code="7206", fiscal_year_be=2569,
        horizon_years=1, title_th="แผนพัฒนาอำเภอดอนเจดีย์ ปีงบประมาณ 2569",
    )  # fmt: skip
    item = await done(
        told, province, "/v1/plan-items", plan_id=plan["id"], title_th="ขุดลอกสระน้ำสองตำบล",
        issue_code="WATER", need_ids=[merged], own_budget=WHOLE, owner_th="คณะทำงานอำเภอดอนเจดีย์",
        indicator_th="สระที่ใช้ได้ (แห่ง)", expected_result_th="สองตำบลมีน้ำใช้",
    )  # fmt: skip
    await done(told, province, f"/v1/plan-items/{item['id']}/finalizations")
    await done(told, province, f"/v1/plans/{plan['id']}/adoptions", adopted_on="2025-08-20")
    asked = await done(
        told, province, "/v1/proposals", plan_item_id=item["id"], addressee_kind="GOVERNOR",
        addressee_th="ผู้ว่าราชการจังหวัดสุพรรณบุรี", title_th="ขอขุดลอกสระน้ำ", asked=WHOLE,
        submitted_on="2025-09-01",
    )  # fmt: skip
    at = f"/v1/proposals/{asked['id']}"
    key, word = str(new_id()), {
        "id": str(new_id()), "outcome": "ACCEPTED_IN_PART", "granted": GRANTED,
        "reason_th": "งบปีนี้มีเท่านี้", "answered_on": "2025-09-20",
    }  # fmt: skip
    said = await asyncio.gather(*(
        told.post(f"{at}/answers", json=word, headers={**province, "Idempotency-Key": each})
        for each in (key, key, str(new_id()))
    ))  # fmt: skip
    assert {each.status_code for each in said} <= {200, 201, 409}, [each.text for each in said]
    assert (await see(told, at))["answer"]["granted"] == GRANTED
    heard = [each for origin in origins for each in await notices(told, province, origin["id"])]
    assert Counter((each["author_th"], each["change"]) for each in heard) == Counter(
        {
            (author, change): 1
            for author in ("สภาองค์กรชุมชนตำบลหนองสาหร่าย", FORUM, "เวทีประชาคมตำบลดอนเจดีย์")
            for change in ("MERGED", "PLANNED", "PROPOSED", "ACCEPTED_IN_PART")
        }
    )
    assert await notices(told, province, merged) == [], "it was voiced by those that became it"
    listed = await everything(told, "/v1/proposals?area=72&status=ACCEPTED_IN_PART")
    assert sorted(each["id"] for each in listed) == sorted([PROPOSAL, asked["id"]])
