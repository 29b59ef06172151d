"""People: masked for everybody, opened for a purpose with a basis, and every look is written down."""

import hashlib
from typing import Any
from uuid import UUID

import psycopg
import pytest

from shared import feed, tokens
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle

PLACE = "720602"
CANARY = "กขฃคฆง"


async def organization(registry: Client, people: People, area: str = PLACE) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "confirm_new": True,
        "name_th": "กลุ่มออมทรัพย์",
        "area_code": area,
    }
    made = await registry.post(
        "/v1/organizations", json=body, headers=people("NATIONAL_ADMIN", area="")
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def basis(**facts: Any) -> dict[str, Any]:
    return {"purpose": "CONTACT_LEADERS", "basis": "PUBLIC_TASK", "source": "แบบรายงานตัว",
            "notice_version": "2569-1", **facts}  # fmt: skip


def new(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "area_code": PLACE,
        "prefix_th": "นาย",
        "given_name_th": "สมชาย",
        "family_name_th": "ใจดี",
        "birth_year_be": 2511,
        "phone": "081-234-1234",
        "work_phone": "034000999",
        "email": "somchai@example.org",
        "line_id": "somchai.line",
        "address_th": "12/3 หมู่ 4",
        "attested_on": "2026-11-01",
        "legal_bases": [basis()],
        **facts,
    }


def post(organization_id: str, post: str = "CHAIR") -> dict[str, Any]:
    return {"organization_id": organization_id, "post": post, "starts_on": "2025-10-01"}


def weak(people: People, role: str, **reach: str) -> dict[str, str]:
    token = tokens.sign(people.key, "test:weak", [{"role": role, **reach}], minutes=60)
    return {"Authorization": f"Bearer {token}"}


async def register(registry: Client, who: dict[str, str], **facts: Any) -> str:
    made = await registry.post("/v1/people", json=new(**facts), headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def rows(registry: Client, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    async with registry.app.state.database.reading() as connection:
        return list(await (await connection.execute(sql, values)).fetchall())


async def looks(registry: Client) -> list[tuple[Any, ...]]:
    return await rows(
        registry, "SELECT purpose, route, persons, actor FROM access_log ORDER BY number"
    )


async def test_somebody_is_registered_masked_and_the_same_twice(
    registry: Client, people: People
) -> None:
    who, body = people("TAMBON_STAFF", area=PLACE), new()
    made = await registry.post("/v1/people", json=body, headers=who)
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["given_name_th"], shown["family_name_th"], shown["prefix_th"]) == (
        "ส***",
        "ใ***",
        None,
    )
    assert (shown["phone"], shown["work_phone"]) == ("08x-xxx-1234", "03x-xxx-0999")
    assert (shown["email"], shown["line_id"], shown["address_th"]) == ("***", "***", "***")
    assert (shown["birth_year_be"], shown["masked"]) == (None, True)
    again = await registry.post("/v1/people", json=body, headers=who)
    assert (again.status_code, again.content) == (200, made.content)
    read = await registry.get(made.headers["location"], headers=who)
    assert read.json() == shown


async def test_the_name_of_who_holds_a_public_post_is_public_and_nothing_else(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    chair = await register(registry, staff, membership=post(group))
    shown = (await registry.get(f"/v1/people/{chair}")).json()
    assert (shown["prefix_th"], shown["given_name_th"], shown["family_name_th"]) == (
        "นาย",
        "สมชาย",
        "ใจดี",
    )
    assert shown["posts"] == [{"organization_id": group, "post": "CHAIR"}]
    assert shown["phone"] == "08x-xxx-1234"
    assert shown["masked"] is True


async def test_a_plain_member_is_there_for_their_own_alone(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    member = await register(
        registry, people("TAMBON_STAFF", area=PLACE), membership=post(group, "MEMBER")
    )
    path, nobody = f"/v1/people/{member}", f"/v1/people/{new_id()}"
    for who in ({}, people("MEMBER", organization=str(new_id())), people("PARTNER_AGENCY", agency=str(new_id())),
                people("TAMBON_STAFF", area="720603"), people("LEADER", area="710911", organization=str(new_id()))):  # fmt: skip
        for query in ("", "?purpose=CONTACT_LEADERS"):
            theirs, none = (
                await registry.get(path + query, headers=who),
                await registry.get(nobody + query, headers=who),
            )
            assert theirs.status_code == none.status_code == 404
            strip = {"request_id"}
            assert {k: v for k, v in theirs.json().items() if k not in strip} == {
                k: v for k, v in none.json().items() if k not in strip
            }
        listed = await registry.get(f"/v1/people?organization={group}", headers=who)
        assert listed.json()["items"] == []
    fellow = people("MEMBER", organization=group)
    shown = (await registry.get(path, headers=fellow)).json()
    assert (shown["work_phone"], shown["phone"], shown["given_name_th"]) == (
        "034000999",
        "08x-xxx-1234",
        "สมชาย",
    )
    auditor = (await registry.get(path, headers=people("AUDITOR", area=""))).json()
    assert (auditor["work_phone"], auditor["given_name_th"]) == ("03x-xxx-0999", "ส***")


async def test_a_purpose_with_a_basis_opens_and_the_look_is_written_down(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group))
    before = len(await looks(registry))
    path = f"/v1/people/{person}"
    full = await registry.get(f"{path}?purpose=CONTACT_LEADERS", headers=staff)
    assert full.status_code == 200, full.text
    assert full.headers["cache-control"] == "no-store"
    shown = full.json()
    assert (shown["phone"], shown["email"], shown["address_th"]) == (
        "0812341234",
        "somchai@example.org",
        "12/3 หมู่ 4",
    )
    assert (shown["birth_year_be"], shown["masked"]) == (2511, False)
    assert "name_sort" not in shown
    entry = (await looks(registry))[before:]
    assert entry == [
        ("CONTACT_LEADERS", "/v1/people/{id}", [UUID(person)], f"test:TAMBON_STAFF:{PLACE}")
    ]
    other = (await registry.get(f"{path}?purpose=VERIFY_IDENTITY", headers=staff)).json()
    assert (other["phone"], other["masked"]) == ("08x-xxx-1234", True)
    assert (await looks(registry))[-1][:3] == ("VERIFY_IDENTITY", "/v1/people/{id}", [])
    leader = people("LEADER", area="720602", organization=group)
    assert (await registry.get(f"{path}?purpose=CONTACT_LEADERS", headers=leader)).json()[
        "phone"
    ] == "0812341234"


@pytest.mark.parametrize(
    ("role", "reach", "status", "code"),
    [("TAMBON_STAFF", {"area": "720603"}, 403, "outside-area-grant"), ("MEMBER", {"area": PLACE}, 403, "insufficient-scope"),
     ("AUDITOR", {"area": ""}, 403, "insufficient-scope"), ("PARTNER_AGENCY", {"agency": "x"}, 403, "insufficient-scope"),
     ("LEADER", {"area": PLACE, "organization": "other"}, 403, "outside-area-grant"), (None, {}, 401, "unauthenticated")],
)  # fmt: skip
async def test_who_may_not_look_is_refused_and_no_look_is_written(
    registry: Client,
    people: People,
    role: str | None,
    reach: dict[str, str],
    status: int,
    code: str,
) -> None:
    group = await organization(registry, people)
    person = await register(registry, people("TAMBON_STAFF", area=PLACE), membership=post(group))
    before = await looks(registry)
    who = people(role, **reach) if role else {}
    answer = await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=who)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    listed = await registry.get(
        f"/v1/people?purpose=CONTACT_LEADERS&organization={group}", headers=who
    )
    assert "0812341234" not in listed.text
    if code == "outside-area-grant":
        assert (listed.json()["items"][0]["masked"], (await looks(registry))[-1][2]) == (True, [])
    else:
        assert (listed.json()["code"], await looks(registry)) == (code, before)


async def test_a_password_alone_opens_nothing(registry: Client, people: People) -> None:
    group = await organization(registry, people)
    person = await register(registry, people("TAMBON_STAFF", area=PLACE), membership=post(group))
    who = weak(people, "TAMBON_STAFF", area=PLACE)
    for path in (
        f"/v1/people/{person}?purpose=CONTACT_LEADERS",
        "/v1/people?purpose=CONTACT_LEADERS",
    ):
        answer = await registry.get(path, headers=who)
        assert (answer.status_code, answer.json()["code"]) == (403, "second-factor-required")
    assert (await registry.get(f"/v1/people/{person}", headers=who)).status_code == 200


async def test_a_list_for_a_purpose_opens_page_by_page_and_logs_each(
    registry: Client, people: People
) -> None:
    group, staff = (
        await organization(registry, people, "720601"),
        people("PROVINCE_WORKING_GROUP", area="72"),
    )
    made = {
        await register(registry, staff, area_code="720601", membership=post(group))
        for _ in range(3)
    }
    shut = await register(
        registry,
        staff,
        area_code="720601",
        membership=post(group),
        legal_bases=[basis(purpose="PAY_SUPPORT")],
    )
    path = f"/v1/people?purpose=CONTACT_LEADERS&organization={group}&limit=2"
    before, seen = len(await looks(registry)), []
    while path:
        with counted(registry) as queries:
            page = await registry.get(path, headers=staff)
        assert page.status_code == 200, page.text
        assert len([q for q in queries if "FROM people" in q]) == 1
        assert len(queries) == 3
        seen += page.json()["items"]
        path = page.json()["next"]
    assert {item["id"] for item in seen if item["phone"] == "0812341234"} == made
    assert [item["phone"] for item in seen if item["id"] == shut] == ["08x-xxx-1234"]
    entries = (await looks(registry))[before:]
    assert len(entries) == 2
    assert {str(each) for entry in entries for each in entry[2]} == made
    masked = await registry.get(f"/v1/people?organization={group}&limit=2", headers=staff)
    other = await registry.get(masked.json()["next"] + "&purpose=CONTACT_LEADERS", headers=staff)
    assert other.json()["code"] == "cursor-mismatch"


async def test_the_masked_list_is_one_query_and_logs_nothing(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    await register(
        registry, people("TAMBON_STAFF", area=PLACE), membership=post(group, "SECRETARY")
    )
    before = await looks(registry)
    for query, count in ((f"organization={group}", 1), (f"organization={group}&post=SECRETARY", 1),
                         (f"organization={group}&post=CHAIR", 0), (f"organization={group}&area=73", 0)):  # fmt: skip
        with counted(registry) as queries:
            answer = await registry.get(f"/v1/people?{query}")
        assert (len(queries), len(answer.json()["items"])) == (1, count), query
    assert await looks(registry) == before


async def test_a_post_as_plain_member_is_not_found_by_filters(
    registry: Client, people: People
) -> None:
    open_group, quiet = await organization(registry, people), await organization(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(open_group))
    begun = await registry.post(
        "/v1/memberships", json={"person_id": person, **post(quiet, "MEMBER")}, headers=staff
    )
    assert begun.status_code == 201, begun.text
    for path in (f"/v1/people?organization={quiet}", f"/v1/people?organization={quiet}&post=CHAIR",
                 f"/v1/people?organization={open_group}&post=MEMBER"):  # fmt: skip
        assert (await registry.get(path)).json()["items"] == []
    assert (
        len(
            (await registry.get(f"/v1/people?organization={quiet}", headers=staff)).json()["items"]
        )
        == 1
    )


@pytest.mark.parametrize("closed", ["ended", "expired"])
async def test_a_basis_that_ended_opens_nothing_from_then_on(
    registry: Client, people: People, closed: str
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    own = basis(id=str(new_id()), **({"expires_on": "2026-01-01"} if closed == "expired" else {}))
    person = await register(registry, staff, legal_bases=[own])
    path = f"/v1/people/{person}?purpose=CONTACT_LEADERS"
    if closed == "ended":
        assert (await registry.get(path, headers=staff)).json()["phone"] == "0812341234"
        ended = await registry.post(
            f"/v1/legal-bases/{own['id']}/endings", json={"reason": "ถอนความยินยอม"},
            headers={**staff, "Idempotency-Key": str(new_id())},
        )  # fmt: skip
        assert ended.status_code == 200, ended.text
    assert (await registry.get(path, headers=staff)).json()["phone"] == "08x-xxx-1234"
    added = await registry.post(f"/v1/people/{person}/legal-bases", json=basis(), headers=staff)
    assert added.status_code == 201, added.text
    assert (await registry.get(path, headers=staff)).json()["phone"] == "0812341234"


async def test_what_cannot_be_logged_is_not_given(registry: Client, people: People) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    await rows_none(
        registry, "ALTER TABLE access_log ADD CONSTRAINT refuses CHECK (false) NOT VALID"
    )
    try:
        for path in (f"/v1/people/{person}", "/v1/people"):
            answer = await registry.get(f"{path}?purpose=CONTACT_LEADERS", headers=staff)
            assert (answer.status_code, answer.json()["code"]) == (503, "temporarily-unavailable")
            assert "0812341234" not in answer.text
    finally:
        await rows_none(registry, "ALTER TABLE access_log DROP CONSTRAINT refuses")
    assert (
        await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    ).status_code == 200


async def rows_none(registry: Client, sql: str) -> None:
    async with registry.app.state.database.reading() as connection:
        await connection.execute(sql)


@pytest.mark.parametrize("table", ["access_log", "erasures"])
async def test_logs_only_grow(registry: Client, people: People, table: str) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    await rows_none(registry, f"INSERT INTO erasures (person_id, by) VALUES ('{new_id()}', 'x')")
    for sql in (f"UPDATE {table} SET {'actor' if table == 'access_log' else 'by'} = 'nobody'",
                f"DELETE FROM {table}", f"TRUNCATE {table}"):  # fmt: skip
        for role in ("origin", "replica"):
            with pytest.raises(psycopg.Error, match=r"only grows|permission denied"):
                async with (
                    registry.app.state.database.reading() as connection,
                    connection.transaction(),
                ):
                    await connection.execute(f"SET LOCAL session_replication_role = {role}")
                    await connection.execute(sql)
    assert await rows(registry, f"SELECT 1 FROM {table} LIMIT 1")


async def test_the_log_is_a_chain(registry: Client, people: People) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    entries = await rows(
        registry,
        "SELECT number, at AT TIME ZONE 'UTC', actor, token, purpose, route, persons::text, address, request_id, hash"
        " FROM access_log ORDER BY number",
    )
    last, previous = feed.START
    for number, at, *row, stored in entries:
        stamp = f"{at.isoformat(sep=' ')}+00:00"
        assert number == last + 1
        previous = feed.chain(previous, number, (stamp, *row))
        assert previous == bytes(stored)
        last = number
    assert last > 0


async def test_the_log_is_for_auditors(registry: Client, people: People) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    path = f"/v1/access-log?person={person}"
    with counted(registry) as queries:
        found = await registry.get(path, headers=people("AUDITOR", area=""))
    assert (len(queries), found.status_code) == (1, 200), found.text
    entry = found.json()["items"][0]
    assert (entry["purpose"], entry["persons"], entry["route"]) == (
        "CONTACT_LEADERS",
        [person],
        "/v1/people/{id}",
    )
    assert "token" not in entry
    assert (
        found.json()["items"]
        == (
            await registry.get(
                f"{path}&since=2026-01-01T00:00:00Z&actor=test:TAMBON_STAFF:720602",
                headers=people("NATIONAL_ADMIN", area=""),
            )
        ).json()["items"]
    )
    assert (
        await registry.get(
            f"{path}&since=2100-01-01T00:00:00Z", headers=people("AUDITOR", area="")
        )
    ).json()["items"] == []
    assert (await registry.get(path, headers=staff)).status_code == 403
    assert (await registry.get(path, headers=weak(people, "AUDITOR", area=""))).json()[
        "code"
    ] == "second-factor-required"
    assert (await registry.get(path)).status_code == 401


@pytest.mark.parametrize(
    "field", ["prefix_th", "given_name_th", "family_name_th", "address_th", "line_id", "email"]
)
async def test_a_national_id_is_refused_in_every_text(
    registry: Client, people: People, field: str
) -> None:
    number = "1103702071811"
    value = f"x{number}@example.org" if field == "email" else number
    answer = await registry.post(
        "/v1/people", json=new(**{field: value}), headers=people("TAMBON_STAFF", area=PLACE)
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0] | {"detail": ""} == {
        "pointer": f"#/{field}",
        "code": "national-id",
        "detail": "",
    }
    assert number not in answer.text


async def test_a_national_id_is_refused_in_bases_and_changes(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    for bad in (basis(source="บัตร 1-1037-02071-81-1"), basis(notice_version="1103702071811")):
        answer = await registry.post("/v1/people", json=new(legal_bases=[bad]), headers=staff)
        assert answer.json()["errors"][0]["code"] == "national-id"
    person = await register(registry, staff)
    changed = await registry.patch(
        f"/v1/people/{person}",
        json={"address_th": "๑๑๐๓๗๐๒๐๗๑๘๑๑"},
        headers={**staff, "If-Match": '"r1"'},
    )
    assert changed.json()["errors"][0]["code"] == "national-id"
    assert (
        await registry.post("/v1/people", json=new(national_id="1103702071811"), headers=staff)
    ).status_code == 422


async def test_somebody_without_a_legal_basis_is_not_registered(
    registry: Client, people: People
) -> None:
    answer = await registry.post(
        "/v1/people", json=new(legal_bases=[]), headers=people("TAMBON_STAFF", area=PLACE)
    )
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/legal_bases")


@pytest.mark.parametrize(
    ("role", "reach", "status"),
    [("TAMBON_STAFF", {"area": "720603"}, 403), ("PROVINCE_WORKING_GROUP", {"area": "72"}, 201), ("MEMBER", {"area": PLACE}, 403),
     ("AUDITOR", {"area": ""}, 403), ("PARTNER_AGENCY", {"agency": "x"}, 403), ("LEADER", {"area": PLACE, "organization": "other"}, 403)],
)  # fmt: skip
async def test_only_who_is_responsible_registers(
    registry: Client, people: People, role: str, reach: dict[str, str], status: int
) -> None:
    answer = await registry.post("/v1/people", json=new(), headers=people(role, **reach))
    assert answer.status_code == status
    assert (await registry.post("/v1/people", json=new())).status_code == 401


async def test_a_leader_registers_people_of_their_own_organization_alone(
    registry: Client, people: People
) -> None:
    own, other = await organization(registry, people), await organization(registry, people)
    leader = people("LEADER", area=PLACE, organization=own)
    for membership, status in (
        (None, 403),
        (post(other, "MEMBER"), 403),
        (post(own, "MEMBER"), 201),
    ):
        answer = await registry.post("/v1/people", json=new(membership=membership), headers=leader)
        assert answer.status_code == status, answer.text


async def test_staff_give_no_post_in_an_organization_of_elsewhere(
    registry: Client, people: People
) -> None:
    far, staff = await organization(registry, people, "960101"), people("TAMBON_STAFF", area=PLACE)
    made = await registry.post("/v1/people", json=new(membership=post(far)), headers=staff)
    assert (made.status_code, made.json()["code"]) == (403, "outside-area-grant")


async def test_a_change_needs_the_revision_and_leaves_ids_alone_in_the_feed(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    path = f"/v1/people/{person}"
    seen = await registry.get(path, headers=staff)
    body = {"phone": "0899990000", "email": None, "reason": "เปลี่ยนเบอร์"}
    done = await registry.patch(
        path, json=body, headers={**staff, "If-Match": seen.headers["etag"]}
    )
    assert (done.status_code, done.json()["phone"], done.json()["email"]) == (
        200,
        "08x-xxx-0000",
        None,
    )
    late = await registry.patch(path, json=body, headers={**staff, "If-Match": '"r1"'})
    assert late.status_code == 412
    far = await registry.patch(
        path, json=body, headers={**people("TAMBON_STAFF", area="720603"), "If-Match": '"r2"'}
    )
    assert far.status_code == 404
    gone = await registry.patch(
        path, json={"area_code": "720603"}, headers={**staff, "If-Match": '"r2"'}
    )
    assert gone.status_code == 403
    await settle(registry)
    history = (await registry.get(f"{path}/history", headers=staff)).json()["items"]
    assert [entry["type"] for entry in history] == ["person.registered", "person.changed"]
    for entry in history:
        assert set(entry["data"]) == {"id", "area_code", "status", "merged_into_id", "revision"}
    for hidden in (path, f"/v1/people/{new_id()}"):
        assert (await registry.get(f"{hidden}/history")).status_code == 404


async def test_two_records_of_one_person_become_one(registry: Client, people: People) -> None:
    first, second = await organization(registry, people), await organization(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    kept = await register(registry, staff, membership=post(first))
    double = await register(registry, staff, membership=post(first))
    await registry.post(
        "/v1/memberships", json={"person_id": double, **post(second)}, headers=staff
    )
    act = {**staff, "Idempotency-Key": str(new_id())}
    body = {"into_id": kept, "reason": "บันทึกซ้ำ"}
    far = {**people("TAMBON_STAFF", area="720603"), "Idempotency-Key": str(new_id())}
    assert (
        await registry.post(f"/v1/people/{double}/mergers", json=body, headers=far)
    ).status_code == 403
    done = await registry.post(f"/v1/people/{double}/mergers", json=body, headers=act)
    assert done.status_code == 200, done.text
    assert (
        done.json()["status"],
        done.json()["merged_into_id"],
        done.json()["given_name_th"],
    ) == ("MERGED", kept, None)
    posts = (await registry.get(f"/v1/people/{kept}")).json()["posts"]
    assert sorted(p["organization_id"] for p in posts) == sorted([first, second])
    again = await registry.post(
        f"/v1/people/{double}/mergers",
        json=body,
        headers={**act, "Idempotency-Key": str(new_id())},
    )
    assert again.json()["code"] == "state-conflict"
    assert not await rows(
        registry, "SELECT 1 FROM people WHERE id = %s AND phone IS NOT NULL", double
    )


async def test_canaries_stay_in_their_table(
    registry: Client, people: People, capfd: pytest.CaptureFixture[str]
) -> None:
    mark = hashlib.sha256(str(new_id()).encode()).hexdigest()[:10]
    thai = "".join(CANARY[int(c, 16) % 6] for c in mark)
    secret = {
        "given_name_th": f"เก{thai}", "family_name_th": f"เข{thai}", "prefix_th": f"เค{thai}", "address_th": f"ที่{thai}",
        "email": f"{mark}@example.org", "line_id": f"l{mark}", "phone": "0877654321", "birth_year_be": 2499,
    }  # fmt: skip
    found = [thai, mark, "0877654321"]
    staff = {**people("TAMBON_STAFF", area=PLACE), "Idempotency-Key": str(new_id())}
    answers = [
        await registry.post(
            "/v1/people",
            json=new(**secret, work_phone=None, legal_bases=[basis(source=thai)]),
            headers=staff,
        )
    ]
    person = answers[0].json()["id"]
    headers = {**staff, "If-Match": '"r1"', "Idempotency-Key": str(new_id())}
    answers += [
        await registry.patch(
            f"/v1/people/{person}", json={"address_th": f"ใหม่{thai}"}, headers=headers
        ),
        await registry.patch(
            f"/v1/people/{person}", json={"address_th": thai, "phone": mark}, headers=headers
        ),
        await registry.post(
            "/v1/people", json=new(**{**secret, "attested_on": thai}), headers=staff
        ),
        await registry.post(
            "/v1/people",
            json={**new(**secret), "id": person},
            headers=people("TAMBON_STAFF", area=PLACE),
        ),
    ]
    assert [answer.status_code for answer in answers] == [201, 200, 422, 422, 409]
    await settle(registry)
    for who in ({}, staff, people("AUDITOR", area=""), people("MEMBER", area=PLACE)):
        for path in (
            f"/v1/people/{person}",
            f"/v1/people/{person}/history",
            "/v1/people?area=720602&limit=200",
            "/v1/memberships",
        ):
            answers.append(await registry.get(path, headers=who))
    full = await registry.get(f"/v1/people/{person}?purpose=CONTACT_LEADERS", headers=staff)
    assert all(token in full.text for token in found)
    stored = ""
    for table in ("feed", "outbox", "idempotency", "access_log", "parked", "revocations"):
        stored += "".join(
            str(row) for row in await rows(registry, f"SELECT row_to_json(t)::text FROM {table} t")
        )
    everything = (
        [answer.text for answer in answers]
        + [str(a.headers) for a in answers]
        + [stored, *capfd.readouterr()]
    )
    assert not [answer for answer in answers if '"birth_year_be":2' in answer.text]
    for token in found:
        assert not [text for text in everything if token in text], token
