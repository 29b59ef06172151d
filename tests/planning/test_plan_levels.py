"""Plans of every level: tambon, district, zone, province, province group, region, nation, and how they roll up."""

import datetime as dt
import itertools
from typing import Any

import pytest

from bench.words import word
from services.planning.area_groups import rules as group_rules
from services.planning.area_groups.tables import AreaGroup
from services.planning.plans import rules
from services.planning.plans.schemas import PlanLevel
from services.planning.rollups import rules as rollups
from shared import tokens
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht, group, take_in

ZONE, GROUP, REGION = "Z-72-NORTH", "G-CENTRAL-WEST", "R-CENTRAL-WEST"


def asked(level: str, **facts: Any) -> dict[str, Any]:
    """Return the body that opens a plan of a level."""
    return {"id": str(new_id()), "level": level, "fiscal_year_be": 2568, "horizon_years": 1,
            "title_th": f"แผน {word()}", **facts}  # fmt: skip


def planner(movement: Movement, role: str, *areas: str) -> dict[str, str]:
    """Return somebody with a role in several areas."""
    grants = [{"role": role, "area": area} for area in areas]
    token = tokens.sign(
        movement.people.key, f"test:{role}:{areas}", grants, minutes=60, strong=True
    )
    return {"Authorization": f"Bearer {token}"}


async def plan_of(movement: Movement, level: str, **facts: Any) -> dict[str, Any]:
    """Open a plan as the national administrator."""
    who = movement.people("NATIONAL_ADMIN", area="")
    return await movement.done("/v1/plans", asked(level, **facts), who)


async def test_a_plan_of_a_group_is_of_its_areas(planning: Client, movement: Movement) -> None:
    zone = await plan_of(movement, "ZONE", group_code=ZONE)
    assert (zone["area"]["code"], zone["group_code"], zone["group_name_th"]) == (
        "72", ZONE, "โซนเหนือ จังหวัดสุพรรณบุรี",
    )  # fmt: skip
    region = await plan_of(movement, "REGION", group_code=REGION)
    assert (region["area"]["code"], region["area"]["level"]) == ("", "NATION")
    nation = await plan_of(movement, "NATION")
    assert (nation["area"]["name_th"], nation["group_code"]) == ("ประเทศไทย", None)
    who = movement.people("NATIONAL_ADMIN", area="")
    found = await movement.see(f"/v1/plans?group={REGION}", who)
    assert [each["id"] for each in found["items"]] == [region["id"]]
    found = await movement.see("/v1/plans?level=NATION", who)
    assert nation["id"] in {each["id"] for each in found["items"]}


@pytest.mark.parametrize(
    ("level", "facts", "field", "code"),
    [
        ("ZONE", {}, "group_code", "required"),
        ("ZONE", {"group_code": REGION}, "group_code", "not-a-choice"),
        ("ZONE", {"group_code": ZONE, "area_code": "71"}, "area_code", "outside-parent"),
        ("REGION", {"group_code": REGION, "area_code": "72"}, "area_code", "only-one-of"),
        ("REGION", {"group_code": "R-NOWHERE"}, "group_code", "unknown-reference"),
        ("PROVINCE", {"area_code": "72", "group_code": ZONE}, "group_code", "only-one-of"),
        ("PROVINCE", {}, "area_code", "required"),
        ("NATION", {"area_code": "72"}, "area_code", "wrong-level"),
        ("PROVINCE", {"area_code": "72", "kind": "ISSUE"}, "issue_code", "required"),
        ("PROVINCE", {"area_code": "72", "issue_code": "WATER"}, "issue_code", "only-with"),
        ("NATION", {"kind": "OPERATING", "horizon_years": 5}, "horizon_years", "out-of-range"),
        ("NATION", {"kind": "ISSUE", "issue_code": "NONE"}, "issue_code", "unknown-reference"),
    ],
)
async def test_a_plan_names_what_its_level_and_kind_ask_for(
    planning: Client, movement: Movement, level: str, facts: dict[str, Any], field: str, code: str
) -> None:
    who = movement.people("NATIONAL_ADMIN", area="")
    answer = await planning.post("/v1/plans", json=asked(level, **facts), headers=who)
    said = answer.json()["errors"][0]
    assert (answer.status_code, said["pointer"], said["code"]) == (422, f"#/{field}", code)


