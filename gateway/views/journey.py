"""The way of a need: up to the governor and back, with what was committed to it on the way."""

import asyncio
import time
from collections import defaultdict
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway import screen
from gateway.gather import MISSING, Part
from gateway.views import examples
from shared.contracts.partners import Commitments
from shared.contracts.planning import Hop, HopKind, NeedInShort, PlanningJourney
from shared.contracts.registry import RegistrySummary
from shared.ids import Id
from shared.routing import READ, policy
from shared.routing import router as new_router

router = new_router("ภาพรวม")
MOST_ITEMS = 200
MONEY = "APPROVED"
"""The state of a commitment that is money; a proposal is listed with its own label, and not at a step."""

PLACES = {
    HopKind.NEED: "/v1/needs/{}",
    HopKind.PLAN_ITEM: "/v1/plan-items/{}",
    HopKind.INCLUSION: "/v1/inclusions/{}",
    HopKind.SHARE: "/v1/inclusions/{}",
    HopKind.PROPOSAL: "/v1/proposals/{}",
    HopKind.RESULT: "/v1/results/{}",
}


class JourneyHop(Hop):
    """A step of the way with the address of its record and the money committed there."""

    href: str | None = Field(max_length=200, description="ที่อยู่ของข้อมูลเต็ม · null เมื่อไม่มีหน้าของตนเอง")
    commitment_ids: list[UUID] = Field(
        max_length=500, description="เงินสนับสนุนที่อนุมัติแล้วของโครงการที่ขั้นนี้ (ดูใน partners)"
    )


class Way(BaseModel):
    """ทางของความต้องการ ทั้งขาขึ้นและขาลง · Up and back down, in the order of the dates."""

    need: NeedInShort
    hops: list[JourneyHop] = Field(max_length=500)
    holder_th: str = Field(max_length=200, description="ขณะนี้อยู่ที่ใคร")
    waiting_days: int = Field(ge=0, description="รออยู่กี่วัน")
    sentence_th: str = Field(max_length=1000, description="ประโยคที่แกนนำอ่านให้ที่ประชุมฟังได้")
    plan_item_ids: list[UUID] = Field(max_length=500)


class Journey(BaseModel):
    """ความต้องการไปถึงไหนแล้ว · Where a need stands and how it came there."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.JOURNEY]})

    need_id: UUID
    registry: RegistrySummary | None = Field(description="พื้นที่ที่เสนอความต้องการ")
    planning: Way | None = Field(description="ทางของความต้องการ")
    partners: Commitments | None = Field(description="เงินที่หน่วยงานสนับสนุน")
    sources: screen.Sources


@router.get("/v1/journeys/{need_id}", response_model=Journey, summary="ความต้องการไปถึงไหนแล้ว")
@policy(READ, problems=("not-found",))
async def get_journey(need_id: Id, request: Request) -> Response:
    """ทุกขั้นทั้งขาขึ้นและขาลง พร้อมเงินและผล · Every step up and down, with holder, days, money and results."""
    parts = await _parts(request, need_id)
    return screen.answer(request, {"need_id": str(need_id)}, parts, owner="planning")


async def _parts(request: Request, need_id: UUID) -> dict[str, Part]:
    """Ask planning for the way, then together for the money on it and the place it began."""
    ask, seconds = screen.gatherer(request).part, request.app.state.settings.journey_seconds
    began = time.monotonic()
    planning = await ask(screen.journey(need_id))
    if planning.body is None:
        return {"registry": MISSING, "planning": planning, "partners": MISSING}
    way = PlanningJourney.model_validate_json(planning.body)
    left = max(0.05, seconds - (time.monotonic() - began))
    registry, partners = await asyncio.gather(
        ask(screen.summary("registry", way.need.area_code), within=left),
        _commitments(request, way, planning, within=left),
    )
    shown = planning._replace(body=_with_money(way, partners))
    return {"registry": registry, "planning": shown, "partners": partners}


async def _commitments(
    request: Request, way: PlanningJourney, planning: Part, *, within: float
) -> Part:
    """Ask for the money on the way; where nothing is planned yet there is none to ask for."""
    items = way.plan_item_ids[:MOST_ITEMS]
    if not items:
        return planning._replace(body=b'{"items":[]}')
    return await screen.gatherer(request).part(screen.commitments(items), within=within)


def _with_money(way: PlanningJourney, partners: Part) -> bytes:
    """Return the way as JSON; money stands at the step where its plan item was planned."""
    money: dict[UUID | None, list[UUID]] = defaultdict(list)
    if partners.body is not None:
        for item in Commitments.model_validate_json(partners.body).items:
            if item.status == MONEY:
                money[item.plan_item_id].append(item.id)
    hops = [
        JourneyHop(
            **dict(hop),
            href=PLACES[hop.kind].format(hop.id) if hop.kind in PLACES else None,
            commitment_ids=money[hop.plan_item_id] if hop.kind is HopKind.PLAN_ITEM else [],
        )
        for hop in way.hops
    ]
    shown = Way(
        need=way.need,
        hops=hops,
        holder_th=way.holder_th,
        waiting_days=way.waiting_days,
        sentence_th=way.sentence_th,
        plan_item_ids=way.plan_item_ids,
    )
    return shown.model_dump_json().encode()
