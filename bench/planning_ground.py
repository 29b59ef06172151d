"""A planning service on its own: a province of made-up tambons, and hands that ask it."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from bench.faults import house
from shared.ids import new_id

MOST_TRIES = 2_000
BUSY = frozenset({429, 502, 503})
Facts = dict[str, Any]


@dataclass
class Planning:
    """The running service and what it answered."""

    stand: house.House
    client: httpx.AsyncClient
    chance: random.Random
    statuses: Counter[int] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)
    repeats: int = 0

    async def act(self, path: str, body: Facts) -> httpx.Response:
        """Ask with one key until there is an answer: who is cut off or told that it is busy asks again."""
        body = {"id": str(new_id()), **body}
        headers = {"Idempotency-Key": str(new_id())}
        for _ in range(MOST_TRIES):
            try:
                answer = await self.client.post(path, json=body, headers=headers)
            except httpx.TransportError:
                self.repeats += 1
            else:
                if answer.status_code not in BUSY:
                    self.statuses[answer.status_code] += 1
                    if answer.status_code >= 500 or answer.status_code in {400, 401, 403, 404}:
                        self.surprises.append(f"{path}: {answer.status_code} {answer.text[:200]}")
                    return answer
            await asyncio.sleep(0.05)
        raise RuntimeError(f"{path} is never answered")

    async def made(self, path: str, body: Facts) -> Facts:
        """Ask for what has to succeed; return the answer."""
        answer = await self.act(path, body)
        answer.raise_for_status()
        return dict(answer.json())

    async def need(self, area: str, voiced_on: str = "2024-01-10") -> Facts:
        """Record a need."""
        said = {"title_th": "ขาดน้ำทำนา", "issue_code": "WATER", "voiced_at_th": "เวทีประชาคม"}
        return await self.made("/v1/needs", {"area_code": area, "voiced_on": voiced_on, **said})

    async def plan(self, area: str, year: int = 2567) -> Facts:
        """Open a draft plan of an area."""
        level = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON"}[len(area)]
        told = {"level": level, "area_code": area, "fiscal_year_be": year, "horizon_years": 1}
        return await self.made("/v1/plans", {**told, "title_th": f"แผน {new_id().hex[-6:]}"})

    async def item(self, plan: Facts, baht: str, need_ids: list[str]) -> Facts:
        """Draft a complete item and make it final."""
        return await self.made(
            "/v1/plan-items",
            {
                "plan_id": plan["id"],
                "title_th": "ขุดลอกสระ",
                "issue_code": "WATER",
                "need_ids": need_ids,
                "own_budget": {"amount": baht, "currency": "THB"},
                "owner_th": "สภาองค์กรชุมชนตำบล",
                "indicator_th": "ครัวเรือนที่มีน้ำ",
                "expected_result_th": "มีน้ำทำนา",
            },
        )

    async def finish(self, plan: Facts, items: list[Facts], on: str) -> bool:
        """Make items final and adopt their plan; say whether that was let through."""
        for item in items:
            await self.act(f"/v1/plan-items/{item['id']}/finalizations", {})
        adopted = await self.act(f"/v1/plans/{plan['id']}/adoptions", {"adopted_on": on})
        return adopted.is_success

    async def propose(self, item: Facts, baht: str, on: str = "2024-06-01") -> httpx.Response:
        """Propose an item to the governor."""
        asked = {"amount": baht, "currency": "THB"}
        told = {"addressee_kind": "GOVERNOR", "addressee_th": "ผู้ว่าราชการจังหวัด", "asked": asked}
        named = {"plan_item_id": item["id"], "title_th": "ขอสนับสนุน", "submitted_on": on}
        return await self.act("/v1/proposals", {**told, **named})

    async def answer(self, proposal: str, baht: str | None, on: str = "2024-07-01") -> bool:
        """Grant all that was asked, or refuse with a reason; say whether that was let through."""
        told: Facts = {"outcome": "REJECTED", "reason_th": "งบประมาณจำกัด"}
        if baht is not None:
            told = {"outcome": "ACCEPTED", "granted": {"amount": baht, "currency": "THB"}}
        path = f"/v1/proposals/{proposal}/answers"
        return (await self.act(path, {**told, "answered_on": on})).is_success


def furnish(stand: house.House, province: str, districts: int, tambons: int) -> list[str]:
    """Give planning the areas of a made-up province; return the codes of its tambons."""
    codes = [f"{province}{1 + n % districts:02}{1 + n // districts:02}" for n in range(tambons)]
    areas = [(province, "PROVINCE"), *((code[:4], "DISTRICT") for code in codes[:districts])]
    with psycopg.connect(stand.urls["planning"]) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO places (code, level, name_th, name_en, revision) VALUES (%s, %s, %s, %s, 1)"
            " ON CONFLICT DO NOTHING",
            [
                (code, level, f"ที่ {code}", f"Place {code}")
                for code, level in [*areas, *((code, "TAMBON") for code in codes)]
            ],
        )
    return codes


async def define_issue(planning: Planning) -> None:
    """Define the one issue that everything is about."""
    await planning.act("/v1/issues", {"code": "WATER", "name_th": "น้ำ", "name_en": "Water"})
