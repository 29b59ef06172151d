"""What people may ask about their own data, and that nothing of an erased one is left."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.registry.data_requests import actions, queries
from shared import tokens
from shared.auth import Grant, Subject
from shared.errors import Problem
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Client, People, counted, settle
from tests.registry.persons import PLACE, basis, new, organization, post, register, rows, weak
from tests.registry.test_memberships import account, signed

BY = Subject("test:eraser", (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
MEMBER = {"role": "MEMBER", "area": PLACE}
PROVINCE = {"role": "PROVINCE_WORKING_GROUP", "area": "72"}


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHABUAN_ERASURES_FILE", str(tmp_path / "kept" / "erasures.jsonl"))
    return tmp_path / "kept" / "erasures.jsonl"


def told(ledger: Path) -> list[str]:
    lines = ledger.read_text().splitlines() if ledger.exists() else []
    return [json.loads(line)["person_id"] for line in lines]


async def somebody(registry: Client, people: People, **facts: Any) -> tuple[str, dict[str, str]]:
    """Return a person with an account of their own, and the account's header."""
    person = await register(registry, people("TAMBON_STAFF", area=PLACE), **facts)
    return person, signed(people, await account(registry, person), MEMBER)


async def ask(registry: Client, who: dict[str, str], **facts: Any) -> Any:
    return await registry.post(
        "/v1/data-subject-requests",
        json={"id": str(new_id()), "kind": "ACCESS", **facts},
        headers=who,
    )


async def decide(
    registry: Client, who: dict[str, str], request: str, outcome: str = "ACCEPTED", **facts: Any
) -> Any:
    body = {"id": str(new_id()), "outcome": outcome, "reason_th": "ตรวจแล้ว", **facts}
    headers = {**who, "Idempotency-Key": str(new_id())}
    return await registry.post(
        f"/v1/data-subject-requests/{request}/decisions", json=body, headers=headers
    )


@pytest.mark.parametrize(
    ("kind", "days"), [("ACCESS", 30), ("CORRECTION", 30), ("OBJECTION", 30), ("ERASURE", 90)]
)
async def test_a_request_is_due_in_its_days_and_seen_by_those_concerned(
    registry: Client, people: People, kind: str, days: int
) -> None:
    person, me = await somebody(registry, people)
    made = await ask(registry, me, kind=kind, details_th="ความลับกขค", received_on="2026-11-01")
    assert made.status_code == 201, made.text
    shown = made.json()
    assert dt.date.fromisoformat(shown["due_on"]) - dt.date(2026, 11, 1) == dt.timedelta(days)
    assert (shown["channel"], shown["person_id"], shown["details_th"]) == (
        "ACCOUNT",
        person,
        "***",
    )
    path, before = made.headers["location"], len(await rows(registry, "SELECT 1 FROM access_log"))
    assert (await registry.get(path, headers=me)).json()["details_th"] == "ความลับกขค"
    assert len(await rows(registry, "SELECT 1 FROM access_log")) == before
    province = people("PROVINCE_WORKING_GROUP", area="72")
    assert (await registry.get(path, headers=province)).json()["details_th"] == "ความลับกขค"
    logged = await rows(
        registry, "SELECT purpose, persons FROM access_log ORDER BY number DESC LIMIT 1"
    )
    assert logged == [("DATA_REQUEST", [UUID(person)])]
    for who in (people("PROVINCE_WORKING_GROUP", area="73"), people("TAMBON_STAFF", area=PLACE),
                people("LEADER", area=PLACE, organization=str(new_id())), people("AUDITOR", area="")):  # fmt: skip
        assert (await registry.get(path, headers=who)).status_code == 404
        listed = await registry.get("/v1/data-subject-requests", headers=who)
        assert shown["id"] not in listed.text
    assert (
        await registry.get(path, headers=weak(people, "PROVINCE_WORKING_GROUP", area="72"))
    ).status_code == 403
    assert (await registry.get(path)).status_code == 401
    with counted(registry) as asked:
        listed = await registry.get(
            f"/v1/data-subject-requests?status=OPEN&kind={kind}&limit=200", headers=province
        )
    assert len(asked) == 2
    assert shown["id"] in listed.text
    assert "ความลับกขค" not in listed.text
    await settle(registry)
    assert "ความลับกขค" not in str(
        await rows(registry, "SELECT data::text FROM feed WHERE kind = 'data-request'")
    )


