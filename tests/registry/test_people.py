"""People: masked for everybody, registered with a basis, never with a national id, one person once."""

import hashlib

import pytest

from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.persons import CANARY, PLACE, basis, new, organization, post, register, rows


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
