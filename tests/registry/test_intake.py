"""Rows as they came: never refused for what stands in them, never guessed, settled by somebody of the area."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.intake import rules as rows
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import rules
from services.registry.intake_findings.schemas import FindingCode, Known, Places
from services.registry.intake_readings import rules as readings
from shared import thai_time
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Client, People

PA_PHAYOM = {"name": "ธนาคารต้นไม้", "place": "ป่าพะยอม", "province": "จ.กาฬสินธุ์"}
NOTHING = Known([], Places())


def new(columns: dict[str, str], **facts: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "source_th": "รายชื่อทดสอบ", "columns": columns, **facts}


async def send(
    client: Client, who: dict[str, str], columns: dict[str, str], **facts: Any
) -> dict[str, Any]:
    made = await client.post("/v1/intake-rows", json=new(columns, **facts), headers=who)
    assert made.status_code == 201, made.text
    row: dict[str, Any] = made.json()
    return row


def found(row: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [each for each in row["findings"] if each["code"] == code]


def offered(row: dict[str, Any], code: str) -> list[str]:
    return [offer["value"] for each in found(row, code) for offer in each["suggestions"]]


async def act(client: Client, who: dict[str, str], row: str, noun: str, **body: Any) -> Any:
    key = {"Idempotency-Key": str(new_id()), **who}
    return await client.post(f"/v1/intake-rows/{row}/{noun}", json=body, headers=key)


async def test_a_place_of_another_province_is_told_and_the_province_stays_as_typed(
    registry: Client, people: People
) -> None:
    row = await send(registry, people("PROVINCE_WORKING_GROUP", area="46"), PA_PHAYOM)
    [conflict] = found(row, "PLACE_CONFLICT")
    assert (conflict["field"], conflict["typed"]) == ("place", "ป่าพะยอม")
    assert [o["value"] for o in conflict["suggestions"]] == ["9310", "931001"]
    assert all("พัทลุง" in o["label_th"] and o["why_th"] for o in conflict["suggestions"])
    assert (row["province_code"], row["area"]["code"]) == ("46", "46")
    assert row["columns"] == PA_PHAYOM
    assert row["status"] == "OPEN"


@pytest.mark.parametrize(
    ("columns", "code", "values"),
    [
        ({"ตำบล": "หนองสาหร่าย", "จังหวัด": "สุพรรณบุรี"}, "PLACE_READ", ["720602"]),
        ({"place": "ต.หนองสาหร่าย อ.ดอนเจดีย์"}, "PLACE_READ", ["720602"]),
        ({"place": "บ้านน้ำราบ ต.บางสัก อ.กันตัง", "province": "ตรัง"}, "PLACE_READ", ["920211"]),
        ({"place": "ต.บ้านจันทร์", "province": "เชียงใหม่"}, "PLACE_READ", ["502501"]),
        ({"place": "อ.เมือง", "province": "ชัยนาท"}, "PLACE_READ", ["1801"]),
        ({"place": "เขตพระนคร", "province": "กทม."}, "PLACE_READ", ["1001"]),
        ({"place": "720602.0"}, "EXCEL_DAMAGE", ["720602"]),
        ({"place": "๗๒๐๖๐๒"}, "PLACE_READ", ["720602"]),
        ({"place": "ป่าพยอม", "province": "พัทลุง"}, "PLACE_UNKNOWN", ["9310", "931001"]),
        ({"place": "ป่าพะยอม", "province": "กาฬสิน"}, "PLACE_UNKNOWN", ["46"]),
        ({"name": "สภาพองค์กรชุมชนบางสัก"}, "NAME_RESPELLED", ["สภาองค์กรชุมชนบางสัก"]),
        ({"issue": "แชนชุมชน"}, "NAME_RESPELLED", ["แผนชุมชน"]),
        ({"note": "ชุมชนชน"}, "NAME_RESPELLED", ["ชุมชน", "ชุมชนเมือง"]),
        ({"date": "๑๒ มิ.ย. ๒๕๕๐"}, "DATE_READ", ["2007-06-12"]),
        ({"date": "ปลายเดือนกรกฎาคม 2550"}, "DATE_READ", ["2007-07-21"]),
        ({"date": "5/6/2550"}, "DATE_UNREADABLE", ["2007-06-05", "2007-05-06"]),
        ({"date": "39245"}, "EXCEL_DAMAGE", ["2007-06-12"]),
        ({"date": "เมื่อก่อน"}, "DATE_UNREADABLE", []),
        ({"members": "๑,๒๐๐ คน"}, "NUMBER_READ", ["1200"]),
        ({"members": "120.0"}, "EXCEL_DAMAGE", ["120"]),
        ({"members": "หลายคน"}, "NUMBER_UNREADABLE", []),
        ({"kind": "กลุ่มออมทรัพ"}, "KIND_UNKNOWN", ["SAVINGS_GROUP"]),
        ({"issue": "ธนาคารปูม้า"}, "ISSUE_UNKNOWN", []),
    ],
)
async def test_what_is_doubtful_is_told_with_what_may_be_meant(
    registry: Client, people: People, columns: dict[str, str], code: str, values: list[str]
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), columns)
    assert found(row, code), row["findings"]
    assert offered(row, code) == values
    assert row["columns"] == columns


async def test_a_name_of_many_tambons_offers_all_of_them_and_chooses_none(
    registry: Client, people: People
) -> None:
    row = await send(registry, people("NATIONAL_ADMIN", area=""), {"place": "ต.หนองบัว"})
    assert len(offered(row, "PLACE_AMBIGUOUS")) == 28
    assert not found(row, "PLACE_READ")


async def test_what_is_as_it_should_be_is_no_finding(registry: Client, people: People) -> None:
    clean = {
        "date": "2007-06-12",
        "members": "120",
        "kind": "กลุ่มออมทรัพย์",
        "note": "ดี",
        "blank": "",
    }
    row = await send(registry, people("NATIONAL_ADMIN", area=""), clean)
    assert row["findings"] == []


async def test_what_is_about_persons_is_not_kept_anywhere(
    registry: Client, people: People
) -> None:
    personal = {
        "โทรศัพท์": "๐๘๑-๒๓๔-๕๖๗๘",
        "เบอร์": "812345678.0",
        "หมายเหตุ": "ติดต่อ 089 876 5432",
        "โน้ต": "898765432",
        "เลขบัตร": "1234",
        "อื่นๆ": "1-1017-00230-70-8",
        "ชื่อประธาน": "นายสมชาย ใจดี",
        "note": "mail somchai@example.org",
    }
    row = await send(registry, people("TAMBON_STAFF", area="720602"), {"ชื่อกลุ่ม": "ออม", **personal})
    assert row["columns"] == {"ชื่อกลุ่ม": "ออม"}
    refused = found(row, "PERSONAL_DATA_REFUSED")
    assert {each["field"] for each in refused} == set(personal)
    assert all(each["typed"] is None and not each["suggestions"] for each in refused)
    kept = ("0812345678", "812345678", "898765432", "876 5432", "๒๓๔-๕๖๗๘", "สมชาย", "somchai")
    kept += ("1101700230708", "00230-70")
    async with registry.app.state.database.reading() as connection:
        for table in ("intake_rows", "outbox", "idempotency"):
            rows = await (await connection.execute(f"SELECT t::text FROM {table} t")).fetchall()
            assert not any(word in str(rows) for word in kept)


async def test_the_organizations_it_may_be_are_told(registry: Client, people: People) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    group = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": "กลุ่มออมทรัพย์บ้านสวนทดสอบ",
        "area_code": "720602",
    }
    assert (await registry.post("/v1/organizations", json=group, headers=admin)).is_success
    columns = {"ชื่อ": "ออมทรัพย์บ้านสวนทดสอบ", "ตำบล": "หนองสาหร่าย", "จังหวัด": "สุพรรณบุรี"}
    row = await send(registry, admin, columns)
    assert offered(row, "PROBABLE_DUPLICATE") == [group["id"]]


async def test_a_row_is_only_for_the_staff_of_its_area(registry: Client, people: People) -> None:
    row = await send(registry, people("PROVINCE_WORKING_GROUP", area="46"), PA_PHAYOM)
    told = {}
    callers = {
        "staff": people("PROVINCE_WORKING_GROUP", area="46"),
        "nation": people("NATIONAL_ADMIN", area=""),
        "neighbour": people("PROVINCE_WORKING_GROUP", area="45"),
        "tambon": people("TAMBON_STAFF", area="460101"),
        "leader": people("LEADER", area="46"),
        "auditor": people("AUDITOR"),
        "nobody": {},
    }
    for name, who in callers.items():
        told[name] = (await registry.get(f"/v1/intake-rows/{row['id']}", headers=who)).status_code
        page = await registry.get("/v1/intake-rows?area=46&limit=200", headers=who)
        listed = row["id"] in page.text
        assert listed == (told[name] == 200), name
    assert told == {
        "staff": 200,
        "nation": 200,
        "neighbour": 404,
        "tambon": 404,
        "leader": 403,
        "auditor": 403,
        "nobody": 401,
    }


async def test_a_row_of_a_province_one_does_not_work_for_stays_with_the_sender(
    registry: Client, people: People
) -> None:
    row = await send(registry, people("PROVINCE_WORKING_GROUP", area="93"), PA_PHAYOM)
    assert (row["area"]["code"], row["province_code"]) == ("93", "46")
    body = new(PA_PHAYOM, area_code="46")
    who = people("PROVINCE_WORKING_GROUP", area="93")
    assert (await registry.post("/v1/intake-rows", json=body, headers=who)).status_code == 403
    lost = new(PA_PHAYOM, area_code="99")
    admin = people("NATIONAL_ADMIN", area="")
    assert (await registry.post("/v1/intake-rows", json=lost, headers=admin)).status_code == 422


async def test_resolving_registers_the_organization_in_the_same_breath(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    row = await send(registry, admin, PA_PHAYOM)
    group = {
        "id": str(new_id()),
        "kind": "RESOURCE_GROUP",
        "name_th": "ธนาคารต้นไม้ป่าพะยอม",
        "area_code": "931001",
    }
    low = people("PROVINCE_WORKING_GROUP", area="46")
    outside = await act(registry, low, row["id"], "resolutions", organization=group)
    assert outside.status_code == 403, "who settles the row may not register in Phatthalung"
    done = await act(registry, admin, row["id"], "resolutions", organization=group)
    assert done.status_code == 200, done.text
    assert (done.json()["status"], done.json()["organization_id"]) == ("RESOLVED", group["id"])
    assert (await registry.get(f"/v1/organizations/{group['id']}")).status_code == 200
    again = await act(registry, admin, row["id"], "dismissals", reason_th="ซ้ำ")
    assert again.json()["code"] == "state-conflict"


async def test_a_resolution_that_fails_leaves_the_row_open(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    row = await send(registry, admin, PA_PHAYOM)
    group = {"id": str(new_id()), "kind": "NETWORK", "name_th": "ก", "area_code": "990000"}
    for body in (
        {"organization": group},
        {"organization_id": str(new_id())},
        {},
        {"organization": group, "organization_id": str(new_id())},
    ):
        answer = await act(registry, admin, row["id"], "resolutions", **body)
        assert answer.status_code == 422, body
    seen = await registry.get(f"/v1/intake-rows/{row['id']}", headers=admin)
    assert seen.json()["status"] == "OPEN"


async def test_a_row_that_is_registered_already_is_tied_to_that_one(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    row = await send(registry, admin, PA_PHAYOM)
    group = {
        "id": str(new_id()),
        "kind": "RESOURCE_GROUP",
        "name_th": "ธนาคารต้นไม้ทดสอบ",
        "area_code": "931001",
    }
    assert (await registry.post("/v1/organizations", json=group, headers=admin)).is_success
    done = await act(registry, admin, row["id"], "resolutions", organization=group)
    assert done.json().get("organization_id") == group["id"], done.text


async def test_dismissing_needs_a_reason_and_lists_are_narrowed(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="45")
    kept = await send(registry, who, {"place": "ป่าพะยอม", "province": "ร้อยเอ็ด"})
    gone = await send(registry, who, {"date": "เมื่อก่อน"})
    assert (await act(registry, who, gone["id"], "dismissals")).status_code == 422
    done = await act(registry, who, gone["id"], "dismissals", reason_th="แถวว่าง")
    assert (done.json()["status"], done.json()["reason_th"]) == ("DISMISSED", "แถวว่าง")
    for asked, wanted in (
        ("status=OPEN", [kept["id"]]),
        ("status=DISMISSED", [gone["id"]]),
        ("finding=PLACE_CONFLICT", [kept["id"]]),
        ("area=45", [kept["id"], gone["id"]]),
        ("area=46", []),
    ):
        page = await registry.get(f"/v1/intake-rows?{asked}", headers=who)
        assert [each["id"] for each in page.json()["items"]] == wanted, asked


async def test_sending_a_row_again_changes_nothing(registry: Client, people: People) -> None:
    who, body = people("PROVINCE_WORKING_GROUP", area="46"), new(PA_PHAYOM)
    first = await registry.post("/v1/intake-rows", json=body, headers=who)
    again = await registry.post("/v1/intake-rows", json=body, headers=who)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


@given(st.text(max_size=60))
def test_no_text_makes_reading_fail_or_changes_what_was_typed(value: str) -> None:
    columns = {name.lower(): value for name in Column if name is not Column.PERSONAL}
    kept, refused = rules.take(columns)
    for finding in readings.judge(kept, NOTHING, None):
        assert finding.typed == kept[finding.field]
    assert all(each.code is FindingCode.PERSONAL_DATA_REFUSED for each in refused)
    assert len(kept) + len(refused) == (len(columns) if value else 0)


@given(st.dates(dt.date(1957, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_read_as_it_is_written_in_thai(day: dt.date) -> None:
    [finding] = readings.judge({"date": thai_time.thai_date(day)}, NOTHING, None)
    assert [each.value for each in finding.suggestions] == [day.isoformat()]


@given(st.lists(st.sampled_from(["72", "7206", "720602", "710911", "", "93", "99"]), max_size=4))
def test_the_span_of_areas_holds_all_of_them(areas: list[str]) -> None:
    low, high = rows.span(areas)
    assert all(low <= area < high for area in areas)


def test_a_row_goes_to_the_province_typed_where_the_sender_works() -> None:
    region = Subject("r", (Grant(Role.REGION_OFFICE, "46"), Grant(Role.REGION_OFFICE, "93")))
    tambon = Subject("t", (Grant(Role.TAMBON_STAFF, "460101"),))
    assert rows.home(None, "93", region) == "93"
    assert rows.home(None, "10", region) == "46"
    assert rows.home(None, "46", tambon) == "460101"
    assert rows.home("460101", "93", tambon) == "460101"
