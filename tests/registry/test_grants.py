"""Grants: from above, never to oneself, with a reason; they begin, end and derive on the day in Thailand."""

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from services.registry.access import actions as accounts
from services.registry.access import queries as access
from shared import tokens
from shared.auth import Subject
from shared.ids import new_id
from shared.thai_time import bangkok_date
from tests.conftest import Client, People, counted, settle
from tests.registry.test_accounts import SENTENCE, act, invited, opened, signed
from tests.registry.test_accounts import new as account_new

TODAY = bangkok_date(dt.datetime.now(dt.UTC))


def new(principal: str, **facts: Any) -> dict[str, Any]:
    """Return what makes somebody staff of the tambon of the water need."""
    role = {"role": "TAMBON_STAFF", "area_code": "720602"}
    days = {"starts_on": "2026-01-01", "reason": "คำสั่งแต่งตั้ง"}
    return {"id": str(new_id()), "principal_id": principal, **role, **days, **facts}


async def give(
    registry: Client, people: People, principal: str, who: Any = None, **facts: Any
) -> Any:
    headers = who or people("NATIONAL_ADMIN", area="")
    return await registry.post("/v1/grants", json=new(principal, **facts), headers=headers)


async def end(registry: Client, grant: str, who: dict[str, str], **body: Any) -> Any:
    sent = body or {"reason": "หมดวาระ"}
    return await registry.post(f"/v1/grants/{grant}/endings", json=sent, headers=act(who))


async def claims(registry: Client, principal: str, day: dt.date = TODAY) -> list[dict[str, str]]:
    async with registry.app.state.database.transaction() as session:
        return await access.grants_of(session, principal, day)


async def organization(
    registry: Client, people: People, area: str = "720602", **facts: Any
) -> str:
    body = {"id": str(new_id()), "kind": "NETWORK", "name_th": "เครือข่ายน้ำ", "area_code": area,
            "confirm_new": True}  # fmt: skip
    admin = people("NATIONAL_ADMIN", area="")
    made = await registry.post("/v1/organizations", json={**body, **facts}, headers=admin)
    assert made.status_code == 201, made.text
    return made.json()["id"]


async def person(registry: Client, *posts: tuple[str, str], area: str = "720602") -> str:
    """Put a person with posts in organizations straight into the register."""
    made = str(new_id())
    async with registry.app.state.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO people (id, area_code, given_name_th, family_name_th, notice_version, status,"
                " fingerprint, revision) VALUES (:id, :area, 'สมชาย', 'ใจดี', '1', 'ACTIVE', '', 1)"
            ),
            {"id": made, "area": area},
        )
        for where, post in posts:
            values = {"id": str(new_id()), "person": made, "where": where, "post": post}
            await session.execute(
                text(
                    "INSERT INTO memberships (id, person_id, organization_id, post, starts_on, fingerprint,"
                    " revision) VALUES (:id, :person, :where, :post, '2026-01-01', '', 1)"
                ),
                values,
            )
    return made


async def test_a_grant_says_who_where_why_and_stays_readable(
    registry: Client, people: People
) -> None:
    account = (await invited(registry, people))["id"]
    made = await give(registry, people, account, people("PROVINCE_WORKING_GROUP", area="72"))
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["role_th"], shown["area"]["name_th"]) == (
        "เจ้าหน้าที่สภาองค์กรชุมชนตำบล",
        "หนองสาหร่าย",
    )
    assert (shown["granted_by"], shown["reason"], shown["principal_kind"]) == (
        "test:PROVINCE_WORKING_GROUP:72",
        "คำสั่งแต่งตั้ง",
        "ACCOUNT",
    )
    who = people("TAMBON_STAFF", area="720602")
    read = await registry.get(made.headers["location"], headers=who)
    assert read.content == made.content
    assert await claims(registry, account) == [{"role": "TAMBON_STAFF", "area": "720602"}]


