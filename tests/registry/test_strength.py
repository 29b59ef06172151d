"""Strength: the level on a day follows from dated evidence alone, falls as well as rises, and adds up."""

import datetime as dt
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.rubrics.schemas import StrengthLevel
from services.registry.strength import rules
from services.registry.strength.schemas import Evidence
from shared import tokens
from shared.contracts.registry import RegistrySummary
from shared.ids import new_id
from tests.conftest import Client, Ground, People, counted, settle

CHAI_NAT = "18"
PLACE = "720602"


def items(frames: int = 4, count: int = 51) -> list[dict[str, Any]]:
    """Return frames that share so many items among them, as CODI's 4 frames of 51 items do."""
    share = [count // frames + (number < count % frames) for number in range(frames)]
    return [
        {
            "code": f"F{number}",
            "name_th": f"กรอบ {number}",
            "items": [
                {
                    "code": f"F{number}.{place}",
                    "name_th": f"ข้อ {place}",
                    "scale_min": 1,
                    "scale_max": 5,
                    "weight": 2 if number == 0 else 1,
                }
                for place in range(size)
            ],
        }
        for number, size in enumerate(share)
    ]


async def define(registry: Client, people: People, **facts: Any) -> Any:
    body = {
        "id": str(new_id()),
        "code": "CODI_51",
        "version": 1,
        "name_th": "ตัวชี้วัดชุมชนเข้มแข็ง 4 กรอบ 51 ข้อ",
        "source_th": "web.codi.or.th/20190826-7892",
        "frames": items(),
        "thresholds": {"can_stand": 20, "strong": 50, "can_run": 80},
        **facts,
    }
    return await registry.post("/v1/rubrics", json=body, headers=people("NATIONAL_ADMIN"))


@pytest.fixture(scope="module")
async def declared(registry: Client, people: People) -> str:
    """Return the id of the rubric by which a level is said directly."""
    made = await define(
        registry, people, code="DECLARED", name_th="ประกาศระดับ", frames=[], thresholds=None
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def new(rubric: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "area_code": PLACE,
        "rubric_id": rubric,
        "assessed_on": "2025-09-20",
        "strong_points": ["ผู้นำหลายรุ่น"],
        "weak_points": ["ข้อมูลเก่า"],
        "assessed_by_side": "JOINT",
        "assessed_by_th": "คณะทำงานจังหวัด",
        **facts,
    }


async def assess(registry: Client, people: People, body: dict[str, Any], role: str = "") -> Any:
    who = people(role or "PROVINCE_WORKING_GROUP", area=body["area_code"][:2])
    key = {"Idempotency-Key": str(new_id())}
    return await registry.post("/v1/strength-assessments", json=body, headers={**who, **key})


async def withdraw(registry: Client, people: People, made: Any, reason: str = "ผิดตำบล") -> Any:
    who = people("PROVINCE_WORKING_GROUP", area=made.json()["area"]["code"][:2])
    path = f"/v1/strength-assessments/{made.json()['id']}/withdrawals"
    key = {"Idempotency-Key": str(new_id())}
    return await registry.post(path, json={"reason_th": reason}, headers={**who, **key})


async def level(registry: Client, area: str, day: str | None = None) -> Any:
    asked = {"area": area, "area_scope": "SELF", **({"as_of": day} if day else {})}
    answer = await registry.get("/v1/strength-levels", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"][0]["level"]


async def coverage(registry: Client, code: str, **asked: str) -> Any:
    answer = await registry.get(f"/v1/strength-coverages/{code}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def summary(registry: Client, ground: Ground, code: str) -> RegistrySummary:
    who = {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('gateway'))}"}
    answer = await registry.get(f"/internal/v1/summaries/{code}", headers=who)
    assert answer.status_code == 200, answer.text
    return RegistrySummary.model_validate_json(answer.content)


async def test_of_the_53_tambons_of_chai_nat_36_are_assessed_and_16_are_strong(
    registry: Client, people: People, ground: Ground, declared: str
) -> None:
    listed = await registry.get(
        "/v1/areas", params={"area": CHAI_NAT, "level": "TAMBON", "limit": 200}
    )
    tambons = [area["code"] for area in listed.json()["items"]]
    assert len(tambons) == 53
    before = await coverage(registry, CHAI_NAT, as_of="2026-09-30")
    assert (before["assessed_tambons"], before["assessed_percent"]) == (0, 0.0)
    levels = ["CAN_STAND"] * 20 + ["STRONG"] * 12 + ["CAN_RUN"] * 4
    for code, each in zip(tambons, levels, strict=False):
        made = await assess(
            registry,
            people,
            new(declared, area_code=code, level=each, assessed_on="2026-10-10"),
        )
        assert made.status_code == 201, made.text
    told = await coverage(registry, CHAI_NAT, as_of="2026-11-20")
    assert [each["tambons"] for each in told["by_level"]] == [20, 12, 4]
    assert (told["assessed_tambons"], told["tambons"], told["not_assessed_tambons"]) == (
        36,
        53,
        17,
    )
    assert (told["assessed_percent"], told["strong_tambons"], told["strong_percent"]) == (
        67.9,
        16,
        30.2,
    )
    assert (told["fiscal_year_be"], told["target_year_be"], told["years_left"]) == (2570, 2579, 9)
    assert told["target_alternative_be"] == 2575
    assert [year["fiscal_year_be"] for year in told["trend"]] == list(range(2561, 2571))
    assert [year["assessed_tambons"] for year in told["trend"]] == [0] * 9 + [36]
    region = await coverage(registry, "R-CENTRAL-WEST", as_of="2026-11-20")
    nation = await coverage(registry, "TH", as_of="2026-11-20")
    assert region["assessed_tambons"] == nation["assessed_tambons"] == 36
    assert 53 < region["tambons"] < nation["tambons"] == 7436
    unassessed = await registry.get(
        "/v1/strength-levels",
        params={"area": CHAI_NAT, "assessed": "false", "as_of": "2026-11-20"},
    )
    assert [each["area"]["code"] for each in unassessed.json()["items"]] == tambons[36:]
    with counted(registry) as statements:
        await coverage(registry, CHAI_NAT)
    assert len(statements) == 2
    shown = await summary(registry, ground, CHAI_NAT)
    assert shown.strength is None
    assert shown.coverage
    assert (shown.coverage.assessed_percent, shown.coverage.strong_percent) == (67.9, 30.2)
    profile = await summary(registry, ground, tambons[35])
    assert profile.strength
    assert (profile.strength.level_th, profile.strength.weak_points) == ("วิ่งได้", ["ข้อมูลเก่า"])


async def test_a_later_assessment_lowers_a_tambon_and_history_keeps_both(
    registry: Client, people: People, declared: str
) -> None:
    first = new(declared, level="CAN_RUN", assessed_on="2023-03-01", weak_points=["ยังไม่มีรุ่นใหม่"])
    later = new(declared, level="CAN_STAND", assessed_on="2025-03-01", weak_points=["ผู้นำย้ายออก"])
    for body in (later, first):  # entered in the wrong order on purpose
        assert (await assess(registry, people, body)).status_code == 201
    asked = [
        await level(registry, PLACE, day) for day in ("2023-02-28", "2023-03-01", "2025-02-28")
    ]
    assert asked == [None, "CAN_RUN", "CAN_RUN"]
    assert (
        await level(registry, PLACE, "2025-03-01") == await level(registry, PLACE) == "CAN_STAND"
    )
    kept = await registry.get("/v1/strength-assessments", params={"area": PLACE})
    shown = [(e["assessed_on"], e["level"], e["weak_points"]) for e in kept.json()["items"]]
    assert shown == [
        ("2025-03-01", "CAN_STAND", ["ผู้นำย้ายออก"]),
        ("2023-03-01", "CAN_RUN", ["ยังไม่มีรุ่นใหม่"]),
    ]
    told = await coverage(registry, PLACE)
    assert (told["tambons"], told["assessed_percent"], told["strong_tambons"]) == (1, 100.0, 0)
    assert [year["strong_tambons"] for year in told["trend"]][-6:] == [0, 1, 1, 0, 0, 0]


async def test_a_wrong_assessment_is_withdrawn_or_replaced_and_never_rewritten(
    registry: Client, people: People, declared: str
) -> None:
    place = "720603"
    right = await assess(registry, people, new(declared, area_code=place, level="CAN_STAND"))
    wrong = await assess(
        registry,
        people,
        new(declared, area_code=place, level="CAN_RUN", assessed_on="2026-01-15"),
    )
    assert await level(registry, place) == "CAN_RUN"
    path = f"/v1/strength-assessments/{wrong.json()['id']}"
    assert (await registry.patch(path, json={"level": "STRONG"})).status_code == 405
    done = await withdraw(registry, people, wrong)
    assert (done.status_code, done.json()["withdrawal_reason_th"]) == (200, "ผิดตำบล")
    assert await level(registry, place) == "CAN_STAND"
    again = await withdraw(registry, people, wrong)
    assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    body = new(
        declared,
        area_code=place,
        level="STRONG",
        replaces_id=right.json()["id"],
        replaces_reason_th="รวมคะแนนผิด",
    )
    assert (
        await assess(registry, people, {**body, "replaces_reason_th": None})
    ).status_code == 422
    other = await assess(registry, people, {**body, "area_code": "720604"})
    assert other.json()["errors"][0]["pointer"] == "#/replaces_id"
    assert (await assess(registry, people, body)).status_code == 201
    assert (await assess(registry, people, body)).headers["idempotent-replayed"] == "true"
    assert await level(registry, place) == "STRONG"
    late = await assess(registry, people, {**body, "id": str(new_id())})
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")
    await settle(registry)
    told = (await registry.get(f"/v1/strength-assessments/{right.json()['id']}/history")).json()
    assert [(e["type"], e["reason"]) for e in told["items"]] == [
        ("strength-assessment.recorded", None),
        ("strength-assessment.withdrawn", "รวมคะแนนผิด"),
    ]
    standing = await registry.get(
        "/v1/strength-assessments", params={"area": place, "standing": "true"}
    )
    assert [each["level"] for each in standing.json()["items"]] == ["STRONG"]


async def test_fifty_one_items_lead_to_a_level_and_each_wrong_score_is_pointed_at(
    registry: Client, people: People, declared: str
) -> None:
    made = await define(registry, people)
    assert (made.status_code, made.json()["items_count"]) == (201, 51), made.text
    assert (await define(registry, people)).json()["code"] == "already-exists"
    rubric, place = made.json()["id"], "720605"
    codes = [item["code"] for frame in items() for item in frame["items"]]
    scores: list[dict[str, Any]] = [{"item": code, "score": 3} for code in codes]
    body = new(rubric, area_code=place, scores=scores)
    done = await assess(registry, people, body)
    assert (done.json()["level"], done.json()["score_percent"]) == ("STRONG", "50.00"), done.text
    low = [{**score, "score": 1} for score in scores]
    lowest = await assess(
        registry,
        people,
        {**body, "id": str(new_id()), "scores": low, "assessed_on": "2026-02-01"},
    )
    assert (lowest.json()["level"], lowest.json()["score_percent"]) == (None, "0.00")
    told = await coverage(registry, place)
    assert (told["below_tambons"], told["assessed_tambons"]) == (1, 1)
    unkept = [*scores[:-1], {**scores[-1], "evidence_sha256": "a" * 64}]
    missing = await assess(registry, people, {**body, "id": str(new_id()), "scores": unkept})
    assert missing.json()["errors"][0]["pointer"] == "#/scores/50/evidence_sha256"
    wrong = [{**scores[0], "score": 6}, {**scores[1], "item": "X"}, scores[2], scores[2]]
    refused = await assess(registry, people, {**body, "id": str(new_id()), "scores": wrong})
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [
        ("#/scores/0/score", "out-of-range"),
        ("#/scores/1/item", "unknown-reference"),
        ("#/scores/3/item", "repeated-item"),
    ]
    short = await assess(registry, people, {**body, "id": str(new_id()), "scores": scores[1:]})
    assert short.json()["errors"][0]["code"] == "items-missing"
    for facts in ({"level": "STRONG"}, {"rubric_id": declared, "level": "STRONG"}):
        answer = await assess(registry, people, {**body, "id": str(new_id()), **facts})
        assert answer.json()["errors"][0]["code"] == "level-or-scores"


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"code": "DECLARED", "version": 2}, "#/frames"),
        ({"frames": []}, "#/frames"),
        ({"thresholds": None}, "#/thresholds"),
        ({"thresholds": {"can_stand": 50, "strong": 50, "can_run": 80}}, "#/thresholds"),
        ({"frames": items(2, 2) + items(1, 1)}, "#/frames/2/items/0/code"),
    ],
)
async def test_a_rubric_leads_from_items_to_levels(
    registry: Client, people: People, facts: dict[str, Any], pointer: str
) -> None:
    answer = await define(registry, people, **{"version": 7, **facts})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        ("TAMBON_STAFF", PLACE, 201),
        ("TAMBON_STAFF", "720603", 403),
        ("LEADER", PLACE, 403),
        ("AUDITOR", "", 403),
        ("REGION_OFFICE", "72", 201),
    ],
)
async def test_only_staff_of_the_place_assess_it(
    registry: Client, people: People, declared: str, role: str, area: str, status: int
) -> None:
    head = {**people(role, area=area), "Idempotency-Key": str(new_id())}
    body = new(declared, level="STRONG")
    answer = await registry.post("/v1/strength-assessments", json=body, headers=head)
    assert answer.status_code == status, answer.text
    who = people("PROVINCE_WORKING_GROUP", area="72")
    assert (await registry.post("/v1/rubrics", json={}, headers=who)).status_code == 403


