"""How several needs become one, and several again."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.need_mergers import actions, queries, schemas
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ความต้องการ")


@router.get("/v1/need-mergers", response_model=schemas.NeedMergerPage, summary="การรวมความต้องการ")
@policy(READ)
async def list_need_mergers(
    asked: Annotated[schemas.NeedMergerFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ความต้องการเดิม หรือที่รวมเป็น · By area, by origin, by what they became."""
    return await read.page(queries.MERGERS, asked)


@router.get(
    "/v1/need-mergers/{id}", response_model=schemas.NeedMerger, summary="การรวมความต้องการครั้งหนึ่ง"
)
@policy(READ)
async def get_need_merger(id: Id, read: Reading) -> Response:
    """รวมอะไรเป็นอะไร เพราะอะไร · Which needs became which, and why."""
    return await read.one(queries.MERGER, id)


@router.get(
    "/v1/need-mergers/{id}/history", response_model=HistoryPage, summary="ประวัติของการรวมความต้องการ"
)
@policy(READ)
async def list_need_merger_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """รวมเมื่อใด แยกคืนเมื่อใด · When it was done and undone."""
    return await read.page(HISTORY, asked, subject=str(id), kind="need-merger")


@router.post(
    "/v1/need-mergers",
    status_code=201,
    response_model=schemas.NeedMerger,
    summary="รวมความต้องการหลายรายการเป็นหนึ่ง",
)
@policy("needs.merge", act=True, problems=("state-conflict",))
async def merge_needs(new: schemas.NeedMergerNew, write: Writing) -> Response:
    """ทุกความต้องการเดิมยังตามผลของตนได้ · Each origin stays findable and learns its fate."""
    row = await actions.merge(write.session, new, by=write.subject)
    return await write.answer(queries.MERGER, row.id, status=201)


@router.post(
    "/v1/need-mergers/{id}/reversals",
    response_model=schemas.NeedMerger,
    summary="แยกความต้องการที่รวมผิดคืน",
)
@policy("needs.merge", act=True, problems=("state-conflict",))
async def reverse_need_merger(id: Id, new: schemas.NeedReversalNew, write: Writing) -> Response:
    """แต่ละรายการกลับที่เดิม · Each goes back to where it was, while the one need has not moved on."""
    row = await actions.reverse(write.session, id, new, by=write.subject)
    return await write.answer(queries.MERGER, row.id)
