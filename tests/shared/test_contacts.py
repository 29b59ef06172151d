"""Telephone numbers and addresses for mail stand in people's own records, in no text that everybody reads."""

import csv
import datetime as dt
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from services.partners.agreements import schemas as agreements
from services.planning.needs import schemas as needs
from services.registry.data_requests import schemas as data_requests
from services.registry.organizations import schemas as organizations
from services.registry.people import schemas as people
from shared import contacts, errors, privacy, text

ROOT = Path(__file__).parents[2]
CONTACTS = [
    "โทร 081-234 5678", "tel0812345678", "ติดต่อ 0812345678", "+66 81 234 5678", "๐๘๑-๒๓๔-๕๖๗๘", "０８１２３４５６７８", "081 234 5678",
    "081.234.5678", "(081) 234-5678", "08-1234-5678", "0812 345 678", "081-2345678", "08 12345678", "0 8 1 2 3 4 5 6 7 8",
    "0-8-1-2-3-4-5-6-7-8", "081–234–5678", "081 - 234 - 5678", "นายดี0612345678ครับ", "0066812345678", "66-81-234-5678",
    "+66 (0)81 234 5678", "+66812345678", "+66 2 123 4567", "โทร. 02-123-4567", "โทรศัพท์บ้าน 056411222", "เบอร์: 0 5641 1222",
    "มือถือ 81-234-5678", "Tel. 035 123 456", "phone:02 123 4567", "แฟกซ์ 074-123456 ต่อ 12", "โทรศัพท์ที่ทำงาน (02) 123-4567",
    "เริ่ม 09/11/2567 โทร 0812345678", "พ.ศ. 2567 0812345678", "somchai@example.org", "ส่งที่ somchai.j+kb@mail.example.co.th นะ",
    "somchai @ example.org", "somchai＠example.org", "https://example.org 0812345678",
]  # fmt: skip
INNOCENT = [
    "1,234,567 บาท", "0.812345678", "812345678 บาท", "66812345678 บาท", "081,234,567", "เลขที่ 0812/2567", "72010100",
    "7206020812", "พ.ศ. 2567-2570", "09-11-2567 10.30 น.", "09/11/2567-10/12/2567", "09.11.2567 10:00", "2567-09-11 12:30:45",
    "06 2567 2570", "เดือน 09 2567-2570", "บ้านเลขที่ 081/2345678", "ที่ มท 0891.2/ว 1234", "ที่ พม 0608.3/12345 ลว. 09-10-2567",
    "1300", "สายด่วน 1323", "02-123-4567", "056411222", "10-2564-0037", "รหัส 01680000-0000-7000-8000-081234567812",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78520812", "ป่าชายเลนเสื่อมโทรม 2,567 ไร่", "หมู่ 1,2,3,4,5,6,7,8,9,10",
    "ติดต่อกัน 5 ปี 2563 2564 2565", "ติดต่อเมื่อ 05-11-2567 9 โมง", "โรงแรม hotel 0512 ห้อง", "https://example.org/@groups.thai",
    "https://example.org/doc/0812345678", "ราคา 5 @ 3.50", "13.7563, 100.5018", "08123456789012", "x0812345678901x", "", "ไม่มีเลข",
    "ปี 2560 2561 2562 2563 2564 2565", "ครั้งที่ 1/2568-09", "ร้อยละ 09.12345678", "0990123", "ละติจูด 099.12345678", "zq0812345678abqz",
]  # fmt: skip


@pytest.mark.parametrize("value", CONTACTS)
@pytest.mark.parametrize("kind", [text.Name, text.Line, text.Prose, privacy.Words])
def test_no_text_that_everybody_reads_says_how_to_reach_somebody(kind: Any, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    assert [each["type"] for each in refused.value.errors()] == ["personal-data"]


@pytest.mark.parametrize("value", INNOCENT)
def test_amounts_days_codes_and_orders_are_no_telephone_numbers(value: str) -> None:
    assert not contacts.holds_contact(value)


_gap = st.sampled_from(["", " ", "-", ".", " - ", "–"])


@given(st.sampled_from("689"), st.integers(0, 9_999_999), _gap, _gap, st.booleans())
def test_every_mobile_number_in_its_groups_is_found(
    first: str, rest: int, one: str, two: str, thai: bool
) -> None:
    seven = f"{rest:07d}"
    number = f"0{first}1{one}{seven[:3]}{two}{seven[3:]}"
    shown = number.translate(str.maketrans(text.DIGITS, text.THAI_DIGITS)) if thai else number
    assert contacts.holds_contact(f"ขอน้ำ {shown} ครับ")
    assert contacts.holds_contact(f"+66 {number[1:]}")


@given(st.integers(0, 10**12), st.dates(dt.date(1957, 1, 1), dt.date(2057, 1, 1)), st.uuids())
def test_no_amount_day_code_or_id_is_taken_for_a_number(
    amount: int, day: dt.date, identity: uuid.UUID
) -> None:
    be = day.year + 543
    for told in (
        f"{amount:,} บาท", f"{amount} บาท", f"{amount / 100:.2f}", f"{be}-{be + 3}", day.isoformat(), str(identity),
        identity.hex * 2, f"{day:%d/%m}/{be} ถึง {day:%d/%m}/{be}", f"{day:%d-%m}-{be} {day:%d}.30 น.", f"{amount}/{be}",
        f"{day:%d.%m}.{be} 09:00-16:30", f"{be % 77:02d}{amount % 10**6:06d}",
    ):  # fmt: skip
        assert not contacts.holds_contact(told), told


def _texts(told: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield key, key
            yield from _texts(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value, name)
    elif isinstance(told, str):
        yield name, told


PRIVATE = frozenset({"phone", "work_phone", "email"})


def test_no_text_of_the_examples_documents_and_lists_of_places_is_refused() -> None:
    found, seen = [], 0
    for file in [*(ROOT / "examples").glob("*.json"), *(ROOT / "openapi").glob("*.json")]:
        for name, told in _texts(json.loads(file.read_text("utf-8"))):
            seen += 1
            if name not in PRIVATE and contacts.holds_contact(told):
                found.append((file.name, name, told[:80]))
    for file in (ROOT / "khabuan" / "areas").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                seen += len(row)
                found += [(file.name, "", cell) for cell in row if contacts.holds_contact(cell)]
    assert seen > 100_000
    assert found == []


@pytest.mark.parametrize(
    ("schema", "member"),
    [
        (needs.NeedNew, "title_th"),
        (agreements.EndingNew, "reason_th"),
        (organizations.OrganizationNew, "objectives_th"),
        (people.PersonChange, "reason"),
        (data_requests.DecisionNew, "reason_th"),
    ],
)
def test_services_point_at_the_field_that_holds_a_number(schema: Any, member: str) -> None:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate({member: "โทร 081-234-5678"})
    told = {(e["type"], e["loc"]): e["msg"] for e in refused.value.errors()}
    assert "5678" not in told["personal-data", (member,)]


def test_people_and_their_own_requests_say_how_to_reach_them() -> None:
    for kind, said in (
        (privacy.Phone, "081-234-5678"),
        (privacy.Email, "somchai@example.org"),
        (privacy.PrivateWords, "12 หมู่ 3 โทร 081-234-5678"),
        (privacy.PrivateStory, "ขอลบเบอร์ 0812345678"),
    ):
        assert TypeAdapter(kind).validate_python(said)


def test_the_refusal_says_in_thai_and_english_what_to_do() -> None:
    thai, english = errors.FIELDS["personal-data"]
    assert "โปรดลบออก" in thai
    assert "e-mail address" in english
