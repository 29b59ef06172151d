"""The ten factors of an integrated province: from evidence, on a day, honest about what nobody recorded."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.planning.factor_overrides.schemas import FactorState
from services.planning.factors import rules
from services.planning.factors.queries import THRESHOLDS
from services.planning.factors.schemas import Evidence, Limits, Readiness
from services.planning.planning_rules.schemas import MEANINGS
from shared.ids import new_id
from tests.conftest import Client, People
from tests.planning.conftest import Movement, baht, take_in, told

DAY = "2025-09-30"
PATH = "/v1/province-readiness-scores"
CODI = "01680000-0000-7000-8000-000000000401"
LIMITS = Limits(**{name: MEANINGS[rule].default for name, rule in THRESHOLDS.items()})
QUIET: dict[str, Any] = {
    "area": {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"},
    "agenda_id": None, "agenda_day": None, "plan_id": None, "has_budget": False,
    "former_agenda_id": None, "agendas_ever": 0, "issues": [], "groups": [], "evaluations_ever": False, "of_province": False, "evaluation_ids": [], "data_sets": 0, "joint_data_ids": [], "forums": 0,
    "forum_ids": [], "meetings_ever": False, "symbol_th": None, "symbol_agenda_id": None, "agreement_ids": [],
    "agreements_ever": False, "commitments": 0, "commitment_ids": [], "commitments_ever": False,
    "holdings": {}, "tambons": 110, "joint_plan_ids": [], "tambons_in_plan": 0, "projects": 0,
    "projects_reported": 0, "needs": 0, "needs_analysed": 0, "tambons_with_needs": 0,
    "needs_ever": False, "overrides": [], "cohorts": [],
}  # fmt: skip


def read(day: str = DAY, limits: Limits = LIMITS, **known: Any) -> Readiness:
    """Return what the rules make of this evidence and nothing else."""
    evidence = Evidence.model_validate_json(json.dumps(QUIET | known))
    return rules.readiness(evidence, dt.date.fromisoformat(day), limits)


def states(shown: dict[str, Any]) -> dict[int, str]:
    """Return the effective state of each factor."""
    return {each["number"]: each["state"] for each in shown["factors"]}


async def heard(movement: Movement, what: str, source: str = "registry", **facts: Any) -> str:
    """Let planning hear of something of another service; return its id."""
    identity = str(new_id())
    data = {"id": identity, "area": {"code": "72"}, **facts}
    event = told(source, what, identity, data)
    await take_in(movement.client, source, event)
    return identity


async def test_a_province_of_which_nobody_recorded_anything_is_unknown_and_not_refused(
    movement: Movement, planning: Client
) -> None:
    shown = await movement.see(f"{PATH}/71?as_of={DAY}")
    assert (shown["met"], shown["unknown"], shown["not_met"]) == (0, 10, 0)
    assert set(states(shown).values()) == {"UNKNOWN"}
    assert shown["next_step"]["track"] == "INTEGRATED"
    assert shown["next_step"]["missing"] == 10
    assert all(line.startswith("ปัจจัยที่ ") for line in shown["next_step"]["missing_th"])
    assert (await planning.get(f"{PATH}/99")).status_code == 404
    assert (await planning.get(f"{PATH}/72?as_of=2999-01-01")).status_code == 422


async def test_each_factor_follows_its_evidence(movement: Movement) -> None:
    item = await movement.adopted("72", 0)
    before = await movement.see(f"{PATH}/72?as_of={DAY}")
    assert states(before)[8] == "NOT", "a plan of the province that holds nothing of its tambons"
    need = await movement.need()
    from_below = await movement.adopted("720602", 350_000, need_ids=[need["id"]])
    between = await movement.plan("7206")
    above = await movement.plan("72")
    of_district, of_province = await movement.item(between), await movement.item(above)
    await movement.include(from_below, of_district, 350_000)
    await movement.finalize(of_district)
    await movement.adopt(between, "2024-09-01")
    await movement.include(of_district, of_province, 350_000, decided_on="2024-09-02")
    await movement.finalize(of_province)
    await movement.adopt(above, "2024-09-10")
    agenda = await movement.done(
        "/v1/joint-agendas",
        {
            "id": str(new_id()),
            "area_code": "72",
            "fiscal_year_be": 2568,
            "title_th": "วาระร่วม",
            "issues": [{"issue_code": "WATER", "goal_th": "น้ำ"}],
            "symbol_th": "ลานกลางบ้าน",
            "plan_id": item["plan_id"],
            "budget_lines": [{"source": "PROVINCE", "source_th": "งบ", "amount": baht("1.00")}],
        },
        movement.province,
    )
    hidden = await movement.see(f"{PATH}/72?as_of={DAY}")
    assert states(hidden)[1] == "UNKNOWN", "a draft is nobody's evidence"
    path = f"/v1/joint-agendas/{agenda['id']}/adoptions"
    body = {"id": str(new_id()), "adopted_on": "2024-09-20", "meeting_th": "ที่ประชุมจังหวัด"}
    await movement.done(path, body, movement.province)
    assert states(await movement.see(f"{PATH}/72?as_of={DAY}"))[3] == "PARTLY"
    group = await heard(movement, "body", kind="SUB_TEAM", issue_code="WATER", founded_on=None)
    forum = await heard(movement, "meeting", kind="CENTRAL_SPACE", state="HELD",
                        held_from="2025-02-01", held_to="2025-02-01")  # fmt: skip
    agreement = await heard(movement, "agreement", "partners", kind="PROVINCE", status="ACTIVE",
                            signed_on="2025-01-10", starts_on="2025-01-10")  # fmt: skip
    await heard(movement, "commitment", "partners",
                plan_item_id=from_below["id"], status="APPROVED",
                committed_on="2025-01-15", amount=baht("100.00"), status_th="ผูกพันแล้ว",
                agency={"id": CODI, "code": "CODI", "name_th": "พอช."}, fiscal_year_be=2568,
                plan_item_title_th="ฝาย", revision=1)  # fmt: skip
    report = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    await movement.done(
        f"/v1/plan-items/{from_below['id']}/results", report, movement.staff("720602")
    )
    shown = await movement.see(f"{PATH}/72?as_of={DAY}")
    assert states(shown) == {
        1: "MET", 2: "UNKNOWN", 3: "MET", 4: "MET", 5: "MET", 6: "UNKNOWN", 7: "UNKNOWN",
        8: "PARTLY", 9: "PARTLY", 10: "NOT",
    }  # fmt: skip
    assert (shown["met"], shown["partly"], shown["not_met"], shown["unknown"]) == (4, 2, 1, 3)
    links = {
        each["number"]: {proof["link"] for proof in each["evidence"]} for each in shown["factors"]
    }
    assert links[1] == {f"/v1/joint-agendas/{agenda['id']}"}
    assert f"/v1/bodies/{group}" in links[3]
    assert f"/v1/agreements/{agreement}" in links[4]
    assert f"/v1/meetings/{forum}" in links[5]
    said = {each["number"]: each["said_th"] for each in shown["factors"]}
    assert said[8] == "1 จาก 4 ตำบลมีโครงการในแผนจังหวัด (ร้อยละ 25.0)"
    assert said[9] == "1 จาก 4 โครงการรายงานผลแล้ว (ร้อยละ 25.0)"
    earlier = await movement.see(f"{PATH}/72?as_of=2025-01-31")
    assert (states(earlier)[5], states(earlier)[9]) == ("PARTLY", "NOT"), "before forum and result"
    later = await movement.see(f"{PATH}/72?as_of=2025-10-01")
    assert (states(later)[1], states(later)[5]) == ("PARTLY", "PARTLY"), (
        "the next year has its own"
    )


async def test_holdings_count_where_their_organization_stands(movement: Movement) -> None:
    for source in ("MEMBERS", "LAO_MATCH"):
        identity = str(new_id())
        data = {"id": identity, "organization_id": CODI, "kind": "SAVINGS", "source": source,
                "as_of": "2025-06-30"}  # fmt: skip
        event = told("registry", "holding", identity, data)
        await take_in(movement.client, "registry", _in_area(event, "710911"))
    shown = await movement.see(f"{PATH}/71?as_of={DAY}")
    assert states(shown)[7] == "MET"
    assert states(await movement.see(f"{PATH}/71?as_of=2025-06-29"))[7] == "UNKNOWN"


def _in_area(event: Any, area: str) -> Any:
    return type(event)(**{n: getattr(event, n) for n in event.__slots__} | {"area_code": area})


async def test_an_override_stands_beside_what_is_computed_and_ends(
    movement: Movement, people: People
) -> None:
    path = f"{PATH}/71/overrides"
    body = {
        "id": str(new_id()),
        "fiscal_year_be": 2568,
        "number": 6,
        "state": "MET",
        "reason_th": "ประเมินแล้วบนกระดาษ",
        "evidence_link": "https://example.org/71.pdf",
        "decided_on": "2025-09-01",
    }
    for who in (people("PROVINCE_WORKING_GROUP", area="71"), people("REGION_OFFICE", area="72")):
        assert (await movement.send(path, body, who)).status_code == 403, "nobody marks their own"
    region = people("REGION_OFFICE", area="71")
    for gone in ("reason_th", "evidence_link", "decided_on"):
        wrong = {name: value for name, value in body.items() if name != gone}
        answer = await movement.send(path, wrong, region)
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{gone}"]
    made = await movement.done(path, body, region)
    shown = await movement.see(f"{PATH}/71?as_of={DAY}")
    sixth = shown["factors"][5]
    assert (sixth["computed"], sixth["state"]) == ("UNKNOWN", "MET")
    assert sixth["override"]["reason_th"] == "ประเมินแล้วบนกระดาษ"
    assert shown["overridden"] == 1
    assert states(await movement.see(f"{PATH}/71?as_of=2025-08-31"))[6] == "UNKNOWN"
    again = await movement.send(path, {**body, "id": str(new_id())}, region)
    assert (again.status_code, again.json()["existing"]) == (409, made["id"])
    ending = {"id": str(new_id()), "ended_on": "2025-09-20", "reason_th": "มีรายงานแล้ว"}
    await movement.done(f"/v1/factor-overrides/{made['id']}/endings", ending, region)
    assert states(await movement.see(f"{PATH}/71?as_of={DAY}"))[6] == "UNKNOWN"
    assert states(await movement.see(f"{PATH}/71?as_of=2025-09-19"))[6] == "MET", "then it stood"
    twice = await movement.send(
        f"/v1/factor-overrides/{made['id']}/endings", {**ending, "id": str(new_id())}, region
    )
    assert twice.json()["code"] == "state-conflict"
    over = await movement.send(path, {**body, "id": str(new_id()), "state": "NOT"}, region)
    assert over.json()["errors"][0]["params"] == {"min": "2025-09-20"}, "one of each day"
    anew = {**body, "id": str(new_id()), "state": "NOT", "decided_on": "2025-09-20"}
    await movement.done(path, anew, region)
    assert states(await movement.see(f"{PATH}/71?as_of=2025-09-19"))[6] == "MET"
    assert states(await movement.see(f"{PATH}/71?as_of={DAY}"))[6] == "NOT"


@pytest.mark.parametrize(
    ("number", "known", "state"),
    [
        (1, {"former_agenda_id": str(new_id()), "agendas_ever": 1}, "PARTLY"),
        (1, {"agendas_ever": 1}, "NOT"),
        (2, {"data_sets": 2, "joint_data_ids": [str(new_id())]}, "MET"),
        (2, {"data_sets": 2}, "PARTLY"),
        (3, {"groups": [{"id": str(new_id()), "issue_code": "WATER"}]}, "PARTLY"),
        (3, {"agendas_ever": 1}, "NOT"),
        (4, {"agreements_ever": True}, "NOT"),
        (4, {"agreements_ever": True, "agreement_ids": [str(new_id())]}, "PARTLY"),
        (5, {"meetings_ever": True}, "NOT"),
        (5, {"meetings_ever": True, "forums": 3}, "PARTLY"),
        (6, {"evaluations_ever": True}, "NOT"),
        (6, {"evaluations_ever": True, "evaluation_ids": [str(new_id())]}, "PARTLY"),
        (6, {"evaluations_ever": True, "evaluation_ids": [str(new_id())], "of_province": True}, "MET"),
        (7, {"holdings": {"ALL": 9}}, "PARTLY"),
        (7, {"holdings": {"MEMBERS": 1, "GRANT": 1}}, "MET"),
        (8, {"joint_plan_ids": [str(new_id())], "tambons_in_plan": 88}, "MET"),
        (8, {"joint_plan_ids": [str(new_id())], "tambons_in_plan": 87}, "PARTLY"),
        (9, {"projects": 5, "projects_reported": 4}, "MET"),
        (9, {"projects": 5}, "NOT"),
        (10, {"needs_ever": True}, "NOT"),
        (10, {"needs_ever": True, "needs": 100, "tambons_with_needs": 88, "needs_analysed": 50}, "MET"),
        (10, {"needs_ever": True, "needs": 100, "tambons_with_needs": 88, "needs_analysed": 49}, "PARTLY"),
    ],
)  # fmt: skip
def test_the_thresholds_are_met_to_the_number(
    number: int, known: dict[str, Any], state: str
) -> None:
    found = read(**known).factors[number - 1]
    assert found.computed == state
    assert (found.missing_th is None) == (state == "MET")


def test_a_self_managing_province_has_no_further_track_and_an_integrated_one_has() -> None:
    place = {"cohort_id": str(new_id()), "fiscal_year_be": 2567, "name_th": "รุ่น"}
    for track, stage, wanted in (
        ("INTEGRATED", "PLANNED", "INTEGRATED"),
        ("INTEGRATED", "ENTERED", "SELF_MANAGING"),
        ("SELF_MANAGING", "ENTERED", None),
    ):
        found = read(cohorts=[{**place, "track": track, "stage": stage}])
        assert found.next_step.track == wanted


@given(
    tambons=st.integers(0, 300),
    with_needs=st.integers(0, 300),
    projects=st.integers(0, 900),
    reported=st.integers(0, 900),
    states=st.dictionaries(st.integers(1, 10), st.sampled_from(["MET", "PARTLY", "NOT"])),
)
def test_ten_factors_are_counted_once_each_and_overrides_never_hide_what_is_computed(
    tambons: int, with_needs: int, projects: int, reported: int, states: dict[int, str]
) -> None:
    known: dict[str, Any] = {
        "tambons": tambons,
        "tambons_with_needs": min(with_needs, tambons),
        "needs": with_needs,
        "needs_ever": bool(with_needs),
        "projects": projects,
        "projects_reported": min(reported, projects),
    }
    over = [
        {"id": str(new_id()), "number": number, "state": state, "reason_th": "ก",
         "evidence_link": "/v1/meetings", "decided_on": DAY}
        for number, state in states.items()
    ]  # fmt: skip
    bare, shown = read(**known), read(**known, overrides=over)
    assert [each.computed for each in shown.factors] == [each.state for each in bare.factors]
    assert shown.met + shown.partly + shown.not_met + shown.unknown == len(shown.factors) == 10
    assert shown.overridden == len(states)
    assert shown.next_step.missing == 10 - shown.met == len(shown.next_step.missing_th)
    for each in shown.factors:
        assert each.state == FactorState(states.get(each.number, each.computed))
