"""Personal data opens for a purpose with a basis, and every look is written down."""

from uuid import UUID

import psycopg
import pytest

from shared import feed
from shared.ids import new_id
from tests.conftest import Client, People, counted
from tests.registry.persons import PLACE, basis, looks, organization, post, register, rows, weak


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