@pytest.mark.parametrize(
    ("role", "areas", "status"),
    [
        ("PROVINCE_WORKING_GROUP", ("71", "72"), 201),
        ("PROVINCE_WORKING_GROUP", ("71",), 403),
        ("REGION_OFFICE", ("71", "72"), 201),
        ("REGION_OFFICE", ("72",), 403),
        ("TAMBON_STAFF", ("71",), 403),
        ("NATIONAL_ADMIN", ("",), 201),
        ("LEADER", ("71", "72"), 403),
        ("TAMBON_STAFF", ("71", "72"), 403),
    ],
)
async def test_who_plans_for_a_group_reaches_all_of_it(
    planning: Client, movement: Movement, role: str, areas: tuple[str, ...], status: int
) -> None:
    who = planner(movement, role, *areas)
    body = asked("PROVINCE_GROUP", group_code=GROUP)
    assert (await planning.post("/v1/plans", json=body, headers=who)).status_code == status


async def test_a_draft_of_a_group_shows_to_those_whose_areas_it_holds(
    planning: Client, movement: Movement
) -> None:
    plan = await plan_of(movement, "PROVINCE_GROUP", group_code=GROUP)
    item = await movement.done(
        "/v1/plan-items",
        {"id": str(new_id()), "plan_id": plan["id"], "title_th": "ก", "own_budget": baht(1),
         "issue_code": await movement.issue()},
        planner(movement, "REGION_OFFICE", "71", "72", "18"),
    )  # fmt: skip
    for path in (f"/v1/plans/{plan['id']}", f"/v1/plan-items/{item['id']}"):
        for areas, status in ((("72",), 200), (("60",), 404), (("720602",), 404)):
            who = planner(movement, "PROVINCE_WORKING_GROUP", *areas)
            assert (await planning.get(path, headers=who)).status_code == status
        assert (await planning.get(path)).status_code == 404


async def test_money_rises_from_a_tambon_to_the_nation_and_adds_up(
    planning: Client, movement: Movement
) -> None:
    who = movement.people("NATIONAL_ADMIN", area="")
    low = await movement.adopted("720602", 1000)
    levels: tuple[tuple[str, dict[str, str]], ...] = (
        ("DISTRICT", {"area_code": "7206"}), ("ZONE", {"group_code": ZONE}),
        ("PROVINCE", {"area_code": "72"}), ("PROVINCE_GROUP", {"group_code": GROUP}),
        ("REGION", {"group_code": REGION}), ("NATION", {}),
    )  # fmt: skip
    for place, (level, facts) in enumerate(levels, start=1):
        plan = await plan_of(movement, level, **facts)
        body = {"id": str(new_id()), "plan_id": plan["id"], "title_th": "น้ำ", "owner_th": "คณะทำงาน",
                "issue_code": "WATER", "own_budget": baht(place), "indicator_th": "ไร่",
                "expected_result_th": "มีน้ำ"}  # fmt: skip
        above = await movement.done("/v1/plan-items", body, who)
        path = f"/v1/plan-items/{low['id']}/inclusions"
        share = movement.inclusion(above, low["budget"]["amount"], decided_on="2024-08-30")
        await movement.done(path, share, who)
        await movement.done(f"/v1/plan-items/{above['id']}/finalizations", {}, who)
        day = {"adopted_on": "2024-08-30", "id": str(new_id())}
        await movement.done(f"/v1/plans/{plan['id']}/adoptions", day, who)
        rollup = await movement.see(f"/v1/rollups/{plan['id']}")
        parts = [each["amount"]["amount"] for each in rollup["by_area"]]
        assert rollup["total"] == baht(1000 + sum(range(place + 1)))
        assert sum(map(float, parts)) == 1000 + sum(range(place + 1))
        low = await movement.see(f"/v1/plan-items/{above['id']}")
    assert low["level"] == "NATION"