async def test_staff_write_down_letters_of_their_own_people_alone(
    registry: Client, people: People
) -> None:
    person, _ = await somebody(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    paper = await ask(registry, staff, person_id=person)
    assert (paper.status_code, paper.json()["channel"]) == (201, "PAPER")
    for who in (people("TAMBON_STAFF", area="720603"), people("MEMBER", area=PLACE)):
        assert (await ask(registry, who, person_id=person)).status_code in {403, 404}
    assert (await ask(registry, staff)).status_code == 404
    bad = await ask(registry, staff, person_id=person, details_th="เลข 1103702071811")
    assert bad.json()["errors"][0]["code"] == "national-id"


async def test_who_asked_does_not_decide(registry: Client, people: People) -> None:
    person = await register(registry, people("TAMBON_STAFF", area=PLACE))
    me = signed(people, await account(registry, person), PROVINCE)
    mine = (await ask(registry, me)).json()["id"]
    clerk = people("PROVINCE_WORKING_GROUP", area="72")
    paper = (await ask(registry, clerk, person_id=person)).json()["id"]
    for who, request in ((me, mine), (clerk, paper), (me, paper)):
        refused = await decide(registry, who, request)
        assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    assert (
        await decide(registry, people("PROVINCE_WORKING_GROUP", area="73"), mine)
    ).status_code == 404
    assert (await decide(registry, people("TAMBON_STAFF", area=PLACE), mine)).status_code == 403
    assert (
        await decide(registry, weak(people, "PROVINCE_WORKING_GROUP", area="72"), mine)
    ).json()["code"] == "second-factor-required"
    no_reason = await decide(registry, clerk, mine, reason_th=None)
    assert no_reason.json()["code"] == "validation-failed"
    decision = str(new_id())
    for status in (200, 200):
        done = await decide(registry, clerk, mine, id=decision)
        assert (done.status_code, done.json()["status"]) == (status, "ACCEPTED")
    assert (await decide(registry, clerk, mine, "REJECTED")).json()["code"] == "state-conflict"


async def test_who_asked_does_not_decide_by_another_account(
    registry: Client, people: People
) -> None:
    def clerk(name: str, person: str) -> dict[str, str]:
        token = tokens.sign(people.key, name, [PROVINCE], strong=True, person=person)
        return {"Authorization": f"Bearer {token}"}

    person = await register(registry, people("TAMBON_STAFF", area=PLACE))
    paper = (await ask(registry, clerk("one", "clerk"), person_id=person)).json()["id"]
    refused = await decide(registry, clerk("two", "clerk"), paper)
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")
    assert (await decide(registry, clerk("three", "other"), paper)).status_code == 200


async def test_who_asked_does_not_decide_as_the_person_whom_two_records_became(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person, double, kept = [await register(registry, staff) for _ in range(3)]
    asking = tokens.sign(people.key, "asking", [PROVINCE], strong=True, person=double)
    deciding = tokens.sign(people.key, "deciding", [PROVINCE], strong=True, person=kept)
    paper = await ask(registry, {"Authorization": f"Bearer {asking}"}, person_id=person)
    merger = {"into_id": kept, "reason": "บันทึกซ้ำ"}
    who = {**people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
    done = await registry.post(f"/v1/people/{double}/mergers", json=merger, headers=who)
    assert done.status_code == 200, done.text
    refused = await decide(registry, {"Authorization": f"Bearer {deciding}"}, paper.json()["id"])
    assert (refused.status_code, refused.json()["code"]) == (403, "same-person")


async def test_an_accepted_objection_ends_the_bases_that_may_end(
    registry: Client, people: People
) -> None:
    bases = [basis(), basis(purpose="PAY_SUPPORT", basis="LEGAL_DUTY")]
    person, me = await somebody(registry, people, legal_bases=bases)
    request = (await ask(registry, me, kind="OBJECTION")).json()["id"]
    assert (await decide(registry, people("REGION_OFFICE", area="72"), request)).status_code == 200
    staff, path = people("TAMBON_STAFF", area=PLACE), f"/v1/people/{person}?purpose="
    assert (await registry.get(path + "CONTACT_LEADERS", headers=staff)).json()["masked"] is True
    assert (await registry.get(path + "PAY_SUPPORT", headers=staff)).json()["masked"] is False


async def test_ones_own_data_tells_everything_and_who_looked(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    person, me = await somebody(registry, people, membership=post(group), given_name_th="<b>สมหญิง")
    staff = people("TAMBON_STAFF", area=PLACE)
    await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    answer = await registry.get("/v1/me/personal-data", headers=me)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    told = answer.json()
    assert (told["person"]["phone"], told["person"]["birth_year_be"]) == ("0812341234", 2511)
    assert told["memberships"][0]["post"] == "CHAIR"
    assert told["purposes"][0]["source"] == "แบบรายงานตัว"
    assert [look["purpose"] for look in told["accesses"]] == ["OWN_DATA", "CONTACT_LEADERS"]
    assert {each["actor"] for each in told["recipients"]} >= {f"test:TAMBON_STAFF:{PLACE}"}
    page = await registry.get("/v1/me/personal-data", headers={**me, "Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;b&gt;สมหญิง" in page.text
    assert "ทุกครั้งที่มีผู้เข้าดู" in page.text
    assert "<b>" not in page.text
    assert (await registry.get("/v1/me/personal-data", headers=staff)).status_code == 404
    assert (await registry.get("/v1/me/personal-data")).status_code == 401


async def test_nothing_of_an_erased_person_is_left_but_the_seat(
    registry: Client, people: People, ledger: Path
) -> None:
    group, mark = await organization(registry, people), "ษฬฮฌ"
    person, me = await somebody(
        registry, people, membership=post(group), given_name_th=mark, family_name_th=mark, address_th=mark,
        email="zqxj@example.org", line_id="zqxj", phone="0866600066", legal_bases=[basis(source=mark)],
    )  # fmt: skip
    sub = (
        await rows(registry, "SELECT id::text, login FROM accounts WHERE person_id = %s", person)
    )[0]
    request = (
        await ask(
            registry, {**me, "Idempotency-Key": str(new_id())}, kind="ERASURE", details_th=mark
        )
    ).json()["id"]
    province = people("PROVINCE_WORKING_GROUP", area="72")
    rejected = (await ask(registry, me, kind="CORRECTION", details_th=mark)).json()["id"]
    await decide(registry, province, rejected, "REJECTED", reason_th=mark)
    seat = (await registry.get(f"/v1/memberships?person={person}")).json()["items"][0]["id"]
    assert told(ledger) == []
    done = await decide(registry, province, request, reason_th=mark)
    assert (done.status_code, done.json()["status"]) == (200, "ACCEPTED"), done.text
    shown = (await registry.get(f"/v1/memberships/{seat}")).json()
    assert (shown["holder_th"], shown["person_id"], shown["post"]) == (
        "ผู้นำ (ลบข้อมูลแล้ว)",
        None,
        "CHAIR",
    )
    assert shown["ends_on"] is not None
    tomb = (await registry.get(f"/v1/people/{person}", headers=province)).json()
    assert (tomb["status"], tomb["given_name_th"], tomb["phone"]) == ("ERASED", None, None)
    await settle(registry)
    assert await leaks(registry, mark, "zqxj", "0866600066", sub[1]) == []
    assert not await rows(
        registry, "SELECT 1 FROM idempotency WHERE principal LIKE %s", f"{sub[0]} %"
    )
    assert await rows(registry, "SELECT 1 FROM revocations WHERE name = %s", f"subject:{sub[0]}")
    assert await rows(registry, "SELECT status FROM accounts WHERE id = %s", sub[0]) == [
        ("DISABLED",)
    ]
    assert await rows(registry, "SELECT 1 FROM erasures WHERE person_id = %s", person)
    assert told(ledger) == [person]
    events = await rows(
        registry, "SELECT data FROM feed WHERE subject = %s AND type = 'person.erased'", person
    )
    assert set(events[0][0]) == {"id", "area_code", "status", "merged_into_id", "revision"}
    async with registry.app.state.database.transaction() as session:
        await actions.erase(session, UUID(person), by=BY)
    await settle(registry)
    assert await rows(
        registry, "SELECT count(*) FROM feed WHERE type = 'person.erased' AND subject = %s", person
    ) == [(1,)]
    assert told(ledger) == [person]


async def leaks(registry: Client, *tokens: str) -> list[tuple[str, str]]:
    """Return (table, token) for every place of the database where a token stands."""
    tables = await rows(registry, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [
        (table, token)
        for (table,) in tables
        for token in tokens
        if await rows(
            registry,
            f'SELECT 1 FROM "{table}" t WHERE row_to_json(t)::text LIKE %s LIMIT 1',
            f"%{token}%",
        )
    ]


async def test_the_search_for_leaks_finds_them(registry: Client, people: People) -> None:
    await register(registry, people("TAMBON_STAFF", area=PLACE), given_name_th="ฆฌฬ")
    assert await leaks(registry, "ฆฌฬ") == [("people", "ฆฌฬ")]


async def test_an_erasure_that_the_file_does_not_know_does_not_happen(
    registry: Client, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, _ = await somebody(registry, people)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KHABUAN_ERASURES_FILE", str(tmp_path / "file" / "below"))
    with pytest.raises(Problem, match="temporarily-unavailable"):
        async with registry.app.state.database.transaction() as session:
            await actions.erase(session, UUID(person), by=BY)
    assert await rows(registry, "SELECT status, phone FROM people WHERE id = %s", person) == [
        ("ACTIVE", "0812341234")
    ]


async def test_erasing_reaches_the_records_that_were_merged(
    registry: Client, people: People, ledger: Path
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    kept, double = await register(registry, staff), await register(registry, staff)
    act = {**staff, "Idempotency-Key": str(new_id())}
    await registry.post(
        f"/v1/people/{double}/mergers", json={"into_id": kept, "reason": "ซ้ำ"}, headers=act
    )
    async with registry.app.state.database.transaction() as session:
        await actions.erase(session, UUID(kept), by=BY)
    assert set(told(ledger)) == {kept, double}
    with pytest.raises(Problem, match="not-found"):
        async with registry.app.state.database.transaction() as session:
            await actions.erase(session, new_id(), by=BY)


@pytest.mark.parametrize("old", [False, True])
async def test_erasing_reaches_a_chain_of_mergers(
    registry: Client, people: People, ledger: Path, old: bool
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second, third = [await register(registry, staff) for _ in range(3)]
    asked = (await ask(registry, staff, person_id=first, details_th="ความลับกขค")).json()["id"]
    for one, into in ((first, second), (second, third)):
        act = {**staff, "Idempotency-Key": str(new_id())}
        body = {"into_id": into, "reason": "ซ้ำ"}
        done = await registry.post(f"/v1/people/{one}/mergers", json=body, headers=act)
        assert done.status_code == 200, done.text
    chain = "SELECT merged_into_id FROM people WHERE id = %s"
    assert await rows(registry, chain, first) == [(UUID(third),)]
    holder = "SELECT person_id FROM data_requests WHERE id = %s"
    assert await rows(registry, holder, asked) == [(UUID(third),)]
    if old:  # as mergers left it before they moved all
        async with registry.app.state.database.reading() as connection:
            await connection.execute(
                "UPDATE people SET merged_into_id = %s WHERE id = %s", (second, first)
            )
            await connection.execute(
                "UPDATE data_requests SET person_id = %s WHERE id = %s", (first, asked)
            )
    async with registry.app.state.database.transaction() as session:
        await actions.erase(session, UUID(third), by=BY)
    assert set(told(ledger)) == {first, second, third}
    kept = "SELECT count(*) FROM erasures WHERE person_id = ANY(%s::uuid[])"
    assert await rows(registry, kept, [first, second, third]) == [(3,)]
    words = "SELECT details_th FROM data_requests WHERE id = %s"
    assert await rows(registry, words, asked) == [(None,)]


async def test_what_is_kept_too_long_is_thrown_away(registry: Client, people: People) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    idle = await register(registry, staff)
    busy = await register(registry, staff, membership=post(group))
    day = dt.datetime.now(dt.UTC).date()
    database = registry.app.state.database

    async def state(person: str) -> tuple[Any, ...]:
        found = await rows(
            registry, "SELECT status, phone, given_name_th FROM people WHERE id = %s", person
        )
        return found[0]

    await actions.purge(database, day + dt.timedelta(days=360))
    assert await state(idle) == ("ACTIVE", "0812341234", "สมชาย")
    await actions.purge(database, day + dt.timedelta(days=370))
    assert await state(idle) == ("ACTIVE", None, "สมชาย")
    await actions.purge(database, day + dt.timedelta(days=1900))
    assert await state(idle) == ("ERASED", None, None)
    assert await state(busy) == ("ACTIVE", "0812341234", "สมชาย")


async def test_a_breach_report_counts_whom_a_token_touched(
    registry: Client, people: People
) -> None:
    staff = signed(people, "thief", {"role": "TAMBON_STAFF", "area": PLACE})
    touched = [
        await register(registry, people("TAMBON_STAFF", area=PLACE), email=mail)
        for mail in ("a@b.co", None)
    ]
    await register(registry, people("TAMBON_STAFF", area=PLACE))
    since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    for person in touched:
        await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    token = (await rows(registry, "SELECT token FROM access_log WHERE actor = 'thief' LIMIT 1"))[
        0
    ][0]
    async with registry.app.state.database.transaction() as session:
        by_subject = await queries.breach(session, subject="thief", since=since)
        by_token = await queries.breach(session, token=token, since=since)
        later = await queries.breach(session, subject="thief", since=since + dt.timedelta(hours=1))
    assert by_subject == by_token
    assert {str(each["person_id"]) for each in by_subject["persons"]} == set(touched)
    assert (
        by_subject["by_class"]["restricted"]["phone"],
        by_subject["by_class"]["restricted"]["email"],
    ) == (2, 1)
    assert (later["count"], later["by_class"]["restricted"]["phone"]) == (0, 0)


async def test_counts_hide_the_few_by_who_asks(registry: Client, people: People) -> None:
    staff = people("PROVINCE_WORKING_GROUP", area="96")
    areas = await rows(
        registry, "SELECT code FROM areas WHERE code LIKE '9601__' ORDER BY code LIMIT 2"
    )
    group = await organization(registry, people, areas[0][0])
    for _ in range(6):
        await register(registry, staff, area_code=areas[0][0], membership=post(group))
    path = "/v1/people/counts?area=9601&by=post"
    with counted(registry) as asked:
        outside = (await registry.get(path)).json()
    assert len(asked) == 2
    assert outside["k"] == 10
    assert all(
        cell["suppressed"] and cell["count"] is None
        for row in outside["rows"]
        for cell in row["cells"]
    )
    home = (await registry.get(path, headers=staff)).json()
    assert home["k"] == 5
    assert '"count": 6' in json.dumps(home)
    assert '"count": 6' not in json.dumps(outside)
    other = await registry.get(path, headers=people("PROVINCE_WORKING_GROUP", area="72"))
    assert other.json()["k"] == 10
    assert (await registry.get("/v1/people/counts?area=99")).status_code == 404
    assert (await registry.get("/v1/people/counts?by=generation")).json()["columns"][
        -1
    ] == "UNKNOWN"
    assert new()["birth_year_be"] // 20 * 20 == 2500
