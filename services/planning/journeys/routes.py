"""What the gateway asks planning about the way of a need."""

import datetime as dt

from fastapi import Response

from services.planning.journeys import rules
from services.planning.ways import queries
from shared import conditions, copies
from shared.contracts.planning import PlanningJourney
from shared.ids import Id
from shared.routing import Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("internal")


@router.get(
    "/internal/v1/journeys/{need_id}", response_model=PlanningJourney, include_in_schema=False
)
@policy("read-inside")
async def get_planning_journey(need_id: Id, read: Reading) -> Response:
    """Return every hop of a need, in both directions, and where it stands today."""
    way = copies.found(await queries.way(read.database, need_id))
    body = rules.journey(way, bangkok_date(dt.datetime.now(dt.UTC))).model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
