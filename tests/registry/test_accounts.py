"""Accounts: invited by staff, opened by their owner, seen by those responsible, closed for good."""

import asyncio
import json
import time
from typing import Any

import pyotp
from sqlalchemy import text

from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle

SENTENCE = "น้ำประปาบ้านเรา ใสทุกวัน"
LOGINS = iter(range(1, 10_000))


def new(**facts: Any) -> dict[str, Any]:
    """Return what invites somebody to the tambon of the water need."""
    return {
        "id": str(new_id()),
        "login": f"somchai.{next(LOGINS)}",
        "area_code": "720602",
        **facts,
    }


def act(who: dict[str, str]) -> dict[str, str]:
    return {**who, "Idempotency-Key": str(new_id())}


def signed(
    people: People, account: str, *roles: tuple[str, str], strong: bool = True
) -> dict[str, str]:
    """Return the header of an account with roles in areas, issued after whatever was revoked before."""
    grants = [{"role": role, "area": area} for role, area in roles] or [
        {"role": "MEMBER", "area": "720602"}
    ]
    token = tokens.sign(people.key, account, grants, strong=strong, issued=int(time.time()) + 2)
    return {"Authorization": f"Bearer {token}"}


async def invited(registry: Client, people: People, **facts: Any) -> dict[str, Any]:
    made = await registry.post(
        "/v1/accounts", json=new(**facts), headers=people("NATIONAL_ADMIN", area="")
    )
    assert made.status_code == 201, made.text
    return made.json()


async def opened(registry: Client, people: People, **facts: Any) -> dict[str, Any]:
    """Return an account whose owner has set a password."""
    made = await invited(registry, people, **facts)
    body = {"invitation": made["invitation"], "password": SENTENCE}
    done = await registry.post(f"/v1/accounts/{made['id']}/passwords", json=body)
    assert done.status_code == 200, done.text
    return done.json()


async def test_an_invitation_is_told_once_and_opens_the_account_once(
    registry: Client, people: People
) -> None:
    body, who = new(), {**people("TAMBON_STAFF", area="720602"), "Idempotency-Key": "once"}
    made = await registry.post("/v1/accounts", json=body, headers=who)
    assert (made.status_code, made.json()["status"]) == (201, "INVITED")
    invitation = made.json()["invitation"]
    assert len(invitation) >= 43
    again = await registry.post("/v1/accounts", json=body, headers=who)
    assert again.status_code == 201
    assert invitation not in again.text
    path = f"{made.headers['location']}/passwords"
    done = await registry.post(path, json={"invitation": invitation, "password": SENTENCE})
    assert (done.status_code, done.json()["status"]) == (200, "ACTIVE")
    twice = await registry.post(path, json={"invitation": invitation, "password": SENTENCE})
    assert (twice.status_code, twice.json()["code"]) == (422, "invitation-invalid")


async def test_nothing_secret_is_kept_or_told_by_events(registry: Client, people: People) -> None:
    body, key = new(), str(new_id())
    who = {**people("TAMBON_STAFF", area="720602"), "Idempotency-Key": key}
    invitation = (await registry.post("/v1/accounts", json=body, headers=who)).json()["invitation"]
    path = f"/v1/accounts/{body['id']}"
    sent = {"invitation": invitation, "password": SENTENCE}
    await registry.post(f"{path}/passwords", json=sent, headers={"Idempotency-Key": key})
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        rows = await (
            await connection.execute(
                "SELECT data::text, private FROM feed WHERE subject = %s", (body["id"],)
            )
        ).fetchall()
        kept = await (
            await connection.execute(
                "SELECT principal, body FROM idempotency WHERE key = %s", (key,)
            )
        ).fetchall()
        account = await (
            await connection.execute(
                "SELECT row_to_json(a)::text FROM accounts a WHERE id = %s", (body["id"],)
            )
        ).fetchone()
    assert len(rows) == 2
    for data, private in rows:
        assert private
        assert (
            not {"login", "password_hash", "invitation_hash", "totp_secret"}
            & json.loads(data).keys()
        )
        assert body["login"] not in data
    assert [principal.partition(" ")[0] for principal, _ in kept] == ["test:TAMBON_STAFF:720602"]
    assert invitation not in kept[0][1] + account[0]
    assert "$argon2id$" in account[0]
    history = (await registry.get(f"{path}/history", headers=who)).json()["items"]
    assert [each["type"] for each in history] == ["account.invited", "account.password_set"]


