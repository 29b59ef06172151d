"""Rule 17 and S4's figures: two tracks, cohorts of a declared size, and no province made up."""

from typing import Any

import httpx
import pytest

from shared.ids import new_id
from tests.conftest import Client, People
from tests.planning.conftest import Movement, take_in, told

CODES = iter(f"TRACK_{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
PROVINCES = ("57", "58", "60", "65", "18", "93", "90", "91")


@pytest.fixture(scope="module", autouse=True)
async def provinces(planning: Client) -> None:
    """Let planning know more provinces."""
    for code in PROVINCES:
        facts = {"code": code, "level": "PROVINCE", "name_th": f"จังหวัด {code}", "name_en": code}
        await take_in(planning, "registry", told("registry", "area", code, facts))


async def programme(movement: Movement, track: str = "INTEGRATED") -> str:
    """Define a programme on a track; return its code."""
    body = {
        "id": str(new_id()),
        "code": next(CODES),
        "track": track,
        "name_th": "จังหวัดบูรณาการ",
        "name_en": "Integrated provinces",
        "source_th": "เวทีสรุป 22 จังหวัด",
    }
    made = await movement.done("/v1/programmes", body, movement.people("NATIONAL_ADMIN"))
    return str(made["code"])


async def cohort(
    movement: Movement, code: str, year: int, size: int, **facts: Any
) -> dict[str, Any]:
    """Declare a cohort."""
    body = {
        "id": str(new_id()),
        "programme_code": code,
        "fiscal_year_be": year,
        "name_th": f"รุ่น {year}",
        "declared_size": size,
        "source_th": "เวทีสรุป 22 จังหวัด",
        **facts,
    }
    return await movement.done("/v1/cohorts", body, movement.people("NATIONAL_ADMIN"))


async def named(
    movement: Movement, into: dict[str, Any], area: str, stage: str = "ENTERED", **facts: Any
) -> httpx.Response:
    """Name a province for a cohort, or try."""
    day = {"entered_on": "2023-10-01", "entered_precision": "YEAR"} if stage == "ENTERED" else {}
    body = {
        "id": str(new_id()),
        "area_code": area,
        "stage": stage,
        "source_th": "S4",
        **day,
        **facts,
    }
    path = f"/v1/cohorts/{into['id']}/members"
    return await movement.send(path, body, movement.people("NATIONAL_ADMIN"))


def figures(shown: dict[str, Any]) -> tuple[int, ...]:
    """Return declared, planned, entered, unknown and in other cohorts."""
    names = ("declared_size", "planned", "entered", "unknown", "in_other_cohorts")
    return tuple(shown[name] for name in names)


async def test_six_of_twenty_two_are_told_as_such_and_a_province_in_two_cohorts_is_counted_once(
    movement: Movement,
) -> None:
    code = await programme(movement)
    first = await cohort(movement, code, 2567, 22)
    assert figures(first) == (22, 0, 0, 22, 0)
    for area in ("57", "58", "60", "65", "18", "72"):
        assert (await named(movement, first, area)).status_code == 201
    seen = await movement.see(f"/v1/cohorts/{first['id']}")
    assert figures(seen) == (22, 0, 6, 16, 0)
    assert seen["said_th"] == "เข้าร่วมแล้ว 6 จาก 22 จังหวัด ยังไม่ทราบชื่อ 16"
    await named(movement, first, "93")
    south = await cohort(movement, code, 2568, 14, group_code="R-SOUTH")
    for area in ("93", "90"):
        assert (await named(movement, south, area, "PLANNED")).status_code == 201
    seen = await movement.see(f"/v1/cohorts/{south['id']}")
    assert figures(seen) == (14, 2, 0, 12, 1), "the one that is in 2567 too is told"
    whole = await movement.see(f"/v1/programmes/{code}")
    assert (whole["cohorts"], whole["provinces"], whole["entered"]) == (2, 8, 7)
    listed = await movement.see(f"/v1/cohorts/{south['id']}/members")
    assert [(each["area"]["code"], each["also_in"]) for each in listed["items"]] == [
        ("90", []),
        ("93", [first["id"]]),
    ]
    of_93 = await movement.see(f"/v1/cohorts?province=93&programme={code}")
    assert [each["fiscal_year_be"] for each in of_93["items"]] == [2568, 2567]


async def test_a_size_is_a_limit_and_a_target_is_none(movement: Movement) -> None:
    code = await programme(movement)
    size = await cohort(movement, code, 2567, 1)
    target = await cohort(movement, code, 2568, 1, declared_as="TARGET", group_code="R-BKK-EAST")
    for into, second in ((size, 409), (target, 201)):
        assert (await named(movement, into, "57")).status_code == 201
        answer = await named(movement, into, "58")
        assert answer.status_code == second, answer.text
    assert (await named(movement, size, "58")).json()["code"] == "cohort-full"
    path = f"/v1/cohorts/{size['id']}"
    who = movement.people("NATIONAL_ADMIN")
    seen = await movement.client.get(path)
    body = {"declared_size": 2, "reason": "แหล่งข้อมูลแก้จำนวน"}
    answer = await movement.client.patch(
        path, json=body, headers={**who, "If-Match": seen.headers["etag"]}
    )
    assert answer.json()["declared_size"] == 2
    assert (await named(movement, size, "58")).status_code == 201
    seen = await movement.client.get(path)
    answer = await movement.client.patch(
        path, json={**body, "declared_size": 1}, headers={**who, "If-Match": seen.headers["etag"]}
    )
    assert answer.json()["errors"][0]["params"] == {"min": 2}


async def test_a_province_is_in_a_cohort_once_and_may_come_back_after_a_withdrawal(
    movement: Movement,
) -> None:
    code = await programme(movement)
    into = await cohort(movement, code, 2567, 22)
    first = (await named(movement, into, "57")).json()
    again = await named(movement, into, "57")
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")
    assert again.json()["existing"] == first["id"]
    assert (await named(movement, into, "58", id=first["id"])).json()["code"] == "id-conflict"
    path = f"/v1/cohort-members/{first['id']}/withdrawals"
    body = {"id": str(new_id()), "reason_th": "ขอเลื่อน"}
    who = movement.people("REGION_OFFICE", area="57")
    assert (await movement.done(path, body, who))["stage"] == "WITHDRAWN"
    assert figures(await movement.see(f"/v1/cohorts/{into['id']}")) == (22, 0, 0, 22, 0)
    twice = await movement.send(path, {**body, "id": str(new_id())}, who)
    assert (twice.status_code, twice.json()["code"]) == (409, "state-conflict")
    assert (await named(movement, into, "57")).status_code == 201


async def test_a_province_enters_self_managing_only_after_it_was_integrated(
    movement: Movement,
) -> None:
    other, own = await programme(movement), await programme(movement, "SELF_MANAGING")
    before = await cohort(movement, own, 2566, 5)
    into = await cohort(movement, own, 2568, 5)
    assert (await named(movement, into, "60", "PLANNED")).status_code == 201
    answer = await named(movement, into, "91")
    assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken")
    integrated = await cohort(movement, other, 2567, 22)
    await named(movement, integrated, "91")
    assert (await named(movement, into, "91")).status_code == 201
    answer = await named(movement, before, "91")
    assert answer.json()["code"] == "rule-broken", "the order is that of the years"
    same_year = await cohort(movement, other, 2568, 22)
    await named(movement, same_year, "90", entered_on="2025-05-01")
    answer = await named(movement, into, "90", entered_on="2025-04-30")
    assert answer.json()["code"] == "rule-broken", "and of the days"
    assert (await named(movement, into, "90", entered_on="2025-05-01")).status_code == 201


async def test_a_planned_province_enters_with_its_source(
    movement: Movement, people: People
) -> None:
    into = await cohort(movement, await programme(movement), 2568, 14)
    planned = (await named(movement, into, "90", "PLANNED")).json()
    path = f"/v1/cohort-members/{planned['id']}/entries"
    body = {"id": str(new_id()), "entered_on": "2024-10-01", "source_th": "พอช. แจ้ง"}
    for who in (people("PROVINCE_WORKING_GROUP", area="90"), people("REGION_OFFICE", area="57")):
        assert (await movement.send(path, body, who)).status_code == 403
    entered = await movement.done(path, body, people("REGION_OFFICE", area="90"))
    assert (entered["stage"], entered["source_th"]) == ("ENTERED", "พอช. แจ้ง")
    assert figures(await movement.see(f"/v1/cohorts/{into['id']}")) == (14, 0, 1, 13, 0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"stage": "WITHDRAWN"}, "#/stage"),
        ({"stage": "ENTERED", "entered_on": None}, "#/entered_on"),
        ({"stage": "PLANNED", "entered_on": "2024-10-01"}, "#/entered_on"),
        ({"stage": "PLANNED", "entered_precision": "YEAR"}, "#/entered_precision"),
        ({"stage": "ENTERED", "area_code": "99", "entered_on": "2024-10-01"}, "#/area_code"),
    ],
)
async def test_who_has_entered_did_so_on_a_day_and_who_is_planned_did_not(
    movement: Movement, facts: dict[str, Any], field: str
) -> None:
    into = await cohort(movement, await programme(movement), 2568, 14)
    body = {"id": str(new_id()), "area_code": "90", "source_th": "S4", **facts}
    path = f"/v1/cohorts/{into['id']}/members"
    answer = await movement.send(path, body, movement.people("NATIONAL_ADMIN"))
    assert [each["pointer"] for each in answer.json()["errors"]] == [field], answer.text