def part(level: PlanLevel, *areas: str) -> rollups.Part:
    """Return a plan as a roll-up looks at it."""
    return rollups.Part(areas, level, 2568)


PARTS = (
    part(PlanLevel.TAMBON, "720602"), part(PlanLevel.DISTRICT, "7206"),
    part(PlanLevel.ZONE, "7202", "7206"), part(PlanLevel.PROVINCE, "72"),
    part(PlanLevel.PROVINCE_GROUP, "71", "72"), part(PlanLevel.REGION, "18", "71", "72"),
    part(PlanLevel.NATION, ""),
)  # fmt: skip
MAY = {(0, 1), (1, 2), (1, 3), (2, 3), (3, 4), (3, 5), (3, 6), (4, 5), (4, 6), (5, 6)}


@pytest.mark.parametrize(("low", "high"), list(itertools.product(range(7), range(7))))
def test_a_level_rolls_up_into_those_that_may_lie_above(low: int, high: int) -> None:
    if (low, high) in MAY:
        rollups.check_edge(PARTS[low], PARTS[high])
    else:
        with pytest.raises(Problem) as refused:
            rollups.check_edge(PARTS[low], PARTS[high])
        assert refused.value.errors[0].code == "wrong-level"


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (part(PlanLevel.DISTRICT, "7207"), part(PlanLevel.ZONE, "7202", "7206")),
        (part(PlanLevel.ZONE, "7202", "7106"), part(PlanLevel.PROVINCE, "72")),
        (part(PlanLevel.PROVINCE, "18"), part(PlanLevel.PROVINCE_GROUP, "71", "72")),
        (part(PlanLevel.PROVINCE_GROUP, "71", "72"), part(PlanLevel.REGION, "72", "18")),
    ],
)
def test_what_lies_outside_does_not_roll_up(below: rollups.Part, above: rollups.Part) -> None:
    with pytest.raises(Problem) as refused:
        rollups.check_edge(below, above)
    assert refused.value.errors[0].code == "outside-parent"


def test_a_plan_is_of_the_areas_that_its_group_had_on_its_first_day() -> None:
    year = {"area_code": "7206", "valid_from": "2024-10-01", "valid_to": None}
    moved = {"area_code": "7202", "valid_from": None, "valid_to": "2024-10-01"}
    row = AreaGroup(code="Z-1", kind="ZONE", name_th="ก", area_code="72", members=[year, moved],
                    valid_from=dt.date(2024, 1, 1), valid_to=None, revision=1)  # fmt: skip
    found = [
        group_rules.members_on(row, rules.day_of(first, 1, row.valid_from))
        for first in (2566, 2567, 2568)
    ]
    assert found == [[], ["7202"], ["7206"]]
    row.valid_to = dt.date(2025, 9, 1)
    assert group_rules.members_on(row, dt.date(2025, 9, 1)) == []


async def test_a_group_that_is_told_again_is_kept_as_it_was_told_last(
    planning: Client, movement: Movement
) -> None:
    await take_in(planning, "registry", group(GROUP, until="2024-10-01"))
    who = movement.people("NATIONAL_ADMIN", area="")
    body = asked("PROVINCE_GROUP", group_code=GROUP)
    answer = await planning.post("/v1/plans", json=body, headers=who)
    assert answer.json()["errors"][0]["code"] == "unknown-reference"
    await take_in(planning, "registry", group(GROUP))
    assert (await planning.post("/v1/plans", json=body, headers=who)).status_code == 201