async def test_an_invitation_that_is_wrong_old_or_of_nobody_looks_the_same(
    registry: Client, people: People
) -> None:
    made = await invited(registry, people)
    async with registry.app.state.database.transaction() as session:
        await session.execute(
            text(
                "UPDATE accounts SET invitation_until = now() - interval '1 second' WHERE id = :id"
            ),
            {"id": made["id"]},
        )
    answers = []
    for account, invitation in (
        (made["id"], "wrong"),
        (made["id"], made["invitation"]),
        (str(new_id()), made["invitation"]),
    ):
        body = {"invitation": invitation, "password": SENTENCE}
        answer = await registry.post(f"/v1/accounts/{account}/passwords", json=body)
        answers.append(
            (answer.status_code, {k: v for k, v in answer.json().items() if k != "request_id"})
        )
    assert answers[0][0] == 422
    assert answers[0] == answers[1] == answers[2]


async def test_a_password_is_long_and_not_easily_guessed(registry: Client, people: People) -> None:
    made = await invited(registry, people, login="somchai.nongsarai")
    path = f"/v1/accounts/{made['id']}/passwords"
    for password, code in (("สั้นไป", "too-short"), ("x" * 129, "too-long"), ("somchai.nongsarai", "password-common"),
                           ("1234567890123", "password-common"), ("Password1234", "password-common"),
                           ("ababababababab", "password-common"), ("somchai.nongsarai1", "password-common")):  # fmt: skip
        answer = await registry.post(
            path, json={"invitation": made["invitation"], "password": password}
        )
        assert answer.status_code == 422, password
        assert answer.json()["errors"][0]["code"] == code, password
        assert answer.json()["errors"][0]["pointer"] == "#/password"
        assert password not in answer.text
    good = await registry.post(
        path, json={"invitation": made["invitation"], "password": "สวัสดีชาวบ้านหนองสาหร่าย"}
    )
    assert good.status_code == 200


async def test_staff_see_accounts_of_their_area_and_those_with_a_grant_there(
    registry: Client, people: People
) -> None:
    inside = await invited(registry, people, area_code="930101")
    outside = await invited(registry, people, area_code="100101")
    guest = await invited(registry, people, area_code="100101")
    grant = {
        "principal_id": guest["id"],
        "role": "TAMBON_STAFF",
        "area_code": "930103",
        "starts_on": "2026-01-01",
        "reason": "ช่วยงาน",
    }
    given = await registry.post(
        "/v1/grants", json=grant, headers=people("NATIONAL_ADMIN", area="")
    )
    assert given.status_code == 201, given.text
    mine = {inside["id"], guest["id"]}
    for role, area, seen in (("PROVINCE_WORKING_GROUP", "93", mine), ("TAMBON_STAFF", "930101", {inside["id"]}),
                             ("TAMBON_STAFF", "930103", {guest["id"]}), ("REGION_OFFICE", "93", mine),
                             ("AUDITOR", "", {*mine, outside["id"]}), ("NATIONAL_ADMIN", "", {*mine, outside["id"]}),
                             ("PROVINCE_WORKING_GROUP", "94", set())):  # fmt: skip
        who = people(role, area=area)
        with counted(registry) as statements:
            listed = await registry.get("/v1/accounts?limit=200&sort=-id", headers=who)
        assert len(statements) == 1, "one query a page"
        shown = {each["id"] for each in listed.json()["items"]} & {*mine, outside["id"]}
        assert shown == seen, (role, area)
        for account in (*mine, outside["id"]):
            one = await registry.get(f"/v1/accounts/{account}", headers=who)
            assert one.status_code == (200 if account in seen else 404), (role, area)
    for role in ("MEMBER", "LEADER", "PARTNER_AGENCY"):
        assert (
            await registry.get("/v1/accounts", headers=people(role, area="93"))
        ).status_code == 403
    assert (await registry.get("/v1/accounts")).status_code == 401
    ended = await registry.post(
        f"/v1/grants/{given.json()['id']}/endings",
        json={"reason": "หมดงาน"},
        headers=act(people("NATIONAL_ADMIN", area="")),
    )
    assert ended.status_code == 200
    gone = await registry.get(
        f"/v1/accounts/{guest['id']}", headers=people("TAMBON_STAFF", area="930103")
    )
    assert gone.status_code == 404


async def test_being_a_leader_somewhere_does_not_show_accounts_there(
    registry: Client, people: People
) -> None:
    there = await invited(registry, people, area_code="720603")
    both = signed(people, "test:both", ("LEADER", "720603"), ("TAMBON_STAFF", "720602"))
    assert (await registry.get(f"/v1/accounts/{there['id']}", headers=both)).status_code == 404
    listed = await registry.get("/v1/accounts?area=720603", headers=both)
    assert listed.json()["items"] == []


