"""What can be asked of withdrawals of plan items."""

from fastapi import Response

from services.planning.item_withdrawals import actions, schemas
from services.planning.plan_items import queries as plan_items
from services.planning.plan_items.schemas import PlanItem
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("โครงการในแผน")


@router.post(
    "/v1/plan-items/{id}/withdrawals", response_model=PlanItem, summary="ถอนโครงการออกจากร่างแผน"
)
@policy("plans.draft", act=True, problems=("state-conflict",))
async def withdraw_plan_item(id: Id, new: schemas.ItemWithdrawalNew, write: Writing) -> Response:
    """เลิกนับในแผน ยังอ่านได้ในพื้นที่ สิ่งที่รับเข้ามาพิจารณาใหม่ได้ · It counts no more, and stays readable."""
    row = await actions.withdraw(write.session, id, new, by=write.subject)
    return await write.answer(plan_items.ITEM, row.id)
