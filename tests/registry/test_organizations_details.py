"""What an organization says about itself: other names, whom it succeeds, villages, members by sex, its contact."""

import asyncio
from typing import Any

import pytest

from services.registry.organizations.schemas import KIND_TH, OrganizationKind
from shared.ids import new_id
from tests.conftest import Client, People, settle
from tests.registry.persons import PLACE, post, register


def new(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "kind": "COMMUNITY_GROUP",
        "name_th": "กลุ่มหนองสาหร่ายพัฒนา",
        "area_code": PLACE,
        "confirm_new": True,
        **facts,
    }


async def make(registry: Client, people: People, **facts: Any) -> Any:
    staff = people("TAMBON_STAFF", area=PLACE)
    return await registry.post("/v1/organizations", json=new(**facts), headers=staff)


async def change(registry: Client, people: People, made: Any, **facts: Any) -> Any:
    staff, path = people("TAMBON_STAFF", area=PLACE), f"/v1/organizations/{made.json()['id']}"
    tag = (await registry.get(path)).headers["etag"]
    return await registry.patch(path, json=facts, headers={**staff, "If-Match": tag})


def wrong(answer: Any) -> tuple[int, str, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["pointer"], error["code"]


def test_every_kind_has_its_thai_name() -> None:
    assert set(KIND_TH) == set(OrganizationKind)
    assert len(set(KIND_TH.values())) == len(KIND_TH)


@pytest.mark.parametrize("kind", sorted(OrganizationKind))
async def test_an_organization_of_each_kind_is_registered_and_counted(
    registry: Client, people: People, kind: str
) -> None:
    made = await make(registry, people, kind=kind)
    assert made.status_code == 201, made.text
    found = (await registry.get(f"/v1/organizations?area={PLACE}&kind={kind}")).json()["items"]
    assert {each["kind"] for each in found} == {kind}


async def test_everything_said_of_an_organization_is_answered_and_kept_in_its_past(
    registry: Client, people: People
) -> None:
    facts = {
        "aliases": [{"name_th": "หนองสาหร่ายก้าวหน้า", "since": "1997-01-01", "until": "2008-02-09"}],
        "villages": ["72060201", "72060205"],
        "objectives_th": "ให้คนในตำบลมีน้ำใช้",
        "activities_th": "ขุดลอก\nทำฝาย",
        "legal_form": "COMMUNITY_ENTERPRISE",
        "members_count": 100,
        "women_count": 60,
        "men_count": 38,
    }
    made = await make(registry, people, **facts)
    assert made.status_code == 201, made.text
    shown = made.json()
    assert {name: shown[name] for name in facts} == facts
    done = await change(registry, people, made, aliases=[], villages=["72060201"], women_count=62)
    assert (done.json()["aliases"], done.json()["women_count"]) == ([], 62)
    await settle(registry)
    history = (await registry.get(f"{made.headers['location']}/history")).json()["items"]
    assert history[0]["data"]["aliases"] == facts["aliases"]
    then = await registry.get(made.headers["location"], params={"as_of": history[0]["at"]})
    assert then.json() == shown


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"villages": ["72060201", "72060301"]}, "#/villages/1", "outside-parent"),
        (
            {"members_count": 10, "women_count": 6, "men_count": 5},
            "#/women_count",
            "more-than-members",
        ),
        ({"members_count": 10, "men_count": 11}, "#/men_count", "more-than-members"),
        ({"villages": ["72060201", "72060201"]}, "#/villages", "repeated-item"),
        ({"aliases": [{"name_th": "ก"}, {"name_th": "ก"}]}, "#/aliases", "repeated-item"),
        (
            {"aliases": [{"name_th": "ก", "since": "2008-01-01", "until": "2008-01-01"}]},
            "#/aliases/0",
            "end-before-start",
        ),
        (
            {"succeeds_id": "019aa0d4-6c00-7000-8000-00000000dead"},
            "#/succeeds_id",
            "unknown-reference",
        ),
        ({"status": "MERGED"}, "#/status", "not-a-choice"),
        ({"objectives_th": "เลข 1-1037-02071-81-1"}, "#/objectives_th", "national-id"),
    ],
)
async def test_what_does_not_fit_is_refused_where_it_stands(
    registry: Client, people: People, facts: dict[str, Any], pointer: str, code: str
) -> None:
    assert wrong(await make(registry, people, **facts)) == (422, pointer, code)


async def test_twenty_other_names_are_enough(registry: Client, people: People) -> None:
    many = [{"name_th": f"ชื่อที่ {number}"} for number in range(21)]
    assert (await make(registry, people, aliases=many[:20])).status_code == 201
    assert wrong(await make(registry, people, aliases=many))[1:] == ("#/aliases", "too-long")


async def test_members_by_sex_still_fit_when_only_the_sum_is_changed(
    registry: Client, people: People
) -> None:
    made = await make(registry, people, members_count=10, women_count=6, men_count=4)
    assert wrong(await change(registry, people, made, members_count=9))[2] == "more-than-members"
    assert (await change(registry, people, made, members_count=None)).status_code == 200


async def test_organizations_succeed_each_other_in_a_line_without_circles(
    registry: Client, people: People
) -> None:
    first = await make(registry, people, name_th="ศตจ.ปชช.")
    second = await make(registry, people, name_th="ศจพ.ปชช.", succeeds_id=first.json()["id"])
    third = await make(registry, people, name_th="ศจพ. ใหม่", succeeds_id=second.json()["id"])
    assert second.json()["succeeds_id"] == first.json()["id"]
    found = await registry.get(f"/v1/organizations?succeeds={first.json()['id']}")
    assert [each["id"] for each in found.json()["items"]] == [second.json()["id"]]
    for last in (first, second, third):
        asked = await change(registry, people, first, succeeds_id=last.json()["id"])
        assert wrong(asked) == (422, "#/succeeds_id", "circle")


async def test_two_successions_at_once_close_no_circle(registry: Client, people: People) -> None:
    one = await make(registry, people, name_th="ศูนย์หนึ่ง")
    other = await make(registry, people, name_th="ศูนย์สอง")
    done = await asyncio.gather(
        change(registry, people, one, succeeds_id=other.json()["id"]),
        change(registry, people, other, succeeds_id=one.json()["id"]),
    )
    assert sorted(answer.status_code for answer in done) == [200, 422]


async def test_the_contact_is_an_office_of_the_organization_and_no_phone(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area=PLACE)
    made, other = await make(registry, people), await make(registry, people)
    posts = {}
    for group, kind in ((made, "SECRETARY"), (made, "MEMBER"), (other, "CHAIR")):
        person = await register(registry, staff, membership=post(group.json()["id"], kind))
        asked = f"/v1/memberships?person={person}"
        posts[kind] = (await registry.get(asked, headers=staff)).json()["items"][0]["id"]
    for kind in ("MEMBER", "CHAIR"):
        asked = await change(registry, people, made, contact_membership_id=posts[kind])
        assert wrong(asked) == (422, "#/contact_membership_id", "unknown-reference")
    done = await change(registry, people, made, contact_membership_id=posts["SECRETARY"])
    assert done.json()["contact_membership_id"] == posts["SECRETARY"]
    assert "phone" not in done.text
