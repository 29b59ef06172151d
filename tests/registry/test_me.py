"""Me: my rights of today with their names, what they let me do, my own password and second factor."""

import threading
import time
from typing import Any

import pyotp
import pytest
from sqlalchemy import event

from services.registry import credentials
from shared.policies import POLICIES, REASONED, STRONG
from tests.conftest import Client, People, counted, settle
from tests.registry.test_accounts import SENTENCE, act, invited, opened, signed
from tests.registry.test_grants import give, organization, person

NEXT = "ฝายใหม่ของหมู่บ้านเรา ปี 2570"


@pytest.fixture(autouse=True)
def _fresh(registry: Client) -> None:
    """Forget the tries of the tests before."""
    registry.app.state.desk.throttle._storage.reset()


async def factor(registry: Client, me: dict[str, str], password: str = SENTENCE) -> Any:
    return await registry.post("/v1/me/second-factors", json={"password": password}, headers=me)


async def confirm(registry: Client, me: dict[str, str], code: str) -> Any:
    path = "/v1/me/second-factors/confirmations"
    return await registry.post(path, json={"code": code}, headers=me)


async def test_me_is_an_account_with_its_rights_of_today_and_their_names(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people, area="72060203", kind="SAVINGS_GROUP")
    owner = await person(registry, (group, "CHAIR"))
    account = (await opened(registry, people, person_id=owner))["id"]
    await give(registry, people, account)
    await give(registry, people, account, role="AUDITOR", area_code=None, starts_on="2099-01-01")
    mine = (await registry.get("/v1/me", headers=signed(people, account))).json()
    assert (mine["kind"], mine["account_id"], mine["person_id"]) == ("ACCOUNT", account, owner)
    assert (mine["second_factor"], mine["signed_in_with_second_factor"]) == ("NONE", True)
    given, derived = mine["grants"]
    assert (given["role_th"], given["area"]["name_th"]) == (
        "เจ้าหน้าที่สภาองค์กรชุมชนตำบล",
        "หนองสาหร่าย",
    )
    assert given["grant_id"]
    assert (derived["role"], derived["post"], derived["grant_id"]) == ("LEADER", "CHAIR", None)
    assert derived["organization"] == {"id": group, "name_th": "เครือข่ายน้ำ"}
    assert not {"password_hash", "totp_secret"} & mine.keys()


async def test_me_works_for_a_token_of_no_account(registry: Client, people: People) -> None:
    mine = (await registry.get("/v1/me", headers=people("TAMBON_STAFF", area="720602"))).json()
    assert (mine["kind"], mine["account_id"], mine["login"]) == ("TOKEN", None, None)
    assert mine["grants"][0]["area"]["name_th"] == "หนองสาหร่าย"
    nation = (await registry.get("/v1/me", headers=people("NATIONAL_ADMIN", area=""))).json()
    assert nation["grants"][0]["area"]["name_th"] == "ทั้งประเทศ"
    assert (await registry.get("/v1/me")).status_code == 401
    assert (await registry.get("/v1/me/permissions")).status_code == 401


async def test_me_takes_a_few_statements_however_many_rights(
    registry: Client, people: People
) -> None:
    account = (await opened(registry, people))["id"]
    for code in ("720602", "720603", "930101", "100101"):
        given = await give(registry, people, account, area_code=code)
        assert given.status_code == 201, given.text
    group = await organization(registry, people)
    await give(registry, people, account, role="LEADER", organization_id=group, area_code=None)
    me, seen = signed(people, account), []
    engine = registry.app.state.database.engine.sync_engine

    def note(*told: Any) -> None:
        if not any(name in told[2] for name in ("revocations", "outbox", "DELETE")):
            seen.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        with counted(registry) as plain:
            mine = (await registry.get("/v1/me", headers=me)).json()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(mine["grants"]) == 5
    # account, its grants, the names of areas and of organizations
    assert len(seen) + len([sql for sql in plain if "revocations" not in sql]) == 4


