"""The page behind a scanned certificate: one big state, and never a word of yesterday."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.gateway.conftest import Fake

NUMBER = "25-2570-0001"
PATH = f"/v1/certificates/{NUMBER}"
FACTS = {
    "number": NUMBER,
    "edition": 1,
    "organization_id": "01680000-0000-7000-8000-000000000c00",
    "organization_th": "กลุ่มออมทรัพย์ <b>ดงขี้เหล็ก</b>",
    "kind_th": "กลุ่มออมทรัพย์",
    "village": None,
    "tambon_th": "ดงขี้เหล็ก",
    "district_th": "เมืองปราจีนบุรี",
    "province_th": "ปราจีนบุรี",
    "certified_on": "2026-11-12",
    "issued_on": "2026-11-12",
    "expires_on": "2030-11-12",
    "post_th": "ผู้อำนวยการสำนักงานภาค",
}


def told(state: str, reason: str | None = None) -> dict[str, Any]:
    return {
        "number": NUMBER,
        "state": state,
        "state_th": "x",
        "since": "2026-11-17",
        "reason_th": reason,
        "checked_on": "2026-11-21",
        "facts": FACTS,
        "jws": "a.b.c",
        "link": f"https://khabuan.example/certificates/{NUMBER}",
        "successor": None,
    }


@pytest.mark.parametrize(
    ("state", "thai", "english"),
    [
        ("VALID", "มีผลใช้ได้", "Valid"),
        ("EXPIRED", "หมดอายุแล้ว", "Expired"),
        ("SUSPENDED", "ถูกพักไว้", "Suspended"),
        ("REVOKED", "ถูกถอนแล้ว", "Revoked"),
        ("ENDED", "สิ้นสุดแล้ว", "dissolved"),
        ("MERGED", "รวมกับใบอื่นแล้ว", "another certificate"),
    ],
)
async def test_the_page_says_in_one_big_word_whether_it_holds(
    standing: Any, fakes: dict[str, Fake], state: str, thai: str, english: str
) -> None:
    fakes["registry"].good[PATH] = told(state, "เลิก <i>ดำเนินงาน</i>")
    async with standing(fakes) as client:
        page = await client.get(f"/certificates/{NUMBER}")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert f"<strong>{thai}</strong>" in page.text
    assert english in page.text
    assert "11 พฤศจิกายน พ.ศ. 2573" in page.text
    assert "<b>ดงขี้เหล็ก" not in page.text
    assert "<i>" not in page.text
    assert (f"{PATH}/document" in page.text) is (state == "VALID")
    assert ("เลิก &lt;i&gt;" in page.text) is (state != "VALID")


async def test_what_held_a_while_ago_is_not_shown_as_holding(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].good[PATH] = told("VALID")
    async with standing(fakes, fresh_seconds=0) as client:
        assert (await client.get(f"/certificates/{NUMBER}")).status_code == 200
        fakes["registry"].fault = "500"
        later = await client.get(f"/certificates/{NUMBER}")
    assert later.status_code == 503
    assert "มีผลใช้ได้" not in later.text
    assert "ตรวจไม่ได้ในขณะนี้" in later.text


@pytest.mark.parametrize("number", ["25-2570-9999", "<script>", "x" * 300, "25-2570-0001x"])
async def test_a_number_that_nobody_gave_has_no_page(
    standing: Any, fakes: dict[str, Fake], number: str
) -> None:
    async with standing(fakes) as client:
        assert (await client.get(f"/certificates/{number}")).status_code == 404


async def test_the_page_of_one_of_two_leads_to_the_one_that_stands(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].good[PATH] = told("MERGED") | {"jws": None, "successor": "25-2570-0002"}
    async with standing(fakes) as client:
        page = await client.get(f"/certificates/{NUMBER}")
    assert '<a href="/certificates/25-2570-0002">25-2570-0002</a>' in page.text


@pytest.mark.parametrize("number", ["72-2570-9999", "<script>", "x" * 300])
async def test_who_scans_a_number_that_nobody_gave_is_told_in_red_and_programs_in_json(
    standing: Any, fakes: dict[str, Fake], number: str
) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    path = f"/certificates/{quote(number, safe='')}"
    async with standing(fakes) as client:
        page = await client.get(path, headers=browser)
        program = await client.get(path)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'class="state ABSENT"' in page.text
    assert ".ABSENT{background:#9c1c1c}" in page.text
    assert "<strong>ไม่พบใบรับรองเลขที่นี้</strong>" in page.text
    assert "No certificate has this number" in page.text
    assert "<script>" not in page.text
    assert "x" * 17 not in page.text
    assert (program.status_code, program.headers["content-type"]) == (
        404,
        "application/problem+json",
    )


@pytest.mark.parametrize("typed", ["๒๕-๒๕๗๐-๐๐๐๑", "25–2570–0001", " 25-2570-0001 "])
async def test_a_number_in_thai_digits_finds_the_same_certificate(
    standing: Any, fakes: dict[str, Fake], typed: str
) -> None:
    fakes["registry"].good[PATH] = told("VALID")
    async with standing(fakes) as client:
        page = await client.get(f"/certificates/{quote(typed)}")
        led = await client.get("/certificates", params={"number": typed})
        bare = await client.get("/certificates")
    assert "มีผลใช้ได้" in page.text
    assert (led.status_code, led.headers["location"]) == (303, f"/certificates/{NUMBER}")
    assert (bare.status_code, 'action="/certificates"' in bare.text) == (200, True)
