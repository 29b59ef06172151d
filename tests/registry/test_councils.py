"""Councils: communities give notice, enough of them agree, CODI acknowledges; then terms of dated facts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.communities import rules
from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 100))
def test_what_is_missing_is_the_least_that_makes_the_share(
    noticed: int, agreed: int, share: int
) -> None:
    lacking = rules.missing(noticed, agreed, share)
    reached = agreed + lacking
    assert lacking >= 0
    assert reached >= 1
    assert reached * 100 >= noticed * share
    if lacking:
        assert reached == 1 or (reached - 1) * 100 < noticed * share


@pytest.mark.parametrize(
    ("noticed", "agreed", "missing"), [(40, 24, 0), (40, 23, 1), (5, 3, 0), (1, 0, 1), (0, 0, 1)]
)
def test_sixty_percent_of_the_noticed_communities_form_a_council(
    noticed: int, agreed: int, missing: int
) -> None:
    assert rules.missing(noticed, agreed, 60) == missing


async def test_a_community_gives_notice_and_is_acknowledged_under_a_number(
    registry: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", area="720602")
    body = stage.notice(9, id="01980000-0000-7000-8000-000000000001")
    made = await registry.post("/v1/community-notices", json=body, headers=who)
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    assert made.json()["area"]["name_th"] == "หมู่ที่ 9 หนองสาหร่าย"
    assert (await registry.get(path)).content == made.content
    again = await registry.post("/v1/community-notices", json=body, headers=who)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    early = {"status": "ACKNOWLEDGED", "answered_on": "2009-05-01"}
    assert (await stage.post(registry, f"{path}/answers", early, who)).status_code == 422
    mute = {"status": "RETURNED", "answered_on": "2009-06-01"}
    refused = await stage.post(registry, f"{path}/answers", mute, who)
    assert refused.json()["errors"][0]["pointer"] == "#/reason_th"
    said = {"consent": "AGREED", "decided_on": "2009-07-15"}
    assert (await stage.post(registry, f"{path}/consents", said, who)).status_code == 409
    answer = {"status": "ACKNOWLEDGED", "answered_on": "2009-06-01", "number": "9/2552"}
    done = await stage.did(registry, f"{path}/answers", answer, who)
    assert (done["status"], done["number"], done["revision"]) == ("ACKNOWLEDGED", "9/2552", 2)
    assert (await stage.post(registry, f"{path}/answers", answer, who)).status_code == 409
    await stage.did(
        registry, f"{path}/endings", {"ended_on": "2010-01-01", "reason_th": "ย้ายออก"}, who
    )
    await settle(registry)
    told = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"] for entry in told] == [
        "community-notice.given",
        "community-notice.acknowledged",
        "community-notice.ended",
    ]


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"area_code": "720602"}, "#/area_code"),
        ({"area_code": "7206"}, "#/area_code"),
        ({"kind": "OTHER", "area_code": "720602"}, "#/village_codes"),
        ({"kind": "OTHER", "area_code": "720602", "village_codes": ["72060201", "72060301"]},
         "#/village_codes/1"),
        ({"noticed_on": "2009-05-01"}, "#/noticed_on"),
        ({"area_code": "72069801"}, "#/area_code"),
        ({"representative_ids": ["01980000-0000-7000-8000-00000000ffff"]}, "#/representative_ids/0"),
        ({"data_form_sha256": "0" * 64}, "#/data_form_sha256"),
        ({"organization_id": "01980000-0000-7000-8000-00000000ffff"}, "#/organization_id"),
    ],
)  # fmt: skip
async def test_a_notice_that_does_not_fit_is_refused_where_it_does_not(
    registry: Client, people: People, facts: dict[str, Any], pointer: str
) -> None:
    answer = await registry.post(
        "/v1/community-notices", json=stage.notice(**facts), headers=stage.admin(people)
    )
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_an_other_community_sends_two_representatives_or_none_is_known(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    group = await stage.organization(registry, people, kind="SAVINGS_GROUP")
    pair = [await stage.person(registry, people, group, name) for name in ("มานี", "ปิติ")]
    wide: dict[str, Any] = {
        "kind": "OTHER",
        "area_code": "720602",
        "village_codes": ["72060201", "72060202"],
    }
    one = stage.notice(**wide, representative_ids=pair[:1])
    refused = await registry.post("/v1/community-notices", json=one, headers=who)
    assert refused.json()["errors"][0]["params"] == {"min": 2}
    two = stage.notice(**wide, representative_ids=pair, organization_id=group)
    made = await stage.did(registry, "/v1/community-notices", two, who)
    assert made["representative_ids"] == pair
    twin = await registry.post("/v1/community-notices", json=two, headers=who)
    assert (twin.status_code, twin.json()["code"]) == (409, "already-exists")


async def test_the_way_to_a_council_says_what_is_missing_and_on_which_day(
    registry: Client, people: People
) -> None:
    place = "720603"
    path = f"/v1/council-formations/{place}"
    before = (await registry.get(path)).json()
    assert (before["enough"], before["missing"], before["share_percent"]) == (False, 1, None)
    assert [reason["code"] for reason in before["reasons"]] == ["NO_COMMUNITY_NOTICED"]
    made = [
        await stage.community(
            registry, people, number, area_code=f"{place}{number:02}", consent=consent
        )
        for number, consent in enumerate(["AGREED", "AGREED", "DECLINED", None, None], 1)
    ]
    shown = (await registry.get(path)).json()
    assert (shown["noticed"], shown["agreed"], shown["declined"]) == (5, 2, 1)
    assert (shown["share_percent"], shown["missing"], shown["enough"]) == (40.0, 1, False)
    assert [each["id"] for each in shown["communities"]] == made
    said = {"consent": "AGREED", "decided_on": "2009-09-01"}
    await stage.did(
        registry, f"/v1/community-notices/{made[2]}/consents", said, stage.admin(people)
    )
    late = (await registry.get(path)).json()
    assert (late["share_percent"], late["enough"], late["reasons"]) == (60.0, True, [])
    past = (await registry.get(f"{path}?on=2009-08-31")).json()
    assert (past["agreed"], past["declined"], past["enough"]) == (2, 1, False)
    assert (await registry.get("/v1/council-formations/72")).status_code == 422
    assert (await registry.get("/v1/council-formations/720698")).status_code == 404


async def test_a_council_is_formed_by_its_communities_and_by_no_other(
    registry: Client, people: People
) -> None:
    who, place = stage.admin(people), "720604"
    made = [
        await stage.community(
            registry, people, n, area_code=f"{place}{n:02}", consent="AGREED" if n < 4 else None
        )
        for n in range(1, 6)
    ]
    body = await stage.council(registry, people, area=place, acknowledged=False)
    path = f"/v1/councils/{body}"
    assert (await registry.get(path)).json()["status"] == "FORMING"
    unwilling = {"noticed_on": "2009-08-01", "community_ids": made[:4]}
    refused = await stage.post(registry, f"{path}/notices", unwilling, who)
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [
        ("#/community_ids/3", "not-agreed")
    ]
    few = {"noticed_on": "2009-08-01", "community_ids": made[:2]}
    broken = await stage.post(registry, f"{path}/notices", few, who)
    assert (broken.json()["code"], broken.json()["missing"]) == ("rule-broken", 1)
    answer = {"status": "ACKNOWLEDGED", "answered_on": "2009-08-20", "number": "สพ 31/2552"}
    early = await stage.post(registry, f"{path}/notice-answers", answer, who)
    assert (early.status_code, "ยังไม่ได้ยื่นจดแจ้ง" in early.json()["detail"]) == (409, True)
    act = {
        "id": "01980000-0000-7000-8000-000000000002",
        "noticed_on": "2009-08-01",
        "community_ids": made[:3],
    }
    noticed = await stage.did(registry, f"{path}/notices", act, who)
    assert (noticed["communities_noticed"], noticed["communities_agreed"]) == (5, 3)
    again = await stage.post(registry, f"{path}/notices", act, who)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    second = {"noticed_on": "2009-08-01", "community_ids": made[:3]}
    assert (await stage.post(registry, f"{path}/notices", second, who)).status_code == 409
    staff = people("TAMBON_STAFF", area=place)
    theirs = await stage.post(registry, f"{path}/notice-answers", answer, staff)
    assert theirs.status_code == 403
    done = await stage.did(registry, f"{path}/notice-answers", answer, who)
    assert (done["status"], done["status_since"], done["number"]) == (
        "ACTIVE", "2009-08-20", "สพ 31/2552",
    )  # fmt: skip
    forming = (await registry.get(f"/v1/community-notices?council={body}")).json()["items"]
    assert [each["id"] for each in forming] == made[:3]
    left = (await registry.get(f"/v1/council-formations/{place}")).json()
    assert (left["noticed"], left["council_ids"]) == (2, [body])
    past = (await registry.get(f"/v1/council-formations/{place}?on=2009-08-10")).json()
    assert (past["noticed"], past["agreed"], past["council_ids"]) == (5, 3, [])
    gone = {"status": "DISSOLVED", "since": "2025-01-01", "reason_th": "รวมกับสภาข้างเคียง"}
    await stage.did(registry, f"{path}/standings", gone, who)
    assert (await registry.get(f"/v1/community-notices?council={body}")).json()["items"] == []
    await settle(registry)
    told = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"].partition(".")[2] for entry in told] == [
        "established", "gave_notice", "acknowledged", "dissolved",
    ]  # fmt: skip


async def test_a_province_may_set_another_share(registry: Client, people: People) -> None:
    who = stage.admin(people)
    body = await stage.council(registry, people, area="180101", acknowledged=False)
    told = {"noticed_on": "2026-08-01", "communities_noticed": 10, "communities_agreed": 6}
    rule = {
        "rule": "COUNCIL_SHARE_OF_COMMUNITIES",
        "area_code": "18",
        "value": 70,
        "starts_on": "2026-01-01",
        "reason": "มติที่ประชุมจังหวัด",
    }
    await stage.did(registry, "/v1/movement-rule-settings", rule, who)
    refused = await stage.post(registry, f"/v1/councils/{body}/notices", told, who)
    assert (refused.json()["code"], refused.json()["missing"]) == ("rule-broken", 1)
    told["noticed_on"] = "2025-12-31"
    await stage.did(registry, f"/v1/councils/{body}/notices", told, who)


async def test_a_council_may_stand_over_several_tambons(registry: Client, people: People) -> None:
    who = stage.admin(people)
    khet = await stage.organization(registry, people, area="100101")
    body = {"organization_id": khet, "area_kind": "KHET", "tambon_codes": ["100101", "100102"]}
    for tambons, kind, pointer in (
        (["100102"], "KHET", "#/tambon_codes"),
        (["100101", "100102"], "TAMBON", "#/tambon_codes"),
        (["100101", "720602"], "KHET", "#/tambon_codes/1"),
        (["100101", "100198"], "KHET", "#/tambon_codes/1"),
    ):
        asked = {**body, "tambon_codes": tambons, "area_kind": kind}
        refused = await registry.post("/v1/councils", json=asked, headers=who)
        assert refused.json()["errors"][0]["pointer"] == pointer
    await stage.did(registry, "/v1/councils", body, who)
    found = (await registry.get("/v1/councils?tambon=100102")).json()["items"]
    assert [each["id"] for each in found] == [khet]
    path = f"/v1/councils/{khet}"
    change = {"area_kind": "MUNICIPALITY"}
    assert (await registry.patch(path, json=change, headers=who)).status_code == 428
    done = await registry.patch(path, json=change, headers={**who, "If-Match": '"r1"'})
    assert (done.json()["area_kind"], done.json()["revision"]) == ("MUNICIPALITY", 2)
    other = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="100101")
    wrong = await registry.post(
        "/v1/councils", json={**body, "organization_id": other}, headers=who
    )
    assert wrong.json()["errors"][0]["pointer"] == "#/organization_id"


async def test_who_has_not_reported_on_a_year_and_who_is_weak_can_be_listed(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    first, second = [await stage.council(registry, people, area=a) for a in ("190101", "190201")]
    report = {"council_id": first, "year_be": 2567, "delivered_on": "2025-03-31"}
    await stage.did(registry, "/v1/council-reports", report, who)
    twice = await stage.post(registry, "/v1/council-reports", report, who)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    ahead = {**report, "year_be": 2569}
    assert (await stage.post(registry, "/v1/council-reports", ahead, who)).status_code == 422
    assert (await registry.get(f"/v1/councils/{first}")).json()["reported_years_be"] == [2567]
    with counted(registry) as queries:
        missing = await registry.get("/v1/councils?area=19&without_report_of=2567")
    assert len(queries) == 1
    assert [each["id"] for each in missing.json()["items"]] == [second]
    weak = {"status": "WEAK", "since": "2026-01-01", "reason_th": "ไม่ได้ประชุมตลอดปี 2568"}
    await stage.did(registry, f"/v1/councils/{second}/standings", weak, who)
    again = await stage.post(registry, f"/v1/councils/{second}/standings", weak, who)
    assert again.status_code == 409
    found = (await registry.get("/v1/councils?area=19&status=WEAK")).json()["items"]
    assert [each["id"] for each in found] == [second]
    listed = (await registry.get("/v1/council-reports?year_be=2567")).json()["items"]
    assert [each["council_id"] for each in listed] == [first]


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("TAMBON_STAFF", "720603", 403), ("PROVINCE_WORKING_GROUP", "71", 403), ("AUDITOR", "", 403),
     ("PROVINCE_WORKING_GROUP", "72", 201)],
)  # fmt: skip
async def test_only_who_is_responsible_there_takes_a_notice(
    registry: Client, people: People, role: str, area: str, status: int
) -> None:
    answer = await registry.post(
        "/v1/community-notices", json=stage.notice(12), headers=people(role, area=area)
    )
    assert answer.status_code == status, answer.text
    assert (await registry.post("/v1/community-notices", json=stage.notice())).status_code == 401
