"""A planning year is closed: who voiced what is carried on hears of it once, whoever closes it again."""

from typing import Any

import pytest

from services.planning.cycles import actions
from shared.ids import new_id
from tests.conftest import Client, counted
from tests.planning.conftest import Movement
from tests.planning.test_cycles import closing
from tests.planning.test_needs_together import merger, split
from tests.planning.test_notices import group, notices


async def test_authors_of_what_is_carried_on_hear_of_it_once_through_mergers_whoever_closes_again(
    planning: Client, movement: Movement
) -> None:
    area = "720101"
    groups = [await group(planning, area) for _ in range(4)]
    channel = {"id": str(new_id()), "organization_id": groups[0], "gateway": "line"}
    planning.app.state.gateways = {"line": "WEBHOOK"}
    await movement.done("/v1/notice-channels", channel, movement.staff(area))
    voiced = [
        await movement.need(area, voiced_by_organization_id=each, voiced_at_th=None)
        for each in groups
    ]
    body = merger(*voiced[:2], area=area)
    await movement.done("/v1/need-mergers", body, movement.province)
    parts = split({"id": body["into"]["id"]})
    await movement.done("/v1/need-splits", parts, movement.province)
    item = await movement.adopted(area, 10, "2024-04-01", need_ids=[voiced[3]["id"]])
    made = await movement.propose(item, 10, submitted_on="2024-06-01")
    assert (await movement.answer(made, "ACCEPTED", 10, answered_on="2024-07-01")).is_success
    first = closing(area, 2568, "2025-10-02")
    for told in (first, first, closing(area, 2568, "2025-10-09")):
        answer = await movement.send("/v1/cycle-closings", told, movement.staff(area))
        assert answer.json()["carried"] == 3
    said = [await notices(movement, organization_id=each, change="CARRIED") for each in groups]
    assert [[each["origin_id"] for each in mine] for mine in said] == [
        [voiced[0]["id"]], [voiced[1]["id"]], [voiced[2]["id"]], [],
    ]  # fmt: skip
    ((told,), *_) = said
    assert (told["state"], told["happened_on"], told["cause_id"], told["reason_th"]) == (
        "PENDING", "2025-10-02", first["id"], "ปีงบประมาณ 2568 ยังไม่ได้รับงบประมาณ จึงยกไปปี 2569",
    )  # fmt: skip
    listed = await movement.see(f"/v1/notice-lists/{area}?limit=200", movement.staff(area))
    paper = [each["organization_id"] for each in listed["items"] if each["change"] == "CARRIED"]
    assert sorted(paper) == sorted(groups[1:3])
    await movement.done(
        "/v1/cycle-closings", closing("7201", 2568, "2025-10-20"), movement.province
    )
    assert len(await notices(movement, origin_id=voiced[2]["id"], change="CARRIED")) == 1
    late = closing(area, 2569, "2026-10-02")
    await movement.done("/v1/cycle-closings", late, movement.staff(area))
    assert len(await notices(movement, origin_id=voiced[2]["id"], change="CARRIED")) == 2


async def test_nobody_hears_of_a_closing_that_failed(
    planning: Client, movement: Movement, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = "720603"
    need = await movement.need(area)
    body, heard_by = closing(area, 2568, "2025-10-02"), {"origin_id": need["id"]}

    async def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as planted:
        planted.setattr(actions.events, "emit_many", fail)
        answer = await movement.send("/v1/cycle-closings", body, movement.staff(area))
        assert answer.status_code == 500
    assert await notices(movement, **heard_by) == []
    await movement.done("/v1/cycle-closings", body, movement.staff(area))
    assert [each["change"] for each in await notices(movement, **heard_by)] == ["CARRIED"]


async def test_many_needs_are_carried_with_as_many_statements_as_two(
    planning: Client, movement: Movement
) -> None:
    asked = []
    for many, year in ((2, 2568), (60, 2569)):
        for _ in range(many):
            await movement.need("720601")
        body = closing("720601", year, "2026-10-02")
        with counted(planning) as queries:
            done = await movement.done("/v1/cycle-closings", body, movement.staff("720601"))
        assert done["carried"] >= many
        asked.append(len(queries))
    assert asked[0] == asked[1]