async def test_permissions_say_what_where_and_what_it_takes(
    registry: Client, people: People
) -> None:
    roles = (("TAMBON_STAFF", "720602"), ("REGION_OFFICE", "71"))
    for strong in (True, False):
        who = signed(people, "test:somebody", *roles, strong=strong)
        with counted(registry) as statements:
            answer = await registry.get("/v1/me/permissions", headers=who)
        assert [sql for sql in statements if "revocations" not in sql] == []
        items = {each["action"]: each for each in answer.json()["items"]}
        assert items.keys() == POLICIES.keys() - {"read-inside"}
        contact = items["people.contact"]
        assert [(each["role"], each["area"]) for each in contact["where"]] == list(roles)
        assert contact["where"][0]["reach_th"] == "ในพื้นที่ที่รับผิดชอบ"
        assert contact["needs_second_factor"] is not strong
        assert items["clients.manage"] == {
            "action": "clients.manage",
            "allowed": False,
            "where": [],
            "needs_second_factor": False,
            "needs_reason": False,
        }
        assert items["organizations.change"]["needs_reason"] is False, "one role needs none"
        assert items["grants.give"]["needs_reason"] is True
        weak = {name for name, each in items.items() if each["needs_second_factor"]}
        assert weak == (set() if strong else {name for name in STRONG if items[name]["allowed"]})
    assert "grants.give" in REASONED


async def test_a_password_is_changed_by_who_knows_it(registry: Client, people: People) -> None:
    account = (await opened(registry, people))["id"]
    me = signed(people, account)
    body = {"present": SENTENCE, "password": NEXT}
    wrong = await registry.post("/v1/me/passwords", json={**body, "present": NEXT}, headers=me)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "password-wrong")
    common = await registry.post(
        "/v1/me/passwords", json={**body, "password": "password1234"}, headers=me
    )
    assert common.json()["errors"][0]["code"] == "password-common"
    key = {"Idempotency-Key": f"own-{account}"}
    done = await registry.post("/v1/me/passwords", json=body, headers={**me, **key})
    assert (done.status_code, done.json()["id"]) == (200, account)
    async with registry.app.state.database.reading() as connection:
        cursor = await connection.execute(
            "SELECT password_hash, sessions_after FROM accounts WHERE id = %s", (account,)
        )
        kept, after = await cursor.fetchone()
        cursor = await connection.execute(
            "SELECT count(*) FROM idempotency WHERE key = %s", (key["Idempotency-Key"],)
        )
        assert await cursor.fetchone() == (0,)
        cursor = await connection.execute(
            "SELECT count(*) FROM revocations WHERE name = %s", (f"subject:{account}",)
        )
        assert await cursor.fetchone() == (1,)
    assert await credentials.fits(NEXT, kept)
    assert not await credentials.fits(SENTENCE, kept)
    assert after is not None
    nobody = people("TAMBON_STAFF", area="720602")
    assert (await registry.post("/v1/me/passwords", json=body, headers=nobody)).status_code == 404


