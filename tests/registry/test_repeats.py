"""A request that is sent again is answered, whatever became since of the file on which it rested."""

import hashlib
from typing import Any

from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry import council_stage as stage
from tests.registry.certifying import Hands, group


async def kept(registry: Client, who: dict[str, str], words: str) -> str:
    content = f"%PDF-1.4 {words} %%EOF".encode()
    name = hashlib.sha256(content).hexdigest()
    headers = {**who, "Content-Type": "application/pdf"}
    put = await registry.put(f"/v1/document-files/{name}", content=content, headers=headers)
    assert put.status_code in {200, 201}, put.text
    return name


async def again(
    registry: Client, path: str, body: dict[str, Any], who: dict[str, str], file: str
) -> None:
    """Send an act, throw its file away, and send the act again under another key."""
    first = await stage.post(registry, path, body, who)
    assert first.status_code in {200, 201}, first.text
    async with registry.app.state.database.reading() as connection:
        await connection.execute("DELETE FROM document_files WHERE sha256 = %s", (file,))
    repeated = await stage.post(registry, path, body, who)
    assert repeated.status_code == 200, repeated.text
    other = {**body, "id": str(new_id())}
    assert (await stage.post(registry, path, other, who)).status_code in {409, 422}


async def test_a_certification_s_acts_are_answered_again_without_their_evidence(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people)
    one = await group(registry, people)
    steps = (
        ("finds", hands.staff, {"found_on": "2026-10-01", "finder_side": "COMMUNITY"}),
        (
            "endorsements",
            hands.staff,
            {"side": "LOCAL_AGENCY", "agency_name_th": "อบต.", "post_th": "นายก อบต.",
             "endorsed_on": "2026-10-20"},
        ),
    )  # fmt: skip
    for what, who, told in steps:
        file = await kept(registry, who, what)
        body = {"id": str(new_id()), "evidence_sha256": file, **told}
        await again(registry, f"/v1/organizations/{one}/{what}", body, who, file)


async def test_a_certified_organization_s_acts_are_answered_again_without_their_evidence(
    registry: Client, people: People
) -> None:
    hands = Hands(registry, people)
    one = await group(registry, people, name="กลุ่มเลี้ยงปลา")
    number = (await hands.certified(one))["number"]
    steps = (
        (
            f"organizations/{one}/developments",
            hands.staff,
            {"done_on": "2026-11-15", "note_th": "x"},
        ),
        (
            f"certificates/{number}/suspensions",
            hands.office,
            {"suspended_on": "2026-11-18", "reason": "ตรวจสอบ"},
        ),
    )
    for path, who, told in steps:
        file = await kept(registry, who, path)
        body = {"id": str(new_id()), "evidence_sha256": file, **told}
        await again(registry, f"/v1/{path}", body, who, file)


async def test_a_council_s_notice_is_answered_again_without_its_form(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    made = await stage.council(registry, people, acknowledged=False)
    file = await kept(registry, who, "จช.03")
    told = {"noticed_on": "2009-08-01", "communities_noticed": 40, "communities_agreed": 34}
    body = {"id": str(new_id()), "sha256": file, **told}
    await again(registry, f"/v1/councils/{made}/notices", body, who, file)
