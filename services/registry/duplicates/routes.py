"""What can be asked while typing the name of an organization."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.duplicates import actions, schemas
from shared import conditions
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("องค์กรชุมชน")


@router.get(
    "/v1/organization-duplicates",
    response_model=schemas.Candidates,
    summary="องค์กรที่อาจเป็นองค์กรเดียวกัน",
)
@policy(READ)
async def find_duplicates(
    asked: Annotated[schemas.DuplicatesAsked, Query()], read: Reading
) -> Response:
    """ค้นระหว่างพิมพ์ชื่อ พื้นที่เดียวกันก่อน · While typing a name; the same area first."""
    body = await actions.candidates(read, asked)
    return read.answer(body, conditions.weak_etag(body))
