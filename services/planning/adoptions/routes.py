"""What can be asked of adoptions."""

from fastapi import Response

from services.planning.adoptions import actions, schemas
from services.planning.plans import queries as plans
from services.planning.plans.schemas import Plan
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("แผน")


@router.post("/v1/plans/{id}/adoptions", response_model=Plan, summary="รับรองแผน")
@policy("plans.adopt", act=True, problems=("state-conflict", "rule-broken"))
async def adopt_plan(id: Id, new: schemas.AdoptionNew, write: Writing) -> Response:
    """ทุกโครงการต้องครบถ้วน รับรองแล้วแก้ไม่ได้ · Every item must be final; then the plan is frozen."""
    row = await actions.adopt(write.session, id, new, by=write.subject)
    return await write.answer(plans.PLAN, row.id)
