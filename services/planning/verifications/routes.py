"""What can be asked of verifications."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.needs import queries as needs
from services.planning.needs.schemas import Need
from services.planning.verifications import actions, queries, schemas
from shared import copies
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความต้องการ")


@router.post("/v1/needs/{id}/verifications", response_model=Need, summary="ตรวจสอบความต้องการ")
@policy("needs.verify", act=True, problems=("state-conflict", "same-person"))
async def verify_need(id: Id, new: schemas.VerificationNew, write: Writing) -> Response:
    """พื้นที่ตรวจก่อน แล้วจังหวัดตรวจโดยอีกคน · The area looks first, then the province by somebody else."""
    row = await actions.verify(write.session, id, new, by=write.subject)
    return await write.answer(needs.NEED, row.id)


@router.get(
    "/v1/needs/{id}/verifications",
    response_model=schemas.VerificationPage,
    summary="ผลการตรวจสอบความต้องการ",
)
@policy(READ)
async def list_need_verifications(
    id: Id, asked: Annotated[schemas.VerificationQuery, Query()], read: Reading
) -> Response:
    """ใครตรวจ (บทบาท) เมื่อใด พบอะไร · Who looked (by role), when, and what they found."""
    copies.found(await needs.NEED.one(read.database, id, read.subject.granted))
    return await read.page(queries.VERIFICATIONS, asked, need=id)
