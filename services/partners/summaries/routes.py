"""What the gateway asks partners about an area or about plan items."""

from typing import Annotated

from fastapi import Query, Response

from services.partners.summaries import queries, rules, schemas
from shared import conditions, copies
from shared.contracts.partners import Commitments, PartnersSummary
from shared.places import AreaCode, prefix_range
from shared.routing import Reading, policy
from shared.routing import router as new_router

router = new_router("internal")


@router.get(
    "/internal/v1/summaries/{code}", response_model=PartnersSummary, include_in_schema=False
)
@policy("read-inside")
async def get_partners_summary(code: AreaCode, read: Reading) -> Response:
    """Return who supports an area: presence, nodes, agreements and commitments."""
    found = await queries.summary(read.database, code, *prefix_range(code))
    body = rules.told(copies.found(found))
    return read.answer(body, conditions.weak_etag(body))


@router.get("/internal/v1/commitments", response_model=Commitments, include_in_schema=False)
@policy("read-inside")
async def list_commitments_to_items(
    asked: Annotated[schemas.PlanItemsAsked, Query()], read: Reading
) -> Response:
    """Return what was committed to these plan items."""
    body = await queries.commitments(read.database, asked.plan_items)
    return read.answer(body, conditions.weak_etag(body))
