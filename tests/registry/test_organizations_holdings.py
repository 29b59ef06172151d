"""Holdings: dated statements of money and of things, added up by kind to the satang."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.words import word
from services.registry.holdings import rules
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle

AMOUNTS = st.none() | st.decimals(0, 10**6, places=2)


def baht(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "THB"}


async def fund(registry: Client, people: People, area: str = "720602") -> str:
    body = {
        "kind": "WELFARE_FUND",
        "name_th": f"กองทุนสวัสดิการ {word()}",
        "area_code": area,
    }
    admin = people("NATIONAL_ADMIN", area="")
    made = await registry.post("/v1/organizations", json=body, headers=admin)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def state(registry: Client, who: dict[str, str], group: str, **facts: Any) -> Any:
    body = {"organization_id": group, "kind": "WELFARE", "as_of": "2025-09-30", **facts}
    return await registry.post("/v1/holdings", json=body, headers=who)


@given(AMOUNTS, AMOUNTS, st.none() | st.just("RAI"))
def test_a_statement_says_something_and_a_quantity_has_its_unit(
    value: Decimal | None, quantity: Decimal | None, unit: str | None
) -> None:
    good = (value is not None or quantity is not None) and (quantity is None) == (unit is None)
    try:
        rules.check_amount(value, quantity, unit)
    except Problem:
        assert not good
    else:
        assert good


async def test_a_welfare_fund_states_contributions_and_matches_and_they_add_up_to_the_satang(
    registry: Client, people: People
) -> None:
    group, staff = await fund(registry, people), people("TAMBON_STAFF", area="720602")
    for source, amount in (
        ("MEMBERS", "365000.10"),
        ("STATE_MATCH", "365000.20"),
        ("LAO_MATCH", "125000.35"),
    ):
        made = await state(
            registry, staff, group, measure="RECEIVED", source=source, value=baht(amount)
        )
        assert made.status_code == 201, made.text
    await state(registry, staff, group, value=baht("800000.01"), as_of="2024-09-30")
    await state(registry, staff, group, value=baht("855000.65"))
    with counted(registry) as queries:
        sums = (await registry.get(f"/v1/holding-sums?organization={group}")).json()
    assert len(queries) == 1
    found = {(each["measure"], each["source"]): each["value"]["amount"] for each in sums["items"]}
    assert found == {
        ("BALANCE", "ALL"): "855000.65",
        ("RECEIVED", "MEMBERS"): "365000.10",
        ("RECEIVED", "STATE_MATCH"): "365000.20",
        ("RECEIVED", "LAO_MATCH"): "125000.35",
    }
    received = [Decimal(v) for (measure, _), v in found.items() if measure == "RECEIVED"]
    assert sum(received) == Decimal("855000.65")
    then = await registry.get(f"/v1/holding-sums?organization={group}&as_of=2025-01-01")
    assert [each["value"]["amount"] for each in then.json()["items"]] == ["800000.01"]


async def test_the_sums_of_an_area_are_those_of_its_organizations(
    registry: Client, people: People
) -> None:
    staff = people("PROVINCE_WORKING_GROUP", area="93")
    for amount in ("0.10", "0.20", "9999999999999.99"):
        group = await fund(registry, people, "930101")
        made = await state(registry, staff, group, value=baht(amount))
        assert made.status_code == 201, made.text
    (line,) = (await registry.get("/v1/holding-sums?area=93")).json()["items"]
    assert line["value"]["amount"] == "10000000000000.29"
    assert (line["statements"], line["organizations"]) == (3, 3)
    assert (await registry.get("/v1/holding-sums?area=94")).json()["items"] == []


async def test_land_is_stated_in_rai_and_listed_the_newest_first(
    registry: Client, people: People
) -> None:
    group, staff = await fund(registry, people), people("TAMBON_STAFF", area="720602")
    for day, rai in (("2023-09-30", "10.00"), ("2025-09-30", "12.25")):
        land = {"kind": "LAND", "quantity": rai, "unit": "RAI", "as_of": day}
        assert (await state(registry, staff, group, **land)).status_code == 201
    with counted(registry) as queries:
        page = (await registry.get(f"/v1/holdings?organization={group}&kind=LAND")).json()
    assert len(queries) == 1
    assert [(each["as_of"], each["quantity"], each["value"]) for each in page["items"]] == [
        ("2025-09-30", "12.25", None),
        ("2023-09-30", "10.00", None),
    ]


async def test_the_same_day_is_stated_once_and_put_right_under_its_revision(
    registry: Client, people: People
) -> None:
    group, staff = await fund(registry, people), people("TAMBON_STAFF", area="720602")
    made = await state(registry, staff, group, value=baht("100.00"))
    again = await state(registry, staff, group, value=baht("200.00"))
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")
    path = made.headers["location"]
    change = {"value": baht("100.50"), "reason": "พิมพ์ผิด"}
    assert (await registry.patch(path, json=change, headers=staff)).status_code == 428
    done = await registry.patch(path, json=change, headers={**staff, "If-Match": '"r1"'})
    assert (done.json()["value"], done.json()["revision"]) == (baht("100.50"), 2)
    empty = await registry.patch(path, json={"value": None}, headers={**staff, "If-Match": '"r2"'})
    assert empty.json()["errors"][0]["code"] == "required"
    await settle(registry)
    history = (await registry.get(f"{path}/history")).json()["items"]
    assert [each["type"] for each in history] == ["holding.stated", "holding.changed"]
    then = await registry.get(path, params={"as_of": history[0]["at"]})
    assert then.json()["value"] == baht("100.00")


async def test_a_statement_sent_twice_is_one(registry: Client, people: People) -> None:
    group, staff = await fund(registry, people), people("TAMBON_STAFF", area="720602")
    body = {"id": str(new_id()), "value": baht("1.00")}
    first = await state(registry, staff, group, **body)
    second = await state(registry, staff, group, **body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()


@pytest.mark.parametrize(
    ("role", "reach", "status"),
    [
        ("LEADER", "own", 201),
        ("LEADER", "other", 403),
        ("TAMBON_STAFF", "720602", 201),
        ("TAMBON_STAFF", "720603", 403),
        ("PARTNER_AGENCY", "", 403),
    ],
)
async def test_only_who_acts_for_the_organization_states_what_it_has(
    registry: Client, people: People, role: str, reach: str, status: int
) -> None:
    group, other = await fund(registry, people), await fund(registry, people)
    far = {"own": {"organization": group}, "other": {"organization": other}}.get(reach)
    who = people(role, **(far or {"area": reach}))
    assert (await state(registry, who, group, value=baht("1.00"))).status_code == status


async def test_an_organization_that_is_not_there_is_an_unknown_reference(
    registry: Client, people: People
) -> None:
    staff = people("TAMBON_STAFF", area="720602")
    refused = await state(registry, staff, str(new_id()), value=baht("1.00"))
    assert refused.status_code == 422
    told = refused.json()["errors"][0]
    assert (told["pointer"], told["code"]) == ("#/organization_id", "unknown-reference")
