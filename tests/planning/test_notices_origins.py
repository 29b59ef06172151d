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
        ("OFFICIAL", None, "2025-01-20"), ("CLOSED", "ได้ครบแล้ว", "2025-02-01")]  # fmt: skip
    assert (said[-2]["about_th"].split(" · ")[0], said[-2]["share"]) == (
        "แผนปฏิบัติราชการ โครงการที่ 12", baht(60))  # fmt: skip
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


async def test_who_voices_what_a_merger_made_hears_of_it_from_then_on_and_nobody_twice(
    planning: Client, movement: Movement
) -> None:
    first, second, later = [await group(planning) for _ in range(3)]
    voiced = [
        await movement.need("720602", voiced_by_organization_id=each, voiced_at_th=None)
        for each in (first, second)
    ]
    facts = {"title_th": "สระน้ำ", "issue_code": "WATER"}
    whole = {"id": str(new_id()), **facts}
    merger = {"id": str(new_id()), "area_code": "720602", "origin_ids": [each["id"] for each in voiced],
              "into": whole, "reason_th": "สระเดียวกัน", "merged_on": "2024-04-01"}  # fmt: skip
    await movement.done("/v1/need-mergers", merger, movement.province)

    async def voice(**words: str) -> None:
        seen = await movement.see(f"/v1/needs/{whole['id']}")
        tag = {"If-Match": f'"r{seen["revision"]}"'}
        done = await planning.patch(
            f"/v1/needs/{whole['id']}", json=words, headers={**movement.province, **tag}
        )
        assert done.status_code == 200, done.text

    await voice(voiced_by_organization_id=later)
    await movement.adopted("720602", 100, need_ids=[whole["id"]])
    told = [await notices(movement, organization_id=each) for each in (first, second, later)]
    assert [[(e["change"], e["origin_id"]) for e in mine] for mine in told] == [
        [("MERGED", voiced[0]["id"]), ("PLANNED", voiced[0]["id"])],
        [("MERGED", voiced[1]["id"]), ("PLANNED", voiced[1]["id"])],
        [("PLANNED", whole["id"])],
    ]
    await voice(voiced_by_organization_id=first, voiced_at_th="เวทีประชาคมหมู่ 3")
    item = await movement.adopted("720602", 100, need_ids=[whole["id"]])
    await movement.propose(item, 100)
    said = await notices(movement, origin_id=whole["id"])
    assert [(each["change"], each["author_th"]) for each in said] == [
        ("PLANNED", "กลุ่ม 720602"), ("PROPOSED", "เวทีประชาคมหมู่ 3"),
    ]  # fmt: skip
    once = [
        await notices(movement, organization_id=each, change="PROPOSED") for each in (first, later)
    ]
    assert [len(mine) for mine in once] == [1, 0]


async def test_what_somebody_voices_later_onto_the_part_of_a_need_is_told_too(
    planning: Client, movement: Movement
) -> None:
    first, later = [await group(planning) for _ in range(2)]
    need = await movement.need("720602", voiced_by_organization_id=first, voiced_at_th=None)
    part, other = [
        {"id": str(new_id()), "title_th": "สระ", "issue_code": "WATER"} for _ in range(2)
    ]
    split = {"id": str(new_id()), "need_id": need["id"], "parts": [part, other],
             "reason_th": "สองงาน", "split_on": "2024-04-02"}  # fmt: skip
    await movement.done("/v1/need-splits", split, movement.province)
    seen = await movement.see(f"/v1/needs/{part['id']}")
    await planning.patch(
        f"/v1/needs/{part['id']}", json={"voiced_by_organization_id": later},
        headers={**movement.province, "If-Match": f'"r{seen["revision"]}"'},
    )  # fmt: skip
    await movement.adopted("720602", 100, need_ids=[part["id"], other["id"]])
    told = [await notices(movement, organization_id=e, change="PLANNED") for e in (first, later)]
    assert [[e["origin_id"] for e in mine] for mine in told] == [[need["id"]], [part["id"]]]
