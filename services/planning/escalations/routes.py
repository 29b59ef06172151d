"""What can be asked of escalations."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.escalations import queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("การติดตามข้อเสนอ")


@router.get(
    "/v1/escalations",
    response_model=schemas.EscalationPage,
    summary="รายการความเงียบที่ส่งเรื่องขึ้นไปแล้ว",
)
@policy(READ)
async def list_escalations(
    asked: Annotated[schemas.EscalationFilters, Query()], read: Reading
) -> Response:
    """ผู้รับที่เงียบเกินกำหนด ส่งขึ้นครั้งเดียวต่อหนึ่งความเงียบ · Silences told to those above, each once."""
    return await read.page(queries.ESCALATIONS, asked)


@router.get(
    "/v1/escalations/{id}", response_model=schemas.Escalation, summary="ความเงียบหนึ่งที่ส่งเรื่องขึ้นไป"
)
@policy(READ)
async def get_escalation(id: Id, read: Reading) -> Response:
    """ข้อเสนอใด เงียบตั้งแต่เมื่อใด ส่งถึงใคร · Which proposal, since when, told to whom."""
    return await read.one(queries.ESCALATION, id)
