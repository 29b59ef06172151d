"""What the gateway is told: who supports a province, and which money stands behind plan items."""

from typing import Any

import httpx
import pytest

from shared.contracts.partners import Commitments, PartnersSummary
from shared.ids import new_id
from tests.conftest import Client, People, counted
from tests.partners.conftest import act, agency, approve, draft, items, plan_item, propose, sign

Gateway = dict[str, str]


async def told(partners: Client, gateway: Gateway, code: str) -> PartnersSummary:
    """Return the summary of an area, held to the contract without any coercion of names."""
    answer = await partners.get(f"/internal/v1/summaries/{code}", headers=gateway)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == set(PartnersSummary.model_fields)
    return PartnersSummary.model_validate_json(answer.content)


async def open_node(
    partners: Client, people: People, owner: str, province: str, **facts: Any
) -> str:
    body = {"id": str(new_id()), "agency_id": owner, "province_code": province,
            "name_th": "โหนดจังหวัด", "opened_on": "2018-01-01", **facts}  # fmt: skip
    answer = await partners.post("/v1/nodes", json=body, headers=people("NATIONAL_ADMIN"))
    assert answer.status_code == 201, answer.text
    return str(body["id"])


async def commit(
    partners: Client, people: People, owner: str, item: str, amount: str, day: str = "2024-12-02"
) -> str:
    path = await propose(partners, people, owner, item, amount, committed_on=day)
    answer = await approve(partners, people, owner, path, approved_on="2025-02-03")
    assert answer.status_code == 200, answer.text
    return path.rpartition("/")[2]


@pytest.fixture(scope="module")
async def pair(partners: Client, people: People) -> tuple[str, str]:
    codi = await agency(partners, people, "CODI", kind="PUBLIC_ORGANIZATION", name_th="พอช.")
    return codi, await agency(partners, people, "THAIHEALTH", name_th="สสส.")


async def test_a_province_goes_from_gap_to_overlap_to_coordinated_and_back(
    partners: Client, people: People, gateway: Gateway, pair: tuple[str, str]
) -> None:
    codi, thaihealth = pair
    assert (await told(partners, gateway, "18")).presence == "GAP"
    west = await agency(partners, people, "CODI_WEST", parent_id=codi, name_th="พอช. ตะวันตก")
    await open_node(partners, people, codi, "18")
    await open_node(partners, people, west, "18", opened_on="2018-02-01")
    alone = await told(partners, gateway, "18")
    assert (alone.presence, len(alone.nodes)) == ("SINGLE", 2), "a unit counts for its agency"
    node = await open_node(
        partners, people, thaihealth, "18",
        opened_on="2020-01-01", stage="PREPARATION", stage_year_be=2563,
    )  # fmt: skip
    apart = await told(partners, gateway, "18")
    assert (apart.presence, apart.presence_th) == ("OVERLAP", "มีโหนดหลายหน่วยงาน ยังต่างคนต่างทำ")
    assert [each.agency_name_th for each in apart.nodes] == ["พอช.", "พอช. ตะวันตก", "สสส."]
    last = apart.nodes[-1]
    assert (last.stage, last.stage_th, last.stage_year_be) == ("PREPARATION", "พื้นที่เตรียม", 2563)
    between = await draft(partners, people, codi, thaihealth, title_th="ระหว่างหน่วยงาน")
    assert (await told(partners, gateway, "18")).agreements == [], "a draft is not told"
    await sign(partners, people, between)
    apart = await told(partners, gateway, "18")
    assert [each.kind for each in apart.agreements] == ["AGENCY"]
    assert apart.presence == "OVERLAP", "agencies agreed, the province has not yet"
    local = await draft(partners, people, codi, thaihealth, province_code="18")
    await sign(partners, people, local)
    together = await told(partners, gateway, "18")
    assert together.presence == "COORDINATED"
    assert [(str(each.id), each.status, each.parties_th) for each in together.agreements] == [
        (local, "ACTIVE", ["พอช.", "สสส."]), (between, "ACTIVE", ["พอช.", "สสส."]),
    ]  # fmt: skip
    closure = {"id": str(new_id()), "closed_on": "2022-09-30", "reason_th": "จบ"}
    admin = people("NATIONAL_ADMIN")
    await act(partners, f"/v1/nodes/{node}/closures", closure, admin)
    assert (await told(partners, gateway, "18")).presence == "SINGLE"


async def test_the_three_pilots_are_told_with_their_stages(
    partners: Client, people: People, gateway: Gateway, pair: tuple[str, str]
) -> None:
    pilots = {"60": ("FLAGSHIP", 2561), "19": ("PREPARATION", 2562)}
    for province, (stage, year) in pilots.items():
        await open_node(partners, people, pair[1], province, stage=stage, stage_year_be=year)
        node = (await told(partners, gateway, province)).nodes[0]
        assert (node.stage, node.stage_year_be) == (stage, year)
        assert (await told(partners, gateway, province)).presence == "SINGLE"


