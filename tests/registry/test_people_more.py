"""Expertise, new generation, trainings and terms: for fellow members and for a purpose, gone with the person."""

import json
from typing import Any

from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry.persons import PLACE, organization, post, register, rows
from tests.registry.test_bodies import act, admin
from tests.registry.test_memberships import account, signed

WORDS = {"expertise": ["WATER", "จัดการป่าชุมชน"], "new_generation_on": "2026-05-01"}
CERTIFICATE = "ab" * 32
PURPOSE = "purpose=CONTACT_LEADERS"


def training(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "name_th": "หลักสูตรผู้นำ",
        "organizer_th": "พอช.",
        "trained_on": "2026-08-14",
        "training_hours": 18,
        "certificate_sha256": CERTIFICATE,
        **facts,
    }


async def leader(registry: Client, people: People) -> tuple[str, str]:
    """Return a chair with expertise, a term and a training, and the organization."""
    group, staff = await organization(registry, people), people("TAMBON_STAFF", area=PLACE)
    person = await register(registry, staff, membership={**post(group), "term_years": 4}, **WORDS)
    added = await registry.post(f"/v1/people/{person}/trainings", json=training(), headers=staff)
    assert added.status_code == 201, added.text
    assert "หลักสูตร" not in added.text, "the answer to a write is masked"
    return person, group


async def test_what_a_leader_is_good_at_is_for_fellows_and_for_a_purpose(
    registry: Client, people: People
) -> None:
    person, group = await leader(registry, people)
    path = f"/v1/people/{person}"
    fellow = people("MEMBER", organization=group)
    staff = people("TAMBON_STAFF", area=PLACE)
    nothing = dict.fromkeys(WORDS)
    for who, query, seen in (
        ({}, "", nothing),
        (people("MEMBER", organization=str(new_id())), "", nothing),
        (staff, "", nothing),
        (fellow, "", WORDS),
        (staff, f"?{PURPOSE}", WORDS),
    ):
        shown = (await registry.get(path + query, headers=who)).json()
        assert {name: shown[name] for name in WORDS} == seen


