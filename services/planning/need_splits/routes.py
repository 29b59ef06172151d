"""How one need becomes several."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.need_splits import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความต้องการ")


@router.get("/v1/need-splits", response_model=schemas.NeedSplitPage, summary="การแยกความต้องการ")
@policy(READ)
async def list_need_splits(
    asked: Annotated[schemas.NeedSplitFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ความต้องการเดิม หรือที่แยกออกมา · By area, by the whole, by a part."""
    return await read.page(queries.SPLITS, asked)


@router.get(
    "/v1/need-splits/{id}", response_model=schemas.NeedSplit, summary="การแยกความต้องการครั้งหนึ่ง"
)
@policy(READ)
async def get_need_split(id: Id, read: Reading) -> Response:
    """แยกอะไรเป็นอะไร เพราะอะไร · Which need became which, and why."""
    return await read.one(queries.SPLIT, id)


@router.post(
    "/v1/need-splits",
    status_code=201,
    response_model=schemas.NeedSplit,
    summary="แยกความต้องการหนึ่งเป็นหลายรายการ",
)
@policy("needs.merge", act=True, problems=("state-conflict",))
async def split_need(new: schemas.NeedSplitNew, write: Writing) -> Response:
    """โครงการที่ตอบรายการเดิมตอบทุกส่วน · What answers the whole answers each part."""
    row = await actions.split(write.session, new, by=write.subject)
    return await write.answer(queries.SPLIT, row.id, status=201)
