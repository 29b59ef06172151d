"""Two records of one organization become one: everything moves, rights follow, and all of it can be put back."""

import json
from typing import Any

import pytest

from services.registry.base import Table
from services.registry.main import create_app
from services.registry.organization_references.queries import EXTENSIONS, KEPT, MOVED
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.persons import PLACE, post, register, rows, weak
from tests.registry.test_grants import claims
from tests.registry.test_memberships import account, begin, signed

ADDED = ("revision", "updated_at")


async def organization(registry: Client, people: People, name: str, **facts: Any) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": name,
        "area_code": PLACE,
        "confirm_new": True,
        **facts,
    }
    admin = people("NATIONAL_ADMIN", area="")
    made = await registry.post("/v1/organizations", json=body, headers=admin)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def merge(registry: Client, who: dict[str, str], one: str, into: str, **facts: Any) -> Any:
    body = {"id": str(new_id()), "into_id": into, "reason": "จดซ้ำ", **facts}
    act = {**who, "Idempotency-Key": str(new_id())}
    return await registry.post(f"/v1/organizations/{one}/mergers", json=body, headers=act)


async def reverse(registry: Client, who: dict[str, str], merger: str, **facts: Any) -> Any:
    body = {"id": str(new_id()), "reason": "เป็นคนละองค์กร", **facts}
    act = {**who, "Idempotency-Key": str(new_id())}
    return await registry.post(
        f"/v1/organization-mergers/{merger}/reversals", json=body, headers=act
    )


