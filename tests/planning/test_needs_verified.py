"""Whether a need is so: people of the area look first, then somebody else at the province."""

from typing import Any

import pytest

from services.planning.needs.schemas import VERIFICATION_TH, Verification
from services.planning.verifications import rules
from services.planning.verifications.schemas import VerificationLevel, VerificationOutcome
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, counted, settle
from tests.planning.conftest import Movement


def found(level: str = "AREA", outcome: str = "CONFIRMED", **facts: Any) -> dict[str, Any]:
    """Return what somebody found."""
    day = {"verified_on": "2024-04-01"}
    return {"id": str(new_id()), "level": level, "outcome": outcome, **day, **facts}


async def test_the_area_looks_first_and_then_the_province(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need(cause_th="คลองตื้นเขิน")
    assert (need["cause_th"], need["verification"]) == ("คลองตื้นเขิน", "UNVERIFIED")
    path, staff = f"/v1/needs/{need['id']}/verifications", movement.staff("720602")
    early = await movement.send(path, found("PROVINCE"), movement.province)
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    body = found()
    done = await movement.done(path, body, staff)
    assert done["verification"] == "AREA_CONFIRMED"
    again = await movement.send(path, body, staff)
    assert (again.status_code, again.json()) == (200, done)
    twice = await movement.send(path, found(), staff)
    assert twice.status_code == 409
    mute = await movement.send(path, found("PROVINCE", "SENT_BACK"), movement.province)
    assert mute.json()["errors"][0]["pointer"] == "#/reason_th"
    back = found("PROVINCE", "SENT_BACK", reason_th="จำนวนครัวเรือนไม่ตรงกับบัญชี")
    assert (await movement.done(path, back, movement.province))["verification"] == (
        "PROVINCE_SENT_BACK"
    )
    late = await movement.send(path, found("PROVINCE"), movement.province)
    assert late.status_code == 409
    await movement.done(path, found(), staff)
    done = await movement.done(path, found("PROVINCE"), movement.province)
    assert done["verification"] == "PROVINCE_CONFIRMED"
    with counted(planning) as queries:
        shown = (await movement.see(path))["items"]
    assert len(queries) == 2
    assert [(each["level"], each["outcome"], each["role"]) for each in shown] == [
        ("AREA", "CONFIRMED", "TAMBON_STAFF"),
        ("PROVINCE", "SENT_BACK", "PROVINCE_WORKING_GROUP"),
        ("AREA", "CONFIRMED", "TAMBON_STAFF"),
        ("PROVINCE", "CONFIRMED", "PROVINCE_WORKING_GROUP"),
    ]
    assert "verified_by" not in shown[0]
    await settle(planning)
    told = (await movement.see(f"/v1/needs/{need['id']}/history"))["items"]
    assert [each["type"] for each in told] == [
        "need.recorded", "need.confirmed_by_area", "need.sent_back_by_province",
        "need.confirmed_by_area", "need.confirmed_by_province",
    ]  # fmt: skip


async def test_who_confirmed_in_the_area_does_not_confirm_at_the_province(
    movement: Movement,
) -> None:
    need = await movement.need()
    path = f"/v1/needs/{need['id']}/verifications"
    await movement.done(path, found(), movement.province)
    same = await movement.send(path, found("PROVINCE"), movement.province)
    assert (same.status_code, same.json()["code"]) == (403, "same-person")


@pytest.mark.parametrize(
    ("level", "role", "area", "status"),
    [("AREA", "LEADER", "720602", 200), ("AREA", "MEMBER", "720602", 403), ("AREA", "TAMBON_STAFF", "720603", 403),
     ("PROVINCE", "TAMBON_STAFF", "720602", 403), ("PROVINCE", "PROVINCE_WORKING_GROUP", "71", 403),
     ("PROVINCE", "REGION_OFFICE", "72", 200)],
)  # fmt: skip
async def test_each_level_has_its_people(
    movement: Movement, level: str, role: str, area: str, status: int
) -> None:
    need = await movement.need()
    path = f"/v1/needs/{need['id']}/verifications"
    if level == "PROVINCE":
        await movement.done(path, found(), movement.staff("720602"))
    answer = await movement.send(path, found(level), movement.people(role, area=area))
    assert answer.status_code == status, answer.text


async def test_what_was_changed_is_looked_at_anew(planning: Client, movement: Movement) -> None:
    need = await movement.need()
    path, who = f"/v1/needs/{need['id']}", movement.staff("720602")
    await movement.done(f"{path}/verifications", found(), who)
    same = {"households": 120}
    done = await planning.patch(path, json=same, headers=who | {"If-Match": '"r2"'})
    assert (done.json()["verification"], done.json()["revision"]) == ("AREA_CONFIRMED", 2)
    other = await planning.patch(path, json={"households": 90}, headers=who | {"If-Match": '"r2"'})
    assert other.json()["verification"] == "UNVERIFIED"
    listed = (await movement.see("/v1/needs?verification=UNVERIFIED&area=720602"))["items"]
    assert need["id"] in [each["id"] for each in listed]


async def test_nobody_looks_before_it_was_voiced(movement: Movement) -> None:
    need = await movement.need()
    path = f"/v1/needs/{need['id']}/verifications"
    early = found(verified_on="2024-03-14")
    answer = await movement.send(path, early, movement.staff("720602"))
    assert answer.json()["errors"][0]["pointer"] == "#/verified_on"


def test_every_outcome_has_its_turn_and_its_name() -> None:
    assert set(VERIFICATION_TH) == set(Verification)
    for level in VerificationLevel:
        for outcome in VerificationOutcome:
            assert rules.outcome_of(level, outcome) in Verification
    for present in set(Verification) - {Verification.AREA_CONFIRMED}:
        with pytest.raises(Problem):
            rules.check_turn("RECORDED", present, VerificationLevel.PROVINCE)
    for status in ("MERGED", "SPLIT", "WITHDRAWN"):
        with pytest.raises(Problem):
            rules.check_turn(status, Verification.UNVERIFIED, VerificationLevel.AREA)
