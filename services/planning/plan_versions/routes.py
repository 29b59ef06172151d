"""What can be asked of versions of plans; former versions are read as plans are (`version_of`)."""

from fastapi import Response

from services.planning.plan_versions import actions, schemas
from services.planning.plans import queries as plans
from services.planning.plans.schemas import Plan
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("แผน")


@router.post(
    "/v1/plans/{id}/versions", status_code=201, response_model=Plan, summary="เริ่มร่างแผนฉบับใหม่"
)
@policy("plans.draft", act=True, problems=("state-conflict", "already-exists"))
async def open_plan_version(id: Id, new: schemas.VersionNew, write: Writing) -> Response:
    """เปลี่ยนแปลง เพิ่มเติม หรือทบทวนแผนที่รับรองแล้ว · A draft that takes the plan's place when adopted."""
    row = await actions.open_draft(write.session, id, new, by=write.subject)
    return await write.answer(plans.PLAN, row.id, status=201, at="/v1/plans")


@router.post("/v1/plans/{id}/withdrawals", response_model=Plan, summary="ถอนร่างแผน")
@policy("plans.draft", act=True, problems=("state-conflict",))
async def withdraw_plan_version(id: Id, new: schemas.WithdrawalNew, write: Writing) -> Response:
    """ร่างแรกหรือร่างฉบับใหม่ แผนที่ใช้อยู่คงเดิม ร่างใหม่ได้ · A plan in force stays; another draft may be opened."""
    row = await actions.withdraw(write.session, id, new, by=write.subject)
    return await write.answer(plans.PLAN, row.id)