async def test_an_account_that_is_not_open_settles_nothing(
    registry: Client, people: People
) -> None:
    waiting = (await invited(registry, people))["id"]
    closed = (await opened(registry, people))["id"]
    path, admin = f"/v1/accounts/{closed}/disablings", people("NATIONAL_ADMIN", area="")
    assert (
        await registry.post(path, json={"reason": "ย้าย"}, headers=act(admin))
    ).status_code == 200
    for account in (waiting, closed):
        me = signed(people, account)
        body = {"present": SENTENCE, "password": NEXT}
        answers = [
            await registry.post("/v1/me/passwords", json=body, headers=me),
            await factor(registry, me),
            await confirm(registry, me, "123456"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3


async def test_guessing_with_a_stolen_token_is_slowed(registry: Client, people: People) -> None:
    account = (await opened(registry, people))["id"]
    me, body = signed(people, account), {"present": "เดาสุ่มไปเรื่อย", "password": NEXT}
    codes = [
        (await registry.post("/v1/me/passwords", json=body, headers=me)).json()["code"]
        for _ in range(7)
    ]
    assert codes == ["password-wrong"] * 5 + ["too-many-attempts"] * 2
    slowed = await factor(registry, me)
    assert (slowed.status_code, int(slowed.headers["retry-after"]) > 0) == (429, True)


async def test_a_second_factor_counts_once_its_first_code_is_right(
    registry: Client, people: People
) -> None:
    account = await opened(registry, people)
    me = signed(people, account["id"], strong=False)
    early = await confirm(registry, me, "123456")
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    assert (await factor(registry, me, "ไม่ใช่รหัสผ่าน")).json()["code"] == "password-wrong"
    offered = (await factor(registry, me)).json()
    assert offered["provisioning_uri"].startswith("otpauth://totp/Khabuan:")
    assert offered["has_second_factor"] is False
    assert (await registry.get("/v1/me", headers=me)).json()["second_factor"] == "OFFERED"
    totp = pyotp.TOTP(offered["secret"])
    right = {totp.at(time.time() + 30 * step) for step in (-1, 0, 1, 2)}
    bad = next(
        code for code in ("000000", "111111", "222222", "333333", "444444") if code not in right
    )
    assert (await confirm(registry, me, bad)).json()["code"] == "code-wrong"
    done = await confirm(registry, me, totp.now())
    assert (done.status_code, done.json()["has_second_factor"]) == (200, True)
    assert (await registry.get("/v1/me", headers=me)).json()["second_factor"] == "CONFIRMED"
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        for table in ("feed", "outbox", "idempotency"):
            cursor = await connection.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s",
                (f"%{offered['secret']}%",),
            )
            assert await cursor.fetchone() == (0,), table


async def test_a_second_factor_is_replaced_only_with_the_present_one(
    registry: Client, people: People
) -> None:
    account = (await opened(registry, people))["id"]
    weak, strong = signed(people, account, strong=False), signed(people, account)
    first = (await factor(registry, weak)).json()["secret"]
    await confirm(registry, weak, pyotp.TOTP(first).now())
    stolen = await factor(registry, weak)
    assert (stolen.status_code, stolen.json()["code"]) == (403, "second-factor-required")
    second = (await factor(registry, strong)).json()["secret"]
    assert (await registry.get("/v1/me", headers=weak)).json()["second_factor"] == "CONFIRMED"
    async with registry.app.state.database.reading() as connection:
        sql = "SELECT totp_secret FROM accounts WHERE id = %s"
        assert await (await connection.execute(sql, (account,))).fetchone() == (first,)
        assert (await confirm(registry, strong, pyotp.TOTP(second).now())).status_code == 200
        assert await (await connection.execute(sql, (account,))).fetchone() == (second,)


def test_a_one_time_code_counts_once_and_for_a_minute_and_a_half() -> None:
    secret = credentials.new_factor()
    totp, now = pyotp.TOTP(secret), 1_800_000_015.0
    step = int(now // 30)
    assert credentials.step_of(secret, totp.at(int(now)), after=None, now=now) == step
    assert credentials.step_of(secret, totp.at(int(now)), after=step, now=now) is None
    for away, counts in ((-60, False), (-30, True), (30, True), (60, False)):
        found = credentials.step_of(secret, totp.at(int(now) + away), after=None, now=now)
        assert (found is not None) is counts, away
    assert credentials.step_of(secret, "๑๒๓๔๕๖", after=None, now=now) is None


async def test_hashing_leaves_the_event_loop_free_and_uses_argon2id() -> None:
    seen: list[str] = []
    original = credentials._passwords.hash
    kept = await credentials.hashed(SENTENCE)
    assert kept.startswith("$argon2id$")

    def watched(password: str) -> str:
        seen.append(threading.current_thread().name)
        return original(password)

    credentials._passwords.hash = watched  # type: ignore[method-assign]
    try:
        await credentials.hashed(SENTENCE)
    finally:
        del credentials._passwords.hash
    assert [name.partition("_")[0] for name in seen] == ["argon2"]
    assert await credentials.fits(SENTENCE, kept)
    assert not await credentials.fits(SENTENCE, None)
