"""Hands for tests of certification: organizations, and the acts that bring them through the strides."""

import asyncio
from typing import Any

from shared.ids import new_id
from tests.conftest import Client, People

PLACE = "250111"
FOUND, DECIDED = "2026-10-05", "2026-11-12"


async def group(
    registry: Client,
    people: People,
    area: str = PLACE,
    name: str = "กลุ่มออมทรัพย์ดงขี้เหล็ก",
    **facts: Any,
) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "name_th": name,
        "area_code": area,
        "confirm_new": True,
        **facts,
    }
    who = people("NATIONAL_ADMIN", area="")
    made = await registry.post("/v1/organizations", json=body, headers=who)
    assert made.status_code == 201, made.text
    return str(body["id"])


async def act(registry: Client, who: dict[str, str], path: str, body: dict[str, Any]) -> Any:
    headers = {**who, "Idempotency-Key": str(new_id())}
    return await registry.post(path, json={"id": str(new_id()), **body}, headers=headers)


class Hands:
    """Who does what: staff find and endorse, the region office decides."""

    def __init__(self, registry: Client, people: People, area: str = PLACE) -> None:
        self.registry, self.people = registry, people
        self.staff = people("TAMBON_STAFF", area=area)
        self.office = people("REGION_OFFICE", area=area[:2])

    async def find(self, one: str, on: str = FOUND, who: dict[str, str] | None = None) -> Any:
        body = {"found_on": on, "finder_side": "COMMUNITY", "note_th": "เวทีประชาคม"}
        return await act(self.registry, who or self.staff, f"/v1/organizations/{one}/finds", body)

    async def endorse(self, one: str, side: str, on: str = "2026-10-20", **more: Any) -> Any:
        who = more.pop("who", self.staff)
        body = {"side": side, "post_th": "กำนัน", "endorsed_on": on, "note_th": "หนังสือที่ 12/2569"}
        return await act(
            self.registry, who, f"/v1/organizations/{one}/endorsements", {**body, **more}
        )

    async def decide(
        self, one: str, decision: str = "CERTIFY", on: str = DECIDED, **more: Any
    ) -> Any:
        who = more.pop("who", self.office)
        body = {"decision": decision, "decided_on": on, "post_th": "ผู้อำนวยการสำนักงานภาค",
                "reason": "ครบสองฝ่าย"}  # fmt: skip
        path = f"/v1/organizations/{one}/certification-decisions"
        return await act(self.registry, who, path, {**body, **more})

    async def develop(self, one: str, on: str = "2026-11-15", **more: Any) -> Any:
        who = more.pop("who", self.staff)
        body = {"done_on": on, "note_th": "อบรมบัญชี"}
        return await act(
            self.registry, who, f"/v1/organizations/{one}/developments", {**body, **more}
        )

    async def ready(self, one: str, found: str = FOUND) -> None:
        """Bring an organization to where only the decision is missing."""
        answers = [
            await self.find(one, found),
            await self.endorse(one, "COMMUNITY", found),
            await self.endorse(one, "LOCAL_AGENCY", found, agency_name_th="อบต.ดงขี้เหล็ก"),
        ]
        assert [each.status_code for each in answers] == [201, 200, 200], answers[-1].text

    async def certified(self, one: str, on: str = DECIDED, found: str = FOUND) -> dict[str, Any]:
        """Bring an organization through the second stride; return its certification."""
        await self.ready(one, found)
        made = await self.decide(one, on=on)
        assert made.status_code == 200, made.text
        return dict(made.json())

    async def certified_many(self, ones: list[str]) -> list[Any]:
        """Decide about many at the same time."""
        return await asyncio.gather(*(self.decide(one) for one in ones))