async def test_an_organization_has_a_level_of_its_own_that_no_tambon_shares(
    registry: Client, people: People, declared: str
) -> None:
    place = "720604"
    group = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": "กลุ่มออมทรัพย์",
        "area_code": place,
    }
    who = people("TAMBON_STAFF", area=place)
    assert (await registry.post("/v1/organizations", json=group, headers=who)).status_code == 201
    body = new(declared, area_code=place, organization_id=group["id"], level="CAN_RUN")
    made = await assess(registry, people, body)
    assert made.status_code == 201, made.text
    assert await level(registry, place) is None
    listed = await registry.get(
        "/v1/strength-assessments", params={"organization": str(group["id"])}
    )
    assert [each["id"] for each in listed.json()["items"]] == [body["id"]]
    moved = await assess(registry, people, {**body, "id": str(new_id()), "area_code": "720602"})
    assert moved.json()["errors"][0]["code"] == "outside-parent"
    assert (await withdraw(registry, people, made)).status_code == 200


async def test_what_cannot_be_assessed_is_refused(
    registry: Client, people: People, declared: str
) -> None:
    for facts, pointer in (
        ({"area_code": "7206"}, "#/area_code"),
        ({"area_code": "720699"}, "#/area_code"),
        ({"rubric_id": str(new_id())}, "#/rubric_id"),
        ({"organization_id": str(new_id())}, "#/organization_id"),
        ({"assessed_on": "2999-01-01"}, "#/assessed_on"),
    ):
        answer = await assess(registry, people, new(declared, level="STRONG", **facts))
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    for unknown in ("99", "R-NOWHERE"):
        assert (await registry.get(f"/v1/strength-coverages/{unknown}")).status_code == 404


