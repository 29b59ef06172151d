"""What the gateway asks the registry about an area."""

from fastapi import Response

from services.registry.summaries import queries
from shared import conditions
from shared.contracts.registry import RegistrySummary
from shared.errors import Problem
from shared.places import AreaCode, prefix_range
from shared.routing import Reading, policy
from shared.routing import router as new_router

router = new_router("internal")


@router.get(
    "/internal/v1/summaries/{code}", response_model=RegistrySummary, include_in_schema=False
)
@policy("read-inside")
async def get_registry_summary(code: AreaCode, read: Reading) -> Response:
    """Return the place and the counts of its organizations."""
    body = await queries.summary(read.database, code, *prefix_range(code))
    if body is None:
        raise Problem("not-found")
    return read.answer(body, conditions.weak_etag(body))
