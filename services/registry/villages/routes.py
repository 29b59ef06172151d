"""What can be asked of lists of villages."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.villages import actions, queries, schemas
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พื้นที่")


@router.get(
    "/v1/village-lists", response_model=schemas.VillageListPage, summary="รายชื่อหมู่บ้านที่นำเข้าแล้ว"
)
@policy(READ)
async def list_village_lists(
    asked: Annotated[schemas.VillageListFilters, Query()], read: Reading
) -> Response:
    """จังหวัดใดนำเข้าเมื่อใด จากที่ใด · Which province loaded its villages, when and from where."""
    return await read.page(queries.VILLAGE_LISTS, asked)


@router.post(
    "/v1/village-lists",
    status_code=201,
    response_model=schemas.VillageList,
    summary="นำเข้าหมู่บ้านของจังหวัด",
)
@policy("villages.load")
async def load_village_list(new: schemas.VillageListNew, write: Writing) -> Response:
    """ครั้งละไม่เกิน 5,000 หมู่บ้านของจังหวัดเดียว ส่งซ้ำได้ · Up to 5,000 villages of one province."""
    row = await actions.load(write.session, new, by=write.subject)
    return await write.answer(queries.VILLAGE_LIST, row.id, status=201)