async def test_the_same_grant_twice_is_answered_and_another_one_like_it_refused(
    registry: Client, people: People
) -> None:
    account, admin = (await invited(registry, people))["id"], people("NATIONAL_ADMIN", area="")
    body = new(account, ends_on="2099-01-01")
    first = await registry.post("/v1/grants", json=body, headers=admin)
    second = await registry.post("/v1/grants", json=body, headers=admin)
    assert (first.status_code, second.status_code) == (201, 200)
    alike = await give(registry, people, account)
    assert (alike.status_code, alike.json()["code"]) == (409, "already-exists")
    assert (await give(registry, people, account, starts_on="2099-01-01")).status_code == 201


@pytest.mark.parametrize(
    ("giver", "area", "role", "where", "status"),
    [
        ("TAMBON_STAFF", "720602", "TAMBON_STAFF", "720602", 403),
        ("TAMBON_STAFF", "720602", "PROVINCE_WORKING_GROUP", "72", 403),
        ("PROVINCE_WORKING_GROUP", "72", "TAMBON_STAFF", "720602", 201),
        ("PROVINCE_WORKING_GROUP", "72", "TAMBON_STAFF", "710101", 403),
        ("PROVINCE_WORKING_GROUP", "72", "PROVINCE_WORKING_GROUP", "72", 403),
        ("PROVINCE_WORKING_GROUP", "72", "REGION_OFFICE", "72", 403),
        ("REGION_OFFICE", "72", "PROVINCE_WORKING_GROUP", "72", 201),
        ("REGION_OFFICE", "72", "NATIONAL_ADMIN", None, 403),
        ("REGION_OFFICE", "72", "AUDITOR", None, 403),
        ("REGION_OFFICE", "", "AUDITOR", None, 403),
        ("REGION_OFFICE", "", "NATIONAL_ADMIN", None, 403),
        ("NATIONAL_ADMIN", "", "NATIONAL_ADMIN", None, 201),
        ("NATIONAL_ADMIN", "", "AUDITOR", None, 201),
        ("LEADER", "720602", "TAMBON_STAFF", "720602", 403),
        ("AUDITOR", "", "TAMBON_STAFF", "720602", 403),
        ("PARTNER_AGENCY", "", "TAMBON_STAFF", "720602", 403),
    ],
)
async def test_rights_come_from_those_who_stand_above_and_cover_the_area(
    registry: Client, people: People, giver: str, area: str, role: str, where: str, status: int
) -> None:
    account = (await invited(registry, people))["id"]
    facts = {"role": role, "area_code": where}
    made = await give(registry, people, account, people(giver, area=area), **facts)
    assert made.status_code == status, made.text
    if status == 403:
        given = await give(registry, people, account, **facts)
        refused = await end(registry, given.json()["id"], people(giver, area=area))
        assert refused.status_code in {403, 404}
        assert len(await claims(registry, account)) == 1


async def test_giving_and_ending_take_a_second_factor(registry: Client, people: People) -> None:
    account = (await invited(registry, people))["id"]
    weak = signed(people, "test:weak", ("NATIONAL_ADMIN", ""), strong=False)
    given = await give(registry, people, account, weak)
    assert (given.status_code, given.json()["code"]) == (403, "second-factor-required")
    grant = (await give(registry, people, account)).json()["id"]
    ended = await end(registry, grant, weak)
    assert (ended.status_code, ended.json()["code"]) == (403, "second-factor-required")
    for path in ("/v1/grants", f"/v1/grants/{grant}", f"/v1/grants/{grant}/history"):
        answer = await registry.get(path, headers=weak)
        assert (answer.status_code, answer.json()["code"]) == (403, "second-factor-required")


async def test_rank_and_area_have_to_meet_in_one_grant(registry: Client, people: People) -> None:
    account = (await invited(registry, people))["id"]
    mixed = signed(
        people, "test:mixed", ("TAMBON_STAFF", "720602"), ("PROVINCE_WORKING_GROUP", "71")
    )
    refused = await give(registry, people, account, mixed)
    assert (refused.status_code, refused.json()["code"]) == (403, "above-own-rank")


