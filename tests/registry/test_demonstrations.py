"""From demonstration to council: each step in its turn with its evidence, and each neighbour on its own way."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.demonstrations import rules
from services.registry.demonstrations.rules import PATH
from services.registry.demonstrations.schemas import DemonstrationState, Ground, Reached
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry.certifying import Hands, act, group

PLACE = "920211"
NEIGHBOURS = ("920206", "920212")
STORY = ("ป่าชายเลนเสื่อมโทรม", "ตั้งธนาคารปูม้า", "เป็นแหล่งเพาะพันธุ์", "ท่องเที่ยวโดยชุมชน")


def new(**facts: Any) -> dict[str, Any]:
    """Return what records the blue-crab bank of Ban Nam Rap; its tambon and years are test values."""
    return {
        "id": str(new_id()),
        "area_code": PLACE,
        "name_th": "บ้านน้ำราบ",
        "practice": "BLUE_CRAB_BANK",
        "began_on": "2007-01-01",
        "began_precision": "YEAR",
        "horizon_years": 3,
        "learning_centre": True,
        "story": [{"title_th": title} for title in STORY],
        "strong_points": ["ชุมชนดูแลป่าร่วมกัน"],
        "weak_points": ["รายได้ขึ้นกับฤดูกาล"],
        **facts,
    }


def leader(people: People, area: str = PLACE) -> dict[str, str]:
    return people("TAMBON_STAFF", area=area)


async def record(registry: Client, people: People, **facts: Any) -> str:
    body = new(**facts)
    who = leader(people, body["area_code"])
    made = await registry.post("/v1/demonstrations", json=body, headers=who)
    assert made.status_code == 201, made.text
    return str(made.headers["location"])


async def step(
    registry: Client, people: People, path: str, state: str, on: str = "2026-11-20", **more: Any
) -> Any:
    body = {"state": state, "reached_on": on, **more}
    return await act(registry, people("REGION_OFFICE", area=""), f"{path}/steps", body)


async def readiness(registry: Client, area: str = PLACE, **asked: str) -> Any:
    answer = await registry.get(f"/v1/council-readiness/{area}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def met(told: dict[str, Any]) -> dict[str, bool]:
    return {reason["code"]: reason["met"] for reason in told["reasons"]}


async def test_ban_nam_rap_goes_from_demonstration_to_council(
    registry: Client, people: People
) -> None:
    nothing = await readiness(registry)
    assert (nothing["ready"], set(met(nothing).values())) == (False, {False})
    path = await record(registry, people)
    shown = (await registry.get(path)).json()
    assert [each["title_th"] for each in shown["story"]] == list(STORY)
    assert (shown["state"], shown["horizon_years"], shown["learning_centre"]) == (
        "DEMONSTRATION",
        3,
        True,
    )
    early = await step(registry, people, path, "ORGANIZATIONS_FOUND")
    assert (early.status_code, early.json()["code"]) == (422, "rule-broken")
    hands = Hands(registry, people, PLACE)
    one = await group(registry, people, PLACE, "กลุ่มธนาคารปูม้าบ้านน้ำราบ")
    assert (await hands.find(one)).status_code == 201
    found = await step(registry, people, path, "ORGANIZATIONS_FOUND", "2026-10-06")
    assert found.status_code == 200, found.text
    assert found.json()["steps"][-1]["organization_ids"] == [one]
    uncertified = await step(registry, people, path, "STRONG_CERTIFIED")
    assert uncertified.json()["code"] == "rule-broken"
    told = await readiness(registry)
    assert told["ready"] is False
    assert met(told) == {
        "DEMONSTRATION_WORK": True,
        "ORGANIZATIONS_FOUND": True,
        "STRONG_ORGANIZATIONS_CERTIFIED": False,
    }
    missing = told["reasons"][-1]
    assert missing["text_th"] == "ยังไม่มีองค์กรที่เข้มแข็งได้รับการรับรอง"
    assert missing["text_en"] == "No strong organization of the area is certified"
    for side, more in (("COMMUNITY", {}), ("LOCAL_AGENCY", {"agency_name_th": "อบต.บางสัก"})):
        assert (await hands.endorse(one, side, **more)).status_code == 200
    assert (await hands.decide(one)).status_code == 200
    told = await readiness(registry)
    assert told["ready"] is True
    certification = told["reasons"][-1]["links"][0]
    assert (await registry.get(certification["path"])).json()["organization"]["id"] == one
    assert (await readiness(registry, as_of="2026-11-11"))["ready"] is False
    skipped = await step(registry, people, path, "COUNCIL_CANDIDATE")
    assert (skipped.status_code, skipped.json()["code"]) == (409, "state-conflict")
    before = await step(registry, people, path, "STRONG_CERTIFIED", "2026-10-05")
    assert before.json()["errors"][0]["code"] == "too-early"
    for state in ("STRONG_CERTIFIED", "COUNCIL_CANDIDATE"):
        assert (await step(registry, people, path, state)).status_code == 200
    nameless = await step(registry, people, path, "COUNCIL")
    assert nameless.json()["errors"][0]["pointer"] == "#/council_id"
    wrong = await step(registry, people, path, "COUNCIL", council_id=one)
    assert wrong.json()["errors"][0]["code"] == "unknown-reference"
    council = {
        "id": str(new_id()),
        "kind": "TAMBON_COUNCIL",
        "name_th": "สภาองค์กรชุมชนตำบลบางสัก",
        "area_code": PLACE,
    }
    made = await registry.post("/v1/organizations", json=council, headers=leader(people))
    assert made.status_code == 201, made.text
    done = await step(registry, people, path, "COUNCIL", council_id=council["id"])
    assert (done.json()["state"], done.json()["council_id"]) == ("COUNCIL", council["id"])
    assert [each["state"] for each in done.json()["steps"]] == [state.value for state in PATH]
    beyond = await step(registry, people, path, "COUNCIL", council_id=council["id"])
    assert beyond.status_code == 409
    await settle(registry)
    history = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"].partition(".")[2] for entry in history] == [
        "recorded",
        "organizations_found",
        "strong_certified",
        "became_candidate",
        "became_council",
    ]


async def test_it_spreads_to_two_neighbours_each_with_its_own_plan_and_state(
    registry: Client, people: People
) -> None:
    path = await record(registry, people)
    made = []
    for area, years in zip(NEIGHBOURS, (1, 5), strict=True):
        body = {
            "area_code": area,
            "relation": "NEIGHBOUR",
            "horizon_years": years,
            "plan_th": f"ธนาคารปูม้าใน {years} ปี",
            "starts_on": "2026-10-01",
        }
        answer = await act(registry, leader(people), f"{path}/expansions", body)
        assert answer.status_code == 201, answer.text
        made.append(answer.headers["location"])
    again = await act(registry, leader(people), f"{path}/expansions", body)
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")
    for area in (PLACE, f"{PLACE}01"):
        here = await act(
            registry, leader(people), f"{path}/expansions", {**body, "area_code": area}
        )
        assert here.json()["errors"][0]["code"] == "same-place"
    long = await act(
        registry,
        leader(people),
        f"{path}/expansions",
        {**body, "area_code": "920201", "horizon_years": 2},
    )
    assert long.json()["errors"][0]["pointer"] == "#/horizon_years"
    for years in (-1, 2, True):
        unread = await registry.patch(
            f"/v1/demonstration-expansions/{new_id()}",
            json={"horizon_years": years},
            headers={**leader(people), "If-Match": '"r1"'},
        )
        assert unread.json()["errors"][0]["pointer"] == "#/horizon_years"
    neighbour, far = leader(people, NEIGHBOURS[0]), leader(people, "920201")
    started = {"state": "STARTED", "state_on": "2026-11-01"}
    tag = {"If-Match": '"r1"'}
    assert (await registry.patch(made[0], json=started, headers={**far, **tag})).status_code == 403
    done = await registry.patch(made[0], json=started, headers={**neighbour, **tag})
    assert done.json()["state"] == "STARTED", done.text
    jump = await registry.patch(
        made[1],
        json={"state": "ESTABLISHED", "state_on": "2026-11-01"},
        headers={**leader(people), **tag},
    )
    assert (jump.status_code, jump.json()["code"]) == (409, "state-conflict")
    for move, pointer in (
        ({"state": "STOPPED", "state_on": "2026-11-02"}, "#/reason"),
        ({"state": "ESTABLISHED"}, "#/state_on"),
        ({"state_on": "2026-11-02"}, "#/state"),
        ({"state": "ESTABLISHED", "state_on": "2026-10-31"}, "#/state_on"),
    ):
        refused = await registry.patch(
            made[0], json=move, headers={**neighbour, "If-Match": '"r2"'}
        )
        assert refused.json()["errors"][0]["pointer"] == pointer
    listed = await registry.get(
        "/v1/demonstration-expansions", params={"demonstration": path.rpartition("/")[2]}
    )
    told = [(e["area"]["code"], e["state"], e["horizon_years"]) for e in listed.json()["items"]]
    assert told == [("920206", "STARTED", 1), ("920212", "PLANNED", 5)]


async def test_what_is_told_of_a_demonstration_may_change_but_not_its_step(
    registry: Client, people: People
) -> None:
    path = await record(registry, people, kind="MODEL", horizon_years=None)
    who = {**leader(people), "If-Match": '"r1"'}
    changed = await registry.patch(
        path,
        json={
            "horizon_years": 5,
            "kind": "PILOT",
            "story": [
                {"title_th": "เริ่มต้น", "happened_on": "2007-06-01", "precision": "MONTH",
                 "written_th": "กลางปี 2550"}
            ],
            "strong_points": [],
        },
        headers=who,
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    assert changed.json()["story"][0]["written_th"] == "กลางปี 2550"
    assert (await registry.patch(path, json={"state": "COUNCIL"}, headers=who)).status_code == 422
    stale = await registry.patch(path, json={"horizon_years": 1}, headers=who)
    assert stale.status_code == 412
    found = await registry.get(
        "/v1/demonstrations",
        params={"practice": "BLUE_CRAB_BANK", "kind": "PILOT", "learning_centre": "true"},
    )
    assert [each["id"] for each in found.json()["items"]] == [path.rpartition("/")[2]]
    with counted(registry) as statements:
        await registry.get("/v1/demonstrations", params={"area": "92"})
    assert len(statements) == 1


async def test_a_step_sent_twice_is_one_step(registry: Client, people: People) -> None:
    area = "920201"
    path = await record(registry, people, area_code=area)
    one = await group(registry, people, area, "กลุ่มประมง")
    assert (await Hands(registry, people, area).find(one)).status_code == 201
    asked: dict[str, Any] = {"id": str(new_id()), "organization_ids": [one]}
    first = await step(registry, people, path, "ORGANIZATIONS_FOUND", **asked)
    again = await step(registry, people, path, "ORGANIZATIONS_FOUND", **asked)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    stranger = await step(
        registry, people, path, "STRONG_CERTIFIED", organization_ids=[str(new_id())]
    )
    assert stranger.json()["errors"][0]["pointer"] == "#/organization_ids/0"


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        ("LEADER", PLACE, 201),
        ("LEADER", "920201", 403),
        ("MEMBER", PLACE, 403),
        ("PROVINCE_WORKING_GROUP", "92", 201),
        ("AUDITOR", "", 403),
    ],
)
async def test_only_who_leads_or_serves_the_place_records_it(
    registry: Client, people: People, role: str, area: str, status: int
) -> None:
    answer = await registry.post("/v1/demonstrations", json=new(), headers=people(role, area=area))
    assert answer.status_code == status, answer.text


async def test_what_cannot_be_is_refused(registry: Client, people: People) -> None:
    who = people("NATIONAL_ADMIN", area="")
    for facts, pointer in (
        ({"area_code": "92"}, "#/area_code"),
        ({"area_code": "920299"}, "#/area_code"),
        ({"horizon_years": 4}, "#/horizon_years"),
        ({"issue_code": "NO_SUCH_ISSUE"}, "#/issue_code"),
        ({"practice": "GOLF"}, "#/practice"),
    ):
        answer = await registry.post("/v1/demonstrations", json=new(**facts), headers=who)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await registry.get("/v1/council-readiness/929999")).status_code == 404


DAY = dt.date(2020, 1, 1)
ways = st.lists(st.integers(0, 30), min_size=1, max_size=len(PATH)).map(sorted)


@given(ways, st.integers(-1, 40))
def test_the_state_on_a_day_is_the_furthest_step_reached_by_then(
    days: list[int], ask: int
) -> None:
    steps = [
        Reached(state, DAY + dt.timedelta(days=day))
        for state, day in zip(PATH, days, strict=False)
    ]
    reached = [state for state, day in zip(PATH, days, strict=False) if day <= ask]
    told = rules.state_on(steps[::-1], DAY + dt.timedelta(days=ask))
    assert told == (reached[-1] if reached else None)


@given(ways, st.sampled_from(PATH), st.integers(0, 40))
def test_only_the_next_step_may_be_taken_and_never_before_the_last(
    days: list[int], asked: DemonstrationState, day: int
) -> None:
    steps = [
        Reached(state, DAY + dt.timedelta(days=each))
        for state, each in zip(PATH, days, strict=False)
    ]
    follows, late = PATH.index(asked) == len(steps), day >= days[-1]
    on = DAY + dt.timedelta(days=day)
    if follows and late:
        rules.check_next(steps, asked, on)
        return
    with pytest.raises(Problem) as refusal:
        rules.check_next(steps, asked, on)
    assert refusal.value.code == ("validation-failed" if follows else "state-conflict")


@given(st.lists(st.booleans(), max_size=5), st.sampled_from(PATH[1:]))
def test_a_step_is_proved_by_organizations_that_are_as_far(
    certified: list[bool], asked: DemonstrationState
) -> None:
    ground = [Ground(new_id(), "กลุ่ม", DAY, DAY, each, new_id()) for each in certified]
    wanted = asked is not DemonstrationState.ORGANIZATIONS_FOUND
    able = {each.organization_id for each in ground if each.certified or not wanted}
    if able:
        assert set(rules.proof(ground, asked, [])) == able
    else:
        with pytest.raises(Problem):
            rules.proof(ground, asked, [])
