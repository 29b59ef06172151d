"""Who hears: nobody but those who voiced something; and of what: also of what a proposal became in the end."""

from collections import Counter
from typing import Any

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_notices import group, heard, notices


async def test_what_a_proposal_became_and_why_it_was_closed_is_told_once(
    movement: Movement,
) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 100, need_ids=[need["id"]])
    made = await movement.propose(item, 100)
    await movement.answer(made, "ACCEPTED_IN_PART", 60, reason_th="งบมีเท่านี้")
    official = {"id": str(new_id()), "plan_name_th": "แผนปฏิบัติราชการ", "reference_th": "โครงการที่ 12",
                "fiscal_year_be": 2568, "budget": baht(60), "noted_on": "2025-01-20"}  # fmt: skip
    closing = {"id": str(new_id()), "closed_on": "2025-02-01", "reason_th": "ได้ครบแล้ว"}
    for _ in range(2):
        await movement.done(
            f"/v1/proposals/{made['id']}/official-items", official, movement.province
        )
    for _ in range(2):
        await movement.done(f"/v1/proposals/{made['id']}/closings", closing, movement.province)
    said = await notices(movement, origin_id=need["id"])
    assert [(e["change"], e["reason_th"], e["happened_on"]) for e in said][-2:] == [
        ("OFFICIAL", "แผนปฏิบัติราชการ โครงการที่ 12 60.00 บาท", "2025-01-20"),
        ("CLOSED", "ได้ครบแล้ว", "2025-02-01")]  # fmt: skip
    assert Counter(each["change"] for each in said).most_common(1)[0][1] == 1
    passport = await movement.see(f"/v1/needs/{need['id']}/passport")
    assert "บรรจุในแผนปฏิบัติราชการ โครงการที่ 12 60.00 บาท" in passport["sentence_th"]


async def test_what_a_merger_made_and_its_parts_are_nobody_and_its_origins_hear_once(
    planning: Client, movement: Movement
) -> None:
    group_id = await group(planning)
    by: dict[str, Any] = {"voiced_by_organization_id": group_id}
    made = [await movement.need(**by), await movement.need(**by, voiced_at_th=None)]
    whole, parts = str(new_id()), [str(new_id()) for _ in range(2)]
    facts = {"title_th": "สระน้ำ", "issue_code": "WATER"}
    merger = {"id": str(new_id()), "area_code": "7206", "origin_ids": [each["id"] for each in made],
              "into": {"id": whole, **facts}, "reason_th": "สระเดียวกัน", "merged_on": "2024-04-01"}  # fmt: skip
    await movement.done("/v1/need-mergers", merger, movement.province)
    split = {"id": str(new_id()), "need_id": whole, "parts": [{"id": each, **facts} for each in parts],
             "reason_th": "สองงาน", "split_on": "2024-04-02"}  # fmt: skip
    await movement.done("/v1/need-splits", split, movement.province)
    assert [await heard(movement, {"id": each}) for each in (whole, *parts)] == [[], [], []]
    for each, authors in zip(made, (2, 1), strict=True):
        assert await heard(movement, each) == ["MERGED"] * authors + ["SPLIT"] * authors