async def test_nobody_gives_or_takes_rights_of_their_own(registry: Client, people: People) -> None:
    owner = await person(registry)
    one = (await invited(registry, people, person_id=owner))["id"]
    other = (await invited(registry, people))["id"]
    async with registry.app.state.database.transaction() as session:
        alike = text("UPDATE accounts SET person_id = :person WHERE id = :id")
        await session.execute(alike, {"person": owner, "id": other})
    stranger = (await invited(registry, people))["id"]
    me = signed(people, one, ("NATIONAL_ADMIN", ""))
    for principal, status in ((one, 403), (other, 403), (stranger, 201)):
        made = await give(registry, people, principal, me)
        assert made.status_code == status, made.text
        if status == 403:
            assert made.json()["code"] == "not-for-oneself"
            given = (await give(registry, people, principal)).json()["id"]
            ended = await end(registry, given, me)
            assert (ended.status_code, ended.json()["code"]) == (403, "not-for-oneself")


async def test_an_account_out_of_reach_gets_a_grant_like_one_that_is_not_there(
    registry: Client, people: People
) -> None:
    nation = (await invited(registry, people, area_code=None))["id"]
    there = (await invited(registry, people, area_code="720603"))["id"]
    machine = await registry.post(
        "/v1/clients",
        json={
            "id": str(new_id()),
            "agency_id": str(new_id()),
            "name_th": "ระบบ",
            "method": "SECRET",
        },
        headers=people("NATIONAL_ADMIN", area=""),
    )
    assert machine.status_code == 201, machine.text
    staff, province = (
        people("TAMBON_STAFF", area="720602"),
        people("PROVINCE_WORKING_GROUP", area="72"),
    )
    facts = {
        "role": "MEMBER",
        "organization_id": await organization(registry, people),
        "area_code": None,
    }
    said = []
    for principal in (nation, there, machine.json()["id"], str(new_id())):
        answer = await give(registry, people, principal, staff, **facts)
        said.append({**answer.json(), "instance": "", "request_id": ""})
        assert answer.status_code == 422, answer.text
    assert all(each == said[0] for each in said)
    assert said[0]["errors"][0]["pointer"] == "#/principal_id"
    assert said[0]["errors"][0]["code"] == "unknown-reference"
    assert (await registry.get(f"/v1/accounts/{nation}", headers=staff)).status_code == 404
    assert (await give(registry, people, there, province)).status_code == 201, "within its area"
    assert (await give(registry, people, nation)).status_code == 201, "the nation reaches all"
    more = await give(registry, people, nation, staff, **facts)
    assert more.status_code == 201, "it holds a grant there now"


async def test_one_person_with_two_records_is_still_one_person(
    registry: Client, people: People
) -> None:
    kept, merged = await person(registry), await person(registry)
    one = (await invited(registry, people, person_id=kept))["id"]
    other = (await invited(registry, people, person_id=merged))["id"]
    async with registry.app.state.database.transaction() as session:
        await session.execute(
            text("UPDATE people SET status = 'MERGED', merged_into_id = :kept WHERE id = :merged"),
            {"kept": kept, "merged": merged},
        )
    made = await give(registry, people, other, signed(people, one, ("NATIONAL_ADMIN", "")))
    assert made.json()["code"] == "not-for-oneself"


async def test_the_database_itself_refuses_a_grant_to_oneself(registry: Client) -> None:
    async with registry.app.state.database.reading() as connection:
        cursor = await connection.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_grants_not_to_oneself'"
        )
        assert "granted_by" in str(await cursor.fetchone())


