"""Suggestions: made by anybody, seen by few, climbing when nobody answers, changing nothing until accepted."""

import asyncio
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.suggestions import rules
from services.registry.suggestions.schemas import Rung
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.test_people import post, register

DAY = dt.timedelta(days=1)
HERE = {"area": "720602"}


async def organization(client: Client, people: People, **facts: Any) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": f"กลุ่มออมทรัพย์ {new_id().hex[-6:]}",
        "area_code": "720602",
        "members_count": 120,
        "households_count": 95,
        "confirm_new": True,
        **facts,
    }
    who = {**people("NATIONAL_ADMIN", area=""), "Change-Reason": "test"}
    made = await client.post("/v1/organizations", json=body, headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def new(subject: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "subject_kind": "ORGANIZATION",
        "subject_id": subject,
        "revision_seen": 1,
        "changes": {"members_count": 130},
        "reason_th": "นับใหม่ในเวทีประชาคม",
        **facts,
    }


def maker(people: People) -> dict[str, str]:
    return people("MEMBER", organization=str(new_id()))


async def suggest(client: Client, who: dict[str, str], subject: str, **facts: Any) -> str:
    made = await client.post("/v1/suggestions", json=new(subject, **facts), headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def decide(client: Client, who: dict[str, str], suggestion: str, **asked: Any) -> Any:
    key = {"Idempotency-Key": str(new_id()), **who}
    body = {"outcome": "ACCEPTED", **asked}
    return await client.post(f"/v1/suggestions/{suggestion}/decisions", json=body, headers=key)


async def withdraw(client: Client, who: dict[str, str], suggestion: str) -> Any:
    key = {"Idempotency-Key": str(new_id()), **who}
    return await client.post(f"/v1/suggestions/{suggestion}/withdrawals", json={}, headers=key)


async def wait(client: Client, suggestion: str, days: int) -> None:
    """Let a suggestion have been made, and closed where it is, so many days earlier."""
    moved = ", ".join(
        f"{name} = {name} - %(d)s"
        for name in ("created_at", "province_at", "region_at", "closed_at")
    )
    async with client.app.state.database.reading() as connection:
        await connection.execute(
            f"UPDATE suggestions SET {moved} WHERE id = %(id)s",
            {"d": days * DAY, "id": suggestion},
        )


async def get(client: Client, who: dict[str, str], suggestion: str) -> Any:
    return await client.get(f"/v1/suggestions/{suggestion}", headers=who)


async def told(client: Client, callers: list[dict[str, str]], suggestion: str) -> list[int]:
    """Return how each caller is answered who asks for a suggestion."""
    return [(await get(client, who, suggestion)).status_code for who in callers]


async def change(client: Client, people: People, group: str, revision: int, **facts: Any) -> None:
    who = {**people("TAMBON_STAFF", **HERE), "If-Match": f'"r{revision}"'}
    done = await client.patch(f"/v1/organizations/{group}", json=facts, headers=who)
    assert done.status_code == 200, done.text


async def test_an_accepted_suggestion_changes_the_thing_at_once(
    registry: Client, people: People
) -> None:
    who, group = maker(people), await organization(registry, people)
    body = new(group)
    made = await registry.post("/v1/suggestions", json=body, headers=who)
    assert made.status_code == 201, made.text
    assert made.json()["updated_at"] == made.json()["created_at"]
    [line] = made.json()["changes"]
    assert line == {
        "field": "members_count",
        "old": 120,
        "proposed": 130,
        "current": 120,
        "accepted": None,
    }
    assert (made.json()["status"], made.json()["rung"], made.json()["is_stale"]) == (
        "OPEN",
        "OWNER",
        False,
    )
    again = await registry.post("/v1/suggestions", json=body, headers=who)
    assert (again.status_code, again.content) == (200, made.content)
    assert (await registry.get(f"/v1/organizations/{group}")).json()["members_count"] == 120
    done = await decide(registry, people("TAMBON_STAFF", **HERE), body["id"])
    assert done.status_code == 200, done.text
    assert (done.json()["status"], done.json()["changes"][0]["accepted"]) == ("ACCEPTED", True)
    now = (await registry.get(f"/v1/organizations/{group}")).json()
    assert (now["members_count"], now["revision"]) == (130, 2)


async def test_nothing_of_a_suggestion_is_public(registry: Client, people: People) -> None:
    who, group = maker(people), await organization(registry, people)
    secret = "ชื่อลับ"
    made = await suggest(registry, who, group, changes={"name_th": secret}, reason_th="เหตุผลลับ")
    refused = await decide(
        registry, people("TAMBON_STAFF", **HERE), made, outcome="REFUSED", reason_th="ตอบลับ"
    )
    assert refused.status_code == 200, refused.text
    await settle(registry)
    for path in (
        f"/v1/organizations/{group}",
        f"/v1/organizations/{group}/history",
        "/v1/organizations?area=720602",
    ):
        answer = await registry.get(path)
        assert answer.status_code == 200
        assert "ลับ" not in answer.text
        assert made not in answer.text
    async with registry.app.state.database.reading() as connection:
        rows = await connection.execute(
            "SELECT type, private, data::text || coalesce(reason, '') FROM feed WHERE subject = %s ORDER BY position",
            [made],
        )
        entries = await rows.fetchall()
    assert [(kind, private) for kind, private, _ in entries] == [
        ("suggestion.made", True),
        ("suggestion.refused", True),
    ]
    assert all("ลับ" not in data for _, _, data in entries)


async def test_a_history_tells_of_an_accepted_suggestion_but_not_its_words(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    made = await suggest(registry, maker(people), group, reason_th="เหตุผลลับ")
    await decide(registry, people("TAMBON_STAFF", **HERE), made)
    await settle(registry)
    [*_, last] = (await registry.get(f"/v1/organizations/{group}/history")).json()["items"]
    assert (last["type"], last["reason"]) == ("organization.changed", "ตามข้อเสนอแก้ข้อมูล")


async def test_it_climbs_after_seven_and_fourteen_days_and_those_below_keep_it(
    registry: Client, people: People
) -> None:
    who, group = maker(people), await organization(registry, people)
    made = await suggest(registry, who, group)
    owners = [people("TAMBON_STAFF", **HERE), people("LEADER", organization=group)]
    province, region = (
        people("PROVINCE_WORKING_GROUP", area="72"),
        people("REGION_OFFICE", area="7"),
    )
    nation = people("NATIONAL_ADMIN", area="")
    never = [people("TAMBON_STAFF", area="720603"), people("PROVINCE_WORKING_GROUP", area="71"),
             people("LEADER", organization=str(new_id())), people("AUDITOR", area=""), people("LEADER", **HERE),
             people("MEMBER", organization=group), people("REGION_OFFICE", area="9")]  # fmt: skip
    seen: list[Any] = []
    for days in (0, 6, 1, 6, 1):
        await wait(registry, made, days)
        seen.append(await told(registry, [province, region, nation], made))
        assert set(await told(registry, [who, *owners], made)) == {200}
        assert set(await told(registry, never, made)) == {404}
        assert (await registry.get(f"/v1/suggestions/{made}")).status_code == 401
    assert seen == [[404] * 3, [404] * 3, [200, 404, 404], [200, 404, 404], [200] * 3]
    shown = (await get(registry, who, made)).json()
    assert (shown["rung"], shown["climbs_at"]) == ("REGION", None)


async def test_nobody_decides_before_it_climbed_to_them(registry: Client, people: People) -> None:
    group = await organization(registry, people)
    made = await suggest(registry, maker(people), group)
    region = people("REGION_OFFICE", area="72")
    assert (await decide(registry, region, made)).status_code == 404
    await wait(registry, made, 14)
    assert (await decide(registry, region, made)).status_code == 200
    assert (await get(registry, region, made)).status_code == 200
    other = await suggest(
        registry, maker(people), group, revision_seen=2, changes={"households_count": 1}
    )
    await decide(registry, people("TAMBON_STAFF", **HERE), other)
    await wait(registry, other, 30)
    assert (await get(registry, region, other)).status_code == 404, (
        "it was decided before it climbed"
    )


async def test_what_lies_above_a_tambon_is_the_provinces_from_the_start(
    registry: Client, people: People
) -> None:
    network = await organization(registry, people, kind="NETWORK", area_code="7206")
    made = await suggest(registry, maker(people), network)
    assert (
        await decide(registry, people("PROVINCE_WORKING_GROUP", area="72"), made)
    ).status_code == 200


async def test_the_rule_of_the_province_says_after_how_many_days(
    registry: Client, people: People
) -> None:
    setting = {"id": str(new_id()), "rule": "LADDER_DAYS", "value": [2, 3], "area_code": "71",
               "starts_on": "2020-01-01", "reason": "ทดลองปีนเร็ว"}  # fmt: skip
    key = {**people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
    set_ = await registry.post("/v1/movement-rule-settings", json=setting, headers=key)
    assert set_.status_code == 201, set_.text
    group = await organization(registry, people, area_code="710911")
    made = await suggest(registry, maker(people), group)
    province = people("PROVINCE_WORKING_GROUP", area="71")
    assert (await get(registry, province, made)).status_code == 404
    await wait(registry, made, 2)
    assert (await get(registry, province, made)).status_code == 200


async def test_the_maker_never_decides_and_nobody_else_withdraws(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    staff = people("TAMBON_STAFF", **HERE)
    own = await suggest(registry, staff, group)
    refused = await decide(registry, staff, own)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    colleague = people("TAMBON_STAFF", person="colleague", **HERE)
    not_theirs = await withdraw(registry, colleague, own)
    assert (not_theirs.status_code, not_theirs.json()["code"]) == (403, "only-the-maker")
    assert (await withdraw(registry, maker(people), own)).status_code == 404
    gone = await withdraw(registry, staff, own)
    assert (gone.status_code, gone.json()["status"]) == (200, "WITHDRAWN")
    late = await decide(registry, colleague, own)
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")


async def test_some_fields_may_be_accepted_and_the_refused_ones_need_a_reason(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    both = {"members_count": 130, "households_count": 99}
    made = await suggest(registry, maker(people), group, changes=both)
    staff = people("TAMBON_STAFF", **HERE)
    silent = await decide(registry, staff, made, fields=["members_count"])
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "#/reason_th")
    strange = await decide(
        registry, staff, made, fields=["members_count", "name_th"], reason_th="x"
    )
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (422, "#/fields/1")
    mute = await decide(registry, staff, made, outcome="REFUSED")
    assert (mute.status_code, mute.json()["errors"][0]["code"]) == (422, "required")
    done = await decide(registry, staff, made, fields=["members_count"], reason_th="ครัวเรือนไม่ตรง")
    assert done.status_code == 200, done.text
    assert done.json()["status"] == "PARTLY_ACCEPTED"
    assert {c["field"]: c["accepted"] for c in done.json()["changes"]} == {
        "members_count": True,
        "households_count": False,
    }
    now = (await registry.get(f"/v1/organizations/{group}")).json()
    assert (now["members_count"], now["households_count"]) == (130, 95)


async def test_what_changed_meanwhile_is_shown_and_not_overwritten(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    both = {"members_count": 130, "households_count": 99}
    made = await suggest(registry, maker(people), group, changes=both)
    await change(registry, people, group, 1, members_count=125)
    staff = people("TAMBON_STAFF", **HERE)
    shown = (await get(registry, staff, made)).json()
    assert shown["is_stale"] is True
    stopped = await decide(registry, staff, made)
    assert (stopped.status_code, stopped.json()["code"]) == (412, "subject-changed")
    assert stopped.json()["changes"] == [
        {"field": "members_count", "old": 120, "proposed": 130, "current": 125}
    ]
    rest = await decide(registry, staff, made, fields=["households_count"], reason_th="สมาชิกแก้แล้ว")
    assert rest.status_code == 200, rest.text
    now = (await registry.get(f"/v1/organizations/{group}")).json()
    assert (now["members_count"], now["households_count"]) == (125, 99)


@pytest.mark.parametrize(
    ("facts", "status", "pointer"),
    [
        ({"changes": {"members_count": -1}}, 422, "#/changes/members_count"),
        ({"changes": {"members_count": 120}}, 422, "#/changes/members_count"),
        ({"changes": {"nothing": 1}}, 422, "#/changes/nothing"),
        ({"changes": {"reason": "x"}}, 422, "#/changes/reason"),
        ({"changes": {"revision": 9}}, 422, "#/changes/revision"),
        ({"changes": {}}, 422, "#/changes"),
        ({"subject_id": str(new_id())}, 422, "#/subject_id"),
        ({"revision_seen": 7}, 412, None),
        ({"revision_seen": True}, 422, "#/revision_seen"),
        ({"revision_seen": 2**31}, 422, "#/revision_seen"),
        ({"reason_th": "บัตร 1101700230708"}, 422, "#/reason_th"),
    ],
)  # fmt: skip
async def test_what_the_real_change_would_not_take_cannot_be_suggested(
    registry: Client, people: People, facts: dict[str, Any], status: int, pointer: str | None
) -> None:
    body = {**new(await organization(registry, people)), **facts}
    answer = await registry.post("/v1/suggestions", json=body, headers=maker(people))
    assert answer.status_code == status, answer.text
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer


async def test_only_who_is_signed_in_suggests(registry: Client, people: People) -> None:
    body = new(await organization(registry, people))
    assert (await registry.post("/v1/suggestions", json=body)).status_code == 401
    auditor = people("AUDITOR", area="")
    assert (await registry.post("/v1/suggestions", json=body, headers=auditor)).status_code == 403


async def test_the_list_of_those_waiting_begins_with_the_oldest(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    leader = people("LEADER", organization=group)
    ids = [await suggest(registry, maker(people), group) for _ in range(3)]
    mine = await suggest(registry, leader, group)
    await wait(registry, ids[1], 9)
    await withdraw(registry, maker(people), ids[2])
    await decide(
        registry, people("TAMBON_STAFF", **HERE), ids[2], outcome="REFUSED", reason_th="ซ้ำ"
    )
    waiting = (await registry.get("/v1/suggestions?waiting_for_me=true", headers=leader)).json()
    assert [item["id"] for item in waiting["items"]] == [ids[1], ids[0]]
    assert [item["rung"] for item in waiting["items"]] == ["PROVINCE", "OWNER"]
    path = f"/v1/suggestions?subject_kind=ORGANIZATION&subject_id={group}"
    by_subject = (await registry.get(path, headers=leader)).json()
    assert {item["id"] for item in by_subject["items"]} == {*ids, mine}
    by_state = (await registry.get("/v1/suggestions?status=REFUSED", headers=leader)).json()
    assert [item["id"] for item in by_state["items"]] == [ids[2]]
    page = (await registry.get("/v1/suggestions?limit=2", headers=leader)).json()
    rest = (await registry.get(page["next"], headers=leader)).json()
    assert [i["id"] for i in (*page["items"], *rest["items"])] == [ids[1], ids[0], ids[2], mine]
    stranger = await registry.get(
        "/v1/suggestions", headers=people("MEMBER", organization=str(new_id()), area="99")
    )
    assert stranger.json()["items"] == []
    assert (await registry.get("/v1/suggestions")).status_code == 401


async def test_of_two_who_decide_at_once_exactly_one_counts(
    registry: Client, people: People
) -> None:
    for _ in range(4):
        group = await organization(registry, people)
        made = await suggest(registry, maker(people), group)
        staff, leader = people("TAMBON_STAFF", **HERE), people("LEADER", organization=group)
        answers = await asyncio.gather(
            decide(registry, staff, made),
            decide(registry, leader, made, outcome="REFUSED", reason_th="ไม่ตรง"),
        )
        assert sorted(a.status_code for a in answers) == [200, 409]
        shown = (await get(registry, staff, made)).json()
        count = (await registry.get(f"/v1/organizations/{group}")).json()["members_count"]
        assert (shown["status"], count) in {("ACCEPTED", 130), ("REFUSED", 120)}


_MOMENTS = st.datetimes(
    dt.datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
_RUNGS = list(Rung)


@given(made=_MOMENTS, first=st.integers(0, 365), more=st.integers(0, 365), later=st.timedeltas(dt.timedelta(0), dt.timedelta(days=800)), step=st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)))  # fmt: skip
def test_a_suggestion_only_climbs_and_just_at_its_days(
    made: dt.datetime, first: int, more: int, later: dt.timedelta, step: dt.timedelta
) -> None:
    steps = rules.climbs(made, [first, first + more])
    here = rules.rung(made + later, steps)
    assert _RUNGS.index(rules.rung(made + later + step, steps)) >= _RUNGS.index(here)
    passed = [later >= first * DAY, later >= (first + more) * DAY]
    assert _RUNGS.index(here) == sum(passed)
    instant = dt.timedelta(microseconds=1)
    if first:
        assert rules.rung(made + first * DAY - instant, steps) is Rung.OWNER
    assert rules.rung(made + first * DAY, steps) is not Rung.OWNER


@given(made=_MOMENTS, days=st.lists(st.integers(0, 3000), max_size=3))
def test_whatever_the_days_are_the_region_never_comes_before_the_province(
    made: dt.datetime, days: list[int]
) -> None:
    steps = rules.climbs(made, days)
    assert made <= steps.province_at <= steps.region_at


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"contact_membership_id": str(new_id())}, "#/changes/contact_membership_id"),
        ({"issues": ["NO_SUCH"]}, "#/changes/issues/0"),
        ({"villages": ["25011101"]}, "#/changes/villages/0"),
        ({"women_count": 500}, "#/changes/women_count"),
        ({"succeeds_id": str(new_id())}, "#/changes/succeeds_id"),
    ],
)
async def test_what_the_thing_itself_does_not_allow_cannot_be_suggested(
    registry: Client, people: People, changes: dict[str, Any], pointer: str
) -> None:
    body = new(await organization(registry, people), changes=changes)
    answer = await registry.post("/v1/suggestions", json=body, headers=maker(people))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_the_contact_is_a_post_of_that_organization(
    registry: Client, people: People
) -> None:
    one, other = [await organization(registry, people) for _ in range(2)]
    who = people("TAMBON_STAFF", **HERE)
    person = await register(registry, who, area_code="720602", membership=post(other))
    posts = (await registry.get(f"/v1/memberships?person={person}", headers=who)).json()["items"]
    changes = {"contact_membership_id": posts[0]["id"]}
    wrong = await registry.post(
        "/v1/suggestions", json=new(one, changes=changes), headers=maker(people)
    )
    assert wrong.json()["errors"][0]["code"] == "unknown-reference"
    right = await registry.post(
        "/v1/suggestions", json=new(other, changes=changes), headers=maker(people)
    )
    assert right.status_code == 201, right.text
