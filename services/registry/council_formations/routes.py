"""What can be asked about the way to a council."""

import datetime as dt
from typing import Annotated

from fastapi import Query, Response

from services.registry.communities import rules as communities
from services.registry.council_formations import queries, rules, schemas
from shared import conditions, copies
from shared.exchange import Read
from shared.places import AreaBlock, AreaCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date

router = new_router("การจัดตั้งสภา")


@router.get(
    "/v1/council-formations/{area_code}",
    response_model=schemas.Formation,
    summary="ชุมชนในพื้นที่พร้อมตั้งสภาหรือยัง",
)
@policy(READ)
async def get_council_formation(
    area_code: AreaCode, asked: Annotated[schemas.FormationQuery, Query()], read: Reading
) -> Response:
    """ชุมชนที่จดแจ้ง ที่เห็นพ้อง และที่ยังขาดตามกติกา · Noticed, agreed and missing, with the reasons."""
    return await _formation(read, area_code, asked.on or bangkok_date(dt.datetime.now(dt.UTC)))


async def _formation(read: Read, area_code: str, on: dt.date) -> Response:
    rules.check_level(area_code)
    found = copies.found(await queries.found(read.database, area_code, on))
    consents, share = found["consents"], found["share"]
    reasons = rules.lacks(consents, share)
    shown = schemas.Formation(
        area=AreaBlock(**found["area"]),
        as_of=on,
        noticed=len(consents),
        agreed=found["agreed"],
        declined=rules.declined(consents),
        share_percent=rules.percent(found["agreed"], len(consents)),
        share_wanted=share,
        missing=communities.missing(len(consents), found["agreed"], share),
        enough=not reasons,
        reasons=reasons,
        communities=found["communities"],
        council_ids=found["councils"],
    )
    body = shown.model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
