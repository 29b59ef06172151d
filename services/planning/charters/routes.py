"""What can be asked of charters."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.charters import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ธรรมนูญ")


@router.get("/v1/charters", response_model=schemas.CharterPage, summary="ธรรมนูญตำบล อำเภอ จังหวัด")
@policy(READ)
async def list_charters(
    asked: Annotated[schemas.CharterFilters, Query()], read: Reading
) -> Response:
    """ธรรมนูญและกติกาการอยู่ร่วมกันของพื้นที่ · Charters and agreements to live together, by place."""
    return await read.page(queries.CHARTERS, asked)


@router.get("/v1/charters/{id}", response_model=schemas.Charter, summary="ธรรมนูญฉบับหนึ่ง")
@policy(READ)
async def get_charter(id: Id, read: Reading) -> Response:
    """ข้อต่าง ๆ ตามลำดับ กติกา และที่ประชุมที่รับรอง · One version of a charter."""
    return await read.one(queries.CHARTER, id)


@router.post(
    "/v1/charters", status_code=201, response_model=schemas.Charter, summary="เริ่มร่างธรรมนูญ"
)
@policy("charters.write")
async def draft_charter(new: schemas.CharterNew, write: Writing) -> Response:
    """ธรรมนูญของตำบล อำเภอ หรือจังหวัด · Draft the charter of a tambon, district or province."""
    row = await actions.draft(write.session, new, by=write.subject)
    return await write.answer(queries.CHARTER, row.id, status=201)


@router.patch("/v1/charters/{id}", response_model=schemas.Charter, summary="แก้ไขร่างธรรมนูญ")
@policy("charters.write", problems=("state-conflict",))
async def change_charter(
    id: Id, asked: schemas.CharterChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้จนกว่าจะรับรอง · A charter can be changed until it is adopted."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.CHARTER, row.id)


@router.post(
    "/v1/charters/{id}/amendments",
    status_code=201,
    response_model=schemas.Charter,
    summary="เริ่มแก้ไขธรรมนูญที่ใช้อยู่",
)
@policy("charters.write", act=True, problems=("state-conflict", "already-exists"))
async def amend_charter(id: Id, new: schemas.AmendmentNew, write: Writing) -> Response:
    """ฉบับแก้ไขเริ่มจากข้อความปัจจุบัน พร้อมเหตุผล · The draft of the next version, with its reason."""
    row = await actions.amend(write.session, id, new, by=write.subject)
    return await write.answer(queries.CHARTER, row.id, status=201, at="/v1/charters")


@router.post("/v1/charters/{id}/adoptions", response_model=schemas.Charter, summary="รับรองธรรมนูญ")
@policy("charters.write", act=True, problems=("state-conflict",))
async def adopt_charter(id: Id, new: schemas.CharterAdoptionNew, write: Writing) -> Response:
    """ที่ประชุมรับรอง ฉบับเดิมอ่านย้อนหลังได้ · Adopted by a meeting; what it amends stays readable."""
    row = await actions.adopt(write.session, id, new, by=write.subject)
    return await write.answer(queries.CHARTER, row.id)
