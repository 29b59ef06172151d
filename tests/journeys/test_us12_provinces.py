"""US12 and US9: 22 provinces and ten factors, one province one project, through the gateway."""

from typing import Any

import httpx
import pytest

from khabuan import stories
from shared.ids import new_id
from tests.conftest import People
from tests.journeys.test_registry_stories import everything, see, send
from tests.journeys.test_water import EXAMPLES, play, until

THING = "01680000-0000-7000-8000-00000000{}".format
FIRST, SOUTH, EAST = THING(5551), THING(5552), THING(5553)
AGENDA, CHAI_NAT = THING(5501), THING(5511)
NEEDED = ("10", "20", "30", "40", "95")
SCORE = "/v1/province-readiness-scores/72?as_of=2025-09-30"
NAMED = ["18", "57", "58", "60", "65", "72"]
OTHERS = [
    "93",
    "90",
    "91",
    "92",
    "80",
    "81",
    "82",
    "83",
    "84",
    "85",
    "86",
    "94",
    "95",
    "96",
    "10",
    "11",
]
"""Test values: which provinces the other 16 are, no source says."""


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with the stories of water and of the integrated provinces told."""
    for path in (each for each in EXAMPLES if each.name.startswith(NEEDED)):
        for step in stories.read(path).steps:
            grant = dict(step.grant)
            who = people(grant.pop("role"), person=step.person, **grant)
            answer = await play(platform, step, who)
            assert answer.is_success, (path.name, step.number, answer.text)
    return platform


def counts(cohort: dict[str, Any]) -> tuple[int, ...]:
    """Return declared, planned, entered, unknown and in other cohorts."""
    names = ("declared_size", "planned", "entered", "unknown", "in_other_cohorts")
    return tuple(cohort[name] for name in names)


async def test_the_dashboard_says_six_of_twenty_two_and_makes_up_no_name(
    told: httpx.AsyncClient,
) -> None:
    first = await see(told, f"/v1/cohorts/{FIRST}")
    assert counts(first) == (22, 0, 6, 16, 0)
    assert first["said_th"] == "เข้าร่วมแล้ว 6 จาก 22 จังหวัด ยังไม่ทราบชื่อ 16"
    members = (await see(told, f"/v1/cohorts/{FIRST}/members?limit=200"))["items"]
    assert [each["area"]["code"] for each in members] == NAMED
    assert all("22 จังหวัด" in each["source_th"] for each in members)
    south = await see(told, f"/v1/cohorts/{SOUTH}")
    assert counts(south) == (14, 14, 0, 0, 0)
    east = await see(told, f"/v1/cohorts/{EAST}")
    assert (east["declared_as"], *counts(east)) == ("TARGET", 13, 0, 0, 13, 0)
    whole = await see(told, "/v1/programmes/INTEGRATED_PROVINCES")
    assert (whole["cohorts"], whole["provinces"], whole["entered"]) == (3, 20, 6)
    apart = await see(told, "/v1/programmes?track=SELF_MANAGING")
    assert [(each["cohorts"], each["provinces"]) for each in apart["items"]] == [(0, 0)]


async def test_the_cohorts_of_south_and_east_are_as_large_as_the_regions_of_today(
    told: httpx.AsyncClient,
) -> None:
    for cohort, group, size in ((SOUTH, "R-SOUTH", 14), (EAST, "R-BKK-EAST", 13)):
        shown = await see(told, f"/v1/cohorts/{cohort}")
        assert (shown["group_code"], shown["declared_size"], shown["fiscal_year_be"]) == (
            group, size, 2568)  # fmt: skip
        region = await everything(told, f"/v1/areas?group={group}&level=PROVINCE")
        assert len(region) == size
        members = (await see(told, f"/v1/cohorts/{cohort}/members?limit=200"))["items"]
        named = [each["area"]["code"] for each in members]
        assert named == ([] if cohort == EAST else sorted(each["code"] for each in region))
        assert {each["stage"] for each in members} <= {"PLANNED"}, "nobody is said to be there yet"


async def test_a_provinces_page_says_how_many_of_how_many_and_keeps_the_tracks_apart(
    told: httpx.AsyncClient,
) -> None:
    six = "เข้าร่วมแล้ว 6 จาก 22 จังหวัด ยังไม่ทราบชื่อ 16"
    for code in NAMED:
        page = await until(told, f"/v1/province-dashboards/{code}", lambda a: a["planning"])
        [cohort] = page["planning"]["cohorts"]
        assert (cohort["track"], cohort["fiscal_year_be"], cohort["stage"]) == (
            "INTEGRATED", 2567, "ENTERED")  # fmt: skip
        assert (cohort["declared_size"], cohort["entered"], cohort["said_th"]) == (22, 6, six)
    page = await until(told, "/v1/province-dashboards/93", lambda a: a["planning"])
    [planned] = page["planning"]["cohorts"]
    assert (planned["fiscal_year_be"], planned["stage"], planned["said_th"]) == (
        2568, "PLANNED", "เข้าร่วมแล้ว 0 จาก 14 จังหวัด ยังไม่ทราบชื่อ 0")  # fmt: skip
    page = await until(told, "/v1/province-dashboards/10", lambda a: a["planning"])
    assert page["planning"]["cohorts"] == [], "the 13 of the East are a number, not names"


async def test_one_project_of_chai_nat_holds_the_lines_of_two_agencies_to_the_satang(
    told: httpx.AsyncClient, people: People
) -> None:
    whole = await see(told, f"/v1/umbrella-projects/{CHAI_NAT}")
    assert whole["funded"]["amount"] == whole["budget"]["amount"] == "350000.50"
    assert [each["amount"]["amount"] for each in whole["by_source"]] == ["100000.25", "250000.25"]
    second = await send(
        told,
        people("PROVINCE_WORKING_GROUP", area="18"),
        "/v1/umbrella-projects",
        area_code="18",
        fiscal_year_be=2568,
        title_th="อีกโครงการ",
        result_th="ผล",
        budget={"amount": "1.00", "currency": "THB"},
    )
    assert (second.status_code, second.json()["existing"]) == (409, CHAI_NAT)


async def test_agenda_plan_and_budget_of_the_year_go_together(told: httpx.AsyncClient) -> None:
    agenda = await see(told, f"/v1/joint-agendas/{AGENDA}")
    assert [each["issue_code"] for each in agenda["issues"]] == ["WATER", "LAND", "FARMERS"]
    assert agenda["together"] == {"agenda": True, "plan": True, "budget": True, "whole": True}
    assert agenda["budget"]["amount"] == "150000.50"


def is_heard(shown: dict[str, Any]) -> bool:
    """Say whether the commitment of the water story has reached planning."""
    return "1 รายการในปี" in shown["factors"][3]["said_th"]


async def test_ten_factors_of_suphan_buri_are_told_with_evidence_and_what_is_missing(
    told: httpx.AsyncClient,
) -> None:
    shown = await until(told, SCORE, is_heard)
    assert [each["number"] for each in shown["factors"]] == list(range(1, 11))
    states = {each["number"]: (each["computed"], each["state"]) for each in shown["factors"]}
    assert {number: effective for number, (_, effective) in states.items()} == {
        1: "MET", 2: "UNKNOWN", 3: "PARTLY", 4: "PARTLY", 5: "PARTLY", 6: "PARTLY", 7: "UNKNOWN",
        8: "PARTLY", 9: "PARTLY", 10: "NOT",
    }  # fmt: skip
    apart = [number for number, (computed, effective) in states.items() if computed != effective]
    assert apart == [6], "an override stands beside what is computed"
    assert shown["factors"][5]["computed"] == "UNKNOWN"
    tally = tuple(shown[name] for name in ("met", "partly", "not_met", "unknown"))
    assert tally == (1, 6, 1, 2)
    for each in shown["factors"]:
        for proof in each["evidence"]:
            assert (await told.get(proof["link"])).status_code == 200, proof
        assert bool(each["evidence"]) >= (each["computed"] != "UNKNOWN"), each
        assert (each["missing_th"] is None) == (each["state"] == "MET")
    assert shown["next_step"]["track"] == "SELF_MANAGING"
    assert shown["next_step"]["missing"] == 10 - shown["met"]
    assert [each["fiscal_year_be"] for each in shown["cohorts"]] == [2567]


async def test_the_other_sixteen_enter_later_and_nobody_is_counted_twice(
    told: httpx.AsyncClient, people: People
) -> None:
    path = f"/v1/cohorts/{FIRST}/members"
    facts = {"stage": "ENTERED", "entered_on": "2024-01-15", "source_th": "พอช. (ค่าทดสอบ)"}
    for area in OTHERS:
        itself = people("PROVINCE_WORKING_GROUP", area=area)
        assert (await send(told, itself, path, area_code=area, **facts)).status_code == 403
        codi = people("REGION_OFFICE", area=area)
        entered = await send(told, codi, path, area_code=area, **facts)
        assert entered.status_code == 201, entered.text
        twice = await send(told, codi, path, area_code=area, **facts)
        assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    admin = people("NATIONAL_ADMIN", area="")
    full = await send(told, admin, path, area_code="12", **facts)
    assert (full.status_code, full.json()["code"]) == (409, "cohort-full")
    assert counts(await see(told, f"/v1/cohorts/{FIRST}")) == (22, 0, 22, 0, 0)
    assert counts(await see(told, f"/v1/cohorts/{SOUTH}")) == (14, 14, 0, 0, 14)
    whole = await see(told, "/v1/programmes/INTEGRATED_PROVINCES")
    assert (whole["provinces"], whole["entered"]) == (22, 22), (
        "14 of the South are not counted again"
    )


async def test_self_managing_comes_after_integrated(
    told: httpx.AsyncClient, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    cohort = str(new_id())
    declared = await send(
        told, admin, "/v1/cohorts", programme_code="SELF_MANAGING_PROVINCES", fiscal_year_be=2569,
        name_th="ค่าทดสอบ", declared_size=2, source_th="ค่าทดสอบ", id=cohort,
    )  # fmt: skip
    assert declared.status_code == 201, declared.text
    path = f"/v1/cohorts/{cohort}/members"
    facts = {"stage": "ENTERED", "entered_on": "2025-10-01", "source_th": "ค่าทดสอบ"}
    refused = await send(told, admin, path, area_code="40", **facts)
    assert (refused.status_code, refused.json()["code"]) == (422, "rule-broken")
    entered = await send(told, admin, path, area_code="72", **facts)
    assert entered.status_code == 201, entered.text
    assert (await see(told, SCORE))["next_step"]["track"] == "SELF_MANAGING", "the day before"
    shown = await see(told, SCORE.replace("2025-09-30", "2025-10-01"))
    assert shown["next_step"]["track"] is None
