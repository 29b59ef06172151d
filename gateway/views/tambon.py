"""The screen of a tambon: what stands there, what it needs and who supports it."""

import asyncio

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway import screen
from gateway.views import examples
from shared.contracts.partners import PartnersSummary
from shared.contracts.planning import PlanningSummary
from shared.contracts.registry import RegistrySummary
from shared.places import TambonCode
from shared.routing import READ, policy
from shared.routing import router as new_router

router = new_router("ภาพรวม")


class TambonProfile(BaseModel):
    """ภาพรวมของตำบลจากทั้งสามระบบ · A tambon as the three services know it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TAMBON]})

    code: str = Field(max_length=6, description="รหัสตำบล")
    registry: RegistrySummary | None = Field(
        description="พื้นที่ องค์กร และระดับความเข้มแข็งพร้อมจุดแข็งจุดอ่อน"
    )
    planning: PlanningSummary | None = Field(description="ความต้องการ แผน และข้อเสนอ")
    partners: PartnersSummary | None = Field(description="เงินสนับสนุนโครงการของตำบล")
    sources: screen.Sources


@router.get("/v1/tambon-profiles/{code}", response_model=TambonProfile, summary="ภาพรวมตำบล")
@policy(READ, problems=("not-found",))
async def get_tambon_profile(code: TambonCode, request: Request) -> Response:
    """องค์กร ความต้องการ แผน และผู้สนับสนุนของตำบลในหน้าเดียว · A tambon on one page, marked the same way."""
    ask = screen.gatherer(request).part
    parts = await asyncio.gather(*(ask(screen.summary(name, code)) for name in screen.SUMMARIES))
    named = dict(zip(screen.SUMMARIES, parts, strict=True))
    return screen.answer(request, {"code": code}, named, owner="registry")
