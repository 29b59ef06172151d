"""The screen of a province: its organizations, its plans and its partners at a glance."""

import asyncio

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway import screen
from gateway.views import examples
from shared.contracts.partners import PartnersSummary
from shared.contracts.planning import PlanningSummary
from shared.contracts.registry import RegistrySummary
from shared.places import ProvinceCode
from shared.routing import READ, policy
from shared.routing import router as new_router

router = new_router("ภาพรวม")


class ProvinceDashboard(BaseModel):
    """ภาพรวมของจังหวัดจากทั้งสามระบบ · A province as the three services know it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PROVINCE]})

    code: str = Field(max_length=2, description="รหัสจังหวัด")
    registry: RegistrySummary | None = Field(description="พื้นที่ องค์กร และความครอบคลุมของชุมชนเข้มแข็ง")
    planning: PlanningSummary | None = Field(description="ความต้องการ แผน และข้อเสนอ")
    partners: PartnersSummary | None = Field(description="หน่วยงานภาคี ข้อตกลง และเงินสนับสนุน")
    sources: screen.Sources


@router.get(
    "/v1/province-dashboards/{code}", response_model=ProvinceDashboard, summary="ภาพรวมจังหวัด"
)
@policy(READ, problems=("not-found",))
async def get_province_dashboard(code: ProvinceCode, request: Request) -> Response:
    """องค์กร แผน ข้อเสนอ และภาคีของจังหวัดในหน้าเดียว · A province on one page.

    ระบบย่อยใดไม่ตอบ ส่วนนั้นจะบอกว่าเป็นของเดิม (STALE) หรือไม่มีให้ (MISSING) ส่วนที่เหลือยังใช้ได้ ·
    A part whose service does not answer is marked stale or missing; the others stay good.
    """
    ask = screen.gatherer(request).part
    parts = await asyncio.gather(*(ask(screen.summary(name, code)) for name in screen.SUMMARIES))
    named = dict(zip(screen.SUMMARIES, parts, strict=True))
    return screen.answer(request, {"code": code}, named, owner="registry")