days = st.dates(dt.date(2017, 1, 1), dt.date(2017, 3, 1))
proofs = st.lists(
    st.builds(
        Evidence,
        days,
        st.uuids(version=4),
        st.sampled_from([*StrengthLevel, None]),
        st.booleans(),
    ),
    unique_by=lambda each: each.id,
)


@given(proofs, days, st.randoms())
def test_the_level_on_a_day_is_the_latest_standing_evidence_in_whatever_order(
    evidence: list[Evidence], day: dt.date, chance: Any
) -> None:
    found = rules.level_on(evidence, day)
    chance.shuffle(evidence)
    assert rules.level_on(evidence, day) == found
    told = [d for d in rules.spans(evidence) if d.starts_on <= day < (d.ends_on or dt.date.max)]
    assert [(each.id, each.level) for each in told] == ([(found.id, found.level)] if found else [])
    if found:
        assert found.standing
        assert found.assessed_on <= day
        between = [e for e in evidence if e.standing and found.assessed_on < e.assessed_on <= day]
        assert not between


@given(proofs)
def test_spans_follow_each_other_without_gap_and_the_last_one_is_open(
    evidence: list[Evidence],
) -> None:
    found = rules.spans(evidence)
    assert all(one.ends_on == other.starts_on for one, other in pairwise(found))
    assert [each.ends_on for each in found[-1:]] == [None] * len(found[-1:])
    assert {each.starts_on for each in found} == {e.assessed_on for e in evidence if e.standing}


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), min_size=1, max_size=12))
def test_a_higher_score_never_lowers_the_level(marks: list[tuple[int, int]]) -> None:
    rubric = [
        {
            "items": [
                {"code": str(place), "weight": weight, "scale_min": 0, "scale_max": 5}
                for place, (weight, _) in enumerate(marks)
            ]
        }
    ]
    limits = {"can_stand": 30, "strong": 60, "can_run": 80}
    order = [None, *StrengthLevel]
    scores = {str(place): score for place, (_, score) in enumerate(marks)}
    before = rules.level_reached(rules.share_reached(rubric, scores), limits)
    for place, score in scores.items():
        raised = {**scores, place: min(5, score + 1)}
        after = rules.level_reached(rules.share_reached(rubric, raised), limits)
        assert order.index(after) >= order.index(before)
    everything = rules.share_reached(rubric, dict.fromkeys(scores, 5))
    assert rules.level_reached(everything, limits) is StrengthLevel.CAN_RUN


def test_of_two_on_one_day_the_higher_id_counts() -> None:
    day = dt.date(2025, 1, 1)
    low = Evidence(day, UUID(int=1), "CAN_RUN")
    high = Evidence(day, UUID(int=2), "CAN_STAND")
    for order in ([low, high], [high, low]):
        assert rules.level_on(order, day) is high