async def test_reading_and_managing_accounts_take_a_second_factor(
    registry: Client, people: People
) -> None:
    weak = signed(people, "test:weak", ("NATIONAL_ADMIN", ""), strong=False)
    made = await invited(registry, people)
    for path in (
        "/v1/accounts",
        f"/v1/accounts/{made['id']}",
        f"/v1/accounts/{made['id']}/history",
    ):
        answer = await registry.get(path, headers=weak)
        assert (answer.status_code, answer.json()["code"]) == (403, "second-factor-required")
    sent = await registry.post("/v1/accounts", json=new(), headers=weak)
    assert (sent.status_code, sent.json()["code"]) == (403, "second-factor-required")
    closed = await registry.post(
        f"/v1/accounts/{made['id']}/disablings", json={"reason": "ทดลอง"}, headers=act(weak)
    )
    assert (closed.status_code, closed.json()["code"]) == (403, "second-factor-required")


async def test_the_list_goes_on_where_it_stopped(registry: Client, people: People) -> None:
    made = [
        (await invited(registry, people, area_code=code))["id"]
        for code in ("950102", "950101", "950103")
    ]
    who = people("PROVINCE_WORKING_GROUP", area="95")
    first = (await registry.get("/v1/accounts?area=95&limit=2&status=INVITED", headers=who)).json()
    second = (await registry.get(first["next"], headers=who)).json()
    assert second["next"] is None
    assert [each["id"] for page in (first, second) for each in page["items"]] == [
        made[1],
        made[0],
        made[2],
    ]


async def test_accounts_are_made_by_staff_of_the_area_only(
    registry: Client, people: People
) -> None:
    for role, area, status in (("TAMBON_STAFF", "720602", 201), ("TAMBON_STAFF", "720603", 403), ("PROVINCE_WORKING_GROUP", "72", 201),
                               ("PROVINCE_WORKING_GROUP", "71", 403), ("LEADER", "720602", 403), ("AUDITOR", "", 403)):  # fmt: skip
        assert (
            await registry.post("/v1/accounts", json=new(), headers=people(role, area=area))
        ).status_code == status, role
    nation = new(area_code=None)
    assert (
        await registry.post(
            "/v1/accounts", json=nation, headers=people("REGION_OFFICE", area="72")
        )
    ).status_code == 403
    assert (
        await registry.post("/v1/accounts", json=nation, headers=people("NATIONAL_ADMIN", area=""))
    ).status_code == 201
    taken = await registry.post(
        "/v1/accounts", json=new(login=nation["login"]), headers=people("NATIONAL_ADMIN", area="")
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "already-exists")
    for login in ("A", "สมชาย", "somchai@example.org", "Somchai", "a..b", "x" * 41):
        bad = await registry.post(
            "/v1/accounts", json=new(login=login), headers=people("NATIONAL_ADMIN", area="")
        )
        assert bad.status_code == 422, login


async def test_nobody_disables_or_invites_again_who_stands_beside_or_above_them(
    registry: Client, people: People
) -> None:
    made = await opened(registry, people)
    grant = {
        "principal_id": made["id"],
        "role": "TAMBON_STAFF",
        "area_code": "720602",
        "starts_on": "2099-01-01",
        "reason": "แต่งตั้ง",
    }
    admin = people("NATIONAL_ADMIN", area="")
    assert (await registry.post("/v1/grants", json=grant, headers=admin)).status_code == 201
    for noun in ("disablings", "invitations"):
        path, why = f"/v1/accounts/{made['id']}/{noun}", {"reason": "ทดลอง"}
        beside = await registry.post(
            path, json=why, headers=act(people("TAMBON_STAFF", area="720602"))
        )
        assert (beside.status_code, beside.json()["code"]) == (403, "above-own-rank")
        elsewhere = await registry.post(
            path, json=why, headers=act(people("PROVINCE_WORKING_GROUP", area="71"))
        )
        assert elsewhere.status_code == 404
        oneself = await registry.post(
            path, json=why, headers=act(signed(people, made["id"], ("NATIONAL_ADMIN", "")))
        )
        assert (oneself.status_code, oneself.json()["code"]) == (403, "not-for-oneself")
    above = await registry.post(
        f"/v1/accounts/{made['id']}/invitations",
        json={"reason": "ลืมรหัสผ่าน"},
        headers=act(people("PROVINCE_WORKING_GROUP", area="72")),
    )
    assert above.status_code == 200
    assert above.json()["invitation"]


