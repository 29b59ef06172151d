"""What can be asked of allocations."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.allocations import queries, rules, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("การรวมแผน")


@router.get(
    "/v1/plan-items/{id}/allocations",
    response_model=schemas.Allocation,
    summary="เงินที่ได้รับลงไปถึงใครเท่าใด",
)
@policy(READ)
async def get_plan_item_allocations(
    id: Id, asked: Annotated[schemas.AllocationQuery, Query()], read: Reading
) -> Response:
    """คำตอบ X บาทหมายถึงเท่าใดของแต่ละโครงการและความต้องการ · What X baht mean for each project and need."""
    root = copies.found(await queries.root(read.database, id, read.subject.granted))
    body = rules.answer(root, asked.amount, *await queries.below(read.database, id)).encode()
    return read.answer(body, conditions.weak_etag(body))