async def test_each_role_has_its_own_reach(registry: Client, people: People) -> None:
    account, group = (await invited(registry, people))["id"], await organization(registry, people)
    agency = str(new_id())
    for facts, field, code in (
        ({"area_code": "72"}, "area_code", "wrong-level"),
        ({"area_code": None}, "area_code", "required"),
        ({"area_code": "729999"}, "area_code", "unknown-reference"),
        ({"role": "PROVINCE_WORKING_GROUP"}, "area_code", "wrong-level"),
        ({"role": "NATIONAL_ADMIN"}, "area_code", "not-with-this-role"),
        ({"role": "LEADER", "area_code": None}, "organization_id", "required"),
        ({"role": "LEADER", "organization_id": group}, "area_code", "not-with-this-role"),
        ({"role": "LEADER", "organization_id": agency, "area_code": None}, "organization_id", "unknown-reference"),
        ({"role": "PARTNER_AGENCY", "area_code": None}, "agency_id", "required"),
        ({"principal_id": agency}, "principal_id", "unknown-reference"),
        ({"role": "SERVICE"}, "role", "not-a-choice"),
        ({"ends_on": "2026-01-01"}, "", "end-before-start"),
    ):  # fmt: skip
        made = await give(registry, people, account, **facts)
        assert made.status_code == 422, facts
        found = made.json()["errors"][0]
        assert (found["code"], found["pointer"].lstrip("#/")) == (code, field), facts


async def test_a_grant_needs_a_reason_in_the_body_or_the_header(
    registry: Client, people: People
) -> None:
    account, admin = (await invited(registry, people))["id"], people("NATIONAL_ADMIN", area="")
    body = {name: value for name, value in new(account).items() if name != "reason"}
    without = await registry.post("/v1/grants", json=body, headers=admin)
    assert (without.status_code, without.json()["code"]) == (422, "reason-required")
    said = await registry.post(
        "/v1/grants", json=body, headers={**admin, "Change-Reason": "%E0%B8%A1%E0%B8%95%E0%B8%B4"}
    )
    assert (said.status_code, said.json()["reason"]) == (201, "มติ")
    path = f"/v1/grants/{said.json()['id']}/endings"
    silent = await registry.post(path, json={}, headers=act(admin))
    assert (silent.status_code, silent.json()["code"]) == (422, "reason-required")


async def test_an_end_is_noted_counts_at_once_and_only_once(
    registry: Client, people: People
) -> None:
    account, admin = (await invited(registry, people))["id"], people("NATIONAL_ADMIN", area="")
    grant = (await give(registry, people, account)).json()["id"]
    token = tokens.sign(people.key, account, [{"role": "TAMBON_STAFF", "area": "720602"}])
    done = await end(registry, grant, admin, reason="ลาออก")
    assert (done.status_code, done.json()["ended_reason"]) == (200, "ลาออก")
    assert done.json()["ended_by"] == "test:NATIONAL_ADMIN:"
    assert await claims(registry, account) == []
    for _ in range(100):
        refused = await registry.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
        if refused.status_code == 401:
            break
        await asyncio.sleep(0.05)
    assert refused.json()["code"] == "token-revoked"
    assert (await end(registry, grant, admin)).json()["code"] == "state-conflict"
    await settle(registry)
    history = (await registry.get(f"/v1/grants/{grant}/history", headers=admin)).json()["items"]
    assert [(each["type"], each["reason"]) for each in history] == [
        ("grant.given", "คำสั่งแต่งตั้ง"),
        ("grant.ended", "ลาออก"),
    ]
    other = people("PROVINCE_WORKING_GROUP", area="71")
    assert (await registry.get(f"/v1/grants/{grant}/history", headers=other)).json()["items"] == []


