"""What can be asked of the funding of plan items."""

from fastapi import Response

from services.planning.commitments import queries, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("โครงการในแผน")


@router.get(
    "/v1/plan-items/{id}/funding", response_model=schemas.Funding, summary="เงินสนับสนุนโครงการ"
)
@policy(READ)
async def get_plan_item_funding(id: Id, read: Reading) -> Response:
    """งบ เงินที่ภาคีรับว่าจะให้ และส่วนที่ยังขาด · Budget, what partners committed, what is missing."""
    found = await queries.FUNDING.one(read.database, id, read.subject.granted)
    body = copies.found(found)[0].encode()
    return read.answer(body, conditions.weak_etag(body))