async def test_an_invitation_ends_when_somebody_else_gives_rights_to_the_account(
    registry: Client, people: People
) -> None:
    made = await registry.post(
        "/v1/accounts", json=new(), headers=people("TAMBON_STAFF", area="720602")
    )
    account, invitation = made.json()["id"], made.json()["invitation"]
    grant = {
        "principal_id": account,
        "role": "TAMBON_STAFF",
        "area_code": "720602",
        "starts_on": "2026-01-01",
        "reason": "แต่งตั้ง",
    }
    assert (
        await registry.post(
            "/v1/grants", json=grant, headers=people("PROVINCE_WORKING_GROUP", area="72")
        )
    ).status_code == 201
    used = await registry.post(
        f"/v1/accounts/{account}/passwords", json={"invitation": invitation, "password": SENTENCE}
    )
    assert used.json()["code"] == "invitation-invalid"
    own = await invited(registry, people)
    given = await registry.post(
        "/v1/grants",
        json={**grant, "principal_id": own["id"]},
        headers=people("NATIONAL_ADMIN", area=""),
    )
    assert given.status_code == 201
    kept = await registry.post(
        f"/v1/accounts/{own['id']}/passwords",
        json={"invitation": own["invitation"], "password": SENTENCE},
    )
    assert kept.status_code == 200


async def test_a_disabled_account_is_refused_everywhere_and_stays_closed(
    registry: Client, people: People
) -> None:
    made = await opened(registry, people)
    admin = people("NATIONAL_ADMIN", area="")
    token = tokens.sign(people.key, made["id"], [{"role": "MEMBER", "area": "720602"}])
    done = await registry.post(
        f"/v1/accounts/{made['id']}/disablings", json={"reason": "ย้ายไปแล้ว"}, headers=act(admin)
    )
    assert (done.status_code, done.json()["status"]) == (200, "DISABLED")
    for _ in range(100):
        refused = await registry.get(
            "/v1/organizations", headers={"Authorization": f"Bearer {token}"}
        )
        if refused.status_code == 401:
            break
        await asyncio.sleep(0.05)
    assert refused.json()["code"] == "token-revoked"
    for noun in ("disablings", "invitations"):
        again = await registry.post(
            f"/v1/accounts/{made['id']}/{noun}", json={"reason": "อีกครั้ง"}, headers=act(admin)
        )
        assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    async with registry.app.state.database.reading() as connection:
        row = await (
            await connection.execute(
                "SELECT password_hash, totp_secret, sessions_after FROM accounts WHERE id = %s",
                (made["id"],),
            )
        ).fetchone()
    assert row[:2] == (None, None)
    assert row[2] is not None
    await settle(registry)
    history = (await registry.get(f"/v1/accounts/{made['id']}/history", headers=admin)).json()[
        "items"
    ]
    assert (history[-1]["type"], history[-1]["reason"]) == ("account.disabled", "ย้ายไปแล้ว")


async def test_an_invitation_made_again_replaces_password_and_second_factor(
    registry: Client, people: People
) -> None:
    made = await opened(registry, people)
    me = signed(people, made["id"])
    offered = (
        await registry.post("/v1/me/second-factors", json={"password": SENTENCE}, headers=me)
    ).json()
    code = pyotp.TOTP(offered["secret"]).now()
    confirmed = await registry.post(
        "/v1/me/second-factors/confirmations", json={"code": code}, headers=me
    )
    assert confirmed.json()["has_second_factor"] is True
    path = f"/v1/accounts/{made['id']}"
    again = await registry.post(
        f"{path}/invitations",
        json={"reason": "โทรศัพท์หาย"},
        headers=act(people("NATIONAL_ADMIN", area="")),
    )
    assert again.json()["has_second_factor"] is True, "nothing changes before the owner uses it"
    body = {"invitation": again.json()["invitation"], "password": "ฝายใหม่ของหมู่บ้านเรา ปี 2570"}
    done = await registry.post(f"{path}/passwords", json=body)
    assert (done.status_code, done.json()["has_second_factor"]) == (200, False)


async def test_an_account_of_a_person_needs_reach_over_that_person(
    registry: Client, people: People
) -> None:
    unknown = await registry.post(
        "/v1/accounts",
        json=new(person_id=str(new_id())),
        headers=people("NATIONAL_ADMIN", area=""),
    )
    assert unknown.json()["errors"][0] == {
        **unknown.json()["errors"][0],
        "pointer": "#/person_id",
        "code": "unknown-reference",
    }
