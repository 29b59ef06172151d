"""What the gateway asks planning about an area."""

from fastapi import Response

from services.planning.summaries import queries
from shared import conditions
from shared.contracts.planning import PlanningSummary
from shared.places import AreaCode, prefix_range
from shared.routing import Reading, policy
from shared.routing import router as new_router

router = new_router("internal")


@router.get(
    "/internal/v1/summaries/{code}", response_model=PlanningSummary, include_in_schema=False
)
@policy("read-inside")
async def get_planning_summary(code: AreaCode, read: Reading) -> Response:
    """Return the counts of needs, the money of adopted plans and the newest proposals of an area."""
    body = await queries.summary(read.database, code, *prefix_range(code))
    return read.answer(body, conditions.weak_etag(body))
