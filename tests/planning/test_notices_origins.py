"""Who hears: nobody but those who voiced something; and of what: also of what a proposal became in the end."""

from collections import Counter
from typing import Any

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, baht
from tests.planning.test_notices import group, heard, notices
from tests.planning.test_plan_versions import adopt, items_of, opened


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


async def test_who_is_taken_up_or_left_out_by_a_new_version_hears_of_it_and_the_others_do_not(
    movement: Movement,
) -> None:
    voiced = [await movement.need("720602") for _ in range(4)]
    lows = [await movement.adopted("720602", 100, need_ids=[each["id"]]) for each in voiced]
    upper = await movement.plan("7206")
    above = await movement.item(upper, 5)
    _, goes, again = [await movement.include(low, above, 60) for low in lows[:3]]
    await movement.finalize(above)
    await movement.adopt(upper, "2024-09-01")
    draft = await opened(movement, upper["id"], leave_out_inclusion_ids=[goes["id"], again["id"]])
    (copy,) = await items_of(movement, draft["id"])
    day = {"decided_on": "2024-09-10"}
    await movement.include(lows[3], copy, 40, **day)
    no = movement.inclusion(copy, 0, decision="EXCLUDED", reason_th="ซ้ำกับโครงการอื่น", **day)
    await movement.done(f"/v1/plan-items/{lows[2]['id']}/inclusions", no, movement.province)
    assert (await adopt(movement, draft["id"])).status_code == 200
    assert [await heard(movement, each) for each in voiced] == [
        ["PLANNED", "INCLUDED"],
        ["PLANNED", "INCLUDED", "EXCLUDED"],
        ["PLANNED", "INCLUDED", "EXCLUDED"],
        ["PLANNED", "INCLUDED"],
    ]
    said = [await notices(movement, origin_id=e["id"], change="EXCLUDED") for e in voiced[1:3]]
    assert [(each["reason_th"], each["happened_on"]) for (each,) in said] == [
        ("น้ำท่วมเดือนกันยายน", "2024-09-15"), ("ซ้ำกับโครงการอื่น", "2024-09-10")]  # fmt: skip
