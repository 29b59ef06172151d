"""Whoever named a record that turned out to be a second one means the one that stayed, until they part again."""

from typing import Any

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import COUNCIL, Movement, take_in, told
from tests.planning.test_journey import inside  # noqa: F401 - a fixture


def organization(identity: str, name: str, **facts: Any) -> dict[str, Any]:
    area = {"code": "720602", "level": "TAMBON", "name_th": "หนองสาหร่าย", "name_en": "Nong Sarai"}
    return {"id": identity, "name_th": name, "area": area, "status": "ACTIVE", **facts}


async def tell(planning: Client, facts: dict[str, Any], revision: int) -> None:
    event = told("registry", "organization", facts["id"], facts, revision)
    await take_in(planning, "registry", event)


async def test_needs_and_items_follow_a_merger_and_its_undoing(
    planning: Client,
    movement: Movement,
    inside: dict[str, str],  # noqa: F811
) -> None:
    second = str(new_id())
    await tell(planning, organization(COUNCIL, "สภาองค์กรชุมชนตำบลหนองสาหร่าย"), 1)
    await tell(planning, organization(second, "สภาพองค์กรชุมชนหนองสาหร่าย"), 1)
    need = await movement.need(voiced_by_organization_id=second)
    plan = await movement.plan("720602")
    item = await movement.item(
        plan, 100, need_ids=[need["id"]], owner_organization_id=second, owner_th=None
    )
    before = [
        await movement.see(f"/v1/needs/{need['id']}"),
        await movement.see(f"/v1/plan-items/{item['id']}", movement.staff("720602")),
        await movement.see(f"/internal/v1/journeys/{need['id']}", inside),
    ]
    gone = organization(second, "สภาพองค์กรชุมชนหนองสาหร่าย", status="MERGED", merged_into_id=COUNCIL)
    await tell(planning, gone, 2)
    shown = await movement.see(f"/v1/needs/{need['id']}")
    assert shown["voiced_by_organization_id"] == COUNCIL
    assert shown["voiced_by_organization_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    owned = await movement.see(f"/v1/plan-items/{item['id']}", movement.staff("720602"))
    assert owned["owner_organization_id"] == COUNCIL
    assert owned["owner_th"] == "สภาองค์กรชุมชนตำบลหนองสาหร่าย"
    journey = await movement.see(f"/internal/v1/journeys/{need['id']}", inside)
    assert "สภาองค์กรชุมชนตำบลหนองสาหร่าย" in str(journey)
    back = organization(second, "สภาพองค์กรชุมชนหนองสาหร่าย", merged_into_id=None)
    await tell(planning, back, 3)
    after = [
        await movement.see(f"/v1/needs/{need['id']}"),
        await movement.see(f"/v1/plan-items/{item['id']}", movement.staff("720602")),
        await movement.see(f"/internal/v1/journeys/{need['id']}", inside),
    ]
    assert after == before