async def test_who_is_of_the_new_generation_is_found_by_those_who_may_see_it(
    registry: Client, people: People
) -> None:
    person, group = await leader(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    for who, query, found in (
        ({}, "", False),
        (staff, "", False),
        (people("MEMBER", organization=str(new_id())), "", False),
        (people("MEMBER", organization=group), "", True),
        (staff, f"&{PURPOSE}", True),
    ):
        path = f"/v1/people?new_generation=true&limit=200{query}"
        listed = (await registry.get(path, headers=who)).json()["items"]
        assert (person in {one["id"] for one in listed}) == found, (who, query)


async def test_trainings_are_masked_like_their_person(registry: Client, people: People) -> None:
    person, group = await leader(registry, people)
    path, staff = f"/v1/people/{person}/trainings", people("TAMBON_STAFF", area=PLACE)
    outsiders: tuple[dict[str, str], ...] = (
        {},
        people("MEMBER", organization=str(new_id())),
        people("TAMBON_STAFF", area="720603"),
    )
    for who in outsiders:
        assert (await registry.get(path, headers=who)).json()["items"] == []
    masked = (await registry.get(path, headers=staff)).json()["items"][0]
    assert (masked["name_th"], masked["trained_on"], masked["certificate_sha256"]) == (
        "***", None, None,
    )  # fmt: skip
    fellow = people("MEMBER", organization=group)
    seen = (await registry.get(path, headers=fellow)).json()["items"][0]
    assert (seen["name_th"], seen["trained_on"]) == ("หลักสูตรผู้นำ", "2026-08-14")
    assert (seen["training_hours"], seen["certificate_sha256"]) == (None, None)
    before = await rows(registry, "SELECT count(*) FROM access_log")
    opened = await registry.get(f"{path}?{PURPOSE}", headers=staff)
    whole = opened.json()["items"][0]
    assert (whole["training_hours"], whole["certificate_sha256"]) == (18, CERTIFICATE)
    assert opened.headers["cache-control"] == "no-store"
    after = await rows(registry, "SELECT count(*) FROM access_log")
    assert after[0][0] == before[0][0] + 1
    far = people("TAMBON_STAFF", area="720603")
    assert (await registry.get(f"{path}?{PURPOSE}", headers=far)).status_code == 403
    with counted(registry) as asked:
        await registry.get(path, headers=fellow)
    assert len(asked) == 2


async def test_a_training_is_corrected_by_who_may_change_the_person(
    registry: Client, people: People
) -> None:
    person, _ = await leader(registry, people)
    staff = people("TAMBON_STAFF", area=PLACE)
    listed = (await registry.get(f"/v1/people/{person}/trainings", headers=staff)).json()
    path, tag = f"/v1/trainings/{listed['items'][0]['id']}", {"If-Match": '"r1"'}
    change = {"training_hours": 12}
    far = {**people("TAMBON_STAFF", area="720603"), **tag}
    assert (await registry.patch(path, json=change, headers=far)).status_code == 404
    done = await registry.patch(path, json=change, headers={**staff, **tag})
    assert (done.status_code, done.json()["revision"]) == (200, 2)
    assert (await registry.patch(path, json=change, headers={**staff, **tag})).status_code == 412
    away = await registry.post(
        f"/v1/people/{person}/trainings",
        json=training(),
        headers=people("TAMBON_STAFF", area="72"),
    )
    assert away.status_code == 201
    refused = await registry.post(
        f"/v1/people/{person}/trainings",
        json=training(trained_on="2126-01-01"),
        headers=staff,
    )
    assert refused.json()["errors"][0]["code"] == "in-the-future"


async def test_a_term_is_shown_and_found_before_it_ends(registry: Client, people: People) -> None:
    person, group = await leader(registry, people)
    found = (await registry.get(f"/v1/memberships?person={person}")).json()["items"][0]
    assert (found["term_years"], found["term_ends_on"]) == (4, "2029-10-01")
    path = f"/v1/memberships?organization={group}&term_ends_before="
    for day, count in (("2029-10-01", 0), ("2029-10-02", 1)):
        with counted(registry) as asked:
            assert len((await registry.get(path + day)).json()["items"]) == count
        assert len(asked) == 1


async def test_one_s_own_data_tells_all_and_erasing_leaves_nothing(
    registry: Client, people: People
) -> None:
    person, group = await leader(registry, people)
    grant = {"role": "MEMBER", "organization": group}
    me = signed(people, await account(registry, person), grant)
    staff = people("TAMBON_STAFF", area=PLACE)
    body = {"id": str(new_id()), "kind": "SUBCOMMITTEE", "name_th": "คณะทำงานของฉัน"}
    await registry.post("/v1/bodies", json=body, headers=admin(people))
    seat = {"id": str(new_id()), "body_id": body["id"], "person_id": person, "post": "MEMBER"}
    seat |= {"form": "APPOINTED", "starts_on": "2026-01-01"}
    taken = await registry.post("/v1/seats", json=seat, headers=admin(people))
    assert taken.status_code == 201, taken.text
    own = (await registry.get("/v1/me/personal-data", headers=me)).json()
    assert own["person"]["expertise"] == WORDS["expertise"]
    assert own["trainings"][0]["certificate_sha256"] == CERTIFICATE
    assert own["seats"][0]["body_th"] == "คณะทำงานของฉัน"
    page = (await registry.get("/v1/me/personal-data", headers={**me, "Accept": "text/html"})).text
    assert "หลักสูตรผู้นำ" in page
    asked = {"id": str(new_id()), "kind": "ERASURE", "person_id": person}
    await registry.post("/v1/data-subject-requests", json=asked, headers=staff)
    decision = {"id": str(new_id()), "outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}
    path = f"/v1/data-subject-requests/{asked['id']}/decisions"
    done = await registry.post(path, json=decision, headers=act(admin(people)))
    assert done.status_code == 200, done.text
    left = await rows(
        registry, "SELECT row_to_json(t)::text FROM trainings t WHERE person_id = %s", person
    )
    kept = {"id", "person_id", "fingerprint", "revision", "created_at", "updated_at"}
    facts = json.loads(left[0][0])
    assert {name for name, value in facts.items() if value is not None} == kept
    emptied = await rows(
        registry, "SELECT expertise, new_generation_on FROM people WHERE id = %s", person
    )
    assert emptied == [(None, None)]
    await settle(registry)
    told = await rows(registry, "SELECT data::text FROM feed WHERE kind IN ('training', 'person')")
    assert not [line for line in told if "หลักสูตร" in line[0] or "ป่าชุมชน" in line[0]]


async def test_trainings_move_with_a_merger(registry: Client, people: People) -> None:
    person, _ = await leader(registry, people)
    into = await register(registry, people("TAMBON_STAFF", area=PLACE))
    merger = {"into_id": into, "reason": "บันทึกซ้ำ"}
    done = await registry.post(
        f"/v1/people/{person}/mergers", json=merger, headers=act(admin(people))
    )
    assert done.status_code == 200, done.text
    moved = await rows(registry, "SELECT count(*) FROM trainings WHERE person_id = %s", into)
    assert moved == [(1,)]
    await settle(registry)
    asked = (
        "SELECT data ->> 'merged_into_id' FROM feed WHERE type = 'person.merged' AND subject = %s"
    )
    told = await rows(registry, asked, person)
    assert told == [(into,)], "partners judge four eyes by this"
