"""Three strides: found, certified, developed; none is skipped, both sides endorse, another person decides."""

import asyncio
import datetime as dt
import json
from typing import Any

import pytest

from shared import tokens
from shared.ids import new_id
from tests.conftest import ROOT, Client, People, counted, settle
from tests.registry.certifying import PLACE, Hands, act, group


@pytest.fixture
def hands(registry: Client, people: People) -> Hands:
    return Hands(registry, people)


def signed(people: People, sub: str, *grants: dict[str, str], person: str = "") -> dict[str, str]:
    token = tokens.sign(people.key, sub, list(grants), minutes=60, strong=True, person=person)
    return {"Authorization": f"Bearer {token}"}


async def counts(registry: Client, area: str, **asked: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = await registry.get(f"/v1/certification-counts/{area}?{query}".rstrip("?"))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    return {name: told[name] for name in told if name not in {"area", "as_of"}}


async def test_the_savings_group_of_dong_khi_lek_goes_through_all_strides(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    early = await hands.decide(one)
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    assert "ค้นหา" in early.json()["detail"]
    assert (await hands.endorse(one, "COMMUNITY")).status_code == 409
    assert (await hands.develop(one)).status_code == 409
    found = await hands.find(one)
    assert found.status_code == 201, found.text
    shown = found.json()
    assert (shown["state"], shown["stride"], shown["found_on"]) == ("FOUND", "FIND", "2026-10-05")
    assert found.headers["location"] == f"/v1/certifications/{shown['id']}"
    assert (await hands.develop(one)).json()["code"] == "state-conflict"
    other = await group(registry, people, name="เครือข่ายสวัสดิการ")
    assert (await hands.endorse(one, "COMMUNITY", organization_id=other)).status_code == 200
    alone = await hands.decide(one)
    assert (alone.status_code, alone.json()["code"]) == (422, "rule-broken")
    (missing,) = alone.json()["errors"]
    assert missing["params"]["side"] == "LOCAL_AGENCY"
    assert missing["detail"] == "ยังไม่มีผู้รับรองฝ่ายหน่วยงานท้องถิ่น"
    assert "ฝ่ายหน่วยงานท้องถิ่น" in alone.json()["detail"]
    assert "2/2550" in alone.json()["detail"]
    assert (
        await hands.endorse(one, "LOCAL_AGENCY", agency_name_th="อบต.ดงขี้เหล็ก")
    ).status_code == 200
    done = await hands.decide(one)
    assert done.status_code == 200, done.text
    told = done.json()
    assert (told["state"], told["stride"], told["number"]) == (
        "CERTIFIED",
        "CERTIFY",
        "25-2570-0001",
    )
    assert (told["certified_on"], told["expires_on"]) == ("2026-11-12", "2030-11-12")
    assert (await hands.decide(one)).status_code == 409
    for day in ("2026-11-13", "2026-11-20"):
        assert (await hands.develop(one, day)).status_code == 200
    now = (await registry.get(f"/v1/certifications/{shown['id']}")).json()
    assert (now["stride"], now["developments"], now["developed_on"]) == (
        "DEVELOP",
        2,
        "2026-11-20",
    )
    acts = (await registry.get(f"/v1/certifications/{shown['id']}/acts")).json()["items"]
    assert [each["kind"] for each in acts] == [
        "FIND", "ENDORSE", "ENDORSE", "CERTIFY", "DEVELOP", "DEVELOP",
    ]  # fmt: skip
    assert acts[1]["organization_id"] == other
    assert not any("recorded" in name for name in acts[0])
    await settle(registry)
    history = (await registry.get(f"/v1/certifications/{shown['id']}/history")).json()["items"]
    assert [entry["type"].partition(".")[2] for entry in history] == [
        "found", "endorsed", "endorsed", "certified", "developed", "developed",
    ]  # fmt: skip


async def test_the_strides_of_a_province_are_counted_on_any_day(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people, "260101")
    ones = [await group(registry, people, "260101", f"กลุ่ม {number}") for number in range(5)]
    assert (await counts(registry, "26"))["found"] == 0
    for one in ones[:4]:
        await hands.ready(one)
    for one in ones[:3]:
        assert (await hands.decide(one)).status_code == 200
    await hands.develop(ones[0], "2026-11-14")
    await hands.develop(ones[0], "2026-11-15")
    now = {"found": 4, "certified": 3, "developing": 1, "waiting": 1, "valid": 3, "expired": 0,
           "suspended": 0, "revoked": 0, "ended": 0, "refused": 0}  # fmt: skip
    assert await counts(registry, "26") == now
    assert await counts(registry, "260101") == now
    assert await counts(registry, "26", on="2026-11-13") == {**now, "developing": 0}
    before = {**now, "certified": 0, "developing": 0, "waiting": 4, "valid": 0}
    assert await counts(registry, "26", on="2026-11-11") == before
    assert await counts(registry, "26", on="2026-10-04") == {**dict.fromkeys(now, 0)}
    assert await counts(registry, "26", on="2030-11-12") == {**now, "valid": 0, "expired": 3}
    assert (await registry.get("/v1/certification-counts/2699")).status_code == 404
    with counted(registry) as asked:
        await counts(registry, "26")
    assert len(asked) == 1


async def test_who_found_or_endorsed_it_does_not_decide_by_person_or_account(
    registry: Client, people: People, hands: Hands
) -> None:
    office = {"role": "REGION_OFFICE", "area": "25"}
    somebody, another = str(new_id()), str(new_id())
    first, second = (signed(people, f"account-{n}", office, person=somebody) for n in (1, 2))
    nameless = signed(people, "account-1", office)
    one = await group(registry, people)
    assert (await hands.find(one, who=first)).status_code == 201
    await hands.endorse(one, "COMMUNITY")
    third = signed(people, "account-3", office, person=another)
    await hands.endorse(one, "LOCAL_AGENCY", who=third)
    for who in (first, second, nameless, third):
        refused = await hands.decide(one, who=who)
        assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    assert (await hands.decide(one)).status_code == 200


async def test_of_a_hundred_decisions_at_once_exactly_one_counts(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    await hands.ready(one)
    who = [people("REGION_OFFICE", area="25", person=f"decider{n}") for n in range(10)]
    answers = await asyncio.gather(*(hands.decide(one, who=who[n % 10]) for n in range(100)))
    codes = [answer.status_code for answer in answers]
    assert codes.count(200) == 1
    assert set(codes) <= {200, 409, 503}
    found = (await registry.get(f"/v1/certifications?organization={one}")).json()["items"]
    assert [each["state"] for each in found] == ["CERTIFIED"]


async def test_numbers_are_dense_and_never_given_twice(registry: Client, people: People) -> None:
    hands = Hands(registry, people, "270101")
    ones = [await group(registry, people, "270101", f"กลุ่ม {number}") for number in range(51)]
    for one in ones[:50]:
        await hands.ready(one)
    await hands.find(ones[50])
    answers = await asyncio.gather(
        *(hands.decide(one) for one in ones), *(hands.decide(one) for one in ones[:5])
    )
    left = [one for one in ones[:50] if not await _number(registry, one)]
    answers += [await hands.decide(one) for one in left]  # too many at once: told to come again
    assert {each.status_code for each in answers} <= {200, 409, 422, 503}
    numbers = sorted([str(await _number(registry, one)) for one in ones[:50]])
    assert numbers == [f"27-2570-{count:04d}" for count in range(1, 51)]


async def _number(registry: Client, one: str) -> str | None:
    found = (await registry.get(f"/v1/certifications?organization={one}")).json()["items"]
    return found[0]["number"] if found else None


async def test_the_fiscal_year_of_the_decision_is_in_the_number(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people, "300101")
    numbers = []
    for day in ("2025-09-30", "2025-10-01"):
        one = await group(registry, people, "300101")
        numbers.append((await hands.certified(one, day, "2025-09-01"))["number"])
    assert numbers == ["30-2568-0001", "30-2569-0001"]


async def test_a_refused_organization_may_be_found_again(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    await hands.find(one)
    again = await hands.find(one)
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")
    refused = await hands.decide(one, "REFUSE")
    assert (refused.status_code, refused.json()["state"]) == (200, "REFUSED")
    assert refused.json()["number"] is None
    early = await hands.find(one, "2026-11-11")
    assert early.json()["errors"][0]["code"] == "too-early"
    assert (await hands.find(one, "2026-11-13")).status_code == 201
    listed = (await registry.get(f"/v1/certifications?organization={one}&state=REFUSED")).json()
    assert len(listed["items"]) == 1


async def test_days_of_acts_never_run_backwards(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    assert (await hands.find(one, "2569-10-05")).json()["errors"][0]["code"] == "buddhist-year"
    await hands.find(one)
    assert (await hands.endorse(one, "COMMUNITY", "2026-10-04")).status_code == 422
    await hands.endorse(one, "COMMUNITY", "2026-11-01")
    await hands.endorse(one, "LOCAL_AGENCY", "2026-10-06")
    early = await hands.decide(one, on="2026-10-31")
    assert early.json()["errors"][0] | {"detail": ""} == {
        "pointer": "#/decided_on", "code": "too-early", "detail": "",
    }  # fmt: skip
    assert (await hands.decide(one, on="2026-11-01")).status_code == 200
    assert (await hands.develop(one, "2026-10-31")).status_code == 422


async def test_endorsers_fit_their_side(registry: Client, people: People, hands: Hands) -> None:
    one, other = await group(registry, people), await group(registry, people)
    await hands.find(one)
    wrong = {
        "endorses-itself": await hands.endorse(one, "COMMUNITY", organization_id=one),
        "not-with-this-side": await hands.endorse(one, "COMMUNITY", agency_name_th="อบต."),
        "required": await hands.endorse(one, "LOCAL_AGENCY", post_th=None),
        "unknown-reference": await hands.endorse(one, "COMMUNITY", organization_id=str(new_id())),
        "unknown-reference ": await hands.endorse(one, "COMMUNITY", evidence_sha256="0" * 64),
        "national-id": await hands.endorse(one, "COMMUNITY", note_th="บัตร 1-1017-00230-70-8"),
    }
    for code, answer in wrong.items():
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code.strip())
    assert (await hands.endorse(one, "LOCAL_AGENCY", organization_id=other)).json()["errors"][0][
        "code"
    ] == "not-with-this-side"
    bare = await hands.endorse(one, "COMMUNITY", note_th=None)
    assert bare.json()["errors"][0]["pointer"] == "#/evidence_sha256"
    assert "note_th" in bare.json()["errors"][0]["detail"]
    leader = people("LEADER", area=PLACE, organization=other)
    assert (await hands.endorse(one, "LOCAL_AGENCY", who=leader)).status_code == 403
    assert (await hands.endorse(one, "COMMUNITY", who=leader)).status_code == 200
    assert (
        await hands.endorse(one, "COMMUNITY", who=leader, organization_id=other)
    ).status_code == 200
    own = people("LEADER", area=PLACE, organization=one)
    for refused in (
        await hands.endorse(one, "COMMUNITY", who=own),
        await hands.endorse(one, "COMMUNITY", who=own, organization_id=other),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "insufficient-scope")
    far = people("LEADER", area="250112")
    assert (await hands.endorse(one, "COMMUNITY", who=far)).json()["code"] == "outside-area-grant"


async def test_one_side_is_enough_where_the_rule_is_switched_off(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people, "310101")
    one = await group(registry, people, "310101")
    await hands.find(one)
    assert len((await hands.decide(one)).json()["errors"]) == 2
    await hands.endorse(one, "COMMUNITY")
    assert (await hands.decide(one)).status_code == 422
    async with registry.app.state.database.reading() as connection:
        for rule, value in (("CERTIFY_NEEDS_BOTH_SIDES", "false"), ("CERTIFICATE_YEARS", "2")):
            await connection.execute(
                "INSERT INTO rule_settings (id, rule, area_code, value, starts_on, reason, fingerprint,"
                " revision) VALUES (%s, %s, '31', %s, '2026-01-01', 'ทดสอบ', '', 1)",
                (str(new_id()), rule, value),
            )
    done = await hands.decide(one)
    assert (done.status_code, done.json()["expires_on"]) == (200, "2028-11-12"), done.text


async def test_a_repeated_act_is_answered_and_changes_nothing(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    await hands.ready(one)
    identity = str(new_id())
    first = await hands.decide(one, id=identity)
    again = await hands.decide(one, id=identity)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await hands.decide(one, "REFUSE", id=identity)
    assert (other.status_code, other.json()["code"]) == (409, "id-conflict")
    bare = await registry.post(
        f"/v1/organizations/{one}/finds",
        json={"found_on": "2026-10-05", "finder_side": "COMMUNITY", "note_th": "x"},
        headers=hands.staff,
    )
    assert bare.json()["code"] == "idempotency-key-required"


async def test_a_dissolved_organization_is_not_certified(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    await hands.ready(one)
    async with registry.app.state.database.reading() as connection:
        change = "UPDATE organizations SET status = 'DISSOLVED' WHERE id = %s"
        await connection.execute(change, (one,))
    refused = await hands.decide(one)
    assert (refused.status_code, refused.json()["code"]) == (409, "state-conflict")


async def test_lists_are_narrowed_by_place_state_and_expiry_in_one_query(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people, "320101")
    ones = [await group(registry, people, "320101", f"กลุ่ม {number}") for number in range(4)]
    for one, day in zip(ones, ("2021-05-05", "2024-05-05", "2025-05-05"), strict=False):
        await hands.certified(one, day, "2021-01-01")
    await hands.find(ones[3])
    found = {}
    for query in ("state=EXPIRED", "state=CERTIFIED", "state=FOUND", "expires_before=2028-06-01"):
        with counted(registry) as asked:
            listed = await registry.get(f"/v1/certifications?area=32&{query}&sort=expires_on")
        assert len(asked) == 1
        found[query] = [each["certified_on"] for each in listed.json()["items"]]
    assert found == {
        "state=EXPIRED": ["2021-05-05"],
        "state=CERTIFIED": ["2024-05-05", "2025-05-05"],
        "state=FOUND": [],
        "expires_before=2028-06-01": ["2021-05-05", "2024-05-05"],
    }
    waiting = (await registry.get("/v1/certifications?area=320101&state=FOUND")).json()["items"]
    assert [each["organization"]["id"] for each in waiting] == [ones[3]]


async def test_a_state_that_time_changes_is_not_kept_by_its_tag(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    made = await hands.certified(one)
    path = f"/v1/certifications/{made['id']}"
    seen = await registry.get(path)
    async with registry.app.state.database.reading() as connection:
        # What a clock would do: the day of expiry comes, and nothing is written.
        await connection.execute(
            "UPDATE certifications SET certified_on = '2020-01-01', expires_on = '2024-01-01' WHERE id = %s",
            (made["id"],),
        )
    later = await registry.get(path, headers={"If-None-Match": seen.headers["etag"]})
    assert (later.status_code, later.json()["state"]) == (200, "EXPIRED")


async def test_the_standing_on_a_day_follows_from_the_acts(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    made = await hands.certified(one)
    path = f"/v1/certifications/{made['id']}/standing"
    told = {}
    for day in ("2026-10-05", "2026-11-12", "2030-11-11", "2030-11-12"):
        answer = (await registry.get(f"{path}?on={day}")).json()
        told[day] = (answer["state"], answer["since"])
    assert told == {
        "2026-10-05": ("FOUND", "2026-10-05"),
        "2026-11-12": ("CERTIFIED", "2026-11-12"),
        "2030-11-11": ("CERTIFIED", "2026-11-12"),
        "2030-11-12": ("EXPIRED", "2030-11-12"),
    }
    assert (await registry.get(f"{path}?on=2026-10-04")).status_code == 404
    assert json.loads((await registry.get(path)).text)["on"] >= dt.date(2026, 1, 1).isoformat()


async def test_nobody_decides_without_a_second_factor_or_elsewhere(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    await hands.ready(one)
    grant = {"role": "REGION_OFFICE", "area": "25"}
    token = tokens.sign(people.key, "weak", [grant], minutes=60, strong=False)
    weak = {"Authorization": f"Bearer {token}"}
    refused = await hands.decide(one, who=weak)
    assert refused.json()["code"] == "second-factor-required"
    far = people("REGION_OFFICE", area="26")
    assert (await hands.decide(one, who=far)).json()["code"] == "outside-area-grant"
    province = people("PROVINCE_WORKING_GROUP", area="25")
    assert (await hands.decide(one, who=province)).json()["code"] == "insufficient-scope"
    nowhere = f"/v1/organizations/{new_id()}/certification-decisions"
    body = {"decision": "CERTIFY", "decided_on": "2026-11-12", "post_th": "ผอ.", "reason": "ครบ"}
    assert (await act(registry, hands.office, nowhere, body)).status_code == 404
    for part in ("", "/acts", "/standing"):
        assert (await registry.get(f"/v1/certifications/{new_id()}{part}")).status_code == 404


async def test_the_story_of_dong_khi_lek_can_be_told(registry: Client, people: People) -> None:
    told = json.loads((ROOT / "examples" / "70-certification-of-dong-khi-lek.json").read_text())
    first = json.loads((ROOT / "examples" / "20-organizations.json").read_text())["steps"]
    opening = [each for each in first if each["as"].get("area") == PLACE]
    for step in [*opening, *told["steps"]]:
        headers = {**people(**step["as"]), "Idempotency-Key": str(new_id())}
        more = {"confirm_new": True, "issues": []} if step in opening else {}
        body = {**step["body"], **more}
        path = step["send"].removeprefix("POST ")
        answer = await registry.post(path, json=body, headers=headers)
        assert answer.is_success, answer.text
    assert (answer.json()["id"], answer.json()["stride"]) == (
        "01680000-0000-7000-8000-000000000c01",
        "DEVELOP",
    )
