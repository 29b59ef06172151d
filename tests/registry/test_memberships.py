"""Memberships: posts over time; whoever gives one acts for both sides, and who loses one loses its rights."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from services.registry.access import queries as access
from services.registry.people import queries
from shared import tokens
from shared.ids import new_id
from shared.thai_time import bangkok_date
from tests.conftest import Client, People, counted, settle
from tests.registry.persons import PLACE, new, organization, post, register, rows, weak


async def account(registry: Client, person: str) -> str:
    made = str(new_id())
    async with registry.app.state.database.reading() as connection:
        await connection.execute(
            "INSERT INTO accounts (id, login, area_code, person_id, status, fingerprint, revision)"
            " VALUES (%s, %s, '720602', %s, 'ACTIVE', '', 1)",
            (made, f"x{made}", person),
        )
    return made


def signed(people: People, sub: str, *grants: dict[str, str]) -> dict[str, str]:
    token = tokens.sign(people.key, sub, list(grants), minutes=60, strong=True)
    return {"Authorization": f"Bearer {token}"}


async def begin(
    registry: Client, who: dict[str, str], person: str, group: str, kind: str = "CHAIR"
) -> Any:
    body = {"id": str(new_id()), "person_id": person, **post(group, kind)}
    return await registry.post("/v1/memberships", json=body, headers=who)


async def end(registry: Client, who: dict[str, str], path: str, day: str = "2026-11-20") -> Any:
    act = {**who, "Idempotency-Key": str(new_id())}
    return await registry.post(
        f"{path}/endings", json={"ends_on": day, "reason": "ครบวาระ"}, headers=act
    )


async def test_a_post_begins_and_ends_and_names_its_holder_meanwhile(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    made = await begin(registry, staff, person, group)
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    shown = (await registry.get(path)).json()
    assert (shown["holder_th"], shown["post"], shown["ends_on"]) == ("สมชาย ใจดี", "CHAIR", None)
    assert (await registry.get(f"/v1/people/{person}")).json()["given_name_th"] == "สมชาย"
    done = await end(registry, staff, path)
    assert (done.status_code, done.json()["ends_on"]) == (200, "2026-11-20"), done.text
    assert (await registry.get(path)).json()["holder_th"] == "สมชาย ใจดี", "who held it is public"
    assert (await registry.get(f"/v1/people/{person}")).status_code == 404
    assert (await end(registry, staff, path)).json()["code"] == "state-conflict"
    await settle(registry)
    history = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"] for entry in history] == ["membership.begun", "membership.ended"]
    assert "holder_th" not in history[0]["data"]
    assert [entry["reason"] for entry in history] == [None, None]
    seen = (await registry.get(f"{path}/history", headers=staff)).json()["items"]
    assert [entry["reason"] for entry in seen] == [None, "ครบวาระ"]
    far = people("TAMBON_STAFF", area="720603")
    told = (await registry.get(f"{path}/history", headers=far)).json()["items"]
    assert {entry["reason"] for entry in told} == {None}


async def test_the_same_post_is_held_once_at_a_time(registry: Client, people: People) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group))
    assert (await begin(registry, staff, person, group)).json()["code"] == "already-exists"
    early = await registry.get(f"/v1/memberships?person={person}")
    found = early.json()["items"][0]
    assert (await end(registry, staff, f"/v1/memberships/{found['id']}", "2025-01-01")).json()[
        "errors"
    ][0]["code"] == "end-before-start"


async def test_nobody_takes_a_person_of_elsewhere_into_their_organization(
    registry: Client, people: People
) -> None:
    own, other = await organization(registry, people), await organization(registry, people)
    chair = await register(registry, people("TAMBON_STAFF", area=PLACE), membership=post(other))
    hidden = await register(
        registry, people("TAMBON_STAFF", area=PLACE), membership=post(other, "MEMBER")
    )
    leader = people("LEADER", organization=own)
    assert (await begin(registry, leader, chair, own, "MEMBER")).status_code == 403
    unseen = await begin(registry, leader, hidden, own, "MEMBER")
    nobody = await begin(registry, leader, str(new_id()), own, "MEMBER")
    assert unseen.status_code == nobody.status_code == 422
    assert unseen.json()["errors"] == nobody.json()["errors"]
    far = people("TAMBON_STAFF", area="720603")
    assert (await begin(registry, far, chair, own)).status_code == 403


async def test_a_leader_gives_posts_to_their_own_members(registry: Client, people: People) -> None:
    own = await organization(registry, people)
    member = await register(
        registry, people("TAMBON_STAFF", area=PLACE), membership=post(own, "MEMBER")
    )
    leader = people("LEADER", area=PLACE, organization=own)
    assert (await begin(registry, leader, member, own, "TREASURER")).status_code == 201


async def test_nobody_gives_a_post_to_themselves(registry: Client, people: People) -> None:
    group = await organization(registry, people)
    person = await register(registry, people("TAMBON_STAFF", area=PLACE))
    me = signed(people, await account(registry, person), {"role": "TAMBON_STAFF", "area": PLACE})
    refused = await begin(registry, me, person, group)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-for-oneself")


async def test_ending_a_post_revokes_the_tokens_of_its_holder(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group))
    sub = await account(registry, person)
    membership = (await registry.get(f"/v1/memberships?person={person}")).json()["items"][0]["id"]
    far = people("TAMBON_STAFF", area="720603")
    assert (await end(registry, far, f"/v1/memberships/{membership}")).status_code == 403
    assert not await rows(registry, "SELECT 1 FROM revocations WHERE name = %s", f"subject:{sub}")
    assert (await end(registry, staff, f"/v1/memberships/{membership}")).status_code == 200
    assert await rows(registry, "SELECT 1 FROM revocations WHERE name = %s", f"subject:{sub}")


async def test_a_post_of_office_needs_a_second_factor_and_ends_invitations_of_others(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    body = {"id": str(new_id()), "login": "early.bird", "area_code": PLACE, "person_id": person}
    invited = await registry.post("/v1/accounts", json=body, headers=staff)
    for who in (
        weak(people, "TAMBON_STAFF", area=PLACE),
        weak(people, "LEADER", area=PLACE, organization=group),
    ):
        membership = new(membership=post(group))
        refused = (
            await registry.post("/v1/people", json=membership, headers=who),
            await begin(registry, who, person, group),
        )
        assert refused[0].json()["code"] == "second-factor-required"
        assert refused[1].status_code == 403
    plain = await begin(
        registry, weak(people, "TAMBON_STAFF", area=PLACE), person, group, "MEMBER"
    )
    assert plain.status_code == 201, plain.text
    admin = people("NATIONAL_ADMIN", area="")
    assert (await begin(registry, admin, person, group)).status_code == 201
    late = {"invitation": invited.json()["invitation"], "password": "น้ำประปาบ้านเรา ใสทุกวัน"}
    opened = await registry.post(f"/v1/accounts/{body['id']}/passwords", json=late)
    assert opened.json()["code"] == "invitation-invalid"


async def test_an_organization_that_was_dissolved_gives_no_rights(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group))
    found = []
    for status in ("ACTIVE", "DISSOLVED"):
        async with registry.app.state.database.reading() as connection:
            change = "UPDATE organizations SET status = %s WHERE id = %s"
            await connection.execute(change, (status, group))
        async with registry.app.state.database.transaction() as session:
            found.append(await access.derived(session, UUID(person), access.today()))
    assert [right.post for right in found[0]] == ["CHAIR"]
    assert found[1] == []


async def test_live_memberships_are_those_of_the_day(registry: Client, people: People) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership=post(group))
    membership = (await registry.get(f"/v1/memberships?person={person}")).json()["items"][0]["id"]
    await end(registry, staff, f"/v1/memberships/{membership}", "2026-11-20")
    found = {}
    async with registry.app.state.database.transaction() as session:
        for day in ("2025-09-30", "2025-10-01", "2026-11-19", "2026-11-20"):
            found[day] = await queries.live_memberships(
                session, UUID(person), dt.date.fromisoformat(day)
            )
    theirs = [(UUID(group), PLACE, "CHAIR")]
    assert found == {
        "2025-09-30": [],
        "2025-10-01": theirs,
        "2026-11-19": theirs,
        "2026-11-20": [],
    }


@pytest.mark.parametrize("seen", [False, True])
async def test_plain_members_are_listed_for_their_own_in_one_query(
    registry: Client, people: People, seen: bool
) -> None:
    group = await organization(registry, people)
    await register(registry, people("TAMBON_STAFF", area=PLACE), membership=post(group, "MEMBER"))
    await register(registry, people("TAMBON_STAFF", area=PLACE), membership=post(group))
    who = (
        people("MEMBER", organization=group)
        if seen
        else people("MEMBER", organization=str(new_id()))
    )
    with counted(registry) as asked:
        listed = await registry.get(f"/v1/memberships?organization={group}", headers=who)
    assert len(asked) == 1
    assert sorted(item["holder_th"] for item in listed.json()["items"]) == (
        ["ส*** ใ***", "สมชาย ใจดี"] if seen else ["สมชาย ใจดี"]
    )
    assert (
        len(
            (
                await registry.get(
                    f"/v1/memberships?area=72&post=CHAIR&organization={group}&live=false"
                )
            ).json()["items"]
        )
        == 1
    )


async def merge(
    registry: Client, who: dict[str, str], one: str, into: str
) -> tuple[int, str | None]:
    act = {**who, "Idempotency-Key": str(new_id())}
    body = {"into_id": into, "reason": "บันทึกซ้ำ"}
    answer = await registry.post(f"/v1/people/{one}/mergers", json=body, headers=act)
    return answer.status_code, answer.json().get("code")


async def test_a_merger_is_for_staff_who_stand_above_what_both_records_may_do(
    registry: Client, people: People
) -> None:
    group = await organization(registry, people)
    far = await organization(registry, people, "720603")
    admin, staff = people("NATIONAL_ADMIN", area=""), people("TAMBON_STAFF", area=PLACE)
    victim = await register(registry, staff, membership=post(group, "MEMBER"))
    assert (await begin(registry, admin, victim, far)).status_code == 201
    accomplice = await register(registry, staff, membership=post(group, "MEMBER"))
    leader = people("LEADER", area=PLACE, organization=group)
    assert (await merge(registry, leader, accomplice, victim))[0] == 403
    for one, into in ((accomplice, victim), (victim, accomplice)):
        assert await merge(registry, staff, one, into) == (403, "above-own-rank")
    no_code = weak(people, "PROVINCE_WORKING_GROUP", area="72")
    assert await merge(registry, no_code, accomplice, victim) == (403, "second-factor-required")
    sub = await account(registry, accomplice)
    province = people("PROVINCE_WORKING_GROUP", area="72")
    other = await account(registry, victim)
    assert await merge(registry, province, accomplice, victim) == (409, "state-conflict")
    async with registry.app.state.database.reading() as connection:
        close = "UPDATE accounts SET status = 'DISABLED' WHERE id = %s"
        await connection.execute(close, (other,))
    assert (await merge(registry, province, accomplice, victim))[0] == 200
    assert await rows(registry, "SELECT 1 FROM revocations WHERE name = %s", f"subject:{sub}")
    assert await rows(registry, "SELECT person_id, revision FROM accounts WHERE id = %s", sub) == [
        (UUID(victim), 2)
    ]
    await settle(registry)
    told = "SELECT data->>'person_id' FROM feed WHERE type = %s AND subject = %s"
    assert await rows(registry, told, "account.moved", sub) == [(victim,)]
    moved = await rows(
        registry,
        "SELECT 1 FROM feed WHERE type = 'legal-basis.moved' AND data->>'person_id' = %s",
        victim,
    )
    assert len(moved) == 1


async def test_of_a_post_that_has_not_begun_or_was_withdrawn_nobody_reads_whose_it_is(
    registry: Client, people: People
) -> None:
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff)
    withdrawn = await begin(registry, staff, person, group)
    done = await end(registry, staff, withdrawn.headers["location"], "2025-10-01")
    assert done.json()["holder_th"] == "รายการที่ถอนแล้ว", done.text
    tomorrow = bangkok_date(dt.datetime.now(dt.UTC)) + dt.timedelta(days=1)
    later = {**post(group, "SECRETARY"), "starts_on": str(tomorrow)}
    body = {"id": str(new_id()), "person_id": person, **later}
    ahead = await registry.post("/v1/memberships", json=body, headers=staff)
    for made in (withdrawn, ahead):
        shown = await registry.get(made.headers["location"])
        assert person not in shown.text, "neither the name nor the id"
    found = await registry.get(f"/v1/memberships?person={person}&live=false")
    assert found.json()["items"] == [], "nor does asking for the person tell"
