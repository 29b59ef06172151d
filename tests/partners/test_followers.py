"""What partners follow: newer states replace older ones, and nothing goes back."""

from typing import Any

import httpx

from services.partners.main import create_app
from services.partners.settings import Settings
from shared.ids import new_id
from tests.conftest import Client, Ground, running, service_settings, settle
from tests.partners.conftest import event, plan_item, take_in


async def stored(client: Client, sql: str, *values: object) -> list[tuple[object, ...]]:
    async with client.app.state.database.reading() as connection:
        cursor = await connection.execute(sql, values)
        return [tuple(row) for row in await cursor.fetchall()]


async def test_an_older_state_of_a_plan_item_changes_nothing(partners: Client) -> None:
    item = await plan_item(partners, budget="100.00", plan_status="DRAFT")
    await plan_item(partners, id=item, budget="250.00", revision=3)
    await plan_item(partners, id=item, budget="999.00", revision=2)
    rows = await stored(
        partners,
        "SELECT budget_baht::text, plan_status, revision FROM plan_items WHERE id = %s",
        item,
    )
    assert rows == [("250.00", "ADOPTED", 3)]


async def test_a_renamed_area_is_told_by_its_new_name(partners: Client) -> None:
    data = {"code": "38", "level": "PROVINCE", "name_th": "ชื่อใหม่", "name_en": "New"}
    await take_in(partners, "registry", event("area", "38", data, revision=2))
    await take_in(partners, "registry", event("area", "38", {**data, "name_th": "เก่า"}))
    assert await stored(partners, "SELECT name_th FROM places WHERE code = '38'") == [("ชื่อใหม่",)]


async def test_both_feeds_are_followed_in_order_and_leave_a_position(ground: Ground) -> None:
    item = str(new_id())
    data = {
        "id": item, "plan_id": str(new_id()), "title_th": "คลองส่งน้ำ", "level": "TAMBON",
        "area": {"code": "720602"}, "fiscal_year_be": 2568, "status": "FINAL",
        "budget": {"amount": "1.00", "currency": "THB"}, "plan_status": "ADOPTED",
    }  # fmt: skip
    place = {"code": "72", "level": "PROVINCE", "name_th": "สุพรรณบุรี", "name_en": "Suphan Buri"}
    feeds = {
        "registry": [entry(1, "area", "72", place), entry(2, "organization", "x", {})],
        "planning": [entry(1, "need", "y", {}), entry(2, "plan-item", item, data)],
    }
    transports = {source: answering(events) for source, events in feeds.items()}
    url = ground.fresh("partners", "followers_feeds")
    app = create_app(service_settings(Settings, "partners", ground, url), transports)
    async with running(app) as client:
        for follower in app.state.followers:
            assert await follower.step() == 2
        assert await stored(client, "SELECT code FROM places") == [("72",)]
        assert await stored(client, "SELECT id::text FROM plan_items") == [(item,)]
        positions = await stored(client, "SELECT source, position FROM followed ORDER BY source")
        assert positions == [("planning", 2), ("registry", 2)]
        await settle(client)


def entry(position: int, kind: str, subject: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "sequence": f"{position:016d}", "type": f"th.khabuan.x.{kind}.changed.v1", "kind": kind,
        "subject": subject, "revision": 1, "partitionkey": "", "actor": "test", "time": "",
        "data": data,
    }  # fmt: skip


def answering(events: list[dict[str, Any]]) -> httpx.MockTransport:
    return httpx.MockTransport(
        lambda _: httpx.Response(200, json={"events": events, "head": len(events)})
    )