async def test_rights_hold_from_their_first_day_up_to_their_last(
    registry: Client, people: People
) -> None:
    account = (await invited(registry, people))["id"]
    await give(registry, people, account, starts_on="2026-03-01", ends_on="2026-04-01")
    for day, count in (("2026-02-28", 0), ("2026-03-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)):
        assert len(await claims(registry, account, dt.date.fromisoformat(day))) == count, day


async def test_posts_give_rights_only_while_they_are_held(
    registry: Client, people: People
) -> None:
    village = await organization(registry, people, area="72060203", kind="SAVINGS_GROUP")
    network = await organization(registry, people, area="7206")
    owner = await person(registry, (village, "TREASURER"), (network, "MEMBER"))
    account = (await invited(registry, people, person_id=owner))["id"]
    derived = [
        {"role": "LEADER", "area": "720602", "organization": village},
        {"role": "MEMBER", "area": "7206", "organization": network},
    ]
    assert await claims(registry, account) == derived
    async with registry.app.state.database.transaction() as session:
        await session.execute(
            text("UPDATE memberships SET ends_on = :day WHERE organization_id = :id"),
            {"day": TODAY, "id": village},
        )
    assert await claims(registry, account) == derived[1:]


async def test_a_grant_in_an_organization_is_given_where_it_is(
    registry: Client, people: People
) -> None:
    account, group = (await invited(registry, people))["id"], await organization(registry, people)
    facts = {"role": "LEADER", "organization_id": group, "area_code": None}
    outside = await give(registry, people, account, people("TAMBON_STAFF", area="720603"), **facts)
    assert outside.status_code == 403
    made = await give(registry, people, account, people("TAMBON_STAFF", area="720602"), **facts)
    assert made.json()["organization"] == {"id": group, "name_th": "เครือข่ายน้ำ"}
    assert await claims(registry, account) == [
        {"role": "LEADER", "area": "720602", "organization": group}
    ]


async def test_a_disabled_account_has_no_rights_and_gets_none(
    registry: Client, people: People
) -> None:
    account = (await opened(registry, people))["id"]
    assert (await give(registry, people, account)).status_code == 201
    path, admin = f"/v1/accounts/{account}/disablings", people("NATIONAL_ADMIN", area="")
    closed = await registry.post(path, json={"reason": "ย้าย"}, headers=act(admin))
    assert closed.status_code == 200
    assert await claims(registry, account) == []
    more = await give(registry, people, account, starts_on="2027-01-01", area_code="720603")
    assert (more.status_code, more.json()["code"]) == (409, "state-conflict")


async def test_grants_are_listed_by_holder_area_role_and_state_in_one_query(
    registry: Client, people: People
) -> None:
    account = (await invited(registry, people, area_code="960101"))["id"]
    live = (await give(registry, people, account, area_code="960101")).json()["id"]
    planned = (
        await give(registry, people, account, area_code="960103", starts_on="2099-01-01")
    ).json()["id"]
    over = (
        await give(registry, people, account, area_code="960105", ends_on="2026-02-01")
    ).json()["id"]
    nation = (await give(registry, people, account, role="AUDITOR", area_code=None)).json()["id"]
    province = people("PROVINCE_WORKING_GROUP", area="96")
    for query, found in (
        (f"principal_id={account}", [live, planned, over]),
        ("area=96&state=LIVE", [live]),
        ("area=96&state=PLANNED", [planned]),
        ("area=96&state=OVER", [over]),
        ("area=960103", [planned]),
        (f"principal_id={account}&role=AUDITOR", []),
    ):
        with counted(registry) as statements:
            listed = await registry.get(f"/v1/grants?{query}", headers=province)
        assert len(statements) == 1
        assert [each["id"] for each in listed.json()["items"]] == found, query
    auditor = await registry.get(
        f"/v1/grants?principal_id={account}&role=AUDITOR", headers=people("AUDITOR", area="")
    )
    assert [each["id"] for each in auditor.json()["items"]] == [nation]
    assert auditor.json()["items"][0]["area"]["name_th"] == "ทั้งประเทศ"
    first = (await registry.get("/v1/grants?area=96&limit=2", headers=province)).json()
    second = (await registry.get(first["next"], headers=province)).json()
    assert [each["id"] for page in (first, second) for each in page["items"]] == [
        live,
        planned,
        over,
    ]


async def test_a_grant_elsewhere_looks_like_none(registry: Client, people: People) -> None:
    account = (await invited(registry, people))["id"]
    grant = (await give(registry, people, account)).json()["id"]
    there = people("TAMBON_STAFF", area="720603")
    for path in (f"/v1/grants/{grant}", f"/v1/grants/{new_id()}"):
        assert (await registry.get(path, headers=there)).status_code == 404
    assert (await end(registry, grant, there)).status_code == 404
    assert (await end(registry, str(new_id()), there)).status_code == 404
    for role in ("MEMBER", "LEADER", "PARTNER_AGENCY"):
        who = people(role, area="720602")
        assert (await registry.get(f"/v1/grants/{grant}", headers=who)).status_code == 403


async def test_two_who_give_the_same_right_at_once_give_it_once(
    registry: Client, people: People
) -> None:
    account = (await invited(registry, people))["id"]
    answers = await asyncio.gather(*(give(registry, people, account) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_an_account_of_a_person_takes_reach_over_all_that_the_person_may(
    registry: Client, people: People
) -> None:
    wide = await organization(registry, people, area="7206")
    chair, plain = await person(registry, (wide, "CHAIR")), await person(registry)
    elsewhere = await person(registry, area="720603")
    staff = people("TAMBON_STAFF", area="720602")
    for owner, status, code in (
        (chair, 403, "above-own-rank"),
        (elsewhere, 422, "validation-failed"),
        (plain, 201, None),
    ):
        body = {"login": f"p{owner}"[:40], "area_code": "720602", "person_id": owner}
        made = await registry.post("/v1/accounts", json=body, headers=staff)
        assert (made.status_code, made.json().get("code")) == (status, code)
    body = {"login": "khruawan", "area_code": "720602", "person_id": chair}
    district = people("PROVINCE_WORKING_GROUP", area="72")
    made = await registry.post("/v1/accounts", json=body, headers=district)
    assert made.status_code == 201
    path = f"/v1/accounts/{made.json()['id']}/invitations"
    again = await registry.post(path, json={"reason": "ลืมรหัส"}, headers=act(staff))
    assert (again.status_code, again.json()["code"]) == (403, "above-own-rank")


async def test_who_is_erased_leaves_no_login_and_no_way_in(
    registry: Client, people: People
) -> None:
    owner = await person(registry)
    account = await opened(registry, people, person_id=owner, login="prasert.srisuk")
    by = Subject("test:eraser", ())
    async with registry.app.state.database.transaction() as session:
        held = await access.get_for_update(session, UUID(account["id"]))
        assert held is not None
        await accounts.link(session, held, issuer="https://idp", subject="u-1", by=by)
    async with registry.app.state.database.transaction() as session:
        assert await accounts.forget(session, UUID(owner), reason="คำขอลบ", by=by) == 1
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        for table in ("accounts", "identities", "feed", "outbox", "idempotency"):
            cursor = await connection.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%prasert.srisuk%'"
            )
            assert (await cursor.fetchone()) == (0,), table
        cursor = await connection.execute("SELECT count(*) FROM identities")
        assert (await cursor.fetchone()) == (0,)
    shown = await registry.get(f"/v1/accounts/{account['id']}", headers=people("AUDITOR", area=""))
    assert (shown.json()["status"], shown.json()["login"][:7]) == ("DISABLED", "erased-")


async def test_a_person_has_one_account_that_is_not_closed(
    registry: Client, people: People
) -> None:
    owner, admin = await person(registry), people("NATIONAL_ADMIN", area="")
    body = account_new(person_id=owner)
    first = await registry.post("/v1/accounts", json=body, headers=admin)
    assert first.status_code == 201
    assert (await registry.post("/v1/accounts", json=body, headers=admin)).status_code == 200
    second = await registry.post("/v1/accounts", json=account_new(person_id=owner), headers=admin)
    assert (second.status_code, second.json()["code"]) == (409, "already-exists")
    path = f"/v1/accounts/{body['id']}"
    accepted = {"invitation": first.json()["invitation"], "password": SENTENCE}
    assert (await registry.post(f"{path}/passwords", json=accepted)).status_code == 200
    third = await registry.post("/v1/accounts", json=account_new(person_id=owner), headers=admin)
    assert third.status_code == 409
    closed = await registry.post(
        f"{path}/disablings", json={"reason": "ทำเครื่องหาย"}, headers=act(admin)
    )
    assert closed.status_code == 200
    races = await asyncio.gather(
        *(
            registry.post("/v1/accounts", json=account_new(person_id=owner), headers=admin)
            for _ in range(4)
        )
    )
    assert sorted(each.status_code for each in races) == [201, 409, 409, 409]