async def test_money_is_summed_over_everything_below_and_withdrawn_or_proposed_money_is_not(
    partners: Client, people: People, gateway: Gateway, pair: tuple[str, str]
) -> None:
    codi, thaihealth = pair
    here, there = await plan_item(partners), await plan_item(partners, area="720603")
    first = await commit(partners, people, codi, here, "200000.01", "2024-12-02")
    second = await commit(partners, people, thaihealth, there, "0.10", "2025-01-15")
    gone = await commit(partners, people, codi, here, "99999.00", "2025-02-01")
    withdrawal = {"id": str(new_id()), "withdrawn_on": "2025-03-03", "reason_th": "ถอน"}
    who = people("PARTNER_AGENCY", agency=codi)
    await act(partners, f"/v1/commitments/{gone}/withdrawals", withdrawal, who)
    waiting = await propose(partners, people, codi, here, "5.00", committed_on="2025-02-20")
    tambon, province = [await told(partners, gateway, code) for code in ("720602", "72")]
    assert (tambon.presence, tambon.presence_th, tambon.nodes, tambon.agreements) == (
        None, None, [], [],
    )  # fmt: skip
    assert (str(tambon.committed.baht), str(province.committed.baht)) == ("200000.01", "200000.11")
    told_ids = [str(each.id) for each in province.commitments]
    assert told_ids == [waiting.rpartition("/")[2], gone, second, first]
    assert [each.status_th for each in tambon.commitments] == [
        "เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน", "ถอนแล้ว", "ผูกพันงบแล้ว",
    ]  # fmt: skip
    told_first = tambon.commitments[-1]
    assert (told_first.area_code, told_first.agency_name_th, told_first.plan_item_title_th) == (
        "720602", "พอช.", "ขุดลอกสระเก็บน้ำหนองสาหร่าย",
    )  # fmt: skip
    assert (await told(partners, gateway, "7206")).committed == province.committed
    nothing = await told(partners, gateway, "180101")
    assert (str(nothing.committed.baht), nothing.commitments) == ("0.00", [])


async def test_a_summary_is_one_query_and_unchanged_until_something_happens(
    partners: Client, gateway: Gateway
) -> None:
    path = "/internal/v1/summaries/72"
    with counted(partners) as queries:
        first = await partners.get(path, headers=gateway)
    assert len(queries) == 1
    again = await partners.get(path, headers={**gateway, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_an_area_that_is_not_known_has_no_summary(
    partners: Client, gateway: Gateway
) -> None:
    answer = await partners.get("/internal/v1/summaries/99", headers=gateway)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def asked(partners: Client, gateway: Gateway, text: str) -> httpx.Response:
    return await partners.get(f"/internal/v1/commitments?plan_items={text}", headers=gateway)


async def test_commitments_are_told_by_plan_item(
    partners: Client, people: People, gateway: Gateway, pair: tuple[str, str]
) -> None:
    wanted = [await plan_item(partners) for _ in range(3)]
    made = [await commit(partners, people, pair[0], item, "1.00") for item in wanted[:2]]
    with counted(partners) as queries:
        answer = await asked(partners, gateway, ",".join(wanted))
    assert len(queries) == 1
    found = Commitments.model_validate_json(answer.content).items
    assert [str(each.id) for each in found] == made[::-1]
    assert {str(each.plan_item_id) for each in found} == set(wanted[:2])
    none = await asked(partners, gateway, str(new_id()))
    assert none.json() == {"items": []}


async def test_two_hundred_plan_items_are_asked_at_once_and_no_more(
    partners: Client, gateway: Gateway
) -> None:
    many = [str(new_id()) for _ in range(201)]
    assert (await asked(partners, gateway, ",".join(many[:200]))).status_code == 200
    for wrong in (",".join(many), "", "x", many[0] + ","):
        refused = await asked(partners, gateway, wrong)
        assert (refused.status_code, refused.json()["code"]) == (422, "validation-failed")


@pytest.mark.parametrize(
    "path", ["summaries/72", "commitments?plan_items=01680000-0000-7000-8000-00000000dead", "feed"]
)
async def test_nobody_but_our_own_services_asks_inside(
    partners: Client, people: People, path: str
) -> None:
    assert (await partners.get(f"/internal/v1/{path}")).status_code == 401
    for role in ("NATIONAL_ADMIN", "AUDITOR", "PARTNER_AGENCY"):
        answer = await partners.get(f"/internal/v1/{path}", headers=people(role))
        assert answer.status_code == 403


async def test_what_is_listed_is_what_is_summed(partners: Client, gateway: Gateway) -> None:
    stand = await items(partners, "/v1/commitments?area=72&status=APPROVED&limit=200")
    satang = sum(int(each["amount"]["amount"].replace(".", "")) for each in stand)
    assert satang > 0
    assert satang == int((await told(partners, gateway, "72")).committed.baht * 100)


async def test_a_summary_bears_commitments_beyond_one_amount(
    partners: Client, people: People, gateway: Gateway, pair: tuple[str, str]
) -> None:
    for _ in range(2):
        item = await plan_item(partners, area="180101", budget="9999999999999.99")
        await commit(partners, people, pair[0], item, "9999999999999.99")
    assert (await told(partners, gateway, "180101")).committed.amount == "19999999999999.98"