async def hold(registry: Client, who: dict[str, str], group: str, amount: str, day: str) -> str:
    body = {
        "organization_id": group,
        "kind": "SAVINGS",
        "value": {"amount": amount, "currency": "THB"},
        "as_of": day,
    }
    made = await registry.post("/v1/holdings", json=body, headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def everything(registry: Client) -> dict[str, list[dict[str, Any]]]:
    """Return every row of what may refer to organizations, without what counts changes."""
    tables = sorted({ref.column.table.name for ref in MOVED} | {"organizations"})
    found = {}
    for table in tables:
        lines = await rows(
            registry, f'SELECT to_jsonb(t) FROM {table} t ORDER BY t::text COLLATE "C"'
        )
        plain = [{k: v for k, v in line[0].items() if k not in ADDED} for line in lines]
        found[table] = sorted(plain, key=lambda line: json.dumps(line, sort_keys=True))
    return found


async def test_every_reference_to_an_organization_is_said_to_move_or_to_stay() -> None:
    assert create_app is not None  # every feature's tables are known once the app is
    targets = {"organizations", *EXTENSIONS}
    referring = {
        f"{table.name}.{key.parent.name}"
        for table in Table.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in targets
    }
    referring |= {
        f"{table.name}.{column.name}"
        for table in Table.metadata.tables.values()
        for column in table.columns
        if column.name == "subject_id" or column.name.endswith("organization_id")
    } - {"personal_data.subject_id"}
    moved = {reference.place for reference in MOVED}
    own_rows = {
        f"{table}.{column.name}"
        for table in EXTENSIONS
        for column in Table.metadata.tables[table].primary_key.columns
    }
    said = moved | set(KEPT) | own_rows
    assert referring - said == set(), "say in organization_references whether these move"
    assert said - referring == set()
    assert not moved & set(KEPT)


async def test_what_refers_to_a_second_record_moves_and_is_put_back_exactly(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first = await organization(registry, people, "กลุ่มออมทรัพย์หนองสาหร่าย")
    second = await organization(
        registry,
        people,
        "ออมทรัพย์ ต.หนองสาหร่าย",
        aliases=[{"name_th": "สัจจะหนองสาหร่าย", "since": "1997-01-01"}],
    )
    heir = await organization(registry, people, "สถาบันการเงินหนองสาหร่าย", succeeds_id=second)
    person = await register(registry, staff, membership=post(second))
    body = {
        "id": str(new_id()),
        "principal_id": await account(registry, person),
        "role": "LEADER",
        "organization_id": second,
        "starts_on": "2026-01-01",
        "reason": "คำสั่งแต่งตั้ง",
    }
    admin = people("NATIONAL_ADMIN", area="")
    right = await registry.post("/v1/grants", json=body, headers=admin)
    assert right.status_code == 201, right.text
    held = await hold(registry, staff, second, "125000.25", "2025-09-30")
    before = await everything(registry)

    made = await merge(registry, staff, second, first)
    assert made.status_code == 201, made.text
    ledger = made.json()
    assert (ledger["moved_count"], ledger["ended_count"], ledger["stayed_count"]) == (4, 0, 0)
    told = (await registry.get(f"/v1/organizations/{second}")).json()
    assert (told["status"], told["merged_into_id"]) == ("MERGED", first)
    names = {
        a["name_th"] for a in (await registry.get(f"/v1/organizations/{first}")).json()["aliases"]
    }
    assert names == {"ออมทรัพย์ ต.หนองสาหร่าย", "สัจจะหนองสาหร่าย"}
    assert (await registry.get(f"/v1/holdings/{held}")).json()["organization_id"] == first
    assert (await registry.get(f"/v1/organizations/{heir}")).json()["succeeds_id"] == first
    posts = (await registry.get(f"/v1/memberships?organization={first}")).json()["items"]
    assert [each["person_id"] for each in posts] == [person]
    listed = (await registry.get(f"/v1/organizations?area={PLACE}&limit=200")).json()["items"]
    assert second not in {each["id"] for each in listed}
    asked = f"/v1/organizations?area={PLACE}&merged=true&limit=200"
    assert second in {each["id"] for each in (await registry.get(asked)).json()["items"]}
    moved = (
        await registry.get(f"/v1/organization-mergers/{ledger['id']}/lines", headers=staff)
    ).json()
    assert {line["place"] for line in moved["items"]} == {
        "memberships.organization_id",
        "grants.organization_id",
        "holdings.organization_id",
        "organizations.succeeds_id",
    }
    public = await registry.get(f"/v1/organization-mergers/{ledger['id']}/lines")
    assert public.json()["items"] == []

    back = await reverse(registry, staff, ledger["id"])
    assert back.status_code == 200, back.text
    assert (back.json()["back_count"], back.json()["not_back_count"]) == (4, 0)
    assert await everything(registry) == before
    await settle(registry)
    for path, verbs in (
        (f"/v1/organizations/{second}", ["registered", "merged", "unmerged"]),
        (f"/v1/organizations/{first}", ["registered", "took_over", "gave_back"]),
        (f"/v1/holdings/{held}", ["stated", "moved", "moved"]),
    ):
        history = (await registry.get(f"{path}/history")).json()["items"]
        assert [each["type"].split(".")[1] for each in history] == verbs
        revisions = [each["revision"] for each in history]
        assert revisions == sorted(set(revisions)), "every event has a revision of its own"
    acts = (await registry.get(f"/v1/organization-mergers/{ledger['id']}/history")).json()["items"]
    assert [each["type"].split(".")[1] for each in acts] == ["recorded", "reversed"]


async def test_sending_either_act_twice_is_harmless_and_each_is_done_once(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second = [await organization(registry, people, f"กลุ่มทอผ้า {n}") for n in (1, 2)]
    act = str(new_id())
    made = await merge(registry, staff, second, first, id=act)
    again = await merge(registry, staff, second, first, id=act)
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json() == made.json()
    assert (await merge(registry, staff, second, first)).json()["code"] == "state-conflict"
    assert (await merge(registry, staff, first, second)).json()["code"] == "state-conflict"
    undo = str(new_id())
    back = await reverse(registry, staff, act, id=undo)
    assert (await reverse(registry, staff, act, id=undo)).json() == back.json()
    assert (await reverse(registry, staff, act)).json()["code"] == "state-conflict"
    assert (await merge(registry, staff, second, first)).status_code == 201


async def test_a_post_that_both_records_have_ends_and_comes_back(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second = [await organization(registry, people, f"กลุ่มจักสาน {n}") for n in (1, 2)]
    person = await register(registry, staff, membership=post(first))
    assert (await begin(registry, staff, person, second)).status_code == 201
    one = await hold(registry, staff, first, "10.00", "2025-09-30")
    other = await hold(registry, staff, second, "20.00", "2025-09-30")
    before = await everything(registry)
    made = (await merge(registry, staff, second, first)).json()
    assert (made["moved_count"], made["ended_count"], made["stayed_count"]) == (0, 1, 1)
    live = (await registry.get(f"/v1/memberships?organization={first}")).json()["items"]
    assert len(live) == 1
    assert (await registry.get(f"/v1/holdings/{other}")).json()["organization_id"] == second
    assert (await registry.get(f"/v1/holdings/{one}")).json()["organization_id"] == first
    assert (await reverse(registry, staff, made["id"])).status_code == 200
    assert await everything(registry) == before


async def test_what_was_changed_by_hand_meanwhile_is_kept_and_told(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second, third = [
        await organization(registry, people, f"กลุ่มประมง {n}") for n in (1, 2, 3)
    ]
    changed = await hold(registry, staff, second, "10.00", "2025-09-30")
    moved_on = await hold(registry, staff, second, "20.00", "2024-09-30")
    made = (await merge(registry, staff, second, first)).json()
    by_hand = {"value": {"amount": "11.00", "currency": "THB"}}
    read = await registry.get(f"/v1/holdings/{changed}")
    done = await registry.patch(
        f"/v1/holdings/{changed}",
        json=by_hand,
        headers={**staff, "If-Match": read.headers["etag"]},
    )
    assert done.status_code == 200
    await sql(registry, "UPDATE holdings SET organization_id = %s WHERE id = %s", third, moved_on)
    back = (await reverse(registry, staff, made["id"])).json()
    assert (back["back_count"], back["not_back_count"]) == (1, 1)
    held = (await registry.get(f"/v1/holdings/{changed}")).json()
    assert (held["organization_id"], held["value"]["amount"]) == (second, "11.00")
    path = f"/v1/organization-mergers/{made['id']}/lines"
    lines = (await registry.get(path, headers=staff)).json()["items"]
    assert {line["row_key"]["id"]: line["undone"] for line in lines} == {
        changed: "CHANGED",
        moved_on: "ELSEWHERE",
    }
    nothing = await registry.get(f"/v1/organization-mergers/{new_id()}/lines", headers=staff)
    assert nothing.status_code == 404


async def sql(registry: Client, statement: str, *values: Any) -> None:
    async with registry.app.state.database.reading() as connection:
        await connection.execute(statement, values)


async def test_rights_follow_the_posts_and_tokens_of_before_are_refused(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second = [await organization(registry, people, f"กลุ่มเลี้ยงโค {n}") for n in (1, 2)]
    person = await register(registry, staff, membership=post(second))
    signs_in = await account(registry, person)
    assert [claim["organization"] for claim in await claims(registry, signs_in)] == [second]
    made = await merge(registry, staff, second, first)
    assert [claim["organization"] for claim in await claims(registry, signs_in)] == [first]
    found = await rows(
        registry, "SELECT revision FROM revocations WHERE name = %s", f"subject:{signs_in}"
    )
    assert found == [(1,)]
    await reverse(registry, staff, made.json()["id"])
    assert [claim["organization"] for claim in await claims(registry, signs_in)] == [second]
    assert (
        await rows(
            registry, "SELECT revision FROM revocations WHERE name = %s", f"subject:{signs_in}"
        )
    ) == [(2,)]


async def test_nobody_moves_their_own_post_or_merges_with_a_password_alone(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    first, second = [await organization(registry, people, f"กลุ่มปลูกผัก {n}") for n in (1, 2)]
    person = await register(registry, staff, membership=post(second))
    own = signed(people, await account(registry, person), {"role": "TAMBON_STAFF", "area": PLACE})
    assert (await merge(registry, own, second, first)).json()["code"] == "not-for-oneself"
    password_only = weak(people, "TAMBON_STAFF", area=PLACE)
    nobody = [await organization(registry, people, f"กลุ่มไร้คน {n}") for n in (1, 2)]
    for pair in ((second, first), nobody):
        refused = await merge(registry, password_only, *pair)
        assert (refused.status_code, refused.json()["code"]) == (403, "second-factor-required")
    still = (await registry.get(f"/v1/organizations/{second}")).json()
    assert (still["status"], still["revision"]) == ("ACTIVE", 1)


async def test_only_who_answers_for_both_places_merges_and_says_why(
    registry: Client, people: People
) -> None:
    here = await organization(registry, people, "กลุ่มแปรรูป")
    there = await organization(registry, people, "กลุ่มแปรรูป", area_code="720603")
    staff = people("TAMBON_STAFF", area=PLACE)
    assert (await merge(registry, staff, here, there)).json()["code"] == "outside-area-grant"
    assert (await merge(registry, staff, there, here)).json()["code"] == "outside-area-grant"
    assert (await merge(registry, people("LEADER", area=PLACE), here, there)).status_code == 403
    assert (await merge(registry, staff, here, str(new_id()))).status_code == 422
    assert (await merge(registry, staff, here, here)).status_code == 422
    assert (await merge(registry, staff, str(new_id()), here)).status_code == 404
    district = people("PROVINCE_WORKING_GROUP", area="7206")
    made = await merge(registry, district, here, there)
    assert made.status_code == 201
    assert (await reverse(registry, staff, made.json()["id"])).status_code == 403


async def test_a_merged_record_is_not_changed_and_a_later_merger_is_undone_first(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    a, b, c = [await organization(registry, people, f"กลุ่มขยะ {n}") for n in (1, 2, 3)]
    held = await hold(registry, staff, a, "5.00", "2025-09-30")
    one = (await merge(registry, staff, a, b)).json()
    late = await registry.patch(
        f"/v1/organizations/{a}", json={"members_count": 3}, headers={**staff, "If-Match": '"r2"'}
    )
    assert (late.status_code, late.json()["code"]) == (409, "state-conflict")
    two = (await merge(registry, staff, b, c)).json()
    assert (await registry.get(f"/v1/organizations/{a}")).json()["merged_into_id"] == c
    assert (await registry.get(f"/v1/holdings/{held}")).json()["organization_id"] == c
    assert (await reverse(registry, staff, one["id"])).json()["code"] == "state-conflict"
    assert (await reverse(registry, staff, two["id"])).status_code == 200
    assert (await registry.get(f"/v1/organizations/{a}")).json()["merged_into_id"] == b
    assert (await reverse(registry, staff, one["id"])).status_code == 200
    assert (await registry.get(f"/v1/holdings/{held}")).json()["organization_id"] == a
    assert (await registry.get(f"/v1/organizations/{a}")).json()["status"] == "ACTIVE"


async def test_a_merger_closes_no_circle_of_successions(registry: Client, people: People) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    old = await organization(registry, people, "ศตจ.")
    middle = await organization(registry, people, "ศจพ. ชั่วคราว", succeeds_id=old)
    newest = await organization(registry, people, "ศจพ.", succeeds_id=middle)
    made = (await merge(registry, staff, old, newest)).json()
    assert made["stayed_count"] == 1
    assert (await registry.get(f"/v1/organizations/{middle}")).json()["succeeds_id"] == old


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_name_that_two_merged_records_share_stays_until_both_are_told_apart(
    registry: Client, people: People, order: tuple[int, int]
) -> None:
    staff, shared = people("TAMBON_STAFF", area=PLACE), {"name_th": f"ชื่อเล่น {new_id().hex[-5:]}"}
    kept = await organization(registry, people, "กลุ่มที่อยู่", aliases=[{"name_th": "ชื่อเดิม"}])
    doubles = [
        await organization(registry, people, name, aliases=[shared])
        for name in ("ระเบียนซ้ำหนึ่ง", "ระเบียนซ้ำสอง")
    ]

    async def names(one: str = kept) -> list[str]:
        told = (await registry.get(f"/v1/organizations/{one}")).json()
        return [alias["name_th"] for alias in told["aliases"]]

    mergers = []
    for double in doubles:
        made = await merge(registry, staff, double, kept)
        assert made.status_code == 201, made.text
        mergers.append(made.json()["id"])
    assert (await names()).count(shared["name_th"]) == 1
    assert (await reverse(registry, staff, mergers[order[0]])).status_code == 200
    left = ("ระเบียนซ้ำหนึ่ง", "ระเบียนซ้ำสอง")[order[1]]
    assert sorted(await names()) == sorted(["ชื่อเดิม", left, shared["name_th"]])
    assert (await reverse(registry, staff, mergers[order[1]])).status_code == 200
    assert await names() == ["ชื่อเดิม"]
    assert [await names(double) for double in doubles] == [[shared["name_th"]]] * 2
